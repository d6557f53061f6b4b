import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { figureOf, type Figure, type Peer } from './figure.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

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
      later.push({ readyAfter: server.readyAfter, mebibytes: server.mebibytes() });
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

interface Running {
  /** Milliseconds from its start until it said that it was ready. */
  readyAfter: number;
  /** What it holds of the machine's memory now. */
  mebibytes: () => number;
  stop: () => Promise<void>;
}

async function start(folder: string): Promise<Running> {
  const port = await freePort();
  const began = performance.now();
  const child = spawn(process.execPath, ['src/server/main.ts'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: folder,
      CREDENTIAL_KEYS: `bench:${randomBytes(32).toString('base64')}`,
      IDENTITY_ISSUER: 'https://login.microsoftonline.com/{tenantid}/v2.0',
      IDENTITY_AUDIENCE: 'bench',
      ADDIN_CLIENT_ID: 'bench',
      LOG_LEVEL: 'error',
    },
  });
  const ended = new Promise<void>((settle) => child.once('exit', () => settle()));
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode} before it was ready.`);
    await pause(10);
  }
  const readyAfter = performance.now() - began;
  return {
    readyAfter,
    mebibytes: () => residentKibibytes(child.pid ?? 0) / 1024,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

const isReady = (port: number): Promise<boolean> =>
  fetch(`http://localhost:${port}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** From Linux's own books; other systems have none that can be read without help: NaN. */
function residentKibibytes(pid: number): number {
  if (process.platform !== 'linux') return NaN;
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
