import { sql, type Kysely } from 'kysely';

/** What a team needs to send through one channel: domains that are proven, and who has whose. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // domain: in ASCII and lower case. proven_at: when its record was last seen; lost_at: since when it is seen no more.
  `create table sending_domains (
     tenant_id text not null,
     domain text not null,
     token text not null,
     created_at int8 not null,
     proven_at int8,
     lost_at int8,
     primary key (tenant_id, domain)
   )`,
  // A domain is one organisation's at a time.
  `create unique index sending_domains_proven on sending_domains (domain) where proven_at is not null`,

  // With which domains an administrator's channel is shared.
  `create table shares (
     channel_id uuid not null references channels on delete cascade,
     tenant_id text not null,
     domain text not null,
     shared_at int8 not null,
     primary key (channel_id, domain),
     foreign key (tenant_id, domain) references sending_domains
   )`,
  `create index shares_of_domain on shares (tenant_id, domain)`,

  // team_of: the shared channel whose credential a colleague's has, in the same mailbox; team_domain: by which of its domains. It
  // goes with that one, and not before its mail was seen to: so nothing cascades.
  `alter table channels add team_of uuid references channels, add team_domain text`,
  `create index channels_of_team on channels (team_of) where team_of is not null`,

  // Who is to connect alone, by address in lower case, and with what filled in; by_name and by_address: who prepared it.
  `create table invitations (
     id uuid primary key,
     tenant_id text not null,
     address text not null,
     provider_id text not null,
     host text not null,
     port int4 not null,
     security text not null,
     username text not null,
     by_name text not null,
     by_address text not null,
     invited_at int8 not null,
     unique (tenant_id, address)
   )`,
  // Whether somebody of that address has connected.
  `create index channels_of_sender on channels (tenant_id, lower(sender_address))`,
];
