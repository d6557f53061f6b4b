import { sql, type Transaction } from 'kysely';
import type { Claimed } from '../../domain/claimed.ts';
import type { Instant } from '../../domain/instant.ts';
import { isTriedAtOnce } from '../../domain/pause.ts';
import { leftInDay, leftInMinute, type MailboxLimits } from './allowing.ts';
import { OFTEN } from './preparing.ts';
import type { Tables } from './tables.ts';

/** Messages that a conversation takes at once: enough that claiming them costs little each, few enough to be fair. */
const BATCH = 30;
/** What is claimed beyond the first message weighs no more than this, in bytes. */
const BATCH_BYTES = 1024 * 1024;
/** How far down the mailbox's line its oldest message's channel is looked for: others' mail is stepped over. */
const LOOKED_AT = 4 * BATCH;

/** A mailbox as its locked row has it. */
export interface ClaimedFrom extends MailboxLimits {
  failing_since: Instant | null;
  paused_until: Instant | null;
}

/** Whose the messages will be; `running` names its channel when it has one, with the login it made. */
export interface Claimant {
  id: string;
  running: { channelId: string; credential: string } | null;
}

export interface Batch {
  /** Null when nothing was claimed. */
  channelId: string | null;
  messages: Claimed[];
}

interface Row {
  id: string | null;
  lease: string;
  channel_id: string;
  mail_from: string;
  addresses: string[];
  bytes: number;
  content_id: string | null;
  trying_since: number;
  attempts: number;
  reached_some: boolean;
}

/**
 * Claims what may go now of one channel, the one whose message is next, in one statement under the mailbox's lock: as
 * many as the mailbox's limits allow, counting each recipient. 'over' when a running conversation may have no more.
 *
 * A claimed message still waits for its turn: its owner sees it so, and may take it back until it begins to leave.
 */
export async function claimBatch(
  trx: Transaction<Tables>,
  mailbox: ClaimedFrom,
  { id, running }: Claimant,
  now: Instant,
  newId: () => string,
): Promise<Batch | 'over'> {
  const { limits, failing_since, paused_until } = mailbox;
  const failingSince = isTriedAtOnce(paused_until, now) ? failing_since : null;
  const leases = Array.from({ length: BATCH }, newId);
  const stands =
    running === null
      ? sql`true`
      : sql`exists (
          select from conversations join channels on channels.id = conversations.channel_id
          where conversations.id = ${id}::uuid
            and channels.sends
            and channels.credential = ${running.credential}
        ) and coalesce((select channel_id from head) = ${running.channelId}::uuid, true)`;
  const { rows } = await sql<Row & { stands: boolean }>`${OFTEN}
    with head as materialized (
      select channel_id, due_at from messages
      where mailbox_id = ${mailbox.id}::uuid and state = 'queued' and due_at <= ${now}::int8
      order by due_at, queued_at, id
      limit 1
    ),
    asked as materialized (select ${stands} as stands),
    day as materialized (select ${leftInDay(mailbox, now)} as left),
    due as materialized (
      select line.*, recipient.*
      from (
        select next.*
        from (
          select id, channel_id, due_at, queued_at, bytes
          from messages
          where mailbox_id = ${mailbox.id}::uuid and state = 'queued' and due_at <= ${now}::int8
            -- The index still has what went a moment ago: it is passed over once, not twice.
            and due_at >= (select due_at from head)
          order by due_at, queued_at, id
          limit ${LOOKED_AT}::int8
        ) as next
        where next.channel_id = (select channel_id from head) and (select stands from asked)
        limit greatest(0, least(${BATCH}::int8, ${leftInMinute(mailbox, now)}))
      ) as line
      cross join lateral (
        select
          count(*) filter (where outcome = 'waiting')::int4 as reach,
          coalesce(json_agg(address order by position) filter (where outcome = 'waiting'), '[]') as addresses,
          coalesce(bool_or(outcome = 'accepted'), false) as reached_some
        from recipients where message_id = line.id
      ) as recipient
    ),
    picked as (
      select due.*,
        row_number() over line as place,
        sum(greatest(1, least(reach, ${limits.recipientsPerDay}::int4))) over line as reaching,
        sum(bytes) over line as weight
      from due
      window line as (order by due_at, queued_at, id)
    ),
    claimed as (
      update messages set
        state = 'in-flight',
        conversation_id = ${id}::uuid,
        lease = (${JSON.stringify(leases)}::json ->> (picked.place - 1)::int4)::uuid,
        handing_over = false,
        attempts = messages.attempts + 1,
        trying_since = least(
          coalesce(messages.trying_since, ${now}::int8),
          case when ${failingSince}::int8 is not null then greatest(${failingSince}::int8, picked.due_at) end
        )
      from picked, day
      where messages.id = picked.id
        and (picked.place = 1 or picked.weight <= ${BATCH_BYTES}::int8)
        and (day.left is null or picked.reaching <= day.left)
      returning messages.*, picked.place, picked.reach, picked.addresses, picked.reached_some
    ),
    counting as (
      insert into counted (lease, mailbox_id, recipients)
      select lease, mailbox_id, reach from claimed
    )
    select asked.stands, claimed.id, claimed.lease, claimed.channel_id, claimed.mail_from, claimed.addresses, claimed.bytes, claimed.content_id, claimed.trying_since, claimed.attempts,
      claimed.reached_some
    from asked left join claimed on true
    order by claimed.place`.execute(trx);
  if (rows[0]?.stands !== true) return 'over';
  const taken = rows.filter((row): row is Row & { id: string; stands: boolean } => row.id !== null);
  return {
    channelId: taken[0]?.channel_id ?? null,
    messages: taken.map((row) => ({
      id: row.id,
      lease: row.lease,
      envelope: { mailFrom: row.mail_from, rcptTo: row.addresses },
      bytes: row.bytes,
      contentId: row.content_id,
      tryingSince: row.trying_since,
      attempts: row.attempts,
      reachedSome: row.reached_some,
    })),
  };
}
