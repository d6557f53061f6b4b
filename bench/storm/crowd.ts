import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../../src/domain/instant.ts';
import { clockOf } from '../stage/fast-time.ts';
import { letterFrom } from '../stage/letters.ts';
import { monotonic } from '../stage/monotonic.ts';
import { queueLetters, type Sender } from '../stage/queueing.ts';
import type { ServerProcess } from '../stage/server-process.ts';
import { several } from '../stage/several.ts';
import type { SenderOptions, Stage } from '../stage/stage.ts';

const PROCESSES = 3;
/** Proofs at once: as reps come, some and not all. */
export const AT_ONCE = 6;

/** Reps with a mailbox each, and the processes that bring out their mail, in a time that runs faster for them. */
export interface Crowd {
  stage: Stage;
  url: string;
  senders: readonly Sender[];
  times: number;
  /** The servers' time. */
  now(): Instant;
  /** The servers' time at a moment of `monotonic`. */
  at(moment: number): Instant;
  /** Resolves when it is so late for the servers. */
  until(instant: Instant): Promise<void>;
  /** Queues so many letters from each; resolves with their Message-IDs. */
  queue(each: number): Promise<string[]>;
  /** Has each rep send so many letters until then, at random moments; resolves with their Message-IDs. */
  write(each: number, until: Instant): Promise<string[]>;
  /** Has each rep do something once until then, at a random moment. */
  scatter<T>(until: Instant, work: (sender: Sender) => Promise<T>): Promise<T[]>;
  stop(): Promise<void>;
}

/** `optionsOf` says of each, by the number in its name, whose and where its mailbox is. */
export async function gather(
  stage: Stage,
  { count, times }: { count: number; times: number },
  optionsOf: (index: number) => SenderOptions,
): Promise<Crowd> {
  const place = await stage.newDatabase();
  const fast = { times, since: Date.now() };
  const now = clockOf(fast);
  const servers = await Promise.all(Array.from({ length: PROCESSES }, () => stage.server(place, { fast })));
  const senders = await several(Array.from({ length: count }), AT_ONCE, (_, index) =>
    stage.sender(
      servers[index % PROCESSES] as ServerProcess,
      `rep${index}`,
      `mailbox${index}@company.example`,
      optionsOf(index),
    ),
  );
  const until = (instant: Instant): Promise<void> => pause(Math.max(0, (instant - now()) / times));
  const scatter: Crowd['scatter'] = (end, work) => {
    const begin = now();
    return Promise.all(
      senders.map(async (sender) => {
        await until(begin + Math.random() * (end - begin));
        return work(sender);
      }),
    );
  };
  return {
    stage,
    url: place.url,
    senders,
    times,
    now,
    at: (moment) => now() - (monotonic() - moment) * times,
    until,
    queue: (each) => queueLetters(place, stage.keys, senders, count * each, { clock: now }),
    async write(each, end) {
      const letters = Array.from({ length: each }, () =>
        scatter(end, ({ rep, channelId, address }) => rep.post(channelId, letterFrom(address))),
      );
      return (await Promise.all(letters)).flat().map(({ messageId }) => messageId);
    },
    scatter,
    async stop() {
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}
