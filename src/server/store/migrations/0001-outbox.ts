import { sql, type Kysely } from 'kysely';

/** Instants are milliseconds since 1970 in int8 columns. A tenant and an object id together are an owner. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // A mailbox is what a provider's limits apply to: one login at one server, in lower case, however many channels use it and whatever other names they know the server by.
  // Where a login does not prove its user name, the tenant stands in front of it (domain/login-name.ts).
  // due_at is when its next message may go, as far as is known; null when none waits. taken says that no further
  // conversation may begin: as many as may be are there, or one of them has not logged in yet.
  // Nothing goes before paused_until; pauses counts those in a row, failing_since is when the first of them began.
  // Whoever changes anything that these hang on locks the mailbox's row first: so every lock is taken in the same order.
  `create table mailboxes (
     id uuid primary key,
     host text not null,
     username text not null,
     limits jsonb not null,
     due_at int8,
     taken boolean not null default false,
     paused_until int8,
     paused_because jsonb,
     pauses int4 not null default 0,
     failing_since int8,
     unique (host, username)
   )`,
  `create index mailboxes_due on mailboxes (due_at) where due_at is not null and not taken`,

  // A channel is broken when broken_because says why. The credential is ciphertext; credential_key_id names its key.
  `create table channels (
     id uuid primary key,
     tenant_id text not null,
     object_id text not null,
     mailbox_id uuid not null references mailboxes,
     provider_id text not null,
     host text not null,
     port int4 not null,
     security text not null,
     username text not null,
     sender_name text not null,
     sender_address text not null,
     mechanism text not null,
     limits jsonb not null,
     credential text not null,
     credential_key_id text not null,
     broken_because jsonb,
     health_since int8 not null,
     steps jsonb not null,
     created_at int8 not null,
     verified_at int8 not null
   )`,
  // One rep has one channel for a mailbox and a sender: connecting it again mends it.
  `create unique index channels_same on channels (tenant_id, object_id, mailbox_id, lower(sender_address))`,
  `create index channels_of_mailbox on channels (mailbox_id)`,

  // A connection to a mailbox's server, for as long as its process lives: lease_until is when that must be dead. While one
  // has not logged in yet no other begins: a password that was changed is tried once.
  `create table conversations (
     id uuid primary key,
     mailbox_id uuid not null references mailboxes,
     channel_id uuid not null,
     logged_in boolean not null default false,
     lease_until int8 not null
   )`,
  `create index conversations_of_mailbox on conversations (mailbox_id)`,
  `create index conversations_lease on conversations (lease_until)`,

  // Content comes in while the message is not queued yet, without one long transaction: content that no message points
  // to an hour after it was begun is swept. The key is sealed by the vault and opens only for its own message.
  `create table contents (
     id uuid primary key,
     key text not null,
     key_id text not null,
     begun_at int8 not null
   )`,
  `create index contents_begun on contents (begun_at)`,
  `create table content_chunks (
     content_id uuid not null references contents on delete cascade,
     position int4 not null,
     sealed bytea not null,
     primary key (content_id, position)
   )`,

  // The outbox. channel_id points to no row once the channel is removed: the record outlives it.
  // lease names the attempt that has an in-flight message, conversation_id the connection it goes by; handing_over says that its bytes may have begun to leave, after which nobody may send them again unasked.
  // Each message changes a few times within minutes and then never again: room in its page and an early vacuum keep its index entries few.
  // A claimed message keeps its due_at: when it is given back, it takes its place again.
  // attempts and trying_since, the first attempt's claim, begin anew each time a person lets it go again.
  `create table messages (
     id uuid primary key,
     tenant_id text not null,
     object_id text not null,
     channel_id uuid not null,
     mailbox_id uuid not null references mailboxes,
     message_id text not null,
     state text not null,
     subject text not null,
     mail_from text not null,
     bytes int8 not null,
     content_id uuid references contents on delete set null,
     attempts int4 not null default 0,
     trying_since int8,
     queued_at int8 not null,
     due_at int8,
     send_at int8,
     settled_at int8,
     conversation_id uuid,
     lease uuid,
     handing_over boolean not null default false,
     reply jsonb,
     because jsonb
   ) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02)`,
  `create index messages_next on messages (mailbox_id, due_at, queued_at, id) where state = 'queued'`,
  `create index messages_tried on messages (mailbox_id, trying_since) where state = 'queued' and trying_since is not null`,
  `create index messages_in_flight on messages (conversation_id) where state = 'in-flight'`,
  `create index messages_waiting on messages (channel_id) where state in ('queued', 'held', 'in-flight', 'uncertain')`,
  `create index messages_of_owner on messages (tenant_id, object_id, queued_at desc)`,
  `create index messages_content on messages (content_id) where content_id is not null`,
  `create index messages_settled on messages (settled_at) where settled_at is not null`,
  `create table recipients (
     message_id uuid not null references messages on delete cascade,
     position int4 not null,
     address text not null,
     outcome text not null,
     reply jsonb,
     primary key (message_id, position)
   )`,

  // What counts against a mailbox's limits: each attempt from its claim until it is settled (replied_at null), and then
  // for one window from the reply. It outlives message and channel, as the provider's own count does. What was reported
  // did not go through us; its lease is the id it was reported by, which may be said of two mailboxes.
  `create table counted (
     lease uuid not null,
     mailbox_id uuid not null references mailboxes,
     recipients int4 not null,
     replied_at int8,
     reported boolean not null default false,
     primary key (lease, mailbox_id)
   ) with (autovacuum_vacuum_scale_factor = 0.05)`,
  // A day's recipients are summed up from the index alone.
  `create index counted_in_window on counted (mailbox_id, replied_at) include (recipients)`,
  `create index counted_replied on counted (replied_at)`,
];
