import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Named } from '../../domain/directory.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

/** Null for who was never seen. */
export async function nameOf(db: Database | Transaction<Tables>, { tenantId, objectId }: Owner): Promise<Named | null> {
  const row = await db
    .selectFrom('people')
    .select(['name', 'address'])
    .where('tenant_id', '=', tenantId)
    .where('object_id', '=', objectId)
    .executeTakeFirst();
  return row ?? null;
}

/** The same within a larger question, of whose a channel of the table that goes by this name is. */
export const nameIn = (channels: string): RawBuilder<Named | null> =>
  sql<Named | null>`(
    select jsonb_build_object('name', name, 'address', address) from people
    where tenant_id = ${sql.ref(`${channels}.tenant_id`)} and object_id = ${sql.ref(`${channels}.object_id`)})`;

/** How people are called, for whoever looks after them: never a proof of who may send as whom. */
export const createDirectory = (db: Database) => ({
  /** Writes only what has changed. */
  async note({ tenantId, objectId }: Owner, { name, address }: Named): Promise<void> {
    await sql`
      insert into people (tenant_id, object_id, name, address)
      select ${tenantId}, ${objectId}, ${name}::text, ${address}::text
      where not exists (
        select from people where tenant_id = ${tenantId} and object_id = ${objectId}
          and name is not distinct from ${name}::text and address is not distinct from ${address}::text)
      on conflict (tenant_id, object_id) do update set name = excluded.name, address = excluded.address`.execute(db);
  },

  nameOf: (person: Owner) => nameOf(db, person),

  /** Forgets of whom there is nothing else: who only looked in, or was removed and looked in once more. */
  async sweep(): Promise<void> {
    await sql`
      delete from people
      where not exists (
          select from channels where channels.tenant_id = people.tenant_id and channels.object_id = people.object_id)
        and not exists (
          select from messages where messages.tenant_id = people.tenant_id and messages.object_id = people.object_id)`.execute(
      db,
    );
  },
});
