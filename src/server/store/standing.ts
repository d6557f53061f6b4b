import { sql } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { MIGRATIONS, openServer } from './open.ts';

/** How a PostgreSQL server is, as far as it matters to us. */
export interface DatabaseStanding {
  /** As it calls itself, such as 15.8. */
  version: string;
  encoding: string;
  /** By its own clock. */
  time: Instant;
  /** A standby, or a server that was told to: nothing can be written. */
  readOnly: boolean;
  /** Whether this login may make tables where they would be looked for. */
  mayCreate: boolean;
  /** What this code would change before it starts. */
  pending: string[];
  /** What a newer code has changed. */
  unknown: string[];
}

/** Looks at a PostgreSQL server and changes nothing; throws when it cannot be asked. */
export async function lookAtServer(url: string): Promise<DatabaseStanding> {
  const { db, close } = openServer(url);
  try {
    const { rows } = await sql<Omit<DatabaseStanding, 'pending' | 'unknown'> & { hasMigrations: boolean }>`
      select current_setting('server_version') as version,
             current_setting('server_encoding') as encoding,
             (extract(epoch from clock_timestamp()) * 1000)::float8 as time,
             pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on' as "readOnly",
             coalesce(has_schema_privilege(current_schema(), 'create'), false) as "mayCreate",
             to_regclass('kysely_migration') is not null as "hasMigrations"`.execute(db);
    const [row] = rows;
    if (row === undefined) throw new Error('The database tells nothing of itself.');
    const { hasMigrations, ...facts } = row;
    const applied = hasMigrations
      ? (await sql<{ name: string }>`select name from kysely_migration`.execute(db)).rows
      : [];
    const names = applied.map(({ name }) => name);
    return {
      ...facts,
      pending: Object.keys(MIGRATIONS).filter((name) => !names.includes(name)),
      unknown: names.filter((name) => !(name in MIGRATIONS)),
    };
  } finally {
    await close();
  }
}
