import { sql } from 'kysely';
import type { DeliveryFailure } from '../../domain/failure.ts';
import type { MendedBy, NoticedBy } from '../../domain/health.ts';
import { MINUTE, type Instant } from '../../domain/instant.ts';
import type { Database } from './open.ts';

/** What the operator is told of one break, as it is when it is told: of all channels at once that one login broke, or mended. */
export interface Alert {
  /** The same each time it is told. */
  id: string;
  event: 'broken' | 'mended';
  /** How many channels it is about; what follows is the oldest one's, but for the messages, which wait in all of them. */
  channels: number;
  channelId: string;
  tenantId: string;
  address: string;
  host: string;
  since: Instant;
  because: DeliveryFailure;
  noticedBy: NoticedBy | null;
  until: Instant | null;
  mendedBy: MendedBy | null;
  waited: number;
}

/** What is told as one, and all that it is of. */
export interface Due {
  alert: Alert;
  ids: string[];
}

/** How long one telling may take, and a failed one waits: longer each time, up to an hour. */
const AGAIN = sql<number>`${MINUTE}::int8 * least(60, power(2, tries)::int8)`;

/** Alerts of one mailbox and one moment are one: `first` is its oldest channel's. A login that is refused breaks all that have it at once. */
const LOGINS = sql`logins as (
  select alerts.id, alerts.break_id, first_value(alerts.id) over (
    partition by channels.mailbox_id, event, case event when 'mended' then ended_at else began_at end
    order by channels.created_at, channels.id
  ) as first
  from alerts join breaks on breaks.id = alerts.break_id join channels on channels.id = breaks.channel_id
)`;

/** What is to be told to an operator who wants to hear of breaks: at least once, by whichever process is there. */
export function createAlerting(db: Database) {
  return {
    /** Takes the one that has been due longest; null when none is. It is due again unless it is `told` before. */
    async next(now: Instant): Promise<Due | null> {
      const { rows } = await sql<Alert & Pick<Due, 'ids'>>`
        with ${LOGINS},
        due as (
          select id from alerts
          where due_at <= ${now}::int8 and id in (select first from logins)
            -- That a channel is mended is told after it was told that it broke.
            and not (event = 'mended' and exists (
              select from logins join alerts as before on before.break_id = logins.break_id and before.event = 'broken'
              where logins.first = alerts.id
            ))
          order by due_at limit 1 for update skip locked
        ),
        taken as (
          update alerts set due_at = ${now}::int8 + ${AGAIN}, tries = tries + 1
          from logins, due where logins.first = due.id and alerts.id = logins.id
          returning alerts.id, alerts.event, alerts.break_id
        ),
        told as (
          select taken.*, breaks.channel_id, breaks.began_at, breaks.because, breaks.noticed_by, breaks.ended_at,
            breaks.mended_by, case when breaks.ended_at is not null then breaks.waited else (
              select count(*) from messages where channel_id = breaks.channel_id and state = 'held'
            ) end as waited
          from taken join breaks on breaks.id = taken.break_id
        )
        select told.id, told.event, (select count(*)::int4 from told) as channels, channels.id as "channelId",
          channels.tenant_id as "tenantId", channels.sender_address as address, channels.host,
          told.began_at as since, told.because, told.noticed_by as "noticedBy", told.ended_at as until,
          told.mended_by as "mendedBy", (select sum(waited)::int4 from told) as waited,
          (select array_agg(id::text) from told) as ids
        from due join told on told.id = due.id join channels on channels.id = told.channel_id`.execute(db);
      const [row] = rows;
      if (row === undefined) return null;
      const { ids, ...alert } = row;
      return { alert, ids };
    },

    /** By what was taken: the oldest channel, whose the alert was, may be gone since. */
    async told(ids: readonly string[]): Promise<void> {
      await db.deleteFrom('alerts').where('id', 'in', ids).execute();
    },

    /** Forgets what nobody wanted to hear, or heard, in time. */
    async sweep(createdBefore: Instant): Promise<void> {
      await db.deleteFrom('alerts').where('created_at', '<', createdBefore).execute();
    },
  };
}
