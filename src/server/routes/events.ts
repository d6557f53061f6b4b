import { PassThrough } from 'node:stream';
import { endpoints } from '../../contract/endpoints.ts';
import type { Owner } from '../../domain/channel.ts';
import { DAY, type Instant } from '../../domain/instant.ts';
import { Refusal } from '../http.ts';
import type { followChanges } from '../use-cases/follow-changes.ts';
import { route, type Door } from './endpoint.ts';

/** Proxies end a connection that says nothing for a minute or less. */
const HEARTBEAT_MS = 20_000;
/** Bytes that a client may leave unread. */
const MOST_UNREAD = 1_000_000;
/** Streams at once for one owner: some panes on some devices. */
const MOST_STREAMS = 10;

/**
 * Server-sent events: a rep's changes as they happen. Ends with the token, and when some may have been missed: the client
 * reads anew and follows again.
 */
export function eventRoutes(door: Door, follow: ReturnType<typeof followChanges>, clock: () => Instant): void {
  const streams = new Map<string, number>();
  const count = ({ tenantId, objectId }: Owner, by: 1 | -1): number => {
    const name = `${tenantId}/${objectId}`;
    const open = (streams.get(name) ?? 0) + by;
    if (open === 0) streams.delete(name);
    else streams.set(name, open);
    return open;
  };

  route(door, 'followChanges', {}, async ({ owner, signal, request }, reply) => {
    if (count(owner, 1) > MOST_STREAMS) {
      count(owner, -1);
      throw new Refusal({ kind: 'too-many-requests', retryAfterSeconds: 60 });
    }
    const events = new PassThrough();
    const over = new AbortController();
    const say = (text: string): void => {
      events.write(text);
      // Nobody reads: what is kept for them would grow for ever.
      if (events.writableLength > MOST_UNREAD) events.destroy();
    };
    events.once('close', () => over.abort());
    const heartbeat = setInterval(() => say(':\n\n'), HEARTBEAT_MS);
    const tokenEnds = setTimeout(() => over.abort(), Math.min(request.ownerUntil - clock(), DAY));
    const tell = async (): Promise<void> => {
      for await (const change of follow(owner, AbortSignal.any([signal, over.signal])))
        say(`data: ${JSON.stringify(endpoints.followChanges.reply.parse(change))}\n\n`);
    };
    tell()
      .catch((error: unknown) => request.log.error({ err: error }, 'the events broke off'))
      .finally(() => {
        clearInterval(heartbeat);
        clearTimeout(tokenEnds);
        count(owner, -1);
        events.end();
      });
    // Sent at once, so that the client knows it is connected.
    say(':\n\n');
    // Its connection ends with it: one kept alive for the next request would hold up a server that stops.
    return reply.type('text/event-stream').headers({ 'cache-control': 'no-store', connection: 'close' }).send(events);
  });
}
