import { describe, expect, it } from '@jest/globals';
import type { Message } from '../../../src/contract/shapes.ts';
import { MINUTE } from '../../../src/domain/instant.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { DELIVERY_TIMEOUTS } from '../../../src/server/smtp/timeouts.ts';
import { connectRequest, HOST, linesOf, queued, startWorld, until, type World } from '../world.ts';
import { startLink, type Link, type LinkFailure } from './link.ts';
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

/** Taken in many pieces, each of which is waited for, and yet all of it fits into what a network holds. */
const LARGE = 1_500_000;
/** More than a network holds of which nobody takes anything. */
const TOO_LARGE_TO_VANISH = 8_000_000;

interface Scene {
  world: World;
  url: string;
  sink: Sink;
  link: Link;
  /** Queues one more, to whoever is there then. */
  one(subject: string): Promise<string>;
  /** The server's clock goes on by so much, and it looks again. */
  later(milliseconds: number): Promise<void>;
  until(id: string, isSo: (message: Message) => boolean): Promise<Message>;
}

interface Conditions {
  extensions: string[];
  /** How the link fails where a trouble says that it does. */
  link?: LinkFailure;
  /** How much a message that meets with trouble says. */
  bytes?: number;
}

/** Queues a message for each trouble, or none, while nothing leaves, lets all leave, and goes on with what became of them. */
async function sent(
  troubles: (Trouble | null)[],
  { extensions, link: failure = 'cut', bytes = 20 }: Conditions,
  work: (scene: Scene, ids: string[]) => Promise<void>,
): Promise<void> {
  let ahead = 0;
  let sink: Sink | undefined;
  let link: Link | undefined;
  const world = await startWorld(
    {},
    { messageBytes: 2 * TOO_LARGE_TO_VANISH },
    {
      clock: () => Date.now() + ahead,
      timeouts: TIMEOUTS,
      async submission(certificate) {
        const far = (sink = await startSink(certificate, extensions));
        const way = (link = await startLink(far.port));
        far.onLinkFails = () => way.fail(failure);
        return { port: way.port, stop: async () => void (await Promise.all([way.stop(), far.stop()])) };
      },
    },
  );
  try {
    if (sink === undefined || link === undefined) throw new Error('There is no submission server.');
    const server = serverAt(HOST, 465);
    const lines = await linesOf(world, '/api/channels', connectRequest({ server }));
    const last = lines.at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(`Not connected: ${JSON.stringify(last)}`);
    const channelId = last.channel.id;
    const ids: string[] = [];
    const one = (subject: string, changes = {}) => queued(world, channelId, { subject, ...changes });
    for (const [index, trouble] of troubles.entries())
      ids.push(await one(`mail ${index}`, trouble === null ? {} : { body: { type: 'text', content: textOf(bytes) } }));
    sink.troubles = [...troubles];
    sink.logins = 0;
    const { url } = await world.server.start();
    const scene: Scene = {
      world,
      url,
      sink,
      link,
      one,
      async later(milliseconds) {
        ahead += milliseconds;
        await one('one that wakes it');
      },
      until: (id, isSo) => until(world, url, id, isSo),
    };
    await work(scene, ids);
  } finally {
    await world.stop();
  }
}

const LINE = `${'Was wir liefern, und bis wann. '.repeat(2)}\r\n`;
const textOf = (bytes: number): string => LINE.repeat(Math.ceil(bytes / LINE.length));

const SENDING = ['with commands in groups', 'one command after another'] as const;
const CONDITIONS: Record<(typeof SENDING)[number], Conditions> = {
  'with commands in groups': { extensions: ['PIPELINING'] },
  'one command after another': { extensions: [] },
};

describe.each(SENDING)('a submission server in trouble, spoken to %s', (how) => {
  it.each<Trouble>([
    'hang up at MAIL',
    'hang up after RCPT',
    'silent at MAIL',
    '421 at MAIL',
    'hang up after the message',
  ])('gets each message once, on another connection, when it does “%s” in a conversation', async (trouble) => {
    await sent([null, trouble, null], CONDITIONS[how], async ({ sink, until: untilIt }, ids) => {
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
      await sent([null, trouble, null], CONDITIONS[how], async (scene, [first, second, third]) => {
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
    await sent(['hang up after RCPT', null], CONDITIONS[how], async (scene, [first, second]) => {
      await scene.until(second ?? '', ({ state }) => state === 'accepted');
      const again = await scene.until(first ?? '', ({ state, attempts }) => state === 'queued' && attempts === 1);
      expect(again.because).toMatchObject({ kind: 'connection-lost' });
      await scene.later(2 * MINUTE);
      expect(await scene.until(first ?? '', ({ state }) => state === 'accepted')).toMatchObject({ attempts: 2 });
      expect(scene.sink.has.get('mail 0')).toBe(1);
    });
  });
});

describe.each(SENDING)('a link that fails under a server spoken to %s', (how) => {
  const once = { 'mail 0': 1, 'mail 1': 1, 'mail 2': 1 };

  it('without a word, before a connection’s first message, costs that message one attempt', async () => {
    const conditions: Conditions = { ...CONDITIONS[how], link: 'swallows' };
    await sent(['link fails at MAIL', null, null], conditions, async (scene, [first = '', ...others]) => {
      const again = await scene.until(first, ({ state, attempts }) => state === 'queued' && attempts === 1);
      expect(again.because).toMatchObject({ kind: 'connection-timed-out', stage: 'mail' });
      await scene.later(2 * MINUTE);
      expect(await scene.until(first, ({ state }) => state === 'accepted')).toMatchObject({ attempts: 2 });
      for (const id of others) await scene.until(id, ({ state }) => state === 'accepted');
      expect(Object.fromEntries(scene.sink.has)).toMatchObject(once);
    });
  });

  it('without a word, between two messages, costs the next one no attempt', async () => {
    await sent([null], CONDITIONS[how], async ({ sink, link, one, until: untilIt }, [first = '']) => {
      await untilIt(first, ({ state }) => state === 'accepted');
      link.fail('swallows');
      const next = await one('the next');
      expect(await untilIt(next, ({ state }) => state === 'accepted')).toMatchObject({ attempts: 1 });
      expect(Object.fromEntries(sink.has)).toEqual({ 'mail 0': 1, 'the next': 1 });
      expect(sink.logins).toBe(2);
    });
  });

  it.each<[LinkFailure, number, string]>([
    ['cut', LARGE, 'connection-lost'],
    ['takes nothing', TOO_LARGE_TO_VANISH, 'connection-timed-out'],
  ])('in the middle of a large message, by “%s”, has it sent again, and the others at once', async (...row) => {
    const [link, bytes, kind] = row;
    const conditions: Conditions = { ...CONDITIONS[how], link, bytes };
    await sent(
      [null, 'link fails in the data', null],
      conditions,
      async (scene, [first = '', large = '', third = '']) => {
        for (const id of [first, third])
          expect(await scene.until(id, ({ state }) => state === 'accepted')).toMatchObject({ attempts: 1 });
        const again = await scene.until(large, ({ state, attempts }) => state === 'queued' && attempts === 1);
        expect(again.because).toMatchObject({ kind, stage: 'data' });
        expect(scene.sink.has.get('mail 1')).toBeUndefined();
        await scene.later(2 * MINUTE);
        expect(await scene.until(large, ({ state }) => state === 'accepted')).toMatchObject({ attempts: 2 });
        expect(Object.fromEntries(scene.sink.has)).toMatchObject(once);
      },
    );
  });

  it.each<[Trouble, number, number]>([
    // The network took all of it, the final dot too: nobody here can know that it never came.
    ['link fails in the data', LARGE, 0],
    ['link fails after the message', LARGE, 1],
  ])('without a word, when “%s”, leaves that message uncertain, and is not given it again', async (...row) => {
    const [trouble, bytes, has] = row;
    const conditions: Conditions = { ...CONDITIONS[how], link: 'swallows', bytes };
    await sent([null, trouble, null], conditions, async (scene, [first = '', large = '', third = '']) => {
      await scene.until(first, ({ state }) => state === 'accepted');
      const lost = await scene.until(large, ({ state }) => state === 'uncertain');
      expect(lost.because).toMatchObject({ kind: 'connection-timed-out', stage: 'after-data' });
      // Each time it would have been the first in line.
      for (const minutes of [2, 5]) {
        await scene.later(minutes * MINUTE);
        await scene.until(third, ({ state }) => state === 'accepted');
      }
      const last = await scene.one('the last');
      await scene.until(last, ({ state }) => state === 'accepted');
      expect(await scene.until(large, () => true)).toMatchObject({ state: 'uncertain' });
      expect(scene.sink.has.get('mail 1') ?? 0).toBe(has);
    });
  });
});
