import type { Channel, ExpiryRule } from '../../contract/shapes.ts';
import { DAY, type Instant } from '../../domain/instant.ts';

/** What stands in the fields that say when a password ends. */
export interface ExpiryFields {
  rule: 'never' | 'on' | 'every';
  /** As a browser's field holds it: `2026-12-05`. */
  day: string;
  days: string;
}

/** Why the fields say nothing yet. */
export type ExpirySlip = 'no-day' | 'past-day' | 'no-days' | 'too-many-days';

const MOST_DAYS = 3_650;

export const fieldsOf = (expiry: Channel['expiry']): ExpiryFields => ({
  rule: expiry === null ? 'never' : expiry.everyDays === null ? 'on' : 'every',
  day: expiry !== null && expiry.everyDays === null ? expiry.on : '',
  days: String(expiry?.everyDays ?? ''),
});

export function slipOf({ rule, day, days }: ExpiryFields, now: Instant): ExpirySlip | null {
  if (rule === 'on') return day === '' ? 'no-day' : daysUntil(day, now) < 0 ? 'past-day' : null;
  if (rule === 'never') return null;
  if (!/^[1-9]\d*$/.test(days.trim())) return 'no-days';
  return Number(days) > MOST_DAYS ? 'too-many-days' : null;
}

/** What the server is told. Only fields without a slip have a rule; null says that the password never ends. */
export function ruleOf({ rule, day, days }: ExpiryFields): ExpiryRule | null {
  if (rule === 'never') return null;
  return rule === 'on' ? { on: day } : { everyDays: Number(days) };
}

/** Whether the fields say what is known already. */
export function isSaid(fields: ExpiryFields, expiry: Channel['expiry']): boolean {
  const said = fieldsOf(expiry);
  if (fields.rule !== said.rule) return false;
  return fields.rule === 'never' || (fields.rule === 'on' ? fields.day === said.day : fields.days.trim() === said.days);
}

/** How many midnights of the rep's own calendar lie before an ISO date; negative once it has passed. */
export function daysUntil(iso: string, now: Instant): number {
  const today = new Date(now);
  // Both as if days were all alike and lay in Greenwich: so no change of the clock counts as a part of one.
  return Math.round((Date.parse(iso) - Date.UTC(today.getFullYear(), today.getMonth(), today.getDate())) / DAY);
}
