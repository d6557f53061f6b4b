import { sql, type Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import { DEFAULT_CHANNEL, DEFAULT_LOGIN, DEFAULT_SERVER, type DefaultLimits } from '../../domain/default-channel.ts';
import type { Instant } from '../../domain/instant.ts';
import type { NewMessage, Queued } from '../../domain/new-message.ts';
import { useOfShare } from './default-share.ts';
import { holdAll } from './keeping-back.ts';
import { reschedule } from './mailboxes.ts';
import { takeMailAlong } from './moving-over.ts';
import type { Database } from './open.ts';
import { queueMessage } from './queueing.ts';
import type { Mark } from './spent.ts';
import { json, type Tables } from './tables.ts';

/** The operator's channel as it is configured now. */
export interface Configured {
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
   * password, other limits; and all of them into one mailbox. What is broken is looked at soon, and so is all of it where
   * there is no such channel any more.
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
    const { mark: configuredMark, limits } = configured;
    const relay = { host: DEFAULT_SERVER.host, username: DEFAULT_LOGIN, limits: json(limits.relay) };
    await db.transaction().execute(async (trx) => {
      const found = await trx
        .selectFrom('mailboxes')
        .select(['id', 'host'])
        .where('username', '=', DEFAULT_LOGIN)
        .orderBy('id')
        .forUpdate()
        .execute();
      // Those that are there by the server's name are of a process from before there was one for all.
      const one = found.find(({ host }) => host === relay.host) ?? found[0];
      if (one === undefined)
        await trx
          .insertInto('mailboxes')
          .values({ id: newId(), ...relay })
          // Another process starts too.
          .onConflict((same) => same.columns(['host', 'username']).doUpdateSet({ limits: relay.limits }))
          .execute();
      else await trx.updateTable('mailboxes').set(relay).where('id', '=', one.id).execute();
      for (const { id } of found)
        if (one !== undefined && id !== one.id) await gather(trx, { from: id, to: one.id }, now);
      await trx
        .updateTable('channels')
        .set({
          ...DEFAULT_SERVER,
          credential_mark: configuredMark,
          // A login that was never tried does not rest.
          tried_at: sql<number | null>`case when credential_mark = ${configuredMark} then tried_at else 0 end`,
          check_at: sql<
            number | null
          >`case when broken_because is not null and held_since is null then ${now}::int8 else check_at end`,
        })
        .where('provider_id', '=', DEFAULT_CHANNEL)
        .execute();
    });
  },
});

/** Takes all channels of one mailbox to another, both locked, with what waits in them; where the other has the same rep's already, that gets it. */
async function gather(trx: Transaction<Tables>, way: { from: string; to: string }, now: Instant): Promise<void> {
  const { rows } = await sql<{ id: string; same: string | null; sends: boolean | null }>`
    select moving.id, there.id as same, there.sends
    from channels as moving left join channels as there
      on there.mailbox_id = ${way.to}::uuid and there.tenant_id = moving.tenant_id and there.object_id = moving.object_id
        and lower(there.sender_address) = lower(moving.sender_address)
    where moving.mailbox_id = ${way.from}::uuid
    order by moving.id`.execute(trx);
  for (const { id, same, sends } of rows) {
    await takeMailAlong(trx, id, way, now);
    if (same === null) await trx.updateTable('channels').set({ mailbox_id: way.to }).where('id', '=', id).execute();
    else {
      await trx.updateTable('messages').set({ channel_id: same }).where('channel_id', '=', id).execute();
      if (sends === false) await holdAll(trx, same, now);
      await trx.deleteFrom('channels').where('id', '=', id).execute();
    }
  }
  for (const id of [way.from, way.to]) await reschedule(trx, { id }, now);
}
