import { sql, type RawBuilder, type Transaction } from 'kysely';
import { DAY, MINUTE, type Instant } from '../../domain/instant.ts';
import type { Allowance, Limits } from '../../domain/limit.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

type Reader = Database | Transaction<Tables>;

export interface MailboxLimits {
  id: string;
  limits: Limits;
}

/** Within a window that ends now, in the two ranges of counted_in_window. */
const used = (what: RawBuilder<number>, mailboxId: string, window: number, now: Instant): RawBuilder<number> => sql`(
  (select ${what} from counted where mailbox_id = ${mailboxId}::uuid and replied_at is null) +
  (select ${what} from counted where mailbox_id = ${mailboxId}::uuid and replied_at > ${now - window}::int8))`;

const MESSAGES = sql<number>`count(*)`;
const RECIPIENTS = sql<number>`coalesce(sum(recipients), 0)`;

/** How many messages of a mailbox may go now by its minute; null when that has no limit. May be below zero. */
export const leftInMinute = ({ id, limits }: MailboxLimits, now: Instant): RawBuilder<number | null> =>
  limits.messagesPerMinute === null
    ? sql`null::int8`
    : sql`(${limits.messagesPerMinute}::int8 - ${used(MESSAGES, id, MINUTE, now)})`;

/** To how many recipients by its day; null when that has no limit. May be below zero. */
export const leftInDay = ({ id, limits }: MailboxLimits, now: Instant): RawBuilder<number | null> =>
  limits.recipientsPerDay === null
    ? sql`null::int8`
    : sql`(${limits.recipientsPerDay}::int8 - ${used(RECIPIENTS, id, DAY, now)})`;

/**
 * What may go now from a mailbox, for a next message to so many.
 *
 * Counting from the reply, not from the claim, is what keeps the window exact as the server sees it: sending takes a varying time.
 * A message with more recipients than the day allows asks for the whole day: it goes alone, and the server judges it.
 */
export async function allowanceOf(
  db: Reader,
  mailbox: MailboxLimits,
  recipients: number,
  now: Instant,
): Promise<Allowance> {
  const { rows } = await sql<{ minute: number | null; day: number | null }>`
    select ${leftInMinute(mailbox, now)} as minute, ${leftInDay(mailbox, now)} as day`.execute(db);
  const left = { minute: Number(rows[0]?.minute ?? Infinity), day: Number(rows[0]?.day ?? Infinity) };
  const asked = Math.max(1, Math.min(recipients, mailbox.limits.recipientsPerDay ?? recipients));
  const messages = Math.max(0, Math.min(left.minute, Math.floor(left.day / asked)));
  if (messages > 0) return { messages, nextAt: now };
  const waits = [
    left.minute < 1 ? await freedAt(db, mailbox.id, MINUTE, 1 - left.minute, sql`1`, now) : now,
    left.day < asked ? await freedAt(db, mailbox.id, DAY, asked - left.day, sql`recipients`, now) : now,
  ];
  return { messages: 0, nextAt: waits.includes(null) ? null : Math.max(...waits.map((at) => at ?? now)) };
}

/** When enough of what counts has left the window; null when that hangs on a message not yet settled. */
async function freedAt(
  db: Reader,
  mailboxId: string,
  window: number,
  needed: number,
  weight: RawBuilder<unknown>,
  now: Instant,
): Promise<Instant | null> {
  const { rows } = await sql<{ at: number | null }>`
    select min(replied_at) as at
    from (
      select replied_at, sum(${weight}) over (order by replied_at, lease) as freed
      from counted
      where mailbox_id = ${mailboxId}::uuid and replied_at > ${now - window}::int8
    ) as leaving
    where freed >= ${needed}::int8`.execute(db);
  const at = rows[0]?.at ?? null;
  return at === null ? null : at + window;
}
