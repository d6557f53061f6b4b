import { describe, expect, it } from '@jest/globals';
import type { Message } from '../../../src/contract/shapes.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { DELIVERY_TIMEOUTS } from '../../../src/server/smtp/timeouts.ts';
import { connectRequest, HOST, linesOf, queued, startWorld, until, type World } from '../world.ts';
import { startSink, type Sink, type Trouble } from './sink.ts';

/** Nobody waits for minutes in a test. */
const TIMEOUTS = {
  ...DELIVERY_TIMEOUTS,
  command: 1_500,
  dataStart: 1_500,
  dataPiece: 1_500,
  dataEnd: 1_500,
  quit: 200,
};

interface Scene {
  world: World;
  url: string;
  sink: Sink;
  /** The server's clock goes on by so much, and it looks again. */
  later(milliseconds: number): Promise<void>;
  until(id: string, isSo: (message: Message) => boolean): Promise<Message>;
}

/** Queues a message of each subject while nothing leaves, lets all leave, and gives back what became of them. */
async function sent(
  troubles: (Trouble | null)[],
  extensions: string[],
  work: (scene: Scene, ids: string[]) => Promise<void>,
): Promise<void> {
  let ahead = 0;
  let sink: Sink | undefined;
  const world = await startWorld(
    {},
    {},
    {
      clock: () => Date.now() + ahead,
      timeouts: TIMEOUTS,
      submission: async (certificate) => (sink = await startSink(certificate, extensions)),
    },
  );
  try {
    if (sink === undefined) throw new Error('There is no submission server.');
    const server = serverAt(HOST, 465);
    const lines = await linesOf(world, '/api/channels', connectRequest({ server }));
    const last = lines.at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(`Not connected: ${JSON.stringify(last)}`);
    const channelId = last.channel.id;
    const ids: string[] = [];
    for (const [index] of troubles.entries()) ids.push(await queued(world, channelId, { subject: `mail ${index}` }));
    sink.troubles = [...troubles];
    sink.logins = 0;
    const { url } = await world.server.start();
    const scene: Scene = {
      world,
      url,
      sink,
      async later(milliseconds) {
        ahead += milliseconds;
        await queued(world, channelId, { subject: 'one that wakes it' });
      },
      until: (id, isSo) => until(world, url, id, isSo),
    };
    await work(scene, ids);
  } finally {
    await world.stop();
  }
}

const SENDING = ['with commands in groups', 'one command after another'] as const;
const EXTENSIONS = { 'with commands in groups': ['PIPELINING'], 'one command after another': [] };

describe.each(SENDING)('a submission server in trouble, spoken to %s', (how) => {
  it.each<Trouble>([
    'hang up at MAIL',
    'hang up after RCPT',
    'silent at MAIL',
    '421 at MAIL',
    'hang up after the message',
  ])('gets each message once, on another connection, when it does “%s” in a conversation', async (trouble) => {
    await sent([null, trouble, null], EXTENSIONS[how], async ({ sink, until: untilIt }, ids) => {
      for (const id of ids)
        expect(await untilIt(id, ({ state }) => state === 'accepted')).toMatchObject({ attempts: 1 });
      expect(Object.fromEntries(sink.has)).toEqual({ 'mail 0': 1, 'mail 1': 1, 'mail 2': 1 });
      expect(sink.logins).toBe(2);
    });
  });

  it.each<[Trouble, number]>([
    ['hang up after the dot', 0],
    ['late', 1],
  ])(
    'leaves one message uncertain, sends it to nobody again, and gets the others, when it does “%s”',
    async (...row) => {
      const [trouble, has] = row;
      await sent([null, trouble, null], EXTENSIONS[how], async (scene, [first, second, third]) => {
        await scene.until(first ?? '', ({ state }) => state === 'accepted');
        await scene.until(second ?? '', ({ state }) => state === 'uncertain');
        // It paused the mailbox.
        expect(scene.sink.has.get('mail 2')).toBeUndefined();
        await scene.later(2 * MINUTE);
        await scene.until(third ?? '', ({ state }) => state === 'accepted');
        expect(Object.fromEntries(scene.sink.has)).toMatchObject({ 'mail 0': 1, 'mail 2': 1 });
        expect(scene.sink.has.get('mail 1') ?? 0).toBe(has);
      });
    },
  );

  it('gets a message once that it did not let begin, a minute later', async () => {
    await sent(['hang up after RCPT', null], EXTENSIONS[how], async (scene, [first, second]) => {
      await scene.until(second ?? '', ({ state }) => state === 'accepted');
      const again = await scene.until(first ?? '', ({ state, attempts }) => state === 'queued' && attempts === 1);
      expect(again.because).toMatchObject({ kind: 'connection-lost' });
      await scene.later(2 * MINUTE);
      expect(await scene.until(first ?? '', ({ state }) => state === 'accepted')).toMatchObject({ attempts: 2 });
      expect(scene.sink.has.get('mail 0')).toBe(1);
    });
  });
});
