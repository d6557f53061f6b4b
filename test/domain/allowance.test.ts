import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/domain/instant.ts';
import { NO_LIMITS, type Counted, type Limits } from '../../src/domain/limit.ts';
import { allowance } from './allowance.ts';

const NOW = 1_800_000_000_000;
const limits = (some: Partial<Limits>): Limits => ({ ...NO_LIMITS, ...some });
const sent = (ago: number, recipients = 1): Counted => ({ recipients, repliedAt: NOW - ago, reported: false });
const inFlight = (recipients = 1): Counted => ({ recipients, repliedAt: null, reported: false });

describe('the allowance', () => {
  it.each<[string, Partial<Limits>, Counted[], number, { messages: number; nextAt: number | null }]>([
    ['is without end where no limit is known', {}, [sent(1), inFlight()], 1, { messages: Infinity, nextAt: NOW }],
    ['is the whole limit at first', { messagesPerMinute: 30 }, [], 1, { messages: 30, nextAt: NOW }],
    ['is what the minute has left', { messagesPerMinute: 3 }, [sent(1), inFlight()], 1, { messages: 1, nextAt: NOW }],
    [
      'opens a minute after the oldest answer',
      { messagesPerMinute: 2 },
      [sent(5 * SECOND), sent(20 * SECOND)],
      1,
      { messages: 0, nextAt: NOW + 40 * SECOND },
    ],
    [
      'hangs on a message that is not settled',
      { messagesPerMinute: 1 },
      [inFlight()],
      1,
      { messages: 0, nextAt: null },
    ],
    [
      'opens by an answered one though another is on its way',
      { messagesPerMinute: 2 },
      [inFlight(), sent(10 * SECOND)],
      1,
      { messages: 0, nextAt: NOW + 50 * SECOND },
    ],
    [
      'waits for all that is too many after a limit was lowered',
      { messagesPerMinute: 1 },
      [sent(10 * SECOND), sent(30 * SECOND)],
      1,
      { messages: 0, nextAt: NOW + 50 * SECOND },
    ],
    ['counts recipients by the day', { recipientsPerDay: 10 }, [sent(HOUR, 4)], 2, { messages: 3, nextAt: NOW }],
    [
      'waits until enough recipients are free',
      { recipientsPerDay: 10 },
      [sent(2 * HOUR, 3), sent(HOUR, 6)],
      3,
      { messages: 0, nextAt: NOW + 22 * HOUR },
    ],
    [
      'waits for the later of two windows',
      { messagesPerMinute: 1, recipientsPerDay: 5 },
      [sent(SECOND, 5)],
      1,
      { messages: 0, nextAt: NOW + DAY - SECOND },
    ],
    [
      'lets a message beyond the day’s limit go alone, for the server to judge',
      { recipientsPerDay: 5 },
      [],
      9,
      { messages: 1, nextAt: NOW },
    ],
    [
      'lets it go when the day is clear',
      { recipientsPerDay: 5 },
      [sent(3 * HOUR, 2), sent(HOUR, 1)],
      9,
      { messages: 0, nextAt: NOW + 23 * HOUR },
    ],
  ])('%s', (_, some, counted, recipients, expected) => {
    expect(allowance(limits(some), counted, recipients, NOW)).toEqual(expected);
  });

  const counted = fc.array(
    fc.record({
      recipients: fc.integer({ min: 1, max: 20 }),
      repliedAt: fc.option(fc.integer({ min: NOW - 2 * DAY, max: NOW }), { nil: null }),
      reported: fc.boolean(),
    }),
    { maxLength: 60 },
  );
  const known = fc.record({
    messagesPerMinute: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }),
    recipientsPerDay: fc.option(fc.integer({ min: 1, max: 200 }), { nil: null }),
  });

  it('opens at the moment it names, and not a millisecond before', () => {
    fc.assert(
      fc.property(known, counted, fc.integer({ min: 1, max: 30 }), (some, before, recipients) => {
        const { messages, nextAt } = allowance(limits(some), before, recipients, NOW);
        if (messages > 0) return nextAt === NOW;
        if (nextAt === null) return before.some(({ repliedAt }) => repliedAt === null);
        const at = (moment: number) => allowance(limits(some), before, recipients, moment).messages;
        return nextAt > NOW && at(nextAt) > 0 && at(nextAt - 1) === 0;
      }),
    );
  });

  it('never lets a server see more than the limit in any window, however long sending takes', () => {
    const journeys = fc.array(
      fc.record({ wait: fc.nat(20 * SECOND), seenAfter: fc.nat(3 * SECOND), repliedAfter: fc.nat(3 * SECOND) }),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), journeys, (messagesPerMinute, tries) => {
        const seen: number[] = [];
        const messages: { repliedAt: number }[] = [];
        let now = NOW;
        for (const { wait, seenAfter, repliedAfter } of tries) {
          now += wait;
          const counted = messages.map(({ repliedAt }) => ({
            recipients: 1,
            repliedAt: repliedAt > now ? null : repliedAt,
            reported: false,
          }));
          if (allowance(limits({ messagesPerMinute }), counted, 1, now).messages === 0) continue;
          seen.push(now + seenAfter);
          messages.push({ repliedAt: now + seenAfter + repliedAfter });
        }
        return seen.every((from) => seen.filter((at) => at >= from && at < from + MINUTE).length <= messagesPerMinute);
      }),
    );
  });
});
