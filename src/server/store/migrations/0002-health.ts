import { sql, type Kysely } from 'kysely';

/** What a channel's health needs to be noticed, kept and told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // held_since: its rep keeps the mail back, to change the password. credential_at: when that was given; password_ends_on,
  // an ISO date, and password_days are what the rep says of how long it lasts.
  // checked_at: when its server last took the login. check_at: when it is looked at next though nothing is sent, null while it
  // waits for its rep; checks counts those in a row that met trouble. tried_at: when its server last refused it, or was
  // about to be asked while it was broken: before the question goes out, so that a crash asks no second one.
  // sends: whether mail goes by it, and logins are made with it. credential_mark: the same where one mailbox's channels have the
  // same password.
  `alter table channels
     add held_since int8,
     add credential_at int8,
     add password_ends_on text,
     add password_days int4,
     add checked_at int8,
     add check_at int8,
     add checks int4 not null default 0,
     add tried_at int8,
     add credential_mark text,
     add sends boolean not null generated always as (broken_because is null and held_since is null) stored`,
  `update channels set credential_at = verified_at, checked_at = verified_at,
     check_at = case
       when broken_because is null then verified_at
       when broken_because->>'stage' in ('connect', 'greeting', 'ehlo', 'starttls', 'auth')
         and broken_because->>'kind' not in
           ('password-rejected', 'password-expired', 'app-password-required', 'authentication-required')
         then health_since
     end`,
  `alter table channels alter credential_at set not null, alter checked_at set not null`,
  // Held mail is counted whenever a channel is shown, beside any amount that waits for its turn.
  `create index messages_held on messages (channel_id) where state = 'held'`,
  `create index channels_check on channels (check_at) where check_at is not null`,

  // Each time in which nothing left a channel: because is null when its rep kept the mail back, ended_at while it lasts.
  `create table breaks (
     id uuid primary key,
     channel_id uuid not null references channels on delete cascade,
     began_at int8 not null,
     because jsonb,
     noticed_by text,
     ended_at int8,
     mended_by text,
     waited int4 not null default 0
   )`,
  `insert into breaks (id, channel_id, began_at, because, noticed_by)
     select gen_random_uuid(), id, health_since, broken_because, 'mail' from channels where broken_because is not null`,
  `create unique index breaks_open on breaks (channel_id) where ended_at is null`,
  `create index breaks_of_channel on breaks (channel_id, began_at desc)`,
  `create index breaks_ended on breaks (ended_at) where ended_at is not null`,

  // What an operator who wants to hear of breaks is still to be told: when next, and how often it was tried.
  `create table alerts (
     id uuid primary key,
     break_id uuid not null references breaks on delete cascade,
     event text not null,
     created_at int8 not null,
     due_at int8 not null,
     tries int4 not null default 0
   )`,
  `create index alerts_due on alerts (due_at)`,

  // When the next channel may be looked at at one server: all processes together take turns.
  `create table check_turns (
     host text primary key,
     next_at int8 not null
   )`,
];
