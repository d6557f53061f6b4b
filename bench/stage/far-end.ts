import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A message as the sink saw it; moments by `monotonic`. */
export interface Taken {
  messageId: string;
  /** Whose login it came by. */
  login: string;
  /** MAIL was read. */
  begunAt: number;
  /** The last byte of the content was read. */
  receivedAt: number;
  /** The reply was written. */
  repliedAt: number;
}

export interface SinkSettings {
  address: string;
  port: number;
  key: string;
  cert: string;
  password: string;
  /** Each message is answered after a random time up to so many milliseconds. */
  slowest: number;
}

export type SinkOrder =
  | { order: 'forget' }
  /** All, once there are so many; or how many, or the one with that Message-ID, once it is there. */
  | { order: 'taken'; atLeast: number; show: 'all' | 'none' }
  | { order: 'taken'; atLeast: 0; show: { messageId: string } };
export type SinkNews = { news: 'ready' } | { news: 'taken'; taken: Taken[]; count: number; connections: number };

/** The far end of every bench of the outbox: a sink in a process of its own, the same for us and for our peers. */
export interface FarEnd {
  pid: number;
  /** Begins a new list. */
  forget(): void;
  /** Resolves with what was taken since the last `forget`, once that is so many. */
  taken(atLeast: number): Promise<Taken[]>;
  /** The same without the list. */
  count(atLeast: number): Promise<{ count: number; connections: number }>;
  /** Resolves with a message once it was taken. */
  takenOne(messageId: string): Promise<Taken>;
  stop(): Promise<void>;
}

export async function startFarEnd(settings: SinkSettings): Promise<FarEnd> {
  const child = fork(fileURLToPath(new URL('sink.ts', import.meta.url)), [JSON.stringify(settings)]);
  const ended = once(child, 'exit');
  const orders = (order: SinkOrder): void => void child.send(order);
  const news = async (): Promise<SinkNews> => {
    const [heard] = (await Promise.race([
      once(child, 'message'),
      ended.then(([code]) => Promise.reject(new Error(`The sink ended with ${String(code)}.`))),
    ])) as [SinkNews];
    return heard;
  };
  await news();

  // One question at a time: the sink remembers the last only.
  let asking: Promise<unknown> = Promise.resolve();
  const ask = (order: SinkOrder): Promise<Extract<SinkNews, { news: 'taken' }>> => {
    const answer = asking.then(async () => {
      orders(order);
      const heard = await news();
      if (heard.news !== 'taken') throw new Error('The sink said something else.');
      return heard;
    });
    asking = answer.catch(() => undefined);
    return answer;
  };
  return {
    pid: child.pid ?? 0,
    forget: () => orders({ order: 'forget' }),
    taken: async (atLeast) => (await ask({ order: 'taken', atLeast, show: 'all' })).taken,
    count: (atLeast) => ask({ order: 'taken', atLeast, show: 'none' }),
    async takenOne(messageId) {
      const [one] = (await ask({ order: 'taken', atLeast: 0, show: { messageId } })).taken;
      if (one === undefined) throw new Error('The sink showed nothing.');
      return one;
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
