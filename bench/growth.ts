import { randomUUID } from 'node:crypto';
import { DAY, SECOND } from '../src/domain/instant.ts';
import { NO_LIMITS, type Limits } from '../src/domain/limit.ts';
import type { Claimed } from '../src/domain/claimed.ts';
import { createChannels } from '../src/server/store/channels.ts';
import { createContents } from '../src/server/store/contents.ts';
import { openDatabase } from '../src/server/store/open.ts';
import { createOutbox } from '../src/server/store/outbox.ts';
import { createSettling } from '../src/server/store/settling.ts';
import { restingChannel } from '../test/domain/resting-channel.ts';
import { figureOf, type Figure } from './figure.ts';
import { addSent, addWaiting, withClient } from './stage/rows.ts';
import { setStage, type Stage } from './stage/stage.ts';
import { median } from './stage/statistics.ts';

/** Rows in the outbox, and how many messages the mailbox has sent within the day, which each claim counts. */
const SIZES = [
  { rows: 1_000, inDay: 100 },
  { rows: 100_000, inDay: 100 },
  { rows: 1_000_000, inDay: 100 },
  { rows: 1_000_000, inDay: 10_000 },
];
type Size = (typeof SIZES)[number];
const ROUNDS = 20;
/** Two claims' worth. */
const MESSAGES = 60;
/** Real ones to count by, and far above what is sent here. */
const LIMITS: Limits = { ...NO_LIMITS, messagesPerMinute: 100_000, recipientsPerDay: 10_000_000 };
const LEASE = 60_000;

/** A store with so many rows in it, of which it claims and settles the next ones. */
interface Outbox {
  /** Milliseconds for each message. */
  round(): Promise<number>;
  close(): Promise<void>;
}

/**
 * What it costs to claim a message, hand it over and settle it, with so many rows in the outbox: a tenth of them waiting
 * behind it in the same mailbox, three tenths in another, the rest sent by both. In alternating rounds. The commits do not wait for the disk here, whose share would hide the rows'.
 */
export async function growth(): Promise<Figure[]> {
  const stage = await setStage();
  try {
    const outboxes: { size: Size; outbox: Outbox; times: number[]; processor: number }[] = [];
    for (const size of SIZES) outboxes.push({ size, outbox: await fill(stage, size), times: [], processor: 0 });
    for (let round = -1; round < ROUNDS; round += 1) {
      for (const one of outboxes) {
        const before = stage.postgresProcessor();
        const time = await one.outbox.round();
        // The first round warms up.
        if (round < 0) continue;
        one.times.push(time);
        one.processor += stage.postgresProcessor() - before;
      }
    }
    for (const { outbox } of outboxes) await outbox.close();
    const name = ({ rows, inDay }: Size): string =>
      `with ${rows.toLocaleString('en')} rows, ${inDay.toLocaleString('en')} of the day`;
    const [small] = outboxes;
    if (small === undefined) throw new Error('There is no outbox.');
    const base = { name: name(small.size), value: median(small.times) };
    const baseProcessor = { name: name(small.size), value: perMessage(small.processor) };
    return outboxes.flatMap(({ size, times, processor }) => [
      figureOf('growth', `claim and settle ${name(size)}`, median(times), 'ms/message', base),
      figureOf('growth', `PostgreSQL ${name(size)}`, perMessage(processor), 'ms of processor/message', baseProcessor),
    ]);
  } finally {
    await stage.stop();
  }
}

const perMessage = (processor: number): number => processor / (ROUNDS * MESSAGES);

async function fill(stage: Stage, { rows, inDay }: Size): Promise<Outbox> {
  const { url } = await stage.newDatabase();
  const { db, close } = await openDatabase({
    url: `${url}?options=${encodeURIComponent('-c synchronous_commit=off')}`,
  });
  const channels = createChannels(db, randomUUID, NO_LIMITS);
  const contents = createContents(db, randomUUID);
  const outbox = createOutbox(db, randomUUID, 1, NO_LIMITS);
  const settling = createSettling(db);
  const sealed = { keyId: 'bench', text: 'sealed' };
  const ofBench = (username: string) => restingChannel({ username, limits: LIMITS });
  const [own, other] = [ofBench('own@company.example'), ofBench('other@company.example')];
  for (const channel of [own, other]) await channels.save({ channel, occasion: 'connect' }, sealed, [], 0);
  const filledAt = Date.now();
  await withClient(url, async (client) => {
    await addWaiting(client, own.id, rows * 0.1, filledAt);
    await addWaiting(client, other.id, rows * 0.3, filledAt);
    await addSent(client, own.id, rows * 0.1, filledAt, DAY / inDay);
    await addSent(client, other.id, rows * 0.5, filledAt, SECOND);
    await client.query('vacuum analyze');
  });

  /** In front of all that waits. */
  const queue = async (): Promise<void> => {
    const id = randomUUID();
    const contentId = await contents.keep({ key: sealed, chunks: tenKilobytes() }, filledAt);
    const envelope = { mailFrom: own.sender.address, rcptTo: ['kim@customer.example'] };
    const facts = { messageId: `<${id}@company.example>`, subject: 'Our offer', bytes: 10_000, sendAt: null };
    const queued = await outbox.queue({ id, owner: own.owner, channelId: own.id, contentId, envelope, ...facts }, 1);
    if (queued !== 'queued') throw new Error(`Not queued: ${queued}`);
  };

  return {
    async round() {
      for (let count = 0; count < MESSAGES; count += 1) await queue();
      const began = performance.now();
      const opened = await outbox.openConversation(filledAt, randomUUID(), filledAt + LEASE);
      if (opened === null) throw new Error('Nothing may go.');
      const { conversation } = opened;
      await outbox.loggedIn(conversation, filledAt);
      let messages = opened.messages;
      let last: Claimed | null = null;
      let settled = 0;
      while (settled < MESSAGES) {
        for (const next of messages) {
          if (!(await settling.handOver(next, accepted(last), filledAt))) throw new Error('The lease is lost.');
          last = next;
          settled += 1;
        }
        const more = settled < MESSAGES ? await outbox.more(conversation, filledAt) : null;
        if (more === 'over') throw new Error('The conversation is over.');
        messages = more?.messages ?? [];
      }
      await settling.handOver(null, accepted(last), filledAt);
      await outbox.endConversation(conversation, filledAt);
      return (performance.now() - began) / settled;
    },
    close,
  };
}

const accepted = (held: Claimed | null) =>
  held && { held, reply: { code: 250, enhanced: '2.0.0', text: '2.0.0 Taken' } };

async function* tenKilobytes(): AsyncGenerator<Uint8Array> {
  yield crypto.getRandomValues(new Uint8Array(10_000));
}
