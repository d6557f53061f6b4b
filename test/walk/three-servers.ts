import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { openDatabase } from '../../src/server/store/open.ts';
import { findPostgres, startPostgres } from '../setup/postgres.ts';
import { metricsOf } from './at-rest.ts';
import type { Orders, World } from './other-server.ts';
import { openStage, type Stage, type StageOptions } from './stage.ts';

const PROGRAM = fileURLToPath(new URL('other-server.ts', import.meta.url));

/** The sandbox with three servers behind its one outbox: the pane talks to the first, and all of them bring mail out. */
export interface ThreeServers {
  stage: Stage;
  /** Where each of the three is asked. */
  origins: readonly [string, string, string];
  /**
   * Waits until nothing is on its way, leads all clocks on by so many milliseconds, and has every server look at its own;
   * resolves when every channel that was due by then has been looked at.
   */
  pass(milliseconds: number): Promise<void>;
  /** Resolves when no server has a connection open for a channel, or for any: what lingers for the next mail has gone. */
  atRest(channelId?: string): Promise<void>;
  /** How many mails each of the three has tried to bring out, and at how many channels it has looked. */
  worked(): Promise<{ attempts: number; checks: number }[]>;
  close(): Promise<void>;
}

/** Why this machine cannot run them, in a sentence, or null when it can. */
export const whyNotThree = (): string | null =>
  findPostgres() === null ? 'There is no PostgreSQL that three servers could share.' : null;

export async function openThreeServers(signIns?: StageOptions['signIns']): Promise<ThreeServers> {
  const programs = findPostgres();
  if (programs === null) throw new Error('There is no PostgreSQL.');
  const folder = mkdtempSync(join(tmpdir(), 'postlane-three-'));
  const postgres = await startPostgres(programs);
  let ahead = 0;
  const stage = await openStage({ databaseUrl: postgres.url, clock: () => Date.now() + ahead, signIns });
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
  const atRest = async (channelId?: string): Promise<void> => {
    const open = outside.db
      .selectFrom('conversations')
      .select('id')
      .$if(channelId !== undefined, (one) => one.where('channel_id', '=', channelId ?? ''));
    while ((await open.execute()).length > 0) await pause(50);
  };
  const worked = () =>
    Promise.all(
      metrics.map(async (read) => {
        const text = await read();
        return { attempts: countedIn(text, 'attempts'), checks: countedIn(text, 'checks') };
      }),
    );
  const checked = async (): Promise<number> => (await worked()).reduce((sum, { checks }) => sum + checks, 0);

  return {
    stage,
    origins: [new URL(sandbox.paneUrl).origin, others[0].url, others[1].url],
    atRest,
    async pass(milliseconds) {
      await atRest();
      const before = await checked();
      const due = await outside.db
        .selectFrom('channels')
        .select('id')
        .where('check_at', '<=', Date.now() + ahead + milliseconds)
        .execute();
      ahead += milliseconds;
      tell();
      // They would look by themselves within half a minute.
      const note = JSON.stringify([{ about: 'due', mailboxId: null }]);
      await sql`select pg_notify('postlane', ${note})`.execute(outside.db);
      while ((await checked()) < before + due.length) await pause(50);
    },
    worked,
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

/** What the operator's counters say of it, however it ended. */
const countedIn = (metrics: string, what: string): number =>
  [...metrics.matchAll(new RegExp(`^postlane_${what}_total\\{.*\\} (\\d+)$`, 'gm'))].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
