import { sql } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Instant } from '../../domain/instant.ts';
import { CODE, nextCodeAt } from '../../domain/proof-code.ts';
import type { ProvenAddress } from '../../domain/sender-proof.ts';
import type { Database } from './open.ts';
import { spend, spentBy, type Mark } from './spent.ts';
import { tell } from './telling.ts';

/** Which addresses reps have shown to be theirs, and the codes by which they do. */
export const createSenders = (db: Database, mark: Mark) => {
  const keyOf = ({ tenantId, objectId }: Owner, address: string) => ({
    tenant_id: tenantId,
    object_id: objectId,
    address: address.toLowerCase(),
  });

  return {
    /** Puts a new code, which goes by a channel, in the place of the one before; otherwise says from when another may be sent. */
    async openCode(
      owner: Owner,
      channelId: string,
      address: string,
      hash: string,
      now: Instant,
    ): Promise<'opened' | { nextAt: Instant }> {
      const key = keyOf(owner, address);
      return db.transaction().execute(async (trx) => {
        await sql`select pg_advisory_xact_lock(hashtextextended(${`codes ${key.tenant_id}/${key.object_id}`}, 0))`.execute(
          trx,
        );
        // Whoever deletes all that is theirs, and begins anew, has no more of them.
        const byRep = mark(JSON.stringify(['codes', key.tenant_id, key.object_id]));
        const toAddress = mark(JSON.stringify(['codes', key.tenant_id, key.object_id, key.address]));
        const before = await spentBy(trx, toAddress, now);
        const { count: countInAll } = await spentBy(trx, byRep, now);
        const nextAt = nextCodeAt({ ...before, countInAll }, now);
        if (nextAt !== null) return { nextAt };
        for (const who of [byRep, toAddress]) await spend(trx, who, 1, now);
        const row = { code_hash: hash, sent_at: now, tries: 0, channel_id: channelId };
        await trx
          .insertInto('address_codes')
          .values({ ...key, ...row })
          .onConflict((same) => same.columns(['tenant_id', 'object_id', 'address']).doUpdateSet(row))
          .execute();
        await tell(trx, { about: 'channel', id: channelId, ...owner });
        return 'opened' as const;
      });
    },

    /** Forgets a code that was not sent after all. What it has used up of the day's stays so. */
    async closeCode(owner: Owner, channelId: string, address: string, hash: string): Promise<void> {
      await db.transaction().execute(async (trx) => {
        await trx
          .deleteFrom('address_codes')
          .where((one) => one.and(keyOf(owner, address)))
          .where('code_hash', '=', hash)
          .execute();
        await tell(trx, { about: 'channel', id: channelId, ...owner });
      });
    },

    /** Writes down a try before it is judged, so that a crash gives none back; null where there is no code to try. */
    async tryCode(owner: Owner, address: string, now: Instant): Promise<{ hash: string; triesLeft: number } | null> {
      const row = await db
        .updateTable('address_codes')
        .set({ tries: sql<number>`tries + 1` })
        .where((one) => one.and(keyOf(owner, address)))
        .where('tries', '<', CODE.tries)
        .where('sent_at', '>', now - CODE.lasts)
        .returning(['code_hash', 'tries'])
        .executeTakeFirst();
      return row === undefined ? null : { hash: row.code_hash, triesLeft: CODE.tries - row.tries };
    },

    /**
     * The sender of a channel is the owner's from now on, through its mailbox, and the code is used up; false where another took
     * the code's place meanwhile, or the channel is gone.
     */
    async proveByCode(owner: Owner, channelId: string, hash: string, now: Instant): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        const channel = await trx
          .selectFrom('channels')
          .select(['sender_address', 'mailbox_id'])
          .where('id', '=', channelId)
          .where('tenant_id', '=', owner.tenantId)
          .where('object_id', '=', owner.objectId)
          .executeTakeFirst();
        if (channel === undefined) return false;
        const key = keyOf(owner, channel.sender_address);
        const used = await trx
          .updateTable('address_codes')
          .set({ tries: CODE.tries })
          .where((one) => one.and(key))
          .where('code_hash', '=', hash)
          .returning('address')
          .executeTakeFirst();
        if (used === undefined) return false;
        await trx
          .insertInto('proven_addresses')
          .values({ ...key, mailbox_id: channel.mailbox_id, how: 'code', proven_at: now })
          .onConflict((same) => same.columns(['tenant_id', 'object_id', 'address', 'mailbox_id']).doNothing())
          .execute();
        await tell(trx, { about: 'channel', id: channelId, ...owner });
        return true;
      });
    },

    /** All that an owner has shown to be the own, each once for every login it counts for. */
    async shownBy({ tenantId, objectId }: Owner): Promise<ProvenAddress[]> {
      return db
        .selectFrom('proven_addresses')
        .select(['address', 'how', 'proven_at as provenAt'])
        .where('tenant_id', '=', tenantId)
        .where('object_id', '=', objectId)
        .orderBy('address')
        .orderBy('proven_at')
        .execute();
    },

    /** Forgets codes that were sent before a moment. */
    async sweep(before: Instant): Promise<void> {
      await db.deleteFrom('address_codes').where('sent_at', '<', before).execute();
    },
  };
};
