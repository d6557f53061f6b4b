import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Takes a data folder for this process alone; gives back how to let it go. Throws when another process has it.
 *
 * The embedded engine does not lock its folder, and two processes on one folder lose rows without a word. SQLite's own
 * lock is the one exclusive file lock that Node offers on every platform, and the system frees it when a process dies.
 */
export function lockFolder(folder: string): () => void {
  const lock = new DatabaseSync(join(folder, 'lock'));
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw new Error(`The data folder ${folder} is in use by another process.`, { cause: error });
  }
  return () => lock.close();
}
