import { setTimeout as pause } from 'node:timers/promises';
import { figureOf, type Figure, type Peer } from './figure.ts';
import { booksOf } from './stage/books.ts';
import { commitTime } from './stage/commit-time.ts';
import { LETTER_TEXT, RECIPIENT } from './stage/letters.ts';
import { monotonic } from './stage/monotonic.ts';
import { startPool, type Pool } from './stage/pool.ts';
import { queueLetters, type Sender } from './stage/queueing.ts';
import type { ServerProcess } from './stage/server-process.ts';
import { setStage, type Place, type Stage } from './stage/stage.ts';
import { median } from './stage/statistics.ts';

const MESSAGES = 2_000;
const MAILBOXES = 3;
const ROUNDS = 5;
/** Before each round all is quiet for so long: connections are closed, and what was left behind is collected. */
const QUIET = 4_000;
/** The embedded database is for trying: so many will do, and are queued, and the server started, within so many milliseconds. */
const EMBEDDED_MESSAGES = 500;
const EMBEDDED_QUEUEING = 30_000;

interface Round {
  perSecond: number;
  /** Of the sender, in milliseconds of a processor for each message. */
  processor: number;
  /** Of PostgreSQL, likewise. */
  database: number;
}

/**
 * A backlog of 2,000 letters of 10 KB from three mailboxes, each over one connection with STARTTLS and AUTH: from the moment
 * they may go until the sink has the last. Against a nodemailer pool of three connections that composes and sends the
 * same letters to the same sink, and one that finds them composed; in alternating rounds, all senders warm.
 */
export async function drain(): Promise<Figure[]> {
  const stage = await setStage();
  try {
    const login = { ...stage.submission, user: 'pool@company.example', connections: MAILBOXES };
    const pool = await startPool({ ...login, composed: null });
    const composedPool = await startPool({ ...login, composed: composed(login.user) });
    const place = await stage.newDatabase();
    const server = await stage.server(place);
    const senders = await connected(stage, server);
    const ours: Round[] = [];
    const commits: number[] = [];
    const bare: Round[] = [];
    const bareComposed: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await roundOfPool(stage, pool));
      ours.push(await roundOfOurs(stage, server, place, senders));
      commits.push(await commitTime(place.url));
      bareComposed.push(await roundOfPool(stage, composedPool));
    }
    await Promise.all([server.stop(), pool.stop(), composedPool.stop()]);
    const embedded = await roundOfEmbedded(stage);

    const middle = (rounds: Round[], of: keyof Round): number => median(rounds.map((round) => round[of]));
    const perSecond = (name: string, value: number, peer: Peer | null): Figure =>
      figureOf('drain', name, value, 'messages/s', peer);
    const processor = (name: string, value: number, peer: Peer | null = null): Figure =>
      figureOf('drain', name, value, 'ms of processor/message', peer);
    const pools = { name: 'nodemailer pool', value: middle(bare, 'perSecond') };
    return [
      perSecond('on PostgreSQL', middle(ours, 'perSecond'), pools),
      perSecond('against messages composed before', middle(ours, 'perSecond'), {
        name: 'nodemailer pool, composed',
        value: middle(bareComposed, 'perSecond'),
      }),
      perSecond('on the embedded database', embedded.perSecond, pools),
      processor('our server', middle(ours, 'processor'), {
        name: 'nodemailer pool',
        value: middle(bare, 'processor'),
      }),
      processor('PostgreSQL', middle(ours, 'database')),
      processor('our server with the embedded database', embedded.processor),
      figureOf('drain', 'the disk: a commit by itself', median(commits), 'ms'),
    ];
  } finally {
    await stage.stop();
  }
}

const connected = (stage: Stage, server: ServerProcess): Promise<Sender[]> =>
  Promise.all(
    Array.from({ length: MAILBOXES }, (_, index) => stage.sender(server, 'ada', `ada${index}@company.example`)),
  );

async function roundOfPool({ farEnd }: Stage, pool: Pool): Promise<Round> {
  await pause(QUIET);
  farEnd.forget();
  const before = booksOf(pool.pid).processor;
  const began = monotonic();
  await pool.send(MESSAGES);
  return round(await lastTaken(farEnd), began, booksOf(pool.pid).processor - before, 0);
}

/** The server stands still while the letters are queued, so that all of them are there when it goes on. */
async function roundOfOurs(
  stage: Stage,
  server: ServerProcess,
  place: Place,
  senders: readonly Sender[],
): Promise<Round> {
  await pause(QUIET);
  server.hold();
  await queueLetters(place, stage.keys, senders, MESSAGES);
  await pause(QUIET);
  stage.farEnd.forget();
  const before = { server: booksOf(server.pid).processor, database: stage.postgresProcessor() };
  const began = monotonic();
  server.goOn();
  const last = await lastTaken(stage.farEnd);
  return round(last, began, booksOf(server.pid).processor - before.server, stage.postgresProcessor() - before.database);
}

/** It serves one process, so the letters are queued before there is a server, for a moment when there is. */
async function roundOfEmbedded(stage: Stage): Promise<Round> {
  const place = stage.newFolder();
  const first = await stage.server(place);
  const senders = await connected(stage, first);
  await first.stop();
  const mayGoAt = Date.now() + EMBEDDED_QUEUEING;
  await queueLetters(place, stage.keys, senders, EMBEDDED_MESSAGES, { sendAt: mayGoAt });
  const server = await stage.server(place);
  if (Date.now() > mayGoAt) throw new Error('Queueing took too long to be ready in time.');
  await pause(mayGoAt - Date.now());
  stage.farEnd.forget();
  const before = booksOf(server.pid).processor;
  const began = monotonic();
  const last = await lastTaken(stage.farEnd, EMBEDDED_MESSAGES);
  const processor = booksOf(server.pid).processor - before;
  await server.stop();
  return round(last, began, processor, 0, EMBEDDED_MESSAGES);
}

async function lastTaken(farEnd: Stage['farEnd'], count = MESSAGES): Promise<number> {
  const taken = await farEnd.taken(count);
  return Math.max(...taken.map(({ repliedAt }) => repliedAt));
}

const round = (last: number, began: number, processor: number, database: number, count = MESSAGES): Round => ({
  perSecond: count / ((last - began) / 1_000),
  processor: processor / count,
  database: database / count,
});

const composed = (user: string): string =>
  [
    `From: Ada Reimer <${user}>`,
    `To: Kim <${RECIPIENT}>`,
    'Subject: Our offer',
    'Message-ID: <{index}@company.example>',
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 7bit',
    '',
    LETTER_TEXT,
  ].join('\r\n');
