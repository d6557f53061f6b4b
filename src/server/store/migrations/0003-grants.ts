import { sql, type Kysely } from 'kysely';

/** What signing in to send needs: who renews a grant, and sign-ins that are under way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // grant_sealed: what the service gave us, renewed beside the credential; null with a password. renewing_until: until when
  // a process has the word that it alone renews it.
  `alter table channels add grant_sealed text, add grant_key_id text, add renewing_until int8`,

  // A sign-in of a rep at a service, from the pane's wish to the channel: begun_at when a browser took it up, whose cookie
  // has browser_hash; state_hash and reference_hash are of what the service and the pane say to get at it (SHA-256,
  // base64url). secrets and granted are sealed.
  `create table sign_ins (
     id uuid primary key,
     tenant_id text not null,
     object_id text not null,
     service text not null,
     login_hint text not null,
     created_at int8 not null,
     begun_at int8,
     state_hash text unique,
     browser_hash text,
     secrets text,
     secrets_key_id text,
     reference_hash text unique,
     granted text,
     granted_key_id text
   )`,
  `create index sign_ins_created on sign_ins (created_at)`,
];
