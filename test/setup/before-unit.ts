import { makeModelDatabase, makeModelOnServer } from './database.ts';
import { findPostgres, startPostgres, type PrivatePostgres } from './postgres.ts';

/** Ends what this file started. */
export let tearDown = async (): Promise<void> => {};

/** Gives the store's tests a database to copy, and a real PostgreSQL server in TEST_DATABASE_URL: the one given, else a private one. */
export default async function setUp(): Promise<void> {
  const removeModel = await makeModelDatabase();
  tearDown = async () => removeModel();
  const programs = findPostgres();
  let own: PrivatePostgres | null = null;
  if (!process.env['TEST_DATABASE_URL']) {
    if (!programs) return console.log('No PostgreSQL on this machine: the store is tested on the embedded one alone.');
    own = await startPostgres(programs);
    process.env['TEST_DATABASE_URL'] = own.url;
  }
  const removeFromServer = await makeModelOnServer(process.env['TEST_DATABASE_URL']);
  tearDown = async () => {
    removeModel();
    await removeFromServer();
    await own?.stop();
  };
}
