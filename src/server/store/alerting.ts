import { sql } from 'kysely';
import type { DeliveryFailure } from '../../domain/failure.ts';
import type { MendedBy, NoticedBy } from '../../domain/health.ts';
import { MINUTE, type Instant } from '../../domain/instant.ts';
import type { Database } from './open.ts';

/** What the operator is told of one break, as it is when it is told. */
export interface Alert {
  /** The same each time it is told. */
  id: string;
  event: 'broken' | 'mended';
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

/** How long one telling may take, and a failed one waits: longer each time, up to an hour. */
const AGAIN = sql<number>`${MINUTE}::int8 * least(60, power(2, tries)::int8)`;

/** What is to be told to an operator who wants to hear of breaks: at least once, by whichever process is there. */
export function createAlerting(db: Database) {
  return {
    /** Takes the one that has been due longest; null when none is. It is due again unless it is `told` before. */
    async next(now: Instant): Promise<Alert | null> {
      const { rows } = await sql<Alert>`
        with due as (
          select id from alerts
          where due_at <= ${now}::int8
            -- That a channel is mended is told after it was told that it broke.
            and not (event = 'mended' and exists (
              select from alerts as before where before.break_id = alerts.break_id and before.event = 'broken'
            ))
          order by due_at limit 1 for update skip locked
        ),
        taken as (
          update alerts set due_at = ${now}::int8 + ${AGAIN}, tries = tries + 1
          from due where alerts.id = due.id
          returning alerts.id, alerts.event, alerts.break_id
        )
        select taken.id, taken.event, channels.id as "channelId", channels.tenant_id as "tenantId",
          channels.sender_address as address, channels.host, breaks.began_at as since, breaks.because,
          breaks.noticed_by as "noticedBy", breaks.ended_at as until, breaks.mended_by as "mendedBy",
          case when breaks.ended_at is not null then breaks.waited else (
            select count(*) from messages where channel_id = channels.id and state = 'held'
          ) end as waited
        from taken join breaks on breaks.id = taken.break_id join channels on channels.id = breaks.channel_id`.execute(
        db,
      );
      return rows[0] ?? null;
    },

    async told(id: string): Promise<void> {
      await db.deleteFrom('alerts').where('id', '=', id).execute();
    },

    /** Forgets what nobody wanted to hear, or heard, in time. */
    async sweep(createdBefore: Instant): Promise<void> {
      await db.deleteFrom('alerts').where('created_at', '<', createdBefore).execute();
    },
  };
}
