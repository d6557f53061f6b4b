import { sql, type Kysely } from 'kysely';

/** What several senders need: which channel is the default, and which addresses a rep has shown to be the own. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // Beside the channels, so that a rep's choice waits for no lock that mail has on them.
  `create table default_channels (
     tenant_id text not null,
     object_id text not null,
     channel_id uuid not null references channels on delete cascade,
     primary key (tenant_id, object_id)
   )`,
  `create index default_channels_channel on default_channels (channel_id)`,

  // address: in lower case. mailbox_id: by which the code came, and for which alone it counts: whoever runs a server reads all that is
  // sent through it. how: by a code, or because a channel sent so before there were codes. What a token says is not kept.
  `create table proven_addresses (
     tenant_id text not null,
     object_id text not null,
     address text not null,
     mailbox_id uuid not null references mailboxes on delete cascade,
     how text not null,
     proven_at int8 not null,
     primary key (tenant_id, object_id, address, mailbox_id)
   )`,
  `insert into proven_addresses (tenant_id, object_id, address, mailbox_id, how, proven_at)
     select tenant_id, object_id, lower(sender_address), mailbox_id, 'earlier', min(created_at)
     from channels group by 1, 2, 3, 4`,
  `create index proven_addresses_mailbox on proven_addresses (mailbox_id)`,

  // The newest code that was sent to an address. tries: of this one. sends: since first_at, within a day.
  `create table address_codes (
     tenant_id text not null,
     object_id text not null,
     address text not null,
     code_hash text not null,
     sent_at int8 not null,
     tries int4 not null default 0,
     sends int4 not null,
     first_at int8 not null,
     primary key (tenant_id, object_id, address)
   )`,
  `create index address_codes_sent on address_codes (sent_at)`,
];
