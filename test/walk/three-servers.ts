import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { openDatabase } from '../../src/server/store/open.ts';
import { findPostgres, startPostgres } from '../setup/postgres.ts';
import { metricsOf, untilAtRest } from './at-rest.ts';
import type { Orders, World } from './other-server.ts';
import { openStage, type Stage } from './stage.ts';

const PROGRAM = fileURLToPath(new URL('other-server.ts', import.meta.url));

/** The sandbox with three servers behind its one outbox: the pane talks to the first, and all of them bring mail out. */
export interface ThreeServers {
  stage: Stage;
  /** Where each of the three is asked. */
  origins: readonly [string, string, string];
  now(): number;
  /** Waits until nothing is on its way, then leads all clocks on by so many milliseconds, and has every server look at its own. */
  pass(milliseconds: number): Promise<void>;
  /** Resolves when no server has a connection open for mail. */
  atRest(): Promise<void>;
  /** How many attempts and checks each of the three has made. */
  worked(): Promise<number[]>;
  close(): Promise<void>;
}

/** Why this machine cannot run them, in a sentence, or null when it can. */
export const whyNotThree = (): string | null =>
  findPostgres() === null ? 'There is no PostgreSQL that three servers could share.' : null;

export async function openThreeServers(): Promise<ThreeServers> {
  const programs = findPostgres();
  if (programs === null) throw new Error('There is no PostgreSQL.');
  const folder = mkdtempSync(join(tmpdir(), 'postlane-three-'));
  const postgres = await startPostgres(programs);
  let ahead = 0;
  const stage = await openStage({ databaseUrl: postgres.url, clock: () => Date.now() + ahead });
  const { sandbox } = stage;
  const outside = await openDatabase({ url: postgres.url });

  const told = join(folder, 'world.json');
  const tell = (): void => {
    const world: World = { ahead, reach: sandbox.switches.get('reach') };
    // In one piece: whoever looks meanwhile sees the old one or the new one.
    writeFileSync(`${told}.new`, JSON.stringify(world));
    renameSync(`${told}.new`, told);
  };
  tell();
  sandbox.switches.onChange(tell);

  const { credentialKeys, ...config } = sandbox.config;
  const orders: Orders = {
    config: { ...config, port: 0 },
    keys: credentialKeys.map(({ id, key }) => [id, Buffer.from(key).toString('base64')]),
    mailPorts: [...sandbox.mailPorts],
    world: told,
  };
  const start = async () => {
    const process = spawn(globalThis.process.execPath, [PROGRAM, JSON.stringify(orders)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [url] = (await once(process.stdout, 'data')) as [Buffer];
    return { process, url: url.toString() };
  };
  const others = await Promise.all([start(), start()]);

  const metrics = [
    () => metricsOf(sandbox.server),
    ...others.map(
      ({ url }) =>
        async () =>
          (await fetch(`${url}/metrics`)).text(),
    ),
  ];
  const atRest = async (): Promise<void> => {
    await Promise.all(metrics.map(untilAtRest));
  };
  return {
    stage,
    origins: [new URL(sandbox.paneUrl).origin, others[0].url, others[1].url],
    now: () => Date.now() + ahead,
    atRest,
    async pass(milliseconds) {
      await atRest();
      ahead += milliseconds;
      tell();
      // They would look by themselves within half a minute.
      await sql`select pg_notify('postlane', ${JSON.stringify([{ about: 'due', mailboxId: null }])})`.execute(
        outside.db,
      );
    },
    worked: async () =>
      Promise.all(
        metrics.map(async (read) =>
          [...(await read()).matchAll(/^postlane_(?:attempts|checks)_total\{.*\} (\d+)$/gm)].reduce(
            (sum, [, count]) => sum + Number(count),
            0,
          ),
        ),
      ),
    async close() {
      await Promise.all(
        others.map(async ({ process }) => {
          process.stdin.end();
          await once(process, 'exit');
        }),
      );
      await outside.close();
      await stage.close();
      await postgres.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
