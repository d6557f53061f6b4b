import { sql, type Kysely } from 'kysely';

/** What an organisation's administrators set, and the log of what they did. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // What differs from the default, or did once: who set it last and when. A value of null is JSON's.
  `create table policies (
     tenant_id text not null,
     policy text not null,
     value jsonb,
     at int8 not null,
     object_id text not null,
     name text,
     address text,
     primary key (tenant_id, policy)
   )`,

  // Each organisation may say how long records are kept: what is old is found tenant by tenant.
  `drop index messages_settled`,
  `create index messages_settled on messages (tenant_id, settled_at) where settled_at is not null`,

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
