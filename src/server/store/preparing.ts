import { sql, type PostgresCursor, type PostgresPool, type PostgresPoolClient, type PostgresQueryResult } from 'kysely';
import type pg from 'pg';

const MARK = '/* often */';
/** Begins a statement that is run for every message: planning it takes the server longer than running it. */
export const OFTEN = sql.raw(MARK);

const names = new Map<string, string>();

/** The name under which each connection prepares the statement once; the same text has the same name. */
function nameOf(text: string): string {
  const name = names.get(text) ?? `often_${names.size}`;
  names.set(text, name);
  return name;
}

/** A pool that prepares those statements that say that they are run often: their texts must be few. */
export const preparing = (pool: pg.Pool): PostgresPool => ({
  options: pool.options,
  connect: async () => prepared(await pool.connect()),
  end: () => pool.end(),
});

function prepared(client: pg.PoolClient): PostgresPoolClient {
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(asked: string | PostgresCursor<R>, values: readonly unknown[] = []): unknown {
    if (typeof asked !== 'string') throw new Error('Nothing is read by cursors here.');
    const often = asked.startsWith(MARK) && { name: nameOf(asked) };
    return client.query({ ...often, text: asked, values: [...values] });
  }
  return { query, release: () => client.release() };
}
