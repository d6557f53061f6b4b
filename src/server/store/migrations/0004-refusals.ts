import { sql, type Kysely } from 'kysely';

/** Passwords that a server refused and no channel has, or not any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // mark: as channels.credential_mark. It is kept for as long as the password rests.
  `create table refusals (
     mailbox_id uuid not null references mailboxes on delete cascade,
     mark text not null,
     tried_at int8 not null,
     primary key (mailbox_id, mark)
   )`,
  `create index refusals_tried on refusals (tried_at)`,
];
