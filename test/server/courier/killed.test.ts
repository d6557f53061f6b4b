import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MINUTE } from '../../../src/domain/instant.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { openDatabase } from '../../../src/server/store/open.ts';
import { findPostgres, startPostgres, type PrivatePostgres } from '../../setup/postgres.ts';
import { connectRequest, HOST, linesOf, queued, startWorld, type World } from '../world.ts';
import type { Orders } from './process.ts';
import { startSink, type Sink } from './sink.ts';

const PROGRAM = fileURLToPath(new URL('process.ts', import.meta.url));
const programs = findPostgres();
const MAILBOXES = ['ada@firma.example', 'bo@firma.example'];
const EACH = 40;

// Without a PostgreSQL server there is nothing for two processes to share.
(programs === null ? describe.skip : describe)('when processes are killed in the middle', () => {
  let postgres: PrivatePostgres;
  let sink: Sink;
  let world: World;
  const running: ChildProcess[] = [];
  beforeAll(async () => {
    postgres = await startPostgres(programs ?? '');
    world = await startWorld(
      {},
      { database: { url: postgres.url } },
      { submission: async (certificate) => (sink = await startSink(certificate)) },
    );
  });
  afterAll(async () => {
    for (const one of running) one.kill('SIGKILL');
    await world.stop();
    await postgres.stop();
  });

  /** Starts a process whose clock is ahead of the last ones': their leases have run out for it. */
  async function start(ahead: number): Promise<ChildProcess> {
    const { credentialKeys, ...config } = world.config;
    const key = Buffer.from(credentialKeys[0]?.key ?? []).toString('base64');
    const orders: Orders = { config, key, port: sink.port, ahead };
    const one = spawn(process.execPath, [PROGRAM, JSON.stringify(orders)], { stdio: ['ignore', 'pipe', 'inherit'] });
    running.push(one);
    await once(one.stdout, 'data');
    return one;
  }
  const untilTaken = (count: number): Promise<void> =>
    new Promise((resolve) => {
      sink.onMessage = () => {
        if (sink.has.size >= count) resolve();
      };
      sink.onMessage();
    });

  it('no message is lost or sent twice, and no more are in doubt than two on each connection', async () => {
    for (const username of MAILBOXES) {
      const sender = { name: '', address: username };
      const lines = await linesOf(
        world,
        '/api/channels',
        connectRequest({ server: serverAt(HOST, 465), username, sender }),
      );
      const last = lines.at(-1);
      if (last === undefined || !('channel' in last)) throw new Error(`Not connected: ${JSON.stringify(last)}`);
      for (let index = 0; index < EACH; index += 1)
        await queued(world, last.channel.id, { from: sender, subject: `${username} ${index}` });
    }
    for (const [round, taken] of [10, 35].entries()) {
      const together = Promise.all([start(round * 2 * MINUTE), start(round * 2 * MINUTE)]);
      await untilTaken(taken);
      for (const one of await together) one.kill('SIGKILL');
    }
    await start(4 * MINUTE);
    const outside = await openDatabase({ url: postgres.url });
    const ends = () => outside.db.selectFrom('messages').select(['subject', 'state']).execute();
    let messages = await ends();
    while (messages.some(({ state }) => state === 'queued' || state === 'in-flight')) messages = await ends();
    await outside.close();
    expect(messages).toHaveLength(MAILBOXES.length * EACH);
    for (const { subject, state } of messages) {
      const times = sink.has.get(subject) ?? 0;
      if (state === 'uncertain') expect(times).toBeLessThanOrEqual(1);
      else expect([subject, state, times]).toEqual([subject, 'accepted', 1]);
    }
    expect(messages.filter(({ state }) => state === 'uncertain').length).toBeLessThanOrEqual(2 * 2 * MAILBOXES.length);
  });
});
