import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { forecast, leavesAt, type Forecast, type Load, type Standing } from '../../src/domain/forecast.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import { NO_LIMITS, type Counted, type Limits } from '../../src/domain/limit.ts';
import type { Pause } from '../../src/domain/pause.ts';
import { limitsOf } from '../../src/domain/provider.ts';
import { allowance } from './allowance.ts';

const NOW = 1_800_000_000_000;
const NOTHING: Load = { messages: 0, recipients: 0 };
const sent = (ago: number, recipients = 1): Counted => ({ recipients, repliedAt: NOW - ago, reported: false });
const ON_THE_WIRE: Counted = { recipients: 1, repliedAt: null, reported: false };
const singles = (messages: number): Load => ({ messages, recipients: messages });
const pausedUntil = (until: number): Pause => ({
  until,
  because: { kind: 'throttled', stage: 'data', reply: { code: 451, enhanced: '4.7.0', text: 'slow down' } },
});
const standing = (limits: Partial<Limits> = {}, more: Partial<Standing> = {}): Standing => ({
  providerId: 'custom',
  limits: { ...NO_LIMITS, ...limits },
  counted: [],
  usedInDay: 0,
  ahead: NOTHING,
  pause: null,
  ...more,
});

describe('a forecast', () => {
  it.each<[string, Load, Standing, Partial<Forecast>]>([
    [
      'is now, where no limit is known',
      singles(10_000),
      standing(),
      { startsAt: NOW, doneAt: NOW, later: null, warnings: [] },
    ],
    [
      'lets the whole allowance go at once, and the rest by the minute',
      singles(240),
      standing({ messagesPerMinute: 30 }),
      { startsAt: NOW, doneAt: NOW + 7 * MINUTE, warnings: ['over-minute-limit'] },
    ],
    [
      'lets what is ahead go first',
      singles(1),
      standing({ messagesPerMinute: 30 }, { ahead: singles(31) }),
      {
        ahead: singles(31),
        startsAt: NOW + MINUTE,
        doneAt: NOW + MINUTE,
        warnings: ['over-minute-limit'],
      },
    ],
    [
      'counts what is on the wire as answered now',
      singles(1),
      standing({ messagesPerMinute: 2 }, { counted: [ON_THE_WIRE, sent(20 * SECOND)] }),
      { startsAt: NOW + 40 * SECOND },
    ],
    [
      'names those who leave when the day opens again',
      singles(3),
      standing({ recipientsPerDay: 10 }, { counted: [sent(14 * HOUR, 4), sent(HOUR, 5)], usedInDay: 9 }),
      {
        startsAt: NOW,
        doneAt: NOW + 10 * HOUR,
        usedInDay: 9,
        later: { recipients: 2, from: NOW + 10 * HOUR },
        warnings: ['over-day-limit'],
      },
    ],
    [
      'lets a message beyond the day’s limit go alone, and says that it would be refused',
      { messages: 1, recipients: 9 },
      standing({ recipientsPerDay: 5 }),
      { startsAt: NOW, warnings: ['near-day-limit', 'over-recipients'] },
    ],
    [
      'warns when a message has more recipients than the provider takes',
      { messages: 2, recipients: 11 },
      standing({ recipientsPerMessage: 5 }),
      { warnings: ['over-recipients'] },
    ],
    [
      'does not when they are spread thinly enough',
      { messages: 2, recipients: 10 },
      standing({ recipientsPerMessage: 5 }),
      { warnings: [] },
    ],
    [
      'says nothing below 80 % of a limit',
      singles(7),
      standing({ messagesPerMinute: 10, recipientsPerDay: 10 }),
      { warnings: [] },
    ],
    [
      'warns from 80 % of a limit on',
      singles(3),
      standing({ messagesPerMinute: 10, recipientsPerDay: 10 }, { counted: [sent(SECOND), sent(SECOND), sent(0, 3)] }),
      { doneAt: NOW, warnings: ['near-day-limit'] },
    ],
    [
      'does not speak of a minute that is over when the day lets it go',
      singles(1),
      standing({ messagesPerMinute: 10, recipientsPerDay: 9 }, { counted: Array.from({ length: 9 }, () => sent(0)) }),
      { startsAt: NOW + DAY, warnings: ['over-day-limit'] },
    ],
    [
      'begins when the pause ends',
      singles(1),
      standing({ messagesPerMinute: 1 }, { pause: pausedUntil(NOW + HOUR), counted: [sent(0)] }),
      { startsAt: NOW + HOUR, warnings: ['near-minute-limit', 'paused'] },
    ],
    ['does not speak of a pause that is over', singles(1), standing({}, { pause: pausedUntil(NOW) }), { warnings: [] }],
    [
      'takes 500 recipients through Microsoft 365 for single mail',
      singles(500),
      standing(limitsOf('microsoft365'), { providerId: 'microsoft365' }),
      { doneAt: NOW + 16 * MINUTE, warnings: ['over-minute-limit'] },
    ],
    [
      'takes more than 500 through Microsoft 365 for bulk',
      { messages: 2, recipients: 501 },
      standing(limitsOf('microsoft365'), { providerId: 'microsoft365' }),
      { doneAt: NOW, warnings: ['bulk'] },
    ],
  ])('%s', (_, load, how, expected) => {
    expect(forecast(load, how, NOW)).toMatchObject({ ...load, ...expected });
  });

  it('keeps a scheduled load until its time, when what is ahead has long gone', () => {
    const crowded = standing({ messagesPerMinute: 10 }, { ahead: singles(40) });
    expect(forecast(singles(2), crowded, NOW, NOW + HOUR)).toMatchObject({
      startsAt: NOW + HOUR,
      doneAt: NOW + HOUR,
      warnings: [],
    });
  });

  const some = fc.record({ messages: fc.integer({ min: 1, max: 40 }), most: fc.integer({ min: 1, max: 30 }) });
  const aLoad = some.chain(({ messages, most }) =>
    fc.record({ messages: fc.constant(messages), recipients: fc.integer({ min: messages, max: messages * most }) }),
  );
  const aStanding = fc.record({
    limits: fc.record({
      messagesPerMinute: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }),
      recipientsPerDay: fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
    }),
    counted: fc.array(
      fc.record({
        recipients: fc.integer({ min: 1, max: 20 }),
        // Another process's clock may be ahead of ours.
        repliedAt: fc.option(fc.integer({ min: NOW - 2 * DAY, max: NOW + 5 * SECOND }), { nil: null }),
        reported: fc.boolean(),
      }),
      { maxLength: 60 },
    ),
    ahead: fc.option(aLoad, { nil: NOTHING }),
    pause: fc.option(fc.integer({ min: -HOUR, max: 2 * DAY }), { nil: null }),
  });

  it('is what the allowance says when it is asked step by step', () => {
    fc.assert(
      fc.property(
        aLoad,
        aStanding,
        fc.option(fc.integer({ min: NOW - DAY, max: NOW + 2 * DAY }), { nil: undefined }),
        (load, { limits, counted, ahead, pause }, sendAt) => {
          const how = standing(limits, { counted, ahead, pause: pause === null ? null : pausedUntil(NOW + pause) });
          const { startsAt, doneAt, later } = forecast(load, how, NOW, sendAt);
          const left = stepByStep(load, how, sendAt ?? NOW);
          expect({ startsAt, doneAt }).toEqual({ startsAt: left[0]?.at, doneAt: left.at(-1)?.at });
          if (load.messages === 1) expect(leavesAt(load.recipients, how, NOW, sendAt)).toBe(startsAt);
          if (later === null) return;
          // Who is kept waiting is the end of the load, from the moment that is named.
          const tails = left.map(({ at }, index) => ({ from: at, recipients: sum(left.slice(index)) }));
          expect(tails).toContainEqual(later);
        },
      ),
    );
  });

  it('does not tell what has left the minute in lumps from what has in single messages', () => {
    const how = standing({ messagesPerMinute: 3, recipientsPerDay: 9 }, { ahead: singles(2) });
    const single = forecast(singles(6), { ...how, counted: [sent(3 * MINUTE), sent(3 * MINUTE), sent(0)] }, NOW);
    expect(forecast(singles(6), { ...how, counted: [sent(3 * MINUTE, 2), sent(0)] }, NOW)).toEqual(single);
  });

  it.each<[string, Partial<Limits>, Load, number]>([
    ['by the day', { messagesPerMinute: 30, recipientsPerDay: 10_000 }, singles(1e9 + 5_000), 1e5 * DAY + 166 * MINUTE],
    ['by the minute', { messagesPerMinute: 30 }, singles(3e9), 1e8 * MINUTE],
    ['by a day of few messages', { recipientsPerDay: 10 }, { messages: 50_000, recipients: 150_000 }, 16_666 * DAY],
    ['by nothing', {}, singles(1e9), 0],
  ])('goes by whole windows through a long line that is held up %s', (_, limits, ahead, expected) => {
    expect(leavesAt(1, standing(limits, { ahead }), NOW)).toBe(NOW + expected);
  });

  it('takes a long line to be the same as one that is walked through', () => {
    const limits = { messagesPerMinute: 7, recipientsPerDay: 5_000 };
    const counted = Array.from({ length: 40 }, (_, index) => sent(index * SECOND, 100));
    const at = (messages: number) => leavesAt(1, standing(limits, { counted, ahead: singles(messages) }), NOW);
    for (const messages of [5_000, 9_999, 10_000])
      expect([at(messages + 5_000), at(messages + 20_000)]).toEqual([at(messages) + DAY, at(messages) + 4 * DAY]);
  });
});

/** What leaves, when and to how many, if each message asks the allowance, leaves when it may and is answered at once. */
function stepByStep(load: Load, { limits, counted, ahead, pause }: Standing, sendAt: number) {
  const known = counted.map((one) => ({ ...one, repliedAt: one.repliedAt ?? NOW, reported: false }));
  let now = Math.max(NOW, pause?.until ?? NOW);
  const send = (recipients: number) => {
    for (let room = allowance(limits, known, recipients, now); room.messages === 0;) {
      now = room.nextAt ?? NaN;
      room = allowance(limits, known, recipients, now);
    }
    known.push({ recipients, repliedAt: now, reported: false });
    return { at: now, recipients };
  };
  for (const recipients of shares(ahead)) send(recipients);
  now = Math.max(now, sendAt);
  return shares(load).map(send);
}

const sum = (left: { recipients: number }[]): number => left.reduce((total, { recipients }) => total + recipients, 0);

const shares = ({ messages, recipients }: Load): number[] =>
  Array.from(
    { length: messages },
    (_, index) => Math.floor(((index + 1) * recipients) / messages) - Math.floor((index * recipients) / messages),
  );
