import { sql } from 'kysely';
import { openDatabase } from '../../src/server/store/open.ts';
import { until } from './broken.ts';

/** Any number that nobody else locks by. */
const LOCK = 5_014;

/** Stands between a renewed grant and its row, where a database does: whoever is about to write one down waits for as long as one likes. */
export interface StalledStore {
  stall(): Promise<void>;
  /** Resolves when a server has the service's answer and is about to write it down. */
  somebodyWaits(): Promise<void>;
  /** Ends what a server had begun that is no more: PostgreSQL itself would find out after writing it down. */
  forget(): Promise<void>;
  letGo(): Promise<void>;
  close(): Promise<void>;
}

export async function stalledStore(databaseUrl: string): Promise<StalledStore> {
  const { db, close } = await openDatabase({ url: databaseUrl });
  await sql`
    create function wait_for_the_test() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock_shared(${sql.lit(LOCK)});
      return new;
    end $$`.execute(db);
  await sql`
    create trigger wait_for_the_test before update of grant_sealed on channels
    for each row execute function wait_for_the_test()`.execute(db);
  let over = (): void => {};
  let held: Promise<unknown> = Promise.resolve();
  const waiting = async (): Promise<number[]> => {
    const { rows } = await sql<{ pid: number }>`
      select pid from pg_locks where locktype = 'advisory' and objid = ${LOCK} and not granted`.execute(db);
    return rows.map(({ pid }) => pid);
  };
  const letGo = async (): Promise<void> => {
    over();
    await held;
  };
  return {
    async stall() {
      // The lock is a session's: this one is kept for it until it is let go.
      const begun = new Promise<void>((resolve) => {
        held = db.connection().execute(async (session) => {
          await sql`select pg_advisory_lock(${LOCK}::int8)`.execute(session);
          const end = new Promise<void>((done) => (over = done));
          resolve();
          await end;
          await sql`select pg_advisory_unlock(${LOCK}::int8)`.execute(session);
        });
      });
      await begun;
    },
    somebodyWaits: () => until(async () => (await waiting()).length > 0),
    async forget() {
      for (const pid of await waiting()) await sql`select pg_terminate_backend(${pid}::int4)`.execute(db);
      await until(async () => (await waiting()).length === 0);
    },
    letGo,
    async close() {
      await letGo();
      await close();
    },
  };
}
