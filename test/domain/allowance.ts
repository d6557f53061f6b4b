import { DAY, MINUTE, type Instant } from '../../src/domain/instant.ts';
import type { Allowance, Counted, Limits } from '../../src/domain/limit.ts';

/** The rule for a mailbox's two windows, said as plainly as it can be: the store's sums and the forecast are held against it. */
export function allowance(limits: Limits, sent: readonly Counted[], recipients: number, now: Instant): Allowance {
  const asked = Math.max(1, Math.min(recipients, limits.recipientsPerDay ?? recipients));
  const byMinute = (limits.messagesPerMinute ?? Infinity) - within(sent, MINUTE, now).length;
  const room = (limits.recipientsPerDay ?? Infinity) - recipientsOf(within(sent, DAY, now));
  const byDay = Math.floor(room / asked);
  const messages = Math.max(0, Math.min(byMinute, byDay));
  if (messages > 0) return { messages, nextAt: now };

  const waits: (Instant | null)[] = [];
  if (byMinute <= 0) waits.push(freedAt(within(sent, MINUTE, now), MINUTE, 1 - byMinute, () => 1));
  if (byDay <= 0) waits.push(freedAt(within(sent, DAY, now), DAY, asked - room, (one) => one.recipients));
  return { messages: 0, nextAt: waits.includes(null) ? null : Math.max(...waits.map((at) => at ?? now)) };
}

/** Counts until it is answered, then for one window from the answer. */
const within = (sent: readonly Counted[], window: number, now: Instant): Counted[] =>
  sent.filter((one) => one.repliedAt === null || one.repliedAt + window > now);

const recipientsOf = (counted: readonly Counted[]): number =>
  counted.reduce((sum, { recipients }) => sum + recipients, 0);

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
