import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './find-program.ts';
import { findFreePort } from './free-port.ts';
import { runAs } from './unprivileged.ts';
import { untilSaid } from './until-said.ts';

export interface PrivateBind {
  /** `127.0.0.1:port`, as NAME_SERVERS takes it. */
  address: string;
  stop(): Promise<void>;
}

/** BIND's server, or null where it is not installed. */
export const findBind = (): string | null => findProgram(['named']);

/** The whole of its world is one zone, the root: whatever is not in `records`, each a line of a zone file, does not exist. */
export async function startBind(program: string, records: readonly string[]): Promise<PrivateBind> {
  const folder = mkdtempSync(join(tmpdir(), 'postlane-bind-'));
  const port = await findFreePort();
  const user = runAs('bind', 'nobody');
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  writeFileSync(
    join(folder, 'root.zone'),
    ['$TTL 1', '. SOA ns. nobody. 1 3600 600 86400 1', '. NS ns.', 'ns. A 127.0.0.1', ...records, ''].join('\n'),
  );
  writeFileSync(
    join(folder, 'named.conf'),
    `options {
      directory "${folder}";
      pid-file none;
      listen-on port ${port} { 127.0.0.1; };
      listen-on-v6 { none; };
      recursion no;
      check-names primary ignore;
      check-integrity no;
    };
    controls { };
    zone "." { type primary; file "root.zone"; };`,
  );
  const server = spawn(program, ['-g', '-c', join(folder, 'named.conf')], { ...user, cwd: folder });
  const ended = once(server, 'exit');
  await untilSaid(server, 'loaded serial 1');
  return {
    address: `127.0.0.1:${port}`,
    async stop() {
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
