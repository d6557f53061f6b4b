import { sql, type Kysely } from 'kysely';

/** Channels that are alike for the policies lie together, in the order of the board: counted, and those not allowed shown, by it alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // As columns: of an expression nothing is counted from the index alone.
  `alter table channels
     add signed_in boolean not null generated always as (grant_sealed is not null) stored,
     add joined boolean not null generated always as (team_of is not null) stored`,
  `create index channels_alike on channels
     (tenant_id, provider_id, host, signed_in, joined, (lower(sender_address) collate "C"), id)`,
];
