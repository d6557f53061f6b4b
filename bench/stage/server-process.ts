import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../../test/setup/free-port.ts';
import type { FastTime } from './fast-time.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The server as an operator runs it, in a process of its own. */
export interface ServerProcess {
  pid: number;
  url: string;
  /** Milliseconds from its start until it said that it was ready. */
  readyAfter: number;
  /** What keeps it waiting, by kind and number: timers, sockets. */
  handles(): Promise<Record<string, number>>;
  /** Stands still, between two instructions, until it may go on. */
  hold(): void;
  goOn(): void;
  /** SIGTERM, and until it is gone; throws when it had a fault to log. */
  stop(): Promise<void>;
  /** SIGKILL, and until it is gone. */
  kill(): Promise<void>;
}

export interface HowToRun {
  env: Record<string, string>;
  /** Takes all it logs, at the level an operator has. */
  logFile: string;
  /** Time runs so much faster for it; servers of one `since` have the same time. */
  fast?: FastTime | undefined;
}

export async function startServer({ env, logFile, fast }: HowToRun): Promise<ServerProcess> {
  const port = await findFreePort();
  const url = `http://localhost:${port}`;
  const began = performance.now();
  const log = openSync(logFile, 'a');
  const program = fast ? 'bench/stage/fast-server.ts' : 'src/server/serve.ts';
  const child = spawn(process.execPath, ['--import', './bench/stage/on-the-bench.ts', program], {
    cwd: root,
    stdio: ['ignore', log, log, 'ipc'],
    env: {
      ...process.env,
      ...env,
      PORT: String(port),
      ...(fast && { TIMES_AS_FAST: String(fast.times), FAST_SINCE: String(fast.since) }),
    },
  });
  closeSync(log);
  const ended = once(child, 'exit');
  while (!(await isReady(url))) {
    if (child.exitCode !== null)
      throw new Error(`The server ended with ${child.exitCode} before it was ready: ${readFileSync(logFile, 'utf8')}`);
    await pause(10);
  }
  return {
    pid: child.pid ?? 0,
    url,
    readyAfter: performance.now() - began,
    async handles() {
      child.send('handles');
      const [handles] = (await once(child, 'message')) as [Record<string, number>];
      return handles;
    },
    hold: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
    async stop() {
      child.kill('SIGTERM');
      await ended;
      const faults = faultsIn(readFileSync(logFile, 'utf8'));
      if (faults.length > 0) throw new Error(`The server had ${faults.length} faults, the first: ${faults[0]}`);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`).then(
    ({ ok }) => ok,
    () => false,
  );

/** Lines of level error and above, and those that are no log. */
const faultsIn = (log: string): string[] =>
  log.split('\n').filter((line) => line !== '' && !/^\{"level":[1-4]0,/.test(line));
