import { sql, type Kysely } from 'kysely';

/** A key of its own for each secret, which goes with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // What a credential, a grant, or what a sign-in keeps is sealed under, by the name that stands beside it (credential_key_id and
  // its like); wrapped is that key, sealed under the operator's key of this id. Nothing refers to a row, so that a database can be
  // brought back without this table. What an older version sealed names an operator's key there, and has no row here.
  `create table data_keys (
     id text primary key,
     wrapped text not null,
     key_id text not null
   )`,

  // Whoever takes a secret away, or puts another in its place, destroys its key in the same transaction: no statement can forget it.
  `create function destroy_channel_keys() returns trigger language plpgsql as $$
     begin
       delete from data_keys where id in (old.credential_key_id, old.grant_key_id)
         and id is distinct from new.credential_key_id and id is distinct from new.grant_key_id;
       return null;
     end
   $$`,
  `create trigger channels_destroy_keys after delete or update of credential_key_id, grant_key_id on channels
     for each row execute function destroy_channel_keys()`,
  `create function destroy_sign_in_keys() returns trigger language plpgsql as $$
     begin
       delete from data_keys where id in (old.secrets_key_id, old.granted_key_id)
         and id is distinct from new.secrets_key_id and id is distinct from new.granted_key_id;
       return null;
     end
   $$`,
  `create trigger sign_ins_destroy_keys after delete or update of secrets_key_id, granted_key_id on sign_ins
     for each row execute function destroy_sign_in_keys()`,
];
