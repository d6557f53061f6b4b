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
  readonly origins: readonly [string, string, string];
  /** The database they share. */
  databaseUrl: string;
  /**
   * Waits until nothing is on its way, leads all clocks on by so many milliseconds, and has every server look at its own;
   * resolves when every channel that was due by then has been looked at.
   */
  pass(milliseconds: number): Promise<void>;
  /** Leads all clocks on, whatever is on its way. */
  lead(milliseconds: number): void;
  /** Resolves when no server has a connection open for a channel, or for any: what lingers for the next mail has gone. */
  atRest(channelId?: string): Promise<void>;
  /** How many mails each of the three has tried to bring out, and at how many channels it has looked. */
  worked(): Promise<{ attempts: number; checks: number }[]>;
  /** How many connections for mail, or for a look, each of the three has begun and not ended. */
  conversations(): Promise<number[]>;
  /** SIGKILL for the second or the third, and until it is gone; then another is started in its place. */
  kill(server: 1 | 2): Promise<void>;
  close(): Promise<void>;
}

/** Why this machine cannot run them, in a sentence, or null when it can. */
export const whyNotThree = (): string | null =>
  findPostgres() === null ? 'There is no PostgreSQL that three servers could share.' : null;

export async function openThreeServers({
  signIns,
  graph,
}: Pick<StageOptions, 'signIns' | 'graph'> = {}): Promise<ThreeServers> {
  const programs = findPostgres();
  if (programs === null) throw new Error('There is no PostgreSQL.');
  const postgres = await startPostgres(programs);
  let ahead = 0;
  const options = { databaseUrl: postgres.url, clock: () => Date.now() + ahead, signIns, graph };
  const stage = await openStage(options).catch(async (error: unknown) => {
    await postgres.stop();
    throw error;
  });
  const folder = mkdtempSync(join(tmpdir(), 'postlane-three-'));
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

  const metrics = (): Promise<string[]> =>
    Promise.all([metricsOf(sandbox.server), ...others.map(async ({ url }) => (await fetch(`${url}/metrics`)).text())]);
  const atRest = async (channelId?: string): Promise<void> => {
    const open = outside.db
      .selectFrom('conversations')
      .select('id')
      .$if(channelId !== undefined, (one) => one.where('channel_id', '=', channelId ?? ''));
    while ((await open.execute()).length > 0) await pause(50);
  };
  const worked = async () =>
    (await metrics()).map((text) => ({ attempts: countedIn(text, 'attempts'), checks: countedIn(text, 'checks') }));
  const checked = async (): Promise<number> => (await worked()).reduce((sum, { checks }) => sum + checks, 0);

  const lead = (milliseconds: number): void => {
    ahead += milliseconds;
    tell();
  };

  return {
    stage,
    get origins() {
      return [new URL(sandbox.paneUrl).origin, others[0].url, others[1].url] as const;
    },
    databaseUrl: postgres.url,
    atRest,
    lead,
    async pass(milliseconds) {
      await atRest();
      const before = await checked();
      const due = await outside.db
        .selectFrom('channels')
        .select('id')
        .where('check_at', '<=', Date.now() + ahead + milliseconds)
        .execute();
      lead(milliseconds);
      // They would look by themselves within half a minute.
      const note = JSON.stringify([{ about: 'due', mailboxId: null }]);
      await sql`select pg_notify('postlane', ${note})`.execute(outside.db);
      while ((await checked()) < before + due.length) await pause(50);
    },
    worked,
    conversations: async () =>
      (await metrics()).map((text) => Number(/^postlane_conversations (\d+)$/m.exec(text)?.[1])),
    async kill(server) {
      const { process } = others[server - 1] ?? others[0];
      process.kill('SIGKILL');
      await once(process, 'exit');
      others[server - 1] = await start();
    },
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
