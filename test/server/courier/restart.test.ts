import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { openDatabase } from '../../../src/server/store/open.ts';
import { findPostgres, startPostgres, type PrivatePostgres } from '../../setup/postgres.ts';
import { connectRequest, HOST, linesOf, queued, startWorld, type World } from '../world.ts';
import { startSink, type Sink } from './sink.ts';

const programs = findPostgres();

// Without a PostgreSQL server there is nothing to restart.
(programs === null ? describe.skip : describe)('while the database is restarted', () => {
  let postgres: PrivatePostgres;
  let sink: Sink;
  let world: World;
  beforeAll(async () => {
    postgres = await startPostgres(programs ?? '');
    world = await startWorld(
      {},
      { database: { url: postgres.url } },
      { submission: async (certificate) => (sink = await startSink(certificate)) },
    );
  });
  afterAll(async () => {
    await world.stop();
    await postgres.stop();
  });

  it('mail that is going out is neither lost nor sent twice, and no more than one message is in doubt', async () => {
    const lines = await linesOf(world, '/api/channels', connectRequest({ server: serverAt(HOST, 465) }));
    const last = lines.at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(`Not connected: ${JSON.stringify(last)}`);
    for (let index = 0; index < 40; index += 1) await queued(world, last.channel.id, { subject: `mail ${index}` });
    const restarted = new Promise<void>((resolve, reject) => {
      sink.onMessage = () => {
        if (sink.has.size === 7) postgres.restart().then(resolve, reject);
      };
    });
    await world.server.start();
    await restarted;
    const outside = await openDatabase({ url: postgres.url });
    const states = async (): Promise<Map<string, string>> => {
      const rows = await outside.db.selectFrom('messages').select(['subject', 'state']).execute();
      return new Map(rows.map(({ subject, state }) => [subject, state]));
    };
    // What was on its way when the database went waits a minute for its second attempt.
    const areOver = (ends: Map<string, string>) =>
      [...ends.values()].filter((state) => state === 'in-flight' || state === 'queued').length <= 1;
    let ends = await states();
    while (!areOver(ends)) ends = await states();
    await outside.close();
    const count = (wanted: string) => [...ends.values()].filter((state) => state === wanted).length;
    for (const [subject, state] of ends) {
      const times = sink.has.get(subject) ?? 0;
      // One that was just on its way may have arrived since it was asked about.
      if (state === 'uncertain' || state === 'in-flight') expect(times).toBeLessThanOrEqual(1);
      else expect([subject, times]).toEqual([subject, state === 'accepted' ? 1 : 0]);
    }
    expect(count('uncertain')).toBeLessThanOrEqual(1);
    expect(count('accepted')).toBeGreaterThanOrEqual(38);
  });
});
