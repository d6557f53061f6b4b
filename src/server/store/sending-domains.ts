import { sql, type Selectable, type Transaction } from 'kysely';
import type { Author } from '../../domain/audit.ts';
import type { Instant } from '../../domain/instant.ts';
import { isProven, type NewDomain, type SendingDomain } from '../../domain/sending-domain.ts';
import { record } from './audit.ts';
import type { Database } from './open.ts';
import { ownerOf, type Tables } from './tables.ts';
import { tell } from './telling.ts';

type DomainRow = Selectable<Tables['sending_domains']> & { named: string[] };

const domainOfRow = (row: DomainRow): SendingDomain => ({
  domain: row.domain,
  token: row.token,
  createdAt: row.created_at,
  provenAt: row.proven_at,
  lostAt: row.lost_at,
  named: row.named,
});

const selectDomains = (db: Database) =>
  db
    .selectFrom('sending_domains')
    .selectAll()
    .select(
      sql<string[]>`array(
        select address from named_addresses
        where named_addresses.tenant_id = sending_domains.tenant_id and named_addresses.domain = sending_domains.domain
        order by address)`.as('named'),
    );

/** The domains that organisations send from. Every question carries the tenant; whose a domain is else, only `holderOf` tells. */
export const createSendingDomains = (db: Database) => ({
  async list(tenantId: string): Promise<SendingDomain[]> {
    const rows = await selectDomains(db).where('tenant_id', '=', tenantId).orderBy('domain').execute();
    return rows.map(domainOfRow);
  },

  async find(tenantId: string, domain: string): Promise<SendingDomain | null> {
    const row = await selectDomains(db)
      .where('tenant_id', '=', tenantId)
      .where('domain', '=', domain)
      .executeTakeFirst();
    return row === undefined ? null : domainOfRow(row);
  },

  /** One that is there already stays as it is: its record may be in the DNS by now. */
  async add(tenantId: string, { domain, token, createdAt: at }: NewDomain, by: Author): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const added = await trx
        .insertInto('sending_domains')
        .values({ tenant_id: tenantId, domain, token, created_at: at, proven_at: null, lost_at: null })
        .onConflict((same) => same.doNothing())
        .returning('domain')
        .executeTakeFirst();
      if (added !== undefined) await record(trx, { tenantId, by, at, what: { kind: 'domain-added', domain } });
    });
  },

  /** The proof of another organisation that has a domain. */
  async holderOf(domain: string, exceptTenant: string): Promise<SendingDomain | null> {
    const row = await selectDomains(db)
      .where('domain', '=', domain)
      .where('tenant_id', '!=', exceptTenant)
      .where('proven_at', 'is not', null)
      .executeTakeFirst();
    return row === undefined ? null : domainOfRow(row);
  },

  /**
   * The record was seen, and no other organisation's: whoever had the domain has it no more. `admin` is who asked; null where
   * a colleague did who joins, and that is nothing an administrator did.
   */
  async prove(tenantId: string, domain: string, admin: Author | null, now: Instant): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const all = trx.selectFrom('sending_domains').selectAll().where('domain', '=', domain);
      const before = await all.orderBy('tenant_id').forUpdate().execute();
      await trx
        .updateTable('sending_domains')
        .set({ proven_at: null, lost_at: null })
        .where('domain', '=', domain)
        .where('tenant_id', '!=', tenantId)
        .execute();
      // Nobody there writes as what they named in it, either.
      const named = trx.deleteFrom('named_addresses').where('domain', '=', domain).where('tenant_id', '!=', tenantId);
      for (const one of await named.returning(['tenant_id', 'address']).execute())
        await tellSenders(trx, one.tenant_id, one.address);
      await trx
        .updateTable('sending_domains')
        .set({ proven_at: now, lost_at: null })
        .where('domain', '=', domain)
        .where('tenant_id', '=', tenantId)
        .execute();
      const own = before.find(({ tenant_id }) => tenant_id === tenantId);
      if (admin !== null && own !== undefined && !isProven({ provenAt: own.proven_at, lostAt: own.lost_at }))
        await record(trx, { tenantId, by: admin, at: now, what: { kind: 'domain-proven', domain } });
    });
  },

  /** A record that was seen once is not there any more. */
  async lose(tenantId: string, domain: string, now: Instant): Promise<void> {
    await db
      .updateTable('sending_domains')
      .set({ lost_at: now })
      .where('tenant_id', '=', tenantId)
      .where('domain', '=', domain)
      .where('proven_at', 'is not', null)
      .where('lost_at', 'is', null)
      .execute();
  },

  /** Forgets a domain; not while a channel is shared with it. */
  async remove(tenantId: string, domain: string, by: Author, now: Instant): Promise<'removed' | 'shared' | 'unknown'> {
    return db.transaction().execute(async (trx) => {
      const own = trx.selectFrom('sending_domains').select('domain').where('tenant_id', '=', tenantId);
      const found = await own.where('domain', '=', domain).forUpdate().executeTakeFirst();
      if (found === undefined) return 'unknown';
      const shared = await trx
        .selectFrom('shares')
        .select('domain')
        .where('tenant_id', '=', tenantId)
        .where('domain', '=', domain)
        .limit(1)
        .executeTakeFirst();
      if (shared !== undefined) return 'shared';
      await trx.deleteFrom('sending_domains').where('tenant_id', '=', tenantId).where('domain', '=', domain).execute();
      await record(trx, { tenantId, by, at: now, what: { kind: 'domain-removed', domain } });
      return 'removed';
    });
  },

  /**
   * Lets everybody in the organisation write as an address; once more changes nothing. `unknown` where it has no such domain,
   * `of-a-person` where somebody of it signs in as that address.
   */
  async name(
    tenantId: string,
    domain: string,
    address: string,
    by: Author,
    now: Instant,
  ): Promise<'named' | 'unknown' | 'of-a-person'> {
    return db.transaction().execute(async (trx) => {
      const own = trx.selectFrom('sending_domains').select('domain').where('tenant_id', '=', tenantId);
      const found = await own
        .where('domain', '=', domain)
        .where('proven_at', 'is not', null)
        .forUpdate()
        .executeTakeFirst();
      if (found === undefined) return 'unknown';
      const whose = await trx
        .selectFrom('people')
        .select('object_id')
        .where('tenant_id', '=', tenantId)
        .where(sql<boolean>`lower(address) collate "C" = ${address}`)
        .limit(1)
        .executeTakeFirst();
      if (whose !== undefined) return 'of-a-person';
      const added = await trx
        .insertInto('named_addresses')
        .values({ tenant_id: tenantId, domain, address, named_at: now })
        .onConflict((same) => same.doNothing())
        .returning('address')
        .executeTakeFirst();
      if (added === undefined) return 'named';
      await record(trx, { tenantId, by, at: now, what: { kind: 'address-named', address, domain } });
      await tellSenders(trx, tenantId, address);
      return 'named';
    });
  },

  /** False where it is not named. */
  async unname(tenantId: string, domain: string, address: string, by: Author, now: Instant): Promise<boolean> {
    return db.transaction().execute(async (trx) => {
      const removed = await trx
        .deleteFrom('named_addresses')
        .where('tenant_id', '=', tenantId)
        .where('domain', '=', domain)
        .where('address', '=', address.toLowerCase())
        .returning('address')
        .executeTakeFirst();
      if (removed === undefined) return false;
      const what = { kind: 'address-not-named' as const, address: removed.address, domain };
      await record(trx, { tenantId, by, at: now, what });
      await tellSenders(trx, tenantId, removed.address);
      return true;
    });
  },
});

/** To whoever has a channel that sends as an address: whether it may is another matter now. */
async function tellSenders(trx: Transaction<Tables>, tenantId: string, address: string): Promise<void> {
  const channels = trx
    .selectFrom('channels')
    .select(['id', 'tenant_id', 'object_id'])
    .where('tenant_id', '=', tenantId);
  for (const row of await channels.where(sql<boolean>`lower(sender_address) = ${address}`).execute())
    await tell(trx, { about: 'channel', id: row.id, ...ownerOf(row) });
}
