import type { RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { MAY_WAIT } from '../../domain/outbox.ts';

/** What speaks against a time that a rep chose for a message to leave; null when nothing does. */
export const objectionToTime = (sendAt: Instant, now: Instant): RequestFailure | null =>
  sendAt > now + MAY_WAIT ? { kind: 'invalid-request', faults: [{ path: 'sendAt', fault: 'too-far' }] } : null;

/** Null for a time that is over: at once. */
export const stillToCome = (sendAt: Instant | null, now: Instant): Instant | null =>
  sendAt !== null && sendAt > now ? sendAt : null;
