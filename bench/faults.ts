import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { figureOf, type Figure } from './figure.ts';
import { isFull } from './full.ts';
import { queueLetters, type Sender } from './stage/queueing.ts';
import type { ServerProcess } from './stage/server-process.ts';
import { setStage, type RunOptions, type Stage } from './stage/stage.ts';

const MESSAGES = isFull ? 5_000 : 1_000;
const KILLS = isFull ? 100 : 20;
const PROCESSES = 3;
const MAILBOXES = 24;
/** A rep has five connections at once in a process. */
const MAILBOXES_OF_A_REP = 4;
/** A lease is over in seconds: nothing else waits for the dead. */
const TIMES = 20;
/** A message is on its way for a while, so that many are when a process dies. */
const SLOWEST = 60;
/** A kill comes so many milliseconds after its message, at most: anywhere in what follows. */
const LATE = 100;

interface Counts {
  lost: number;
  duplicated: number;
  uncertain: number;
  arrived: number;
  seconds: number;
}

/**
 * Letters from 24 mailboxes, over three processes on one PostgreSQL, each killed again and again at random moments and
 * started anew, until nothing waits. What became of each is counted at the sink by Message-ID, and in the records. In a time
 * that runs twenty times as fast for the three, so that a dead process's leases are over in seconds.
 */
export async function faults(): Promise<Figure[]> {
  const stage = await setStage({ slowest: SLOWEST });
  try {
    const { lost, duplicated, uncertain, arrived, seconds } = await run(stage);
    const figure = (name: string, value: number, unit = 'messages'): Figure => figureOf('faults', name, value, unit);
    const name = `${MESSAGES} messages, ${KILLS} kills`;
    return [
      figure(`${name}: lost`, lost),
      figure(`${name}: sent twice`, duplicated),
      figure(`${name}: uncertain`, uncertain),
      figure('of the uncertain, arrived', arrived),
      figure('until the last was over', seconds, 's'),
    ];
  } finally {
    await stage.stop();
  }
}

async function run(stage: Stage): Promise<Counts> {
  const place = await stage.newDatabase();
  const options: RunOptions = { fast: { times: TIMES, since: Date.now() } };
  const running = await Promise.all(Array.from({ length: PROCESSES }, () => stage.server(place, options)));
  const began = performance.now();
  const senders = await connected(stage, running);
  const feeding = queueLetters(place, stage.keys, senders, MESSAGES);

  const killAt = Array.from({ length: KILLS }, () => Math.floor(Math.random() * MESSAGES * 0.9)).sort((a, b) => a - b);
  for (const count of killAt) {
    await stage.farEnd.count(count);
    await pause(Math.random() * LATE);
    const index = Math.floor(Math.random() * PROCESSES);
    await running[index]?.kill();
    running[index] = await stage.server(place, options);
  }
  const messageIds = await feeding;
  const states = await untilOver(place.url);
  const seconds = (performance.now() - began) / 1_000;
  await Promise.all(running.map((server) => server.stop()));

  const arrivals = new Map<string, number>();
  for (const { messageId } of await stage.farEnd.taken(0)) arrivals.set(messageId, (arrivals.get(messageId) ?? 0) + 1);
  const count = (isSo: (messageId: string) => boolean): number => messageIds.filter(isSo).length;
  const isUncertain = (id: string): boolean => states.get(id) === 'uncertain';
  return {
    lost: count((id) => !arrivals.has(id) && !isUncertain(id)),
    duplicated: count((id) => (arrivals.get(id) ?? 0) > 1),
    uncertain: count(isUncertain),
    arrived: count((id) => isUncertain(id) && arrivals.has(id)),
    seconds,
  };
}

async function connected(stage: Stage, [server]: ServerProcess[]): Promise<Sender[]> {
  if (server === undefined) throw new Error('There is no server.');
  const senders: Sender[] = [];
  for (let index = 0; index < MAILBOXES; index += 1) {
    const rep = `rep${Math.floor(index / MAILBOXES_OF_A_REP)}`;
    senders.push(await stage.sender(server, rep, `mailbox${index}@company.example`));
  }
  return senders;
}

/** Looks into the records until none waits any more; gives back each message's state by its Message-ID. */
async function untilOver(url: string): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (;;) {
      const waiting = await client.query(`select from messages where state in ('queued', 'in-flight') limit 1`);
      if (waiting.rowCount === 0) break;
      await pause(200);
    }
    const { rows } = await client.query<{ message_id: string; state: string }>(
      'select message_id, state from messages',
    );
    return new Map(rows.map(({ message_id, state }) => [message_id, state]));
  } finally {
    await client.end();
  }
}
