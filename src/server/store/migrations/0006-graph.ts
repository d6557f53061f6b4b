import { sql, type Kysely } from 'kysely';

/** What sending by Microsoft Graph needs: a channel's mechanism says already by what it sends. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // transport: what a sign-in asks for.
  await sql.raw(`alter table sign_ins add transport text not null default 'smtp'`).execute(db);
}
