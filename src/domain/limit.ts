import type { Instant } from './instant.ts';

/** What a provider lets one mailbox do. Null: not known, so not enforced. */
export interface Limits {
  /** Messages in any rolling 60 seconds. */
  messagesPerMinute: number | null;
  /** Recipients, each of each message, in any rolling 24 hours. */
  recipientsPerDay: number | null;
  recipientsPerMessage: number | null;
  /** Connections at once, all programs together. */
  connections: number | null;
  /** A message as it goes over the wire, in bytes. */
  messageBytes: number | null;
}

export const NO_LIMITS: Limits = {
  messagesPerMinute: null,
  recipientsPerDay: null,
  recipientsPerMessage: null,
  connections: null,
  messageBytes: null,
};

/** How full a window may get before it is worth a word. */
export const NEAR = 0.8;

/** One message that counts: from its claim until it is settled (`repliedAt` null), then one window from the reply. */
export interface Counted {
  recipients: number;
  repliedAt: Instant | null;
  /** Whether it was sent by another way than ours, and told us. */
  reported: boolean;
}

/** How much has been used in each rolling window, ending now. */
export interface Usage {
  messagesInMinute: number;
  recipientsInDay: number;
  /** Of these, sent by another way than ours. */
  reportedInDay: number;
}

/** How many messages may go now; when that is none, the earliest moment one may (null: not before something in flight is settled). */
export interface Allowance {
  messages: number;
  nextAt: Instant | null;
}

/** Whether mail may have to wait for other mail of its mailbox. */
export const isPaced = ({ messagesPerMinute, recipientsPerDay }: Limits): boolean =>
  messagesPerMinute !== null || recipientsPerDay !== null;

/** The lower of each: an operator may allow less than the provider does. */
export function lowest(limits: Limits, ceiling: Limits): Limits {
  const lower = (name: keyof Limits): number | null =>
    limits[name] === null ? ceiling[name] : Math.min(limits[name], ceiling[name] ?? Infinity);
  return {
    messagesPerMinute: lower('messagesPerMinute'),
    recipientsPerDay: lower('recipientsPerDay'),
    recipientsPerMessage: lower('recipientsPerMessage'),
    connections: lower('connections'),
    messageBytes: lower('messageBytes'),
  };
}

/** How many one message may go to: to more than a day's recipients it would never go. */
export const mostRecipients = ({ recipientsPerMessage, recipientsPerDay }: Limits): number =>
  Math.min(recipientsPerMessage ?? Infinity, recipientsPerDay ?? Infinity);
