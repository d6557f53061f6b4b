import * as z from 'zod/mini';
import { STEPS } from '../domain/verification.ts';
import { deliveryFailure, requestFailure } from './failure.ts';
import { identifier, instant, mailbox } from './mail.ts';
import { providerId, submissionServer } from './recommendations.ts';

export const limits = z.object({
  messagesPerMinute: z.nullable(z.int()),
  recipientsPerDay: z.nullable(z.int()),
  recipientsPerMessage: z.nullable(z.int()),
  connections: z.nullable(z.int()),
  messageBytes: z.nullable(z.int()),
});

const password = z.string().check(z.minLength(1), z.maxLength(1024));

export const connectRequest = z.object({
  providerId,
  server: submissionServer,
  username: z.string().check(z.minLength(1), z.maxLength(320), z.regex(/^[^\r\n\0]*$/)),
  sender: mailbox,
  credential: z.object({ kind: z.literal('password'), password }),
});

export const repairRequest = z.object({ credential: z.object({ kind: z.literal('password'), password }) });

/** What a rep may change without a new proof. */
export const channelChange = z.object({
  sender: z.object({ name: z.string().check(z.maxLength(320), z.regex(/^[^\r\n\0]*$/)) }),
});

export const health = z.discriminatedUnion('state', [
  z.object({ state: z.literal('working'), since: instant }),
  z.object({ state: z.literal('broken'), since: instant, because: deliveryFailure }),
]);

/** A channel as the pane sees it: never a credential. */
export const channel = z.object({
  id: identifier,
  providerId,
  server: submissionServer,
  username: z.string(),
  sender: mailbox,
  limits,
  health,
  /** ISO date from which the provider refuses this kind of credential by default; null when none is known. */
  passwordEndsOn: z.nullable(z.string()),
  createdAt: instant,
  verifiedAt: instant,
});
export const channelReply = z.object({ channel });
export const channelsReply = z.object({ channels: z.array(channel) });

const step = z.enum(STEPS);

/** One line of the NDJSON reply to connect and repair: the steps as they happen, then the channel or the failure. */
export const connectLine = z.union([
  z.object({ step, outcome: z.literal('started') }),
  z.object({ step, outcome: z.literal('passed'), milliseconds: z.int(), detail: z.string() }),
  z.object({ step, outcome: z.literal('failed'), milliseconds: z.int(), failure: deliveryFailure }),
  z.object({ channel }),
  z.object({ failure: z.discriminatedUnion('kind', [deliveryFailure, requestFailure]) }),
]);

export const usageReply = z.object({
  limits,
  usage: z.object({ messagesInMinute: z.int(), recipientsInDay: z.int() }),
  allowance: z.object({ messages: z.nullable(z.int()), nextAt: z.nullable(instant) }),
  waiting: z.int(),
  /** Recipients reached in each of the last 24 hours, oldest first. */
  recipientsByHour: z.array(z.int()),
});
