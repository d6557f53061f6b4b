// One more of the sandbox's servers, in a process of its own: it says where it is, and delivers by the same books.
import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { network, type Neighbour } from '../../src/sandbox/network.ts';
import type { SwitchValue } from '../../src/sandbox/switch-list.ts';
import type { Config } from '../../src/server/config.ts';
import { buildServer } from '../../src/server/main.ts';

/** `keys` are base64, by their ids; `mailPorts` as the sandbox has them. */
export interface Orders {
  config: Omit<Config, 'credentialKeys'>;
  keys: [id: string, key: string][];
  mailPorts: [at: string, port: number][];
  /** A file that holds the `World`, now and whenever it is looked at. */
  world: string;
}

/** What the servers have to see alike: how far the clock is ahead, in milliseconds, and whether mail servers can be reached. */
export interface World {
  ahead: number;
  reach: SwitchValue<'reach'>;
}

const orders = JSON.parse(process.argv[2] ?? '') as Orders;
const world = (): World => JSON.parse(readFileSync(orders.world, 'utf8')) as World;
const mailPorts = new Map(orders.mailPorts);
const neighbours = new Map(
  [...mailPorts.keys()].map((at): [string, Neighbour] => {
    const [address = ''] = at.split(':');
    const realPort = (port: number): number | null => mailPorts.get(`${address}:${String(port)}`) ?? null;
    return [address, { realPort, isMailServer: true }];
  }),
);

const credentialKeys = orders.keys.map(([id, key]) => ({ id, key: new Uint8Array(Buffer.from(key, 'base64')) }));
const server = await buildServer(
  { ...orders.config, credentialKeys },
  {
    log: new PassThrough().resume(),
    dial: network(neighbours, () => world().reach),
    clock: () => Date.now() + world().ahead,
  },
);
process.stdout.write((await server.start()).url);
// Whoever started it lets go, or is no more.
process.stdin.once('end', () => void server.stop().then(() => process.exit())).resume();
