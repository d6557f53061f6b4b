import { sql, type Kysely } from 'kysely';

/** What an organisation's administrator looks for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Who still uses a password, page by page in the order of addresses: a company may have ten thousand.
  await sql
    .raw(`create index channels_with_password on channels (tenant_id, sender_address, id) where grant_sealed is null`)
    .execute(db);
}
