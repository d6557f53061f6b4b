import { makeModelDatabase } from './database.ts';
import { findPostgres, startPostgres } from './postgres.ts';

/** Ends what this file started. */
export let tearDown = async (): Promise<void> => {};

/** Gives the store's tests a database to copy, and a real PostgreSQL server in TEST_DATABASE_URL: the one given, else a private one. */
export default async function setUp(): Promise<void> {
  const removeModel = await makeModelDatabase();
  tearDown = async () => removeModel();
  if (process.env['TEST_DATABASE_URL']) return;
  const programs = findPostgres();
  if (!programs) return console.log('No PostgreSQL on this machine: the store is tested on the embedded one alone.');
  const own = await startPostgres(programs);
  process.env['TEST_DATABASE_URL'] = own.url;
  tearDown = async () => {
    removeModel();
    await own.stop();
  };
}
