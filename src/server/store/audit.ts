import type { Selectable, Transaction } from 'kysely';
import type { AuditEntry, Author, Audited, NotedChannel } from '../../domain/audit.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ProviderId } from '../../domain/provider.ts';
import type { Database } from './open.ts';
import { json, type Tables } from './tables.ts';

/** Notes what somebody did, in the transaction that does it: neither is there without the other. */
export async function record(
  trx: Transaction<Tables>,
  { tenantId, by, at, what }: { tenantId: string; by: Author; at: Instant; what: Audited },
): Promise<void> {
  const { objectId, name, address } = by;
  const who = { tenant_id: tenantId, object_id: objectId, name, address };
  await trx
    .insertInto('audit')
    .values({ ...who, at, what: json(what) })
    .execute();
}

/** The columns of a channel that an entry tells of. */
export const NOTED = ['object_id', 'sender_address', 'provider_id', 'host'] as const;

export const notedChannel = (row: Pick<Selectable<Tables['channels']>, (typeof NOTED)[number]>): NotedChannel => ({
  ...{ personId: row.object_id, address: row.sender_address },
  ...{ providerId: row.provider_id as ProviderId, host: row.host },
});

/** What was noted of an organisation. */
export const createAudit = (db: Database) => ({
  /** The newest first, at most so many, from behind an entry. */
  async list(tenantId: string, { after, limit }: { after: number | null; limit: number }): Promise<AuditEntry[]> {
    const rows = await db
      .selectFrom('audit')
      .selectAll()
      .where('tenant_id', '=', tenantId)
      .$if(after !== null, (one) => one.where('id', '<', after))
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map(({ id, at, object_id: objectId, name, address, what }) => ({
      id,
      at,
      by: { objectId, name, address },
      what,
    }));
  },
});
