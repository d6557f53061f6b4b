import { sql, type Kysely } from 'kysely';

/** What an administrator needs to look after an organisation's channels, and to let a person go. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // stopped_since: an administrator lets nothing leave. It stands beside what the rep keeps back, and neither ends the other;
  // check_at stays as it is, and counts for nothing meanwhile.
  `alter table channels add stopped_since int8`,
  `alter table channels drop column sends`,
  `alter table channels add sends boolean not null
     generated always as (broken_because is null and held_since is null and stopped_since is null) stored`,
  `drop index channels_check`,
  `create index channels_check on channels (check_at) where check_at is not null and stopped_since is null`,

  // kept_by: who kept the mail back, where nothing was broken.
  `alter table breaks add kept_by text`,
  `update breaks set kept_by = 'rep' where because is null`,

  // handed_over: it was somebody's who left, and goes by the word of whose it is now, never by itself.
  `alter table messages add handed_over boolean not null default false`,
  // What was on its way when its owner was forgotten is nobody's, and is forgotten when it is there.
  `create index messages_of_nobody on messages (id) where object_id = ''`,

  // The board, page by page in the order of addresses, and from where an address begins: byte by byte, so that one index
  // serves both. Those of a provider's that log in with a password lie together.
  `create index channels_board on channels (tenant_id, (lower(sender_address) collate "C"), id)`,
  `create index channels_board_broken on channels (tenant_id, (lower(sender_address) collate "C"), id)
     where broken_because is not null`,
  `create index channels_board_passwords on channels
     (tenant_id, provider_id, (lower(sender_address) collate "C"), id) where grant_sealed is null`,
];
