import { DAY, MINUTE, type Instant } from './instant.ts';

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

/** Counts until it is answered, then for one window from the answer. */
const within = (sent: readonly Counted[], window: number, now: Instant): Counted[] =>
  sent.filter((one) => one.repliedAt === null || one.repliedAt + window > now);

export function usageOf(sent: readonly Counted[], now: Instant): Usage {
  const inDay = within(sent, DAY, now);
  return {
    messagesInMinute: within(sent, MINUTE, now).length,
    recipientsInDay: recipientsOf(inDay),
    reportedInDay: recipientsOf(inDay.filter(({ reported }) => reported)),
  };
}

const recipientsOf = (counted: readonly Counted[]): number =>
  counted.reduce((sum, { recipients }) => sum + recipients, 0);

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

/**
 * What may go now, for a next message with so many recipients.
 *
 * Counting from the reply, not from the claim, is what keeps the window exact as the server sees it: sending takes a varying time.
 * A message with more recipients than the day allows asks for the whole day: it goes alone, and the server judges it.
 */
export function allowance(limits: Limits, sent: readonly Counted[], recipients: number, now: Instant): Allowance {
  const usage = usageOf(sent, now);
  const asked = Math.max(1, Math.min(recipients, limits.recipientsPerDay ?? recipients));
  const byMinute = (limits.messagesPerMinute ?? Infinity) - usage.messagesInMinute;
  const room = (limits.recipientsPerDay ?? Infinity) - usage.recipientsInDay;
  const byDay = Math.floor(room / asked);
  const messages = Math.max(0, Math.min(byMinute, byDay));
  if (messages > 0) return { messages, nextAt: now };

  const waits: (Instant | null)[] = [];
  if (byMinute <= 0) waits.push(freedAt(within(sent, MINUTE, now), MINUTE, 1 - byMinute, () => 1));
  if (byDay <= 0) waits.push(freedAt(within(sent, DAY, now), DAY, asked - room, (one) => one.recipients));
  return { messages: 0, nextAt: waits.includes(null) ? null : Math.max(...waits.map((at) => at ?? now)) };
}

/** When enough of what counts has left the window; null when that hangs on a message not yet settled. */
function freedAt(
  counted: readonly Counted[],
  window: number,
  needed: number,
  weight: (one: Counted) => number,
): Instant | null {
  let freed = 0;
  for (const one of [...counted].sort((a, b) => (a.repliedAt ?? Infinity) - (b.repliedAt ?? Infinity))) {
    if (one.repliedAt === null) return null;
    freed += weight(one);
    if (freed >= needed) return one.repliedAt + window;
  }
  return null;
}
