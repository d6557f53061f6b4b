import { spawnSync } from 'node:child_process';

/** A user and a group by number; empty where this process is not root and so keeps its own. */
export type RunAs = { uid: number; gid: number } | Record<string, never>;

/** Whom a server that refuses to run as root runs as: the first of `names` that exists on this machine. */
export function runAs(...names: string[]): RunAs {
  if (process.getuid?.() !== 0) return {};
  for (const name of names) {
    const [uid, gid] = ['-u', '-g'].map((which) => Number.parseInt(spawnSync('id', [which, name]).stdout.toString()));
    if (uid !== undefined && gid !== undefined && uid > 0) return { uid, gid };
  }
  throw new Error(`None of the users ${names.join(', ')} exists on this machine.`);
}
