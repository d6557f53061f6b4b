import { sql, type ExpressionBuilder, type Transaction } from 'kysely';
import { SECOND, type Instant } from '../../domain/instant.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

/** Looks at one server begin so many milliseconds apart, by all processes together. */
const APART = 1_100;
/** Of the time in which none began so much is made good: five come at once then. With these, 60 fall into a minute at the most. */
const MADE_GOOD = 5 * SECOND;

/** Takes the next turn at a server; false when it is not yet time for that. */
export async function takeTurn(trx: Transaction<Tables>, host: string, now: Instant): Promise<boolean> {
  const { rows } = await sql`
    insert into check_turns (host, next_at) values (${host}, ${now - MADE_GOOD + APART}::int8)
    on conflict (host) do update set next_at = greatest(check_turns.next_at, ${now - MADE_GOOD}::int8) + ${APART}::int8
    where check_turns.next_at <= ${now}::int8
    returning host`.execute(trx);
  return rows.length > 0;
}

/** Mailboxes at servers where a look may begin now. What is due elsewhere keeps its place, and is not written again. */
export const whereTurnsAre =
  (now: Instant) =>
  ({ not, exists, selectFrom }: ExpressionBuilder<Tables, 'mailboxes'>) =>
    not(
      exists(
        selectFrom('check_turns')
          .select('next_at')
          .whereRef('check_turns.host', '=', 'mailboxes.host')
          .where('next_at', '>', now),
      ),
    );

/** When the first turn comes that something waits for, at none of these hosts (lower case); null when nothing does. */
export async function nextTurnAt(db: Database, now: Instant, hosts: readonly string[]): Promise<Instant | null> {
  const next = await db
    .selectFrom('check_turns')
    .select('next_at')
    .where('next_at', '>', now)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('channels')
          .innerJoin('mailboxes', 'mailboxes.id', 'channels.mailbox_id')
          .select('channels.id')
          .whereRef('mailboxes.host', '=', 'check_turns.host')
          .whereRef('check_at', '<=', 'next_at')
          .$if(hosts.length > 0, (one) => one.where(sql`lower(channels.host)`, 'not in', hosts)),
      ),
    )
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst();
  return next?.next_at ?? null;
}
