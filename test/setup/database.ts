import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase } from '../../src/server/store/open.ts';

/** By which the workers hear where the model lies, and what it is called on a server. */
const MODEL = 'POSTLANE_MODEL_DATABASE';
const MODEL_ON_SERVER = 'POSTLANE_MODEL_ON_SERVER';

export const isModelMade = (): boolean => process.env[MODEL] !== undefined;

/** Makes an empty, migrated database of the embedded engine to copy: making one takes seconds, a copy a moment. Gives back what removes it. */
export async function makeModelDatabase(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'postlane-model-'));
  const made = await openDatabase({ folder });
  const { rows: unused } = await sql<{ oid: number }>`
    select oid from pg_database where datname <> current_database()`.execute(made.db);
  await made.close();
  // What new databases are made from, and none ever is in here: they would be two thirds of every copy.
  for (const { oid } of unused) rmSync(join(folder, 'database', 'base', String(oid)), { recursive: true });
  process.env[MODEL] = folder;
  return () => rmSync(folder, { recursive: true });
}

/** Lays an empty, migrated database into a folder, there to be opened. Where no model was made, whoever opens the folder makes its own. */
export function layDatabase(folder: string): void {
  const model = process.env[MODEL];
  if (model !== undefined) cpSync(model, folder, { recursive: true });
}

/** The same on a PostgreSQL server. */
export async function makeModelOnServer(url: string): Promise<() => Promise<void>> {
  const model = await createOnServer(url);
  const made = await openDatabase({ url: model.url });
  await made.close();
  process.env[MODEL_ON_SERVER] = model.name;
  return () => dropFromServer(url, model.name);
}

/** Creates an empty database on a server, migrated as soon as there is a model, and says where it is. */
export async function createOnServer(url: string): Promise<{ name: string; url: string }> {
  const name = `postlane_test_${randomUUID().replaceAll('-', '')}`;
  const model = process.env[MODEL_ON_SERVER];
  await asAdmin(url, `create database ${name}${model === undefined ? '' : ` template ${model}`}`);
  return { name, url: Object.assign(new URL(url), { pathname: `/${name}` }).href };
}

/** A database for a whole server of ours: on a PostgreSQL server where there is one, as operators have it, else in the folder. */
export async function createSomewhere(
  folder: string,
): Promise<{ at: { url: string } | { folder: string }; drop(): Promise<void> }> {
  const server = process.env['TEST_DATABASE_URL'];
  if (server) {
    const { name, url } = await createOnServer(server);
    return { at: { url }, drop: () => dropFromServer(server, name) };
  }
  layDatabase(folder);
  return { at: { folder }, drop: () => Promise.resolve() };
}

export const dropFromServer = (url: string, name: string): Promise<void> => asAdmin(url, `drop database ${name}`);

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}
