import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { figureOf, type Figure, type Peer } from './figure.ts';
import { booksOf } from './stage/books.ts';
import { startServer, type ServerProcess } from './stage/server-process.ts';
import { median } from './stage/statistics.ts';

/** EmailEngine 2.79, idle, measured on 2026-11-20: 1.1 to 1.2 GB, of which the lower. */
const EMAIL_ENGINE: Peer = { name: 'EmailEngine', value: 1_049 };

const STARTS = 3;
// Long enough for what a start leaves behind to be collected.
const IDLE_MILLISECONDS = 5_000;

/** How long the server takes until it is ready, on its embedded database: once on an empty folder, then on its own; and what it weighs idle. */
export async function serverIdle(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'postlane-bench-'));
  try {
    const first = await start(folder);
    await first.stop();
    const later = [];
    for (let count = 0; count < STARTS; count += 1) {
      const server = await start(folder);
      await pause(IDLE_MILLISECONDS);
      later.push({ readyAfter: server.readyAfter, mebibytes: booksOf(server.pid).memory });
      await server.stop();
    }
    const figure = (name: string, value: number, unit: string, peer: Peer | null = null): Figure =>
      figureOf('server-idle', name, value, unit, peer);
    return [
      figure('first start, making the database', first.readyAfter, 'ms'),
      figure('cold start', median(later.map(({ readyAfter }) => readyAfter)), 'ms'),
      figure(
        'idle memory, with the embedded database',
        median(later.map(({ mebibytes }) => mebibytes)),
        'MiB',
        EMAIL_ENGINE,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const start = (folder: string): Promise<ServerProcess> =>
  startServer({
    logFile: join(folder, 'server.log'),
    env: {
      DATA_DIR: join(folder, 'data'),
      CREDENTIAL_KEYS: `bench:${randomBytes(32).toString('base64')}`,
      IDENTITY_ISSUER: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      IDENTITY_AUDIENCE: 'bench',
      ADDIN_CLIENT_ID: 'bench',
    },
  });
