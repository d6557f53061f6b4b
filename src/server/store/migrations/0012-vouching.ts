import { sql, type Kysely } from 'kysely';

/** What vouches for a sender: addresses that an administrator has named for everybody, and by which channel a code went. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // address: in lower case, in that very domain. A row is there only while the organisation has the domain.
  `create table named_addresses (
     tenant_id text not null,
     domain text not null,
     address text not null,
     named_at int8 not null,
     primary key (tenant_id, address),
     foreign key (tenant_id, domain) references sending_domains on delete cascade
   )`,
  `create index named_addresses_of_domain on named_addresses (tenant_id, domain)`,

  // By which channel the code went, and for which alone it counts. Not known of those that were sent before: they are over within half an hour.
  `alter table address_codes add channel_id uuid`,
];
