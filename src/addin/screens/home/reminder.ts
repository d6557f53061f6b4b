import type { Channel } from '../../../contract/shapes.ts';
import type { SignInService } from '../../../domain/credential.ts';
import type { Instant } from '../../../domain/instant.ts';
import { PROVIDERS } from '../../../domain/provider.ts';
import { SIGN_IN_TERMS } from '../../../domain/sign-in-service.ts';
import { daysUntil } from '../../parts/expiry.ts';
import type { Words } from '../../words/words.ts';
import { conditionOf } from '../known/condition.ts';

/** A password's own end is in reach two weeks before: time enough to change it. */
const PASSWORD_DAYS = 14;
/** The provider's end is a matter for IT, which may need longer. */
const POLICY_DAYS = 30;

/** A day that is near: what the rep is told, and what can be done about it here. */
export interface Reminder {
  about: 'password-ends' | 'password-ended' | 'policy';
  title: string;
  body: string;
}

/**
 * What to be reminded of, the rep's own password first. Whoever has something to mend is reminded of nothing, and who signs
 * in has no password here. `service` is where the rep may sign in instead.
 */
export function remindersOf(words: Words, channel: Channel, service: SignInService | null, now: Instant): Reminder[] {
  if (conditionOf(channel) !== 'working' || channel.credential === 'sign-in') return [];
  return [...passwordReminder(words, channel, now), ...policyReminder(words, channel, service, now)];
}

function passwordReminder(
  { expiry: say, secrets, format }: Words,
  { expiry, secret: its }: Channel,
  now: Instant,
): Reminder[] {
  if (expiry === null) return [];
  const left = daysUntil(expiry.on, now);
  if (left > PASSWORD_DAYS) return [];
  const day = format.date(expiry.on);
  const secret = secrets[its];
  // On the day itself nobody knows the hour.
  if (left <= 0)
    return [
      {
        about: 'password-ended',
        title: left === 0 ? say.endsToday(secret) : say.ended(secret, day),
        body: say.endedBody,
      },
    ];
  return [{ about: 'password-ends', title: say.ends(secret, day, format.inDays(left)), body: say.endsBody }];
}

function policyReminder(
  { expiry: say, signInToSend, format }: Words,
  channel: Channel,
  service: SignInService | null,
  now: Instant,
): Reminder[] {
  const policy = policyOf(channel, now);
  if (policy === null || !policy.isNear) return [];
  const { provider, on, left } = policy;
  const day = format.date(on);
  return [
    {
      about: 'policy',
      title: say.passwordsEnd(provider, format.inDays(left)),
      body: service === null ? say.passwordsEndBody(day) : signInToSend.wayOn(SIGN_IN_TERMS[service].name, day),
    },
  ];
}

/** The day from which the provider takes no passwords by default, in one line; null where there is none, or a reminder says it. */
export function policyNotice({ start, expiry }: Words, channel: Channel, now: Instant): string | null {
  const policy = policyOf(channel, now);
  if (policy === null || policy.isNear || conditionOf(channel) !== 'working') return null;
  return (policy.left < 0 ? expiry.passwordsEnded : start.ending)(policy.provider, policy.on);
}

function policyOf({ providerId, passwordEndsOn: on }: Channel, now: Instant) {
  if (on === null) return null;
  const left = daysUntil(on, now);
  return { provider: PROVIDERS[providerId].name, on, left, isNear: left >= 0 && left <= POLICY_DAYS };
}
