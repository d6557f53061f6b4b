import { DAY, type Instant } from './instant.ts';

/** When the rep's password ends: on a day, or every so many days from when it was given. Days are ISO dates, `2026-12-31`. */
export type ExpiryRule = { on: string } | { everyDays: number };

/** The rule, and the day that follows from it. */
export interface Expiry {
  on: string;
  /** Null when only this day is known. */
  everyDays: number | null;
}

/** The day on which a password given at a moment ends; null without a rule. The day is UTC's: a rep's own may be its neighbour. */
export function expiryOf(rule: ExpiryRule | null, givenAt: Instant): Expiry | null {
  if (rule === null) return null;
  if ('on' in rule) return { on: rule.on, everyDays: null };
  return { on: new Date(givenAt + rule.everyDays * DAY).toISOString().slice(0, 10), everyDays: rule.everyDays };
}

/** A day that was named for the old password says nothing of a new one. */
export const ruleForNext = (rule: ExpiryRule | null): ExpiryRule | null =>
  rule !== null && 'everyDays' in rule ? rule : null;
