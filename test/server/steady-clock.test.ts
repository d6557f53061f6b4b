import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import { startSteadyClock, type SteadyClock } from '../../src/server/steady-clock.ts';

const START = Date.UTC(2026, 10, 20, 12);

// The timers alone: the clock under test is given its time.
beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** A database and a machine whose clocks the test turns; the machine's began somewhere. */
async function startedAt(say: () => Promise<void> = () => Promise.resolve()) {
  const world = { elapsed: 0, database: START, travel: 0 };
  let asked = 0;
  const clock: SteadyClock = await startSteadyClock({
    readDatabase: async () => {
      asked += 1;
      if (asked > 1) await say();
      world.elapsed += world.travel;
      const said = world.database + world.elapsed;
      world.elapsed += world.travel;
      return said;
    },
    monotonic: () => 5_000.25 + world.elapsed,
  });
  return {
    clock,
    world,
    /** How far the clock is from a database that was never set. */
    off: () => clock.now() - START - world.elapsed,
    pass: async (milliseconds: number) => {
      world.elapsed += milliseconds;
      await jest.advanceTimersByTimeAsync(milliseconds);
    },
  };
}

describe('the time that processes share', () => {
  test('is the database’s, in whole milliseconds, and goes on by itself', async () => {
    const { clock, pass } = await startedAt();
    expect(clock.now()).toBe(START);
    await pass(1_500.5);
    expect(clock.now()).toBe(START + 1_500);
  });

  test('takes half of the way to the database and back into account', async () => {
    const { world, off, pass } = await startedAt();
    world.travel = 100;
    await pass(MINUTE);
    expect(Math.abs(off())).toBeLessThanOrEqual(1);
    await pass(30 * SECOND);
    expect(Math.abs(off())).toBeLessThanOrEqual(1);
  });

  test.each([200, -200])('makes good a drift of %i ms over the next minute, and never goes back', async (drift) => {
    const { clock, world, off, pass } = await startedAt();
    world.database += drift;
    await pass(MINUTE);
    expect(off()).toBe(0);
    let before = clock.now();
    for (let second = 0; second < 60; second += 1) {
      await pass(SECOND);
      expect(clock.now()).toBeGreaterThan(before);
      before = clock.now();
    }
    expect(off()).toBe(drift);
    await pass(10 * MINUTE);
    expect(off()).toBe(drift);
  });

  test('jumps forward when a second reading in a row says so', async () => {
    const { world, off, pass } = await startedAt();
    world.database += HOUR;
    await pass(MINUTE);
    await pass(59 * SECOND);
    expect(off()).toBe(0);
    await pass(SECOND);
    expect(off()).toBe(HOUR);
    await pass(5 * MINUTE);
    expect(off()).toBe(HOUR);
  });

  test('does not jump for two odd readings with a good one between them', async () => {
    const { world, off, pass } = await startedAt();
    for (const set of [HOUR, 0, HOUR, 0]) {
      world.database = START + set;
      await pass(MINUTE);
      expect(off()).toBe(0);
    }
  });

  test('stands still after a jump back until the database is there again', async () => {
    const { clock, world, off, pass } = await startedAt();
    world.database -= 10 * MINUTE;
    await pass(MINUTE);
    const stopped = clock.now();
    expect(stopped).toBe(START + MINUTE);
    await pass(9 * MINUTE);
    expect(clock.now()).toBe(stopped);
    await pass(2 * MINUTE);
    expect(off()).toBe(-10 * MINUTE);
    expect(clock.now()).toBe(stopped + MINUTE);
  });

  test('goes on when the database does not answer, or answers too late to tell the time', async () => {
    let answer = () => Promise.reject(new Error('away'));
    const { world, off, pass } = await startedAt(() => answer());
    world.database += HOUR;
    await pass(3 * MINUTE);
    expect(off()).toBe(0);
    answer = () => Promise.resolve() as Promise<never>;
    world.travel = 300;
    await pass(3 * MINUTE);
    expect(off()).toBe(0);
  });

  test('is not compared any more when it is stopped', async () => {
    const { clock, world, off, pass } = await startedAt();
    clock.stop();
    world.database += HOUR;
    await pass(5 * MINUTE);
    expect(off()).toBe(0);
  });

  test('fails to begin when the first reading does', async () => {
    const away = { readDatabase: () => Promise.reject(new Error('away')), monotonic: () => 0 };
    await expect(startSteadyClock(away)).rejects.toThrow('away');
  });
});
