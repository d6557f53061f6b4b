import type { Clock, Keep } from '../../../src/addin/parts/surroundings.ts';

/** A clock that moves when told. */
export interface FakeClock extends Clock {
  advance(milliseconds: number): void;
}

export function fakeClock(start: number): FakeClock {
  let now = start;
  let waiting: { at: number; act: () => void }[] = [];
  return {
    now: () => now,
    after(milliseconds, act) {
      const one = { at: now + milliseconds, act };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
    advance(milliseconds) {
      now += milliseconds;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { act } of due) act();
    },
  };
}

/** A storage in memory, or one that is denied. */
export function fakeKeep(): Keep & { kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    read: (key) => kept.get(key) ?? null,
    write: (key, value) => {
      if (value === null) kept.delete(key);
      else kept.set(key, JSON.parse(JSON.stringify(value)));
    },
  };
}
