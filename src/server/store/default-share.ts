import { sql, type Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import { DAY, HOUR, type Instant } from '../../domain/instant.ts';
import { isSettled, MESSAGE_STATES } from '../../domain/outbox.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

const HOURS = 24;
const WAITING = MESSAGE_STATES.filter((state) => !isSettled(state));
/** What its rep has dropped burdens nobody. */
const REACHED = MESSAGE_STATES.filter((state) => isSettled(state) && state !== 'dropped');

/** What a rep uses of a mailbox that many reps send through. */
export interface ShareUse {
  /** Recipients of what waits, whenever it is to leave, and of what left within a day. */
  used: number;
  /** When the first of them counts no more; null while all of it waits. */
  nextAt: Instant | null;
  waiting: number;
  /** Recipients of the last 24 hours, by hour, oldest first. */
  recipientsByHour: number[];
}

/** One of an owner's requests after the other: two at once would both find room for one. */
export async function lockShare(trx: Transaction<Tables>, { tenantId, objectId }: Owner): Promise<Transaction<Tables>> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`share ${tenantId}/${objectId}`}, 0))`.execute(trx);
  return trx;
}

/** By the owner and the mailbox, so that a channel that was removed and made anew gives no second share. */
export async function useOfShare(
  db: Database | Transaction<Tables>,
  owner: Owner,
  channelId: string,
  now: Instant,
): Promise<ShareUse> {
  // Another process's clock may be ahead of ours.
  const hour = sql<number | null>`case
    when settled_at is not null then least(${HOURS - 1}, ${HOURS - 1} - (${now}::int8 - settled_at) / ${HOUR}::int8)::int4
  end`;
  const { rows } = await sql<{ hour: number | null; recipients: number; messages: number; first: number | null }>`
    select ${hour} as hour, sum(reach)::int8 as recipients, count(*) as messages, min(settled_at) as first
    from (
      select settled_at, (select count(*) from recipients where message_id = messages.id) as reach
      from messages
      where tenant_id = ${owner.tenantId} and object_id = ${owner.objectId}
        and mailbox_id = (select mailbox_id from channels where id = ${channelId}::uuid)
        and (
          state in (${sql.join(WAITING)})
          or (state in (${sql.join(REACHED)}) and settled_at > ${now - DAY}::int8)
        )
    ) as counting
    group by 1`.execute(db);
  const recipientsByHour = Array.from({ length: HOURS }, () => 0);
  for (const { hour, recipients } of rows) if (hour !== null) recipientsByHour[hour] = Number(recipients);
  const firsts = rows.flatMap(({ first }) => first ?? []);
  return {
    used: rows.reduce((sum, { recipients }) => sum + Number(recipients), 0),
    nextAt: firsts.length === 0 ? null : Math.min(...firsts) + DAY,
    waiting: Number(rows.find(({ hour }) => hour === null)?.messages ?? 0),
    recipientsByHour,
  };
}
