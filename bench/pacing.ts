import { MINUTE } from '../src/domain/instant.ts';
import { figureOf, type Figure } from './figure.ts';
import { isFull } from './full.ts';
import type { Taken } from './stage/far-end.ts';
import { queueLetters } from './stage/queueing.ts';
import { setStage, type RunOptions, type Stage } from './stage/stage.ts';
import { busiestWindow } from './stage/statistics.ts';

const LIMIT = 30;
const PROCESSES = 3;

/**
 * One mailbox, 30 messages in any rolling minute, three processes that all want to send: the most the sink ever saw in one
 * window, by whichever moment of a message one counts, and how much of what is allowed was used. Six minutes in a time
 * that runs five times as fast for the three; in full also five real ones.
 */
export async function pacing(): Promise<Figure[]> {
  const short = await measure(5, 6);
  return [...short, ...(isFull ? await measure(1, 5) : [])];
}

async function measure(times: number, windows: number): Promise<Figure[]> {
  // Answers that take a varying time are what makes a count at the claim overshoot.
  const stage = await setStage({ slowest: 300 / times });
  try {
    const taken = await send(stage, LIMIT * (windows + 1), {
      env: { MAILBOX_LIMITS: `messagesPerMinute=${LIMIT}`, MAILBOX_CONNECTIONS: '3' },
      ...(times > 1 && { fast: { times, since: Date.now() } }),
    });
    const window = MINUTE / times;
    const busiest = (of: 'begunAt' | 'receivedAt' | 'repliedAt'): number =>
      busiestWindow(
        taken.map((message) => message[of]),
        window,
      );
    const name = times === 1 ? 'a real minute' : `a minute in ${window / 1_000} s`;
    const worst = Math.max(busiest('begunAt'), busiest('receivedAt'), busiest('repliedAt'));
    return [
      figureOf('pacing', `${name}: the worst window`, worst, 'messages', { name: 'limit', value: LIMIT }),
      figureOf('pacing', `${name}: used of the allowance`, 100 * usedOf(taken, window), '%'),
    ];
  } finally {
    await stage.stop();
  }
}

async function send(stage: Stage, count: number, options: RunOptions): Promise<Taken[]> {
  const place = await stage.newDatabase();
  const servers = await Promise.all(Array.from({ length: PROCESSES }, () => stage.server(place, options)));
  const [first] = servers;
  if (first === undefined) throw new Error('There is no server.');
  const sender = await stage.sender(first, 'ada', 'ada@company.example');
  await queueLetters(place, stage.keys, [sender], count);
  const taken = await stage.farEnd.taken(count);
  await Promise.all(servers.map((server) => server.stop()));
  return taken;
}

/** Each message's place is free again one window after it: how soon the message that takes it does come. */
function usedOf(taken: readonly Taken[], window: number): number {
  const moments = taken.map(({ receivedAt }) => receivedAt).toSorted((a, b) => a - b);
  const returns = moments.slice(LIMIT).map((moment, index) => moment - (moments[index] ?? NaN));
  return (window * returns.length) / returns.reduce((sum, after) => sum + after, 0);
}
