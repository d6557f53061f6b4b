import { describe, expect, it } from '@jest/globals';
import { expiryOf, ruleForNext } from '../../src/domain/expiry.ts';

const GIVEN = Date.UTC(2026, 10, 27, 15, 30);

describe('the end of a password', () => {
  it.each([
    [null, null],
    [{ on: '2026-12-05' }, { on: '2026-12-05', everyDays: null }],
    [{ everyDays: 1 }, { on: '2026-11-28', everyDays: 1 }],
    [{ everyDays: 90 }, { on: '2027-02-25', everyDays: 90 }],
  ])('by the rule %j is %j', (rule, expiry) => {
    expect(expiryOf(rule, GIVEN)).toEqual(expiry);
  });

  it('on a day says nothing of the next password, and every so many days does', () => {
    expect(ruleForNext({ on: '2026-12-05' })).toBeNull();
    expect(ruleForNext({ everyDays: 90 })).toEqual({ everyDays: 90 });
    expect(ruleForNext(null)).toBeNull();
  });
});
