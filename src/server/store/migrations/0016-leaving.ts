import { sql, type Kysely } from 'kysely';

/** What has to be known when a person leaves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // A message of Postlane's own, a test or a code: it is nobody's mail, never counted as waiting and never left to a colleague.
  `alter table messages add trial boolean not null default false`,
  // Who invited, by object id, and by name until that person is gone: what was prepared is the organisation's, and stays.
  `alter table invitations add by_object_id text, alter by_name drop not null, alter by_address drop not null`,
];
