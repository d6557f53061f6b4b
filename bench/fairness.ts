import { setTimeout as pause } from 'node:timers/promises';
import { figureOf, type Figure } from './figure.ts';
import { letterFrom } from './stage/letters.ts';
import { monotonic } from './stage/monotonic.ts';
import { queueLetters, type Sender } from './stage/queueing.ts';
import { addWaiting, withClient } from './stage/rows.ts';
import { setStage, type Stage } from './stage/stage.ts';
import { median } from './stage/statistics.ts';

const WAITING = 100_000;
/** Of these so many are letters indeed: more than can leave while the bench lasts. The others are rows. */
const LETTERS = 2_000;
const TRIES = 20;
const BETWEEN = 250;
/** In turn, each over a new connection. */
const SINGLES = 10;
/** The sink takes a message in 30 ms at the mean, as a provider would or better. */
const SLOWEST = 60;
/** What a conversation claims at once (store/claiming.ts). */
const CLAIM_ROUND = 30;
/** More than the courier has places for with one server, which is 25 (courier.ts). */
const CROWD = 60;
const CROWD_OF_A_REP = 4;
const LETTERS_OF_EACH = 90;

/** The delay of a single mail, from its request until the sink has it, when others have much to send. */
export async function fairness(): Promise<Figure[]> {
  const stage = await setStage({ slowest: SLOWEST });
  try {
    const place = await stage.newDatabase();
    const server = await stage.server(place);
    const singles = await sendersOf(SINGLES, (index) =>
      stage.sender(server, `single${index}`, `single${index}@company.example`),
    );
    const large = await stage.sender(server, 'ben', 'large@company.example');
    const crowd = await sendersOf(CROWD, (index) =>
      stage.sender(server, `rep${Math.floor(index / CROWD_OF_A_REP)}`, `crowd${index}@company.example`),
    );

    const alone = await delays(stage, singles);
    await queueLetters(place, stage.keys, [large], LETTERS);
    await withClient(place.url, (client) => addWaiting(client, large.channelId, WAITING - LETTERS, Date.now() + 1));
    const beside = await delays(stage, singles);
    const round = CLAIM_ROUND * (await gapOf(stage, large));
    await withClient(place.url, (client) =>
      client.query(`delete from messages where channel_id = $1 and state = 'queued'`, [large.channelId]),
    );

    server.hold();
    await queueLetters(place, stage.keys, crowd, CROWD * LETTERS_OF_EACH);
    server.goOn();
    const crowded = await delays(stage, singles);
    const crowdRound = CLAIM_ROUND * (await gapOf(stage, crowd[0]));
    await server.stop();

    const figure = (name: string, value: number, peer: { name: string; value: number } | null = null): Figure =>
      figureOf('fairness', name, value, 'ms', peer);
    return [
      figure('a single mail by itself, median', median(alone)),
      figure('beside a mailbox with 100,000 waiting, median', median(beside), {
        name: 'by itself',
        value: median(alone),
      }),
      figure('the same, the longest', Math.max(...beside), { name: 'a claim round', value: round }),
      figure('in line with 60 mailboxes for 25 places, the longest', Math.max(...crowded), {
        name: 'a claim round',
        value: crowdRound,
      }),
    ];
  } finally {
    await stage.stop();
  }
}

/** One after another: a crowd of proofs would only wait for each other. */
async function sendersOf(count: number, connect: (index: number) => Promise<Sender>): Promise<Sender[]> {
  const senders: Sender[] = [];
  for (let index = 0; index < count; index += 1) senders.push(await connect(index));
  return senders;
}

async function delays({ farEnd }: Stage, singles: readonly Sender[]): Promise<number[]> {
  const found: number[] = [];
  for (const { rep, channelId, address } of Array.from(
    { length: TRIES },
    (_, index) => singles[index % SINGLES] as Sender,
  )) {
    const began = monotonic();
    const { messageId } = await rep.post(channelId, letterFrom(address));
    found.push((await farEnd.takenOne(messageId)).repliedAt - began);
    await pause(BETWEEN);
  }
  return found;
}

/** The mean time between two messages of one mailbox at the sink. */
async function gapOf({ farEnd }: Stage, sender: Sender | undefined): Promise<number> {
  const moments = (await farEnd.taken(0))
    .filter(({ login }) => login === sender?.address)
    .map(({ repliedAt }) => repliedAt);
  return (Math.max(...moments) - Math.min(...moments)) / (moments.length - 1);
}
