import { setTimeout as pause } from 'node:timers/promises';
import { figureOf, type Figure } from './figure.ts';
import { isFull } from './full.ts';
import { queueLetters, type Sender } from './stage/queueing.ts';
import { fateOf, untilOver, type Fate } from './stage/records.ts';
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

async function run(stage: Stage): Promise<Fate & { seconds: number }> {
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
  return { ...(await fateOf(stage, messageIds, states)), seconds };
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
