import type { ExpirySlip } from '../../parts/expiry.ts';
import type { By } from '../by.ts';
import type { Formats } from '../formats.ts';

/** When a password, or what else a login takes, ends: what the rep says of it, and what the rep is reminded of. `secret` is what it is called; days come as `format.date` or `format.day` says them. */
export const expiryWords = (format: Formats, by: By) => ({
  ends: (secret: string, day: string, inDays: string) => `Your ${secret} ends on ${day}, ${inDays}`,
  endsBody: 'Change it in time, and tell Postlane first: then no mail gets stuck.',
  ended: (secret: string, day: string) => `Your ${secret} ended on ${day}`,
  endsToday: (secret: string) => `Your ${secret} ends today`,
  endedBody:
    'If you have changed it, enter the new one. If the day is wrong, set it right under “Manage this channel”.',
  passwordsEnd: (provider: string, inDays: string) => `${provider} turns passwords off ${inDays}`,
  passwordsEndBody: (day: string) =>
    by(
      `It does so by default on ${day}. Until then yours works as ever. Ask your IT department whether it may go on after that.`,
      `It does so by default on ${day}. Until then yours works as ever.`,
    ),
  passwordsEnded: (provider: string, day: string) =>
    `${provider} turned passwords off by default on ${format.day(day)}. Yours still works.`,

  label: (secret: string) => `My ${secret} ends`,
  save: (secret: string) => `Save when my ${secret} ends`,
  rule: { never: 'never', on: 'on a day', every: 'regularly' },
  day: 'Day',
  days: 'Every how many days',
  next: (day: string) => `The next time is on ${day}.`,
  hint: 'You are reminded from two weeks before.',
  slip: {
    'no-day': 'Enter the day.',
    'past-day': 'This day has passed.',
    'no-days': 'Enter how many days, such as 90.',
    'too-many-days': 'Enter at most 3,650 days.',
  } satisfies Record<ExpirySlip, string>,
});
