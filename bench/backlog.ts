import { setTimeout as pause } from 'node:timers/promises';
import { figureOf, type Figure } from './figure.ts';
import { booksOf, type Books } from './stage/books.ts';
import { queueLetters } from './stage/queueing.ts';
import { addWaiting, withClient } from './stage/rows.ts';
import { setStage, type Stage } from './stage/stage.ts';

const SMALL = 1_000;
const LARGE = 100_000;
/** Letters that go, in front of all that waits for the next minute. */
const LETTERS = 300;
/** Until what sending left behind is collected. */
const SETTLING = 10_000;

/** What a server weighs that sends from a mailbox with very much waiting, at most and afterwards, against one with little. */
export async function backlog(): Promise<Figure[]> {
  const stage = await setStage();
  try {
    const small = await weigh(stage, SMALL);
    const large = await weigh(stage, LARGE);
    return (['mostMemory', 'memory'] as const).map((when) =>
      figureOf(
        'backlog',
        `${when === 'memory' ? 'memory after' : 'most memory while'} sending, ${LARGE.toLocaleString('en')} waiting`,
        large[when],
        'MiB',
        { name: `${SMALL.toLocaleString('en')} waiting`, value: small[when] },
      ),
    );
  } finally {
    await stage.stop();
  }
}

async function weigh(stage: Stage, waiting: number): Promise<Books> {
  const place = await stage.newDatabase();
  const server = await stage.server(place, { env: { MAILBOX_LIMITS: `messagesPerMinute=${LETTERS}` } });
  const sender = await stage.sender(server, 'ada', 'ada@company.example');
  server.hold();
  await queueLetters(place, stage.keys, [sender], LETTERS);
  await withClient(place.url, (client) => addWaiting(client, sender.channelId, waiting, Date.now() + 1));
  stage.farEnd.forget();
  server.goOn();
  await stage.farEnd.taken(LETTERS);
  await pause(SETTLING);
  const books = booksOf(server.pid);
  await server.stop();
  return books;
}
