import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import { DEFAULT_LOGIN } from '../../domain/default-channel.ts';
import { DAY, HOUR, type Instant } from '../../domain/instant.ts';
import type { Database } from './open.ts';
import type { Mark } from './spent.ts';
import type { Tables } from './tables.ts';

const HOURS = 24;

/** What a rep uses of the operator's channel. */
export interface ShareUse {
  /** Recipients of what waits, whenever it is to leave, and of what left within a day. */
  used: number;
  /** When the first of them counts no more; null while all of it waits. */
  nextAt: Instant | null;
  waiting: number;
  /** Recipients of the last 24 hours, by hour, oldest first. */
  recipientsByHour: number[];
}

/** As whom a rep's share is counted where nothing else is left of the rep. */
const sharerOf = (mark: Mark, { tenantId, objectId }: Owner): string =>
  mark(JSON.stringify(['share', tenantId, objectId]));

/** One of an owner's requests after the other: two at once would both find room for one. */
export async function lockShare(trx: Transaction<Tables>, { tenantId, objectId }: Owner): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`share ${tenantId}/${objectId}`}, 0))`.execute(trx);
}

/**
 * An owner's mail at the operator's relay that counts: when it counts no more a day later, null while it waits, and how many it
 * burdens. Of what is over those count who have it, may have it, or were refused by the relay: not those who were spared.
 */
const counting = ({ tenantId, objectId }: Owner, now: Instant): RawBuilder<unknown> => sql`
  select settled_at, (
    select count(*) from recipients
    where message_id = messages.id and (
      settled_at is null or outcome = 'accepted' or recipients.reply is not null
      -- It was handed over, and no word came back: removing it then calls nothing back.
      or (outcome = 'waiting' and because->>'stage' = 'after-data' and because->'host' is not null)
    )
  ) as reach
  from messages
  where tenant_id = ${tenantId} and object_id = ${objectId}
    and mailbox_id in (select id from mailboxes where username = ${DEFAULT_LOGIN})
    and (settled_at is null or settled_at > ${now - DAY}::int8)`;

/** By the owner, whatever was removed and made anew meanwhile: no channel gives a second share, nor does a new beginning. */
export async function useOfShare(
  db: Database | Transaction<Tables>,
  mark: Mark,
  owner: Owner,
  now: Instant,
): Promise<ShareUse> {
  // Another process's clock may be ahead of ours.
  const hour = sql<number | null>`case
    when settled_at is not null then least(${HOURS - 1}, ${HOURS - 1} - (${now}::int8 - settled_at) / ${HOUR}::int8)::int4
  end`;
  const { rows } = await sql<{ hour: number | null; recipients: number; messages: number; first: number | null }>`
    select ${hour} as hour, sum(reach)::int8 as recipients, count(*) as messages, min(settled_at) as first
    from (
      ${counting(owner, now)}
      union all
      select at, count from spent where who = ${sharerOf(mark, owner)} and at > ${now - DAY}::int8
    ) as counting
    where reach > 0
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

/** Keeps the bare number of what an owner has used, before the records of it are forgotten; what is on its way counts from now. */
export async function keepUseOfShare(trx: Transaction<Tables>, mark: Mark, owner: Owner, now: Instant): Promise<void> {
  await sql`
    insert into spent (who, count, at)
    select ${sharerOf(mark, owner)}, sum(reach), coalesce(settled_at, ${now}::int8)
    from (${counting(owner, now)}) as counting
    where reach > 0
    group by 3`.execute(trx);
}
