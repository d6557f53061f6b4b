import { sql, type Kysely } from 'kysely';

/** What an administrator tells people by, and when each channel's mail was last taken. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // How a person is called, by the word of the last token: to be shown, and no proof of anything. address: the own one, null where
  // the token says none that counts.
  `create table people (
     tenant_id text not null,
     object_id text not null,
     name text,
     address text,
     primary key (tenant_id, object_id)
   )`,
  // Who has an address, and whose begin so: byte by byte, as the board goes by those of senders.
  `create index people_address on people (tenant_id, (lower(address) collate "C"))`,

  // When a channel's provider last took a message.
  `create index messages_accepted on messages (channel_id, settled_at) where state = 'accepted'`,
];
