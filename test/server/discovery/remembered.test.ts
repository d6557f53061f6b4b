import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Socket } from 'node:net';
import { MINUTE } from '../../../src/domain/instant.ts';
import { startNameServer, type NameServer } from '../../../src/sandbox/names/name-server.ts';
import type { NameRecord } from '../../../src/sandbox/names/zones.ts';
import { createEgress } from '../../../src/server/egress.ts';
import { wireDiscovery } from '../../../src/server/wiring/discovery.ts';

const ZONES = new Map<string, NameRecord[]>([
  [
    '_submissions._tcp.firma.example',
    [{ type: 'SRV', target: 'smtp.firma.example', port: 465, priority: 0, weight: 1 }],
  ],
  ['autoconfig.firma.example', [{ type: 'A', address: '127.1.0.1' }]],
]);

let names: NameServer;
beforeAll(async () => {
  names = await startNameServer(ZONES, () => false);
});
afterAll(() => names.stop());

/** Nobody is there, and says not even that: the settings file stays unread. */
function nobody(): Socket {
  const socket = new Socket();
  setImmediate(() => socket.destroy(Object.assign(new Error('no route'), { code: 'EHOSTUNREACH' })));
  return socket;
}

it('an answer that is not whole is good for five minutes, unless somebody wants to look again, which counts once a minute', async () => {
  const egress = createEgress({ nameServers: [names.address], allow: ['127.1.0.0/16'], dial: nobody, ca: [] });
  let now = 0;
  const lookUp = wireDiscovery({
    config: { ispDatabase: null },
    egress,
    timeouts: undefined,
    stopping: new AbortController().signal,
    clock: () => now,
  });
  const questions = (): number => [...names.asked.values()].reduce((all, count) => all + count, 0);
  /** Looks up, and says whether anybody was asked. */
  const asks = async (again = false): Promise<boolean> => {
    const before = questions();
    const { evidence, complete } = await lookUp({ domain: 'firma.example', ownExchange: false }, again);
    expect([evidence.map(({ source }) => source), complete]).toEqual([['srv'], false]);
    return questions() > before;
  };
  expect([await asks(), await asks(), await asks(true), await asks()]).toEqual([true, false, true, false]);
  expect(await asks(true)).toBe(false);
  now = 1 * MINUTE;
  expect([await asks(true), await asks(true)]).toEqual([true, false]);
  now = 6 * MINUTE;
  expect(await asks()).toBe(true);
});
