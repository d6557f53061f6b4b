import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import type { Instant } from '../../domain/instant.ts';
import { lockFolder } from './folder-lock.ts';
import { keepListening, LONG_LIVED, type Ears } from './listening.ts';
import * as outbox from './migrations/0001-outbox.ts';
import * as health from './migrations/0002-health.ts';
import * as grants from './migrations/0003-grants.ts';
import * as refusals from './migrations/0004-refusals.ts';
import * as organisation from './migrations/0005-organisation.ts';
import * as graph from './migrations/0006-graph.ts';
import * as teams from './migrations/0007-teams.ts';
import * as policies from './migrations/0008-policies.ts';
import * as board from './migrations/0009-board.ts';
import * as senders from './migrations/0010-senders.ts';
import * as spent from './migrations/0011-spent.ts';
import * as vouching from './migrations/0012-vouching.ts';
import * as people from './migrations/0013-people.ts';
import * as dataKeys from './migrations/0014-data-keys.ts';
import * as alike from './migrations/0015-alike.ts';
import * as leaving from './migrations/0016-leaving.ts';
import { preparing } from './preparing.ts';
import type { Tables } from './tables.ts';
import { allTold } from './telling.ts';

export type Database = Kysely<Tables>;

/** An open database, migrated. Nothing but this file knows which engine it is. */
export interface Opened {
  db: Database;
  /** Hears what any process tells on the channel `postlane`. */
  listen(ears: Ears): Promise<void>;
  /** Rejects while the database cannot be asked. */
  answers(): Promise<void>;
  /** The time by the database's own clock. */
  time(): Promise<Instant>;
  close(): Promise<void>;
}

/** Far more than any statement takes, a migration's too: a lock that is never let go must not hold us for ever. */
const LONGEST_STATEMENT_MS = 5 * 60_000;

/** In order, by the names under which a database remembers that it has them. */
export const MIGRATIONS = {
  '0001-outbox': outbox,
  '0002-health': health,
  '0003-grants': grants,
  '0004-refusals': refusals,
  '0005-organisation': organisation,
  '0006-graph': graph,
  '0007-teams': teams,
  '0008-policies': policies,
  '0009-board': board,
  '0010-senders': senders,
  '0011-spent': spent,
  '0012-vouching': vouching,
  '0013-people': people,
  '0014-data-keys': dataKeys,
  '0015-alike': alike,
  '0016-leaving': leaving,
};

/**
 * Opens a PostgreSQL server (15 or later) by its URL, or the embedded engine in a folder of our own.
 *
 * The embedded engine does not flush to disk and serves one process: it is for trying and developing. Throws when the
 * database cannot be reached, or another process has the folder.
 */
export async function openDatabase(at: { url: string } | { folder: string }): Promise<Opened> {
  const opened = 'url' in at ? openServer(at.url) : await openEmbedded(at.folder);
  try {
    await migrate(opened.db);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** A PostgreSQL server as it is, not migrated; it is not asked anything yet. */
export function openServer(url: string): Opened {
  const types = new pg.TypeOverrides();
  // The embedded engine gives numbers for both; every one we keep is far below 2^53.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  types.setTypeParser(pg.types.builtins.NUMERIC, Number);
  const pool = new pg.Pool({
    connectionString: url,
    ...LONG_LIVED,
    statement_timeout: LONGEST_STATEMENT_MS,
    max: 10,
    types,
  });
  // A connection that dies while idle is replaced by the pool at the next query; without a listener it ends the process.
  pool.on('error', () => {});
  // One that dies between two statements of a transaction too: the next statement fails, and whoever asked hears that.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  const stops: (() => Promise<void>)[] = [];
  return {
    db,
    async listen(ears) {
      stops.push(await keepListening(url, ears));
    },
    answers: () => answers(db),
    time: () => time(db),
    async close() {
      await allTold(db);
      await Promise.all(stops.map((stop) => stop()));
      await db.destroy();
    },
  };
}

async function openEmbedded(folder: string): Promise<Opened> {
  mkdirSync(folder, { recursive: true });
  const unlock = lockFolder(folder);
  const pglite = await PGlite.create({ dataDir: join(folder, 'database') }).catch((error: unknown) => {
    unlock();
    throw error;
  });
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) });
  return {
    db,
    answers: () => answers(db),
    time: () => time(db),
    async listen({ onNote }) {
      await pglite.listen('postlane', onNote);
    },
    async close() {
      await allTold(db);
      // Not by kysely's destroy(): it closes only an engine it has used, and the listeners are not its own.
      await pglite.close();
      unlock();
    },
  };
}

async function answers(db: Database): Promise<void> {
  await sql`select 1`.execute(db);
}

async function time(db: Database): Promise<Instant> {
  const { rows } = await sql<{
    now: number;
  }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('The database does not tell the time.');
  return row.now;
}

async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
