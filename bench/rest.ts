import { setTimeout as pause } from 'node:timers/promises';
import { figureOf, type Figure } from './figure.ts';
import { isFull } from './full.ts';
import { booksOf, socketsOf } from './stage/books.ts';
import { addChannels, withClient } from './stage/rows.ts';
import type { ServerProcess } from './stage/server-process.ts';
import { setStage, type Stage } from './stage/stage.ts';

const CHANNELS = 10_000;
/** Until what a start leaves behind is collected. */
const SETTLING = 20_000;
const REST = isFull ? 60_000 : 20_000;

/** What a server with 10,000 channels costs while nobody sends, against one with a single channel beside it at the same time. */
export async function rest(): Promise<Figure[]> {
  const stage = await setStage();
  try {
    const [few, many] = [await serverWith(stage, 1), await serverWith(stage, CHANNELS)];
    await pause(SETTLING);
    const before = [few, many].map(({ pid }) => booksOf(pid).processor);
    await pause(REST);
    const after = [few, many].map(({ pid }) => booksOf(pid));
    const [alone = NaN, all = NaN] = after.map(
      ({ processor }, index) => ((processor - (before[index] ?? NaN)) * 60_000) / REST,
    );
    const peer = (value: number) => ({ name: 'one channel', value });
    const figures = [
      figureOf(
        'rest',
        `memory with ${CHANNELS} channels`,
        after[1]?.memory ?? NaN,
        'MiB',
        peer(after[0]?.memory ?? NaN),
      ),
      figureOf('rest', 'processor in a minute', all, 'ms', peer(alone)),
      figureOf('rest', 'sockets', socketsOf(many.pid), 'open', peer(socketsOf(few.pid))),
      figureOf('rest', 'timers', await timersOf(many), 'set', peer(await timersOf(few))),
    ];
    await Promise.all([few.stop(), many.stop()]);
    return figures;
  } finally {
    await stage.stop();
  }
}

async function serverWith(stage: Stage, channels: number): Promise<ServerProcess> {
  const place = await stage.newDatabase();
  const server = await stage.server(place);
  const { channelId } = await stage.sender(server, 'ada', 'ada@company.example');
  await withClient(place.url, (client) => addChannels(client, channelId, channels - 1));
  await server.stop();
  return stage.server(place);
}

async function timersOf(server: ServerProcess): Promise<number> {
  const { Timeout = 0, Immediate = 0 } = await server.handles();
  return Timeout + Immediate;
}
