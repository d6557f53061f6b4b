import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { guardBackend } from '../../src/sandbox/backend-gate.ts';
import { Switchboard } from '../../src/sandbox/switches.ts';

let switches: Switchboard;
let server: Server;
let handled: string[];
const at = (path: string): string => `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${path}`;

beforeEach(async () => {
  switches = new Switchboard();
  handled = [];
  server = createServer((request, response) => {
    handled.push(request.url ?? '');
    if (request.url === '/api/events') response.write('data: one\n\n');
    else response.end('done');
  });
  guardBackend(server, switches);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

it('lets everything through while the backend answers', async () => {
  expect(await (await fetch(at('/api/channels'))).text()).toBe('done');
});

it('cuts requests off before they are handled while the backend is away, and still serves the pane', async () => {
  switches.turn('backend', 'away');
  await expect(fetch(at('/api/channels'))).rejects.toThrow();
  expect(await (await fetch(at('/taskpane.html'))).text()).toBe('done');
  expect(handled).toEqual(['/taskpane.html']);
});

it('cuts off what is under way when the backend goes away', async () => {
  const events = await fetch(at('/api/events'));
  switches.turn('backend', 'away');
  await expect(events.text()).rejects.toThrow();
});

it('takes a request and keeps silent', async () => {
  switches.turn('backend', 'silent');
  const arrived = once(server, 'request');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.write('GET /api/channels HTTP/1.1\r\nhost: sandbox\r\n\r\n');
  await arrived;
  expect(handled).toEqual([]);
  expect(socket.bytesRead).toBe(0);
  socket.destroy();
});

it('does what it is asked and loses the answer', async () => {
  switches.turn('backend', 'answer-lost');
  await expect(fetch(at('/api/messages'), { method: 'POST' })).rejects.toThrow();
  expect(handled).toEqual(['/api/messages']);
});
