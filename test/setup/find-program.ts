import { accessSync, constants, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The first of `names` that this machine can run, as an absolute path, or null: looked for on the PATH, then in `folders`
 * (globs, the last match first, so that the newest version wins), then in /usr/sbin, which a user's PATH often lacks.
 */
export function findProgram(names: string[], folders: string[] = []): string | null {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const beside = folders.flatMap((folder) => globSync(folder).sort().reverse());
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const candidates = [...onPath, ...beside, '/usr/sbin'].flatMap((folder) =>
    names.map((name) => join(folder, name + suffix)),
  );
  return candidates.find(canRun) ?? null;
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
