import type { Sealed } from '../../domain/credential.ts';
import type { Instant } from '../../domain/instant.ts';
import { dataKeyIn, keepDataKeys, sealedOf } from './data-keys.ts';
import type { Database } from './open.ts';

/** Channels' grants, each renewed by one at a time of all processes, for as long as a lease. */
export const createRenewing = (db: Database) => ({
  async findGrant(channelId: string): Promise<{ sealed: Sealed; renewingUntil: Instant | null } | null> {
    const row = await db
      .selectFrom('channels')
      .select(['grant_sealed', 'grant_key_id', 'renewing_until', dataKeyIn('grant_key_id').as('data_key')])
      .where('id', '=', channelId)
      .executeTakeFirst();
    if (row === undefined || row.grant_sealed === null || row.grant_key_id === null) return null;
    const sealed = sealedOf(row.grant_sealed, row.grant_key_id, row.data_key);
    return { sealed, renewingUntil: row.renewing_until };
  },

  async claimRenewal(channelId: string, sealed: Sealed, leaseUntil: Instant, now: Instant): Promise<boolean> {
    const claimed = await db
      .updateTable('channels')
      .set({ renewing_until: leaseUntil })
      .where('id', '=', channelId)
      .where('grant_sealed', '=', sealed.text)
      .where(({ eb, or }) => or([eb('renewing_until', 'is', null), eb('renewing_until', '<=', now)]))
      .returning('id')
      .executeTakeFirst();
    return claimed !== undefined;
  },

  async keepRenewed(channelId: string, before: Sealed, after: Sealed): Promise<boolean> {
    return db.transaction().execute(async (trx) => {
      const kept = await trx
        .updateTable('channels')
        .set({ grant_sealed: after.text, grant_key_id: after.keyId, renewing_until: null })
        .where('id', '=', channelId)
        .where('grant_sealed', '=', before.text)
        .returning('id')
        .executeTakeFirst();
      if (kept !== undefined) await keepDataKeys(trx, after);
      return kept !== undefined;
    });
  },

  async giveUpRenewal(channelId: string, sealed: Sealed): Promise<boolean> {
    const givenUp = await db
      .updateTable('channels')
      .set({ renewing_until: null })
      .where('id', '=', channelId)
      .where('grant_sealed', '=', sealed.text)
      .returning('id')
      .executeTakeFirst();
    return givenUp !== undefined;
  },
});
