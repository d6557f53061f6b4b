import { sql } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Break } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Database } from './open.ts';
import { oldBefore } from './policies.ts';

/** How many are told: years, for most. */
const LISTED = 50;

/** The times in which nothing left a channel. */
export function createHistory(db: Database) {
  return {
    /** The newest first. What lasts tells how many messages wait by now. */
    async of(owner: Owner, channelId: string): Promise<Break[]> {
      const rows = await db
        .selectFrom('breaks')
        .innerJoin('channels', 'channels.id', 'breaks.channel_id')
        .selectAll('breaks')
        .select(
          sql<number>`(select count(*) from messages where channel_id = channels.id and state = 'held')`.as('held'),
        )
        .where('channel_id', '=', channelId)
        .where('tenant_id', '=', owner.tenantId)
        .where('object_id', '=', owner.objectId)
        .orderBy('began_at', 'desc')
        .orderBy('breaks.id')
        .limit(LISTED)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        since: row.began_at,
        because: row.because,
        noticedBy: row.noticed_by,
        keptBy: row.kept_by,
        until: row.ended_at,
        mendedBy: row.mended_by,
        waited: row.ended_at === null ? row.held : row.waited,
      }));
    },

    /** Forgets those that ended before a moment, or before a later one by their organisation's word. */
    async sweep(now: Instant, endedBefore: Instant): Promise<void> {
      await sql`
        delete from breaks using channels
        where channels.id = breaks.channel_id
          and ended_at < ${oldBefore(sql`channels.tenant_id`, now, endedBefore)}`.execute(db);
    },
  };
}
