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

/** A login as the sink saw it. */
export interface Login {
  /** What the one who came calls itself in EHLO. */
  client: string;
  login: string;
  /** Or the access token. */
  password: string;
  taken: boolean;
  /** The reply was written; by `monotonic`. */
  repliedAt: number;
}

/** Whom the sink lets in. */
export interface Admission {
  password: string;
  /** The access token that counts; absent: none does. */
  token?: string;
  /**
   * What is said to everybody instead, to each mailbox one of these in turn, by the number in its name; null: the
   * connection is reset. Empty: nothing, the password decides.
   */
  refusals: readonly (string | null)[];
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
  | { order: 'admit'; admission: Admission }
  | { order: 'logins' }
  /** All, once there are so many; or how many, or the one with that Message-ID, once it is there. */
  | { order: 'taken'; atLeast: number; show: 'all' | 'none' }
  | { order: 'taken'; atLeast: 0; show: { messageId: string } };
export type SinkNews =
  | { news: 'ready' }
  | { news: 'admitting'; since: number }
  | { news: 'logins'; logins: Login[] }
  | { news: 'taken'; taken: Taken[]; count: number; connections: number };

/** The far end of every bench of the outbox: a sink in a process of its own, the same for us and for our peers. */
export interface FarEnd {
  pid: number;
  /** Begins new lists. */
  forget(): void;
  /** Changes whom it lets in; resolves with the moment from which it does. */
  admit(admission: Admission): Promise<number>;
  /** Every login since the last `forget`. */
  logins(): Promise<Login[]>;
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
  const ask = <Kind extends SinkNews['news']>(
    order: SinkOrder,
    kind: Kind,
  ): Promise<Extract<SinkNews, { news: Kind }>> => {
    const answer = asking.then(async () => {
      orders(order);
      const heard = await news();
      if (!isOfKind(heard, kind)) throw new Error('The sink said something else.');
      return heard;
    });
    asking = answer.catch(() => undefined);
    return answer;
  };
  return {
    pid: child.pid ?? 0,
    forget: () => orders({ order: 'forget' }),
    admit: async (admission) => (await ask({ order: 'admit', admission }, 'admitting')).since,
    logins: async () => (await ask({ order: 'logins' }, 'logins')).logins,
    taken: async (atLeast) => (await ask({ order: 'taken', atLeast, show: 'all' }, 'taken')).taken,
    count: (atLeast) => ask({ order: 'taken', atLeast, show: 'none' }, 'taken'),
    async takenOne(messageId) {
      const [one] = (await ask({ order: 'taken', atLeast: 0, show: { messageId } }, 'taken')).taken;
      if (one === undefined) throw new Error('The sink showed nothing.');
      return one;
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}

const isOfKind = <Kind extends SinkNews['news']>(
  heard: SinkNews,
  kind: Kind,
): heard is Extract<SinkNews, { news: Kind }> => heard.news === kind;
