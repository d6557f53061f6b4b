import { expect, it } from '@jest/globals';
import { MINUTE } from '../../src/domain/instant.ts';
import { remembering } from '../../src/server/remembering.ts';

/** Remembers for ten milliseconds what is not empty, and two answers at most. */
function remembered(find: (name: string) => Promise<string>) {
  const asked: string[] = [];
  const state = { now: 0, asked };
  const ask = remembering(
    (name) => {
      asked.push(name);
      return find(name);
    },
    { clock: () => state.now, lasts: (found) => (found === '' ? 0 : 10), most: 2 },
  );
  return { ask, state };
}

it('asks once, and again when the time is up', async () => {
  const { ask, state } = remembered(async (name) => name.toUpperCase());
  expect([await ask('a'), await ask('a')]).toEqual(['A', 'A']);
  state.now = 9;
  await ask('a');
  expect(state.asked).toEqual(['a']);
  state.now = 10;
  await ask('a');
  expect(state.asked).toEqual(['a', 'a']);
});

it('asks once for all who ask before the answer is there', async () => {
  let answer = (_found: string): void => undefined;
  const { ask, state } = remembered(
    () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  );
  const asking = [ask('a'), ask('a')];
  answer('A');
  expect(await Promise.all(asking)).toEqual(['A', 'A']);
  expect(state.asked).toEqual(['a']);
});

it('asks again when it is told to, still once for all who ask meanwhile', async () => {
  const { ask, state } = remembered(async (name) => name.toUpperCase());
  await ask('a');
  expect(await Promise.all([ask.anew('a'), ask.anew('a'), ask('a')])).toEqual(['A', 'A', 'A']);
  await ask('a');
  expect(state.asked).toEqual(['a', 'a']);
});

it('asks again once a minute at the most, for whoever wants it', async () => {
  const { ask, state } = remembered(async (name) => name.toUpperCase());
  await ask.anew('a');
  state.now = 9;
  expect(await ask.anew('a')).toBe('A');
  expect(state.asked).toEqual(['a']);
  // What is not remembered any more is asked for as ever, and lets nobody ask anew any sooner.
  state.now = 10;
  await ask('a');
  await ask.anew('a');
  expect(state.asked).toEqual(['a', 'a']);
  await ask.anew('b');
  expect(state.asked).toEqual(['a', 'a', 'b']);
  state.now = MINUTE;
  await ask.anew('a');
  expect(state.asked).toEqual(['a', 'a', 'b', 'a']);
});

it('keeps no answer that lasts for nothing, and no failure', async () => {
  let fails = false;
  const { ask, state } = remembered(() => (fails ? Promise.reject(new Error('away')) : Promise.resolve('')));
  await ask('a');
  fails = true;
  await expect(ask('a')).rejects.toThrow('away');
  await expect(ask('a')).rejects.toThrow('away');
  expect(state.asked).toEqual(['a', 'a', 'a']);
});

it('forgets the oldest when there are too many', async () => {
  const { ask, state } = remembered(async (name) => name);
  for (const name of ['a', 'b', 'c', 'b', 'c', 'a']) await ask(name);
  expect(state.asked).toEqual(['a', 'b', 'c', 'a']);
});
