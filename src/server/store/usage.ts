import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { Line, Load, Standing } from '../../domain/forecast.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../domain/instant.ts';
import type { Allowance, Limits, Usage } from '../../domain/limit.ts';
import type { ProviderId } from '../../domain/provider.ts';
import { allowanceOf, leftInDay } from './allowing.ts';
import { pauseOf } from './channel-rows.ts';
import { DROPPABLE } from './ending.ts';
import { lockMailbox } from './mailboxes.ts';
import type { Database } from './open.ts';
import { allowedIn, oldBefore, ownLimitsOfMailbox, type OwnLimits } from './policies.ts';
import type { Tables } from './tables.ts';

const HOURS = 24;
/** Where so many are ahead, whoever queues the next message is not kept waiting for a guess. */
const LONG = 1_000;
/** So many rows are gone, with what hangs on them, before others have to wait for long. */
const SWEPT_AT_ONCE = 1_000;

type Mailbox = Pick<Selectable<Tables['mailboxes']>, 'id' | 'limits' | 'paused_until' | 'paused_because'> & {
  own: OwnLimits;
};

/** What a channel's mailbox may do, has done and has waiting. */
export interface MailboxUse {
  limits: Limits;
  usage: Usage;
  /** For a next message to one. */
  allowance: Allowance;
  /** Those that may go when there is room: not those scheduled for later. */
  waiting: number;
  /** What goes with the channel itself when that is removed. */
  droppable: number;
  /** Recipients of the last 24 hours, by hour, oldest first. */
  recipientsByHour: number[];
}

/** A mail that left a mailbox by another way than ours. */
export interface Reported {
  /** Given by who reports it: the same twice counts once. */
  id: string;
  at: Instant;
  recipients: number;
}

/** What counts against the limits of channels' mailboxes, none higher than the ceiling and the organisation's own. */
export function createUsage(db: Database, ceiling: Limits) {
  const mailboxOf = (channelId: string) =>
    db
      .selectFrom('mailboxes')
      .innerJoin('channels', 'channels.mailbox_id', 'mailboxes.id')
      .select(['mailboxes.id', 'mailboxes.limits', 'paused_until', 'paused_because', 'provider_id'])
      .select(ownLimitsOfMailbox.as('own'))
      .where('channels.id', '=', channelId);

  const queuedIn = (mailboxId: string) =>
    db.selectFrom('messages').where('mailbox_id', '=', mailboxId).where('state', '=', 'queued');

  /** What is due; no more than so many messages, and then nobody of them. */
  const aheadIn = async (mailboxId: string, now: Instant, most = Infinity): Promise<Load> => {
    const due = queuedIn(mailboxId).where('due_at', '<=', now);
    const counted = most === Infinity ? due : due.limit(most);
    const { messages } = await db
      .selectFrom(counted.select('id').as('due'))
      .select(({ fn }) => fn.countAll<number>().as('messages'))
      .executeTakeFirstOrThrow();
    if (messages === most) return { messages, recipients: 0 };
    const { recipients } = await due
      .innerJoin('recipients', 'recipients.message_id', 'messages.id')
      .where('outcome', '=', 'waiting')
      .select(({ fn }) => fn.countAll<number>().as('recipients'))
      .executeTakeFirstOrThrow();
    return { messages, recipients };
  };

  const lineOf = async (mailbox: Mailbox, ahead: Load, now: Instant): Promise<Line> => {
    const limits = allowedIn(mailbox, ceiling);
    return { limits, counted: await lumped(mailbox.id, limits, now), ahead, pause: pauseOf(mailbox) };
  };

  /** What counts in the windows that have a limit: single messages in the minute, lumps of a minute in the day before. */
  const lumped = async (mailboxId: string, limits: Limits, now: Instant): Promise<Line['counted']> => {
    // A mailbox without a daily limit is a company's own server mostly, where a day may hold very many.
    const window = limits.recipientsPerDay === null ? MINUTE : DAY;
    const { rows } = await sql<{ recipients: number; repliedAt: number | null }>`
      select sum(recipients)::int8 as recipients, max(replied_at) as "repliedAt"
      from counted
      where mailbox_id = ${mailboxId}::uuid and (replied_at is null or replied_at > ${now - window}::int8)
      group by
        case when replied_at <= ${now - MINUTE}::int8 then replied_at / ${MINUTE}::int8 end,
        case when replied_at <= ${now - MINUTE}::int8 then null else lease end`.execute(db);
    return rows;
  };

  /** What counts in the last day, summed up by the hours in which there is any, the oldest being 0. */
  const hoursOf = async (mailboxId: string, now: Instant) => {
    // Another process's clock may be ahead of ours.
    const hour = sql<number>`least(${HOURS - 1}, ${HOURS - 1} - (${now}::int8 - coalesce(replied_at, ${now}::int8)) / ${HOUR}::int8)::int4`;
    const { rows } = await sql<{ hour: number; recipients: number; reported: number; messagesInMinute: number }>`
      select ${hour} as hour,
        sum(recipients)::int8 as recipients,
        coalesce(sum(recipients) filter (where reported), 0)::int8 as reported,
        count(*) filter (where replied_at is null or replied_at > ${now - MINUTE}::int8) as "messagesInMinute"
      from counted
      where mailbox_id = ${mailboxId}::uuid and (replied_at is null or replied_at > ${now - DAY}::int8)
      group by 1`.execute(db);
    return rows;
  };

  return {
    async ofChannel(channelId: string, now: Instant): Promise<MailboxUse> {
      const mailbox = await mailboxOf(channelId).executeTakeFirstOrThrow();
      const { id } = mailbox;
      const limits = allowedIn(mailbox, ceiling);
      const hours = await hoursOf(id, now);
      const total = (what: 'messagesInMinute' | 'recipients' | 'reported'): number =>
        hours.reduce((sum, hour) => sum + hour[what], 0);
      const recipientsByHour = Array.from({ length: HOURS }, () => 0);
      for (const { hour, recipients } of hours) recipientsByHour[hour] = recipients;
      const { waiting } = await queuedIn(id)
        .select(({ fn }) => fn.countAll<number>().as('waiting'))
        .where((row) => row.or([row('send_at', 'is', null), row('send_at', '<=', now)]))
        .executeTakeFirstOrThrow();
      const { droppable } = await db
        .selectFrom('messages')
        .select(({ fn }) => fn.countAll<number>().as('droppable'))
        .where('channel_id', '=', channelId)
        .where('state', 'in', DROPPABLE)
        .executeTakeFirstOrThrow();
      return {
        limits,
        usage: {
          messagesInMinute: total('messagesInMinute'),
          recipientsInDay: total('recipients'),
          reportedInDay: total('reported'),
        },
        allowance: await allowanceOf(db, { id, limits }, 1, now),
        waiting,
        droppable,
        recipientsByHour,
      };
    },

    /** How things stand in a channel's mailbox, for a forecast; null when there is no such channel. */
    async standing(channelId: string, now: Instant): Promise<Standing | null> {
      const mailbox = await mailboxOf(channelId).executeTakeFirst();
      if (mailbox === undefined) return null;
      const { usedInDay } = await db
        .selectFrom('counted')
        .select(({ fn, val }) => fn.coalesce(fn.sum<number>('recipients'), val(0)).as('usedInDay'))
        .where('mailbox_id', '=', mailbox.id)
        .where((row) => row.or([row('replied_at', 'is', null), row('replied_at', '>', now - DAY)]))
        .executeTakeFirstOrThrow();
      const ahead = await aheadIn(mailbox.id, now);
      const providerId = mailbox.provider_id as ProviderId;
      return { providerId, usedInDay, ...(await lineOf(mailbox, ahead, now)) };
    },

    /** What a next message waits for; null when there is no such channel, or when so many are ahead that counting them takes long. */
    async line(channelId: string, now: Instant): Promise<Line | null> {
      const mailbox = await mailboxOf(channelId).executeTakeFirst();
      if (mailbox === undefined) return null;
      const ahead = await aheadIn(mailbox.id, now, LONG);
      return ahead.messages === LONG ? null : lineOf(mailbox, ahead, now);
    },

    /**
     * Counts mail that left a channel's mailbox by another way, for all channels of that mailbox: no further than to the
     * day's limit, beyond which nobody can have sent.
     */
    async report(channelId: string, sent: readonly Reported[], now: Instant): Promise<void> {
      const found = await mailboxOf(channelId).executeTakeFirst();
      if (found === undefined || sent.length === 0) return;
      const mailbox = { id: found.id, limits: allowedIn(found, ceiling) };
      await db.transaction().execute(async (trx) => {
        await lockMailbox(trx, mailbox.id);
        const { rows } = await sql<{ left: number | null; known: string[] }>`
          select ${leftInDay(mailbox, now)} as left,
            (select coalesce(json_agg(lease), '[]') from counted
              where mailbox_id = ${mailbox.id}::uuid and lease in (${sql.join(sent.map(({ id }) => sql`${id}::uuid`))})) as known`.execute(
          trx,
        );
        const known = new Set(rows[0]?.known);
        let left = Math.max(0, Number(rows[0]?.left ?? Infinity));
        const fresh = new Map(sent.filter(({ id }) => !known.has(id)).map((one) => [one.id, one]));
        const counting = [...fresh.values()].map(({ id, at, recipients: reported }) => {
          const recipients = Math.min(reported, left);
          left -= recipients;
          return { lease: id, mailbox_id: mailbox.id, recipients, replied_at: at, reported: true };
        });
        if (counting.length > 0) await trx.insertInto('counted').values(counting).execute();
      });
    },

    /** Forgets what counts no more, and the records of messages settled before a moment, or before a later one by their organisation's word. */
    async sweep(now: Instant, settledBefore: Instant): Promise<void> {
      await sweepAway('counted', sql`select ctid from counted where replied_at < ${now - DAY}::int8`);
      await sweepAway('messages', oldMessages(now, settledBefore));
    },
  };

  async function sweepAway(table: 'counted' | 'messages', old: RawBuilder<unknown>): Promise<void> {
    for (let gone = SWEPT_AT_ONCE; gone === SWEPT_AT_ONCE;) {
      const { numAffectedRows } = await sql`
        delete from ${sql.table(table)} where ctid = any(array(${old} limit ${SWEPT_AT_ONCE}::int8))`.execute(db);
      gone = Number(numAffectedRows);
    }
  }
}

/** Tenant by tenant, each found behind the one before: what is not old is not looked at. */
const oldMessages = (now: Instant, settledBefore: Instant): RawBuilder<unknown> => sql`
  with recursive tenants as (
    (select tenant_id from messages where settled_at is not null order by tenant_id limit 1)
    union all
    select (
      select next.tenant_id from messages as next
      where next.settled_at is not null and next.tenant_id > tenants.tenant_id
      order by next.tenant_id limit 1
    )
    from tenants where tenants.tenant_id is not null
  )
  select old.ctid
  from tenants
  cross join lateral (
    select ctid from messages
    where messages.tenant_id = tenants.tenant_id
      and settled_at < ${oldBefore(sql`tenants.tenant_id`, now, settledBefore)}
    limit ${SWEPT_AT_ONCE}::int8
  ) as old`;
