import { PassThrough } from 'node:stream';
import { endpoints } from '../../contract/endpoints.ts';
import type { followChanges } from '../use-cases/follow-changes.ts';
import { route, type Door } from './endpoint.ts';

/** Proxies end a connection that says nothing for a minute or less. */
const HEARTBEAT_MS = 20_000;

/** Server-sent events: a rep's changes as they happen. Ends when some may have been missed: the client reads anew and follows again. */
export function eventRoutes(door: Door, follow: ReturnType<typeof followChanges>): void {
  route(door, 'followChanges', {}, async ({ owner, signal, request }, reply) => {
    const events = new PassThrough();
    const heartbeat = setInterval(() => events.write(':\n\n'), HEARTBEAT_MS);
    const tell = async (): Promise<void> => {
      for await (const change of follow(owner, signal))
        events.write(`data: ${JSON.stringify(endpoints.followChanges.reply.parse(change))}\n\n`);
    };
    tell()
      .catch((error: unknown) => request.log.error({ err: error }, 'the events broke off'))
      .finally(() => {
        clearInterval(heartbeat);
        events.end();
      });
    // Sent at once, so that the client knows it is connected.
    events.write(':\n\n');
    // Its connection ends with it: one kept alive for the next request would hold up a server that stops.
    return reply.type('text/event-stream').headers({ 'cache-control': 'no-store', connection: 'close' }).send(events);
  });
}
