import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findFreePort } from './free-port.ts';
import { findProgram } from './find-program.ts';
import { runAs } from './unprivileged.ts';
import { untilSaid } from './until-said.ts';

export interface PrivatePostgres {
  /** Connects as the superuser of the cluster's one database. */
  url: string;
  /** Throws everybody out, and is there again with all it was told. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** The folder of PostgreSQL's server programs, or null where it is not installed. Debian keeps them off the PATH. */
export function findPostgres(): string | null {
  const initdb = findProgram(['initdb'], ['/usr/lib/postgresql/*/bin', '/opt/homebrew/opt/postgresql*/bin']);
  return initdb && dirname(initdb);
}

/**
 * Runs a server until the standard input ends, which it also does when the one who started it is killed: a test run that
 * is cut short leaves no server behind. SIGINT is PostgreSQL's word for "disconnect everyone and shut down now".
 */
const untilInputEnds = 'exec 3<&0; "$@" & server=$!; { cat >/dev/null; kill -INT $server; } <&3 & wait $server';

/**
 * Starts a PostgreSQL cluster of our own in a temporary folder, on a free port of the loopback. Unless it is `durable`, as
 * a server's is, it flushes nothing to the disk.
 */
export async function startPostgres(programs: string, { durable = false } = {}): Promise<PrivatePostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'postlane-postgres-'));
  const user = runAs('postgres', 'nobody');
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);

  const data = join(folder, 'data');
  const choices = ['--username=postgres', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  const made = spawnSync(join(programs, 'initdb'), ['--pgdata', data, ...choices], { ...user, cwd: folder });
  if (made.status !== 0) throw new Error(`initdb could not make a cluster: ${String(made.stderr)}`);

  const port = await findFreePort();
  const settings = Object.entries({
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
    max_connections: 200,
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const run = async (): Promise<() => Promise<void>> => {
    const server = spawn('sh', ['-c', untilInputEnds, 'sh', join(programs, 'postgres'), '-D', data, ...settings], {
      ...user,
      cwd: folder,
    });
    const ended = once(server, 'exit');
    await untilSaid(server, 'ready to accept connections');
    return async () => {
      server.stdin.end();
      await ended;
    };
  };
  let end = await run();

  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async restart() {
      await end();
      end = await run();
    },
    async stop() {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
