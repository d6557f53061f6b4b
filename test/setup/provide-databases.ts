import { isModelMade, makeModelDatabase, makeModelOnServer } from './database.ts';
import { findPostgres, startPostgres } from './postgres.ts';

/**
 * Gives tests a database of the embedded engine to copy, and a real PostgreSQL server in TEST_DATABASE_URL: the one given, else a
 * private one. Gives back what ends all that was begun here: nothing, where another project of the same run was first.
 */
export async function provideDatabases(): Promise<() => Promise<void>> {
  if (isModelMade()) return () => Promise.resolve();
  const removeModel = await makeModelDatabase();
  const given = process.env['TEST_DATABASE_URL'];
  const programs = findPostgres();
  if (!given && !programs) {
    console.log('No PostgreSQL on this machine: the store is tested on the embedded engine alone.');
    return async () => removeModel();
  }
  const own = !given && programs ? await startPostgres(programs) : null;
  const url = given || (own?.url ?? '');
  process.env['TEST_DATABASE_URL'] = url;
  const removeFromServer = await makeModelOnServer(url);
  return async () => {
    removeModel();
    await removeFromServer();
    await own?.stop();
  };
}
