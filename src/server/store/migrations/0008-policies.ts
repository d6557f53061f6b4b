import { sql, type Kysely } from 'kysely';

/** What an organisation's administrators set, and the log of what they did. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Who did what in an organisation: what is said of who is as the token said it then. It is written and never changed.
  `create table audit (
     id int8 generated always as identity primary key,
     tenant_id text not null,
     at int8 not null,
     object_id text not null,
     name text,
     address text,
     what jsonb not null
   )`,
  `create index audit_of_tenant on audit (tenant_id, id)`,
  // Whoever has our connection, and whatever a statement of ours may say by mistake.
  `create function refuse_change() returns trigger language plpgsql as $$
     begin
       raise exception 'the audit log is append only';
     end
   $$`,
  `create trigger audit_is_append_only before update or delete or truncate on audit
     for each statement execute function refuse_change()`,
];
