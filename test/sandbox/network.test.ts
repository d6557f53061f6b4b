import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { network } from '../../src/sandbox/network.ts';
import { Switchboard } from '../../src/sandbox/switches.ts';

let server: Server;
let switches: Switchboard;
let dial: (address: string, port: number) => Socket;
let dialled: Socket;

beforeEach(async () => {
  server = createServer((socket) => socket.end('220 here'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  switches = new Switchboard();
  const { port } = server.address() as AddressInfo;
  dial = network(
    new Map([['127.1.0.1', { realPort: (wanted) => (wanted === 587 ? port : null), isMailServer: true }]]),
    () => switches.get('reach'),
  );
});
afterEach(() => {
  dialled.destroy();
  server.close();
});

const refused = async (): Promise<unknown> => ((await once(dialled, 'error')) as [NodeJS.ErrnoException])[0].code;

it('leads a pretended address to the socket that plays it', async () => {
  dialled = dial('127.1.0.1', 587);
  expect(String(await once(dialled, 'data'))).toBe('220 here');
});

it.each([
  ['127.1.0.1', 465],
  ['127.1.0.9', 587],
])('refuses %s port %d, where nobody is', async (address, port) => {
  dialled = dial(address, port);
  expect(await refused()).toBe('ECONNREFUSED');
});

it('refuses every port of a server that is down', async () => {
  switches.turn('reach', 'down');
  dialled = dial('127.1.0.1', 587);
  expect(await refused()).toBe('ECONNREFUSED');
});

it('never hears from a server behind a firewall', () => {
  switches.turn('reach', 'firewalled');
  dialled = dial('127.1.0.1', 587);
  expect(dialled.pending).toBe(true);
  expect(dialled.destroyed).toBe(false);
});
