import { sql } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import { DEFAULT_CHANNEL, DEFAULT_LOGIN, limitsOfEach, type DefaultLimits } from '../../domain/default-channel.ts';
import type { Limits } from '../../domain/limit.ts';
import type { Instant } from '../../domain/instant.ts';
import { oneNameOf } from '../../domain/provider.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import type { Database } from './open.ts';
import { useOfShare } from './default-share.ts';
import { queueMessage, type NewMessage, type Queued } from './queueing.ts';
import type { Mark } from './spent.ts';
import { json } from './tables.ts';

/** The operator's channel as it is configured now. */
export interface Configured {
  server: SubmissionServer;
  mark: string;
  limits: DefaultLimits;
}

/** What all reps have of the operator's channel, and what one of them has. */
export const createDefaultChannel = (db: Database, newId: () => string, mark: Mark) => ({
  shareOf: (owner: Owner, now: Instant) => useOfShare(db, mark, owner, now),

  /** Queues a message where its owner has room for it: at most so many recipients that wait, or were reached within a day. */
  queue: (message: NewMessage, limit: number, now: Instant): Promise<Queued> =>
    queueMessage(db, message, now, {
      limit,
      used: async (trx) => (await useOfShare(trx, mark, message.owner, now)).used,
    }),

  /**
   * Brings the channels in line with a configuration that may have changed since the last start: another server, another
   * password, other limits. What is broken is looked at soon, and so is all of it where there is no such channel any more.
   */
  async follow(configured: Configured | null, now: Instant): Promise<void> {
    if (configured === null) {
      await db
        .updateTable('channels')
        .set({ check_at: now })
        .where('provider_id', '=', DEFAULT_CHANNEL)
        .where('sends', '=', true)
        .execute();
      return;
    }
    const { server, limits } = configured;
    const host = oneNameOf(server.host);
    await db.transaction().execute(async (trx) => {
      const before = await trx
        .selectFrom('mailboxes')
        .select('id')
        .where('username', '=', DEFAULT_LOGIN)
        // A process that knew another server a moment ago may have made one more: that stays as it is.
        .orderBy(sql`host = ${host}`, 'desc')
        .orderBy('id')
        .forUpdate()
        .executeTakeFirst();
      const relay = { host, username: DEFAULT_LOGIN, limits: json(limits.relay) };
      // Whichever server it was at: what waits in it goes by the new one.
      if (before === undefined)
        await trx
          .insertInto('mailboxes')
          .values({ id: newId(), ...relay })
          .execute();
      else await trx.updateTable('mailboxes').set(relay).where('id', '=', before.id).execute();
      const { messageBytes, ...each } = limitsOfEach(limits);
      await trx
        .updateTable('channels')
        .set({
          host: server.host,
          port: server.port,
          security: server.security,
          // What the server said of itself at the proof still holds.
          limits: sql<Limits>`${JSON.stringify(each)}::jsonb
            || jsonb_build_object('messageBytes', least((limits->>'messageBytes')::int8, ${messageBytes}::int8))`,
          credential_mark: configured.mark,
          // A login that was never tried does not rest.
          tried_at: sql<number | null>`case when credential_mark = ${configured.mark} then tried_at else 0 end`,
          check_at: sql<
            number | null
          >`case when broken_because is not null and held_since is null then ${now}::int8 else check_at end`,
        })
        .where('provider_id', '=', DEFAULT_CHANNEL)
        .execute();
    });
  },
});
