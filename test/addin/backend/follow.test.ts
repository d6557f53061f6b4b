/** @jest-environment node */
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BackendFailure } from '../../../src/addin/backend/backend.ts';
import type { How } from '../../../src/addin/identity/identity.ts';
import type { Change } from '../../../src/contract/shapes.ts';
import { failed, type Result } from '../../../src/domain/result.ts';
import { start } from './named-tokens.ts';
import { startServer } from './test-server.ts';

let server: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  server = await startServer();
});
afterEach(() => server.stop());

describe('following', () => {
  const change: Change = { changed: 'channel', id: '4f0f6f8a-7a4c-4d0e-9a63-0c6f1f5f3f10' };

  it('tells changes and connections, and comes back by itself', async () => {
    const { backend } = start(server);
    const told: unknown[] = [];
    const stop = new AbortController();
    const finished = new Promise<void>((settle) => {
      let connections = 0;
      server.answer = ({ reply }) => {
        connections += 1;
        reply.writeHead(200, { 'content-type': 'text/event-stream' });
        reply.write(`: hello\n\nevent: change\ndata: ${JSON.stringify(change)}\n\ndata: {"changed":"weather"}\n\n`);
        if (connections === 1) setImmediate(() => reply.end());
      };
      backend.follow(
        (one) => {
          told.push(one);
          if (connections === 2) settle();
        },
        (connected) => told.push(connected),
        stop.signal,
      );
    });
    await finished;
    stop.abort();
    expect(told).toEqual([true, change, false, true, change]);
  });

  it('is not connected before the first byte has come through', async () => {
    const { backend } = start(server);
    const stop = new AbortController();
    const told: boolean[] = [];
    const opened = new Promise<ServerResponse>((settle) => {
      server.answer = ({ reply }) => {
        reply.writeHead(200, { 'content-type': 'text/event-stream' });
        reply.flushHeaders();
        settle(reply);
      };
    });
    const connected = new Promise<void>((settle) => {
      backend.follow(
        () => {},
        (now) => {
          told.push(now);
          settle();
        },
        stop.signal,
      );
    });
    const stream = await opened;
    expect(told).toEqual([]);
    stream.write(':\n\n');
    await connected;
    expect(told).toEqual([true]);
    stop.abort();
  });

  it('waits for the sign-in, and goes on with it', async () => {
    const tokens: Partial<Record<How, Result<string, BackendFailure>>> = {
      silent: failed({ kind: 'not-signed-in', reason: 'needed' }),
    };
    const { asked, backend } = start(server, tokens);
    server.answer = ({ reply }) => void reply.writeHead(200).write(': hello\n\n');
    const stop = new AbortController();
    const told: boolean[] = [];
    const connections: ((connected: boolean) => void)[] = [];
    const next = () => new Promise<boolean>((settle) => connections.push(settle));
    const first = next();
    backend.follow(
      () => {},
      (connected) => {
        told.push(connected);
        connections.shift()?.(connected);
      },
      stop.signal,
    );
    expect(await first).toBe(false);
    delete tokens.silent;
    const second = next();
    await backend.signIn();
    expect(await second).toBe(true);
    stop.abort();
    expect(asked).toEqual(['silent', 'interactive', 'silent']);
  });
});
