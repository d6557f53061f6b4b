import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { Change } from '../../../src/contract/shapes.ts';
import type { Owner } from '../../../src/domain/channel.ts';
import { createHttp } from '../../../src/server/http.ts';
import { eventRoutes } from '../../../src/server/routes/events.ts';

const CHANGE: Change = { changed: 'channel', id: '6f1d2c3b-4a59-4687-9788-96a5b4c3d2e1' };
const quiet = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

let app: FastifyInstance | undefined;
afterEach(() => app?.close());

/** The route over a source of changes; the token is the rep's name. */
async function serverOf(
  follow: (owner: Owner, signal: AbortSignal) => AsyncGenerator<Change>,
  tokenLasts = 60_000,
): Promise<string> {
  app = await createHttp({
    publicUrl: 'https://postlane.example',
    identityOrigin: 'https://id.example',
    frameAncestors: [],
    scriptSources: [],
    logLevel: 'silent',
    log: new PassThrough(),
    https: null,
    messageBytes: 1_000_000,
    trustProxy: false,
    newId: () => 'request',
  });
  const authenticate = async (objectId: string) =>
    ({
      ok: true,
      value: {
        owner: { tenantId: 'firma', objectId },
        address: null,
        author: { objectId, name: null, address: null },
        isAdmin: false,
        until: tokenLasts,
      },
    }) as const;
  eventRoutes({ app, authenticate, stopping: new AbortController().signal }, follow, () => 0);
  return app.listen({ port: 0, host: '127.0.0.1' });
}

const open = (url: string, rep = 'ada', signal?: AbortSignal): Promise<Response> =>
  fetch(`${url}/api/events`, { headers: { authorization: `Bearer ${rep}` }, signal: signal ?? null });

describe('a stream of events', () => {
  it('ends with the token that opened it', async () => {
    const url = await serverOf(async function* (_owner, signal) {
      yield CHANGE;
      await quiet(signal);
    }, 200);
    expect(await (await open(url)).text()).toBe(`:\n\ndata: ${JSON.stringify(CHANGE)}\n\n`);
  });

  it('is one of a few that an owner has, and makes room when it goes', async () => {
    let left = (): void => {};
    const gone = new Promise<void>((resolve) => (left = resolve));
    const url = await serverOf(async function* (_owner, signal) {
      yield CHANGE;
      await quiet(signal);
      left();
    });
    const first = new AbortController();
    const replies = [await open(url, 'ada', first.signal)];
    for (let more = 1; more < 10; more += 1) replies.push(await open(url));
    expect(replies.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
    expect((await open(url)).status).toBe(429);
    expect((await open(url, 'bo')).status).toBe(200);
    first.abort();
    await gone;
    await turn();
    expect((await open(url)).status).toBe(200);
  });

  it('is broken off when its client does not read', async () => {
    let ended = (): void => {};
    const over = new Promise<void>((resolve) => (ended = resolve));
    const url = await serverOf(async function* (_owner, signal) {
      // Without end, but for the signal.
      while (!signal.aborted) {
        for (let burst = 0; burst < 1_000; burst += 1) yield CHANGE;
        await turn();
      }
      ended();
    });
    await open(url);
    await over;
  });
});
