import * as z from 'zod/mini';
import { MESSAGE_STATES } from '../domain/outbox.ts';
import { deliveryFailure, reply } from './failure.ts';
import { address, draft, identifier, instant } from './mail.ts';

/**
 * Queues a message. As `application/json` when there are no attachments; as `multipart/form-data` otherwise: first the
 * part `message` with this JSON, then one file part `attachment` for each of `draft.attachments`, in that order.
 * The `Idempotency-Key` header is a UUID made by the client and becomes the message's id.
 */
export const messageRequest = z.object({
  channelId: identifier,
  draft,
  /** When it is to leave: a moment at most MAY_WAIT ahead; absent or past, at once. */
  sendAt: z.optional(instant),
  /** Those of the draft's recipients whom this message goes to; absent, all: a large Bcc goes as several messages. */
  rcptTo: z.optional(z.array(address).check(z.minLength(1), z.maxLength(10_000))),
});

/** Null: at once. */
export const rescheduleRequest = z.object({ sendAt: z.nullable(instant) });

export const queuedReply = z.object({
  id: identifier,
  messageId: z.string(),
  state: z.enum(MESSAGE_STATES),
  expectedAt: z.nullable(instant),
});

export const recipient = z.object({
  address: z.string(),
  outcome: z.enum(['waiting', 'accepted', 'refused']),
  reply: z.nullable(reply),
});

/** A message's record: its content is not part of it and is erased once accepted. */
export const message = z.object({
  id: identifier,
  channelId: identifier,
  messageId: z.string(),
  state: z.enum(MESSAGE_STATES),
  subject: z.string(),
  from: z.string(),
  recipients: z.array(recipient),
  /** Somebody wrote it who left the organisation: it waits for the rep's word, whom it was handed over to. */
  handedOver: z.boolean(),
  bytes: z.int(),
  attempts: z.int(),
  queuedAt: instant,
  /** When the rep wants it to leave; null for at once. */
  sendAt: z.nullable(instant),
  /** When it is tried next; null when it waits for nothing or for a person. */
  dueAt: z.nullable(instant),
  /** Until when it is tried again by itself; null while it has not failed, or waits for a person. */
  givesUpAt: z.nullable(instant),
  settledAt: z.nullable(instant),
  /** The server's reply that settled it. */
  reply: z.nullable(reply),
  /** Why it is not accepted, or not yet. */
  because: z.nullable(deliveryFailure),
});
export const messageReply = z.object({ message });
export const messagesReply = z.object({ messages: z.array(message) });

/** One server-sent event's data: something of the rep's has changed, as it is now. */
export const change = z.union([
  z.object({ changed: z.literal('message'), message }),
  z.object({ changed: z.literal('channel'), id: identifier }),
]);
