// A server to be killed: it delivers by the configuration it is given, and says when it has begun.
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import type { Config } from '../../../src/server/config.ts';
import { buildServer } from '../../../src/server/main.ts';

/** `key` is base64, `ahead` how far its clock is before the others', in milliseconds. */
export interface Orders {
  config: Omit<Config, 'credentialKeys'>;
  key: string;
  port: number;
  ahead: number;
}

const { config, key, port, ahead } = JSON.parse(process.argv[2] ?? '') as Orders;
const server = await buildServer(
  { ...config, credentialKeys: [{ id: 'k1', key: new Uint8Array(Buffer.from(key, 'base64')) }] },
  { log: new PassThrough().resume(), dial: () => connect(port, '127.0.0.1'), clock: () => Date.now() + ahead },
);
await server.start();
process.stdout.write('delivering\n');
