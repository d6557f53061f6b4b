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

/** One message that counts: from its claim until it is settled (`repliedAt` null), then one window from the reply. */
export interface Counted {
  recipients: number;
  repliedAt: Instant | null;
}

/** How much has been used in each rolling window, ending now. */
export interface Usage {
  messagesInMinute: number;
  recipientsInDay: number;
}

/** How many messages may go now; when that is none, the earliest moment one may (null: not before something in flight is settled). */
export interface Allowance {
  messages: number;
  nextAt: Instant | null;
}

const counts = (one: Counted, window: number, now: Instant): boolean =>
  one.repliedAt === null || one.repliedAt + window > now;

export function usageOf(sent: readonly Counted[], now: Instant): Usage {
  const inMinute = sent.filter((one) => counts(one, MINUTE, now));
  const inDay = sent.filter((one) => counts(one, DAY, now));
  return { messagesInMinute: inMinute.length, recipientsInDay: inDay.reduce((sum, one) => sum + one.recipients, 0) };
}

/**
 * What may go now, for a next message with so many recipients.
 *
 * Counting from the reply, not from the claim, is what keeps the window exact as the server sees it: sending takes a varying time.
 */
export function allowance(limits: Limits, sent: readonly Counted[], recipients: number, now: Instant): Allowance {
  const usage = usageOf(sent, now);
  const byMinute = limits.messagesPerMinute === null ? Infinity : limits.messagesPerMinute - usage.messagesInMinute;
  const room = limits.recipientsPerDay === null ? Infinity : limits.recipientsPerDay - usage.recipientsInDay;
  const byDay = room === Infinity ? Infinity : Math.floor(room / Math.max(1, recipients));
  const messages = Math.max(0, Math.min(byMinute, byDay));
  if (messages > 0) return { messages, nextAt: now };

  const waits: (Instant | null)[] = [];
  if (byMinute <= 0)
    waits.push(
      freedAt(
        sent.filter((one) => counts(one, MINUTE, now)),
        MINUTE,
        1 - byMinute,
        () => 1,
      ),
    );
  if (byDay <= 0)
    waits.push(
      freedAt(
        sent.filter((one) => counts(one, DAY, now)),
        DAY,
        recipients - room,
        (one) => one.recipients,
      ),
    );
  return { messages: 0, nextAt: waits.includes(null) ? null : Math.max(...waits.map((at) => at ?? now)) };
}

/** When enough of what counts has left the window; null when that hangs on a message not yet settled. */
function freedAt(
  sent: readonly Counted[],
  window: number,
  needed: number,
  weight: (one: Counted) => number,
): Instant | null {
  let freed = 0;
  for (const one of [...sent].sort((a, b) => (a.repliedAt ?? Infinity) - (b.repliedAt ?? Infinity))) {
    if (one.repliedAt === null) return null;
    freed += weight(one);
    if (freed >= needed) return one.repliedAt + window;
  }
  return null;
}
