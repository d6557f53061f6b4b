import { sql, type Transaction } from 'kysely';
import { SECOND, type Instant } from '../../domain/instant.ts';
import type { Tables } from './tables.ts';

/** Looks at one server begin so many milliseconds apart, by all processes together. */
const APART = 1_070;
/**
 * A turn that comes too late is made good, up to so much: two come at once then. With these, 58 begin in any minute at the
 * most, and the server sees no more than 60 log in, though some take longer until they do.
 */
const MADE_GOOD = 2 * SECOND;

/**
 * Takes the next turn at a server for a channel that is due, under its mailbox's lock. Null when it is taken; otherwise when
 * the next one comes, which is this channel's, and all that are due there stand in line behind it: none is asked for in
 * vain, however many are due at once. Those whose rows somebody else has in hand are passed over.
 */
export async function takeTurn(
  trx: Transaction<Tables>,
  { id, host }: { id: string; host: string },
  now: Instant,
): Promise<Instant | null> {
  const taken = await sql`
    insert into check_turns (host, next_at) values (${host}, ${now - MADE_GOOD + APART}::int8)
    on conflict (host) do update set next_at = greatest(check_turns.next_at, ${now - MADE_GOOD}::int8) + ${APART}::int8
    where check_turns.next_at <= ${now}::int8
    returning next_at`.execute(trx);
  if (taken.rows.length > 0) return null;
  const { next_at: nextAt } = await trx
    .selectFrom('check_turns')
    .select('next_at')
    .where('host', '=', host)
    .executeTakeFirstOrThrow();
  await sql`
    with due as materialized (
      select channels.id, check_at
      from channels join mailboxes on mailboxes.id = channels.mailbox_id
      where check_at <= ${now}::int8 and stopped_since is null and mailboxes.host = ${host} and channels.id != ${id}::uuid
      for no key update of channels skip locked
    ),
    line as (select id, row_number() over (order by check_at, id) as place from due)
    update channels set check_at = ${nextAt}::int8 + ${APART}::int8 * line.place
    from line where channels.id = line.id`.execute(trx);
  return nextAt;
}
