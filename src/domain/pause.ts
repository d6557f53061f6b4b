import { BEFORE_THE_MESSAGE, DISPOSITION, hasReply, type DeliveryFailure, type Stage } from './failure.ts';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from './instant.ts';
import { namedWait } from './named-wait.ts';
import type { Attempt } from './outbox.ts';

/** Whom a failure keeps waiting: this message, all mail of the mailbox, or the mailboxes of its whole tenant at that server. */
export type Scope = 'message' | 'mailbox' | 'tenant';

/** A mailbox from which nothing goes until a moment, because the server said so or is not there. */
export interface Pause {
  until: Instant;
  because: DeliveryFailure;
}

/** Who hangs up here may do so to every message; whoever hangs up at a recipient or in the content may not like this one. */
const OF_EVERY_MESSAGE: readonly Stage[] = [...BEFORE_THE_MESSAGE, 'mail', 'after-data'];

const OF_THE_TENANT: readonly DeliveryFailure['kind'][] = ['tenant-quota-exceeded', 'tenant-throttled'];
const OF_THE_MAILBOX: readonly DeliveryFailure['kind'][] = [
  'throttled',
  'too-many-connections',
  'too-many-logins',
  'authentication-unavailable',
  'mailbox-quota-exceeded',
];

/** Failures that are waited out: no others keep anyone waiting. */
export type PausingKind = {
  [Kind in keyof typeof DISPOSITION]: (typeof DISPOSITION)[Kind] extends 'retry' | 'wait' ? Kind : never;
}[keyof typeof DISPOSITION];

export const mayPause = (kind: DeliveryFailure['kind']): kind is PausingKind =>
  DISPOSITION[kind] === 'retry' || DISPOSITION[kind] === 'wait';

export function scopeOf(failure: DeliveryFailure): Scope {
  const { kind, stage } = failure;
  if (!mayPause(kind)) return 'message';
  if (OF_THE_TENANT.includes(kind)) return 'tenant';
  if (OF_THE_MAILBOX.includes(kind)) return 'mailbox';
  const ofTheServer = hasReply(failure)
    ? // The server is closing, on everyone (RFC 5321 3.8).
      failure.reply.code === 421 || BEFORE_THE_MESSAGE.includes(stage)
    : OF_EVERY_MESSAGE.includes(stage);
  return ofTheServer ? 'mailbox' : 'message';
}

/** A server that says "again in 0 seconds" is not asked in a tight loop, and one that says "in a thousand days" is asked tomorrow. */
const SHORTEST = 1 * SECOND;
const LONGEST = 1 * DAY;

/** Too much at once is over soon; a server that is away may be away for long. */
const TOO_MUCH: readonly number[] = [30 * SECOND, 1 * MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE];
const OF_TOO_MUCH: readonly DeliveryFailure['kind'][] = ['throttled', 'tenant-throttled', 'too-many-connections'];
const AWAY: readonly number[] = [1 * MINUTE, 3 * MINUTE, 10 * MINUTE, 30 * MINUTE, 1 * HOUR, 2 * HOUR];
/** The window a provider counts in is a day, and when it opens is not said. */
const QUOTA: readonly number[] = [1 * HOUR];

function scheduleFor({ kind }: DeliveryFailure): readonly number[] {
  if (DISPOSITION[kind] === 'wait') return QUOTA;
  return OF_TOO_MUCH.includes(kind) ? TOO_MUCH : AWAY;
}

/**
 * The pause that follows from a failure, the `count`-th in a row (from 0); null when only the message has to wait. A time
 * the server names is honoured, shorter or longer than ours, up to a day. `spread` in 0…1 adds up to a fifth, so that a
 * crowd does not come back at once.
 */
export function pauseAfter(failure: DeliveryFailure, count: number, now: Instant, spread: number): Pause | null {
  if (scopeOf(failure) === 'message') return null;
  const schedule = scheduleFor(failure);
  const scheduled = schedule[Math.min(count, schedule.length - 1)] ?? MINUTE;
  const named = hasReply(failure) ? namedWait(failure.reply) : null;
  const wait = Math.min(Math.max(named ?? scheduled, SHORTEST), LONGEST);
  return { until: now + Math.round(wait * (1 + spread / 5)), because: failure };
}

/** Whether an attempt shows that the mailbox can send, whatever became of the message: the server looked at it. */
export const showsItSends = (attempt: Attempt): boolean =>
  attempt.ended === 'accepted' || !BEFORE_THE_MESSAGE.includes(attempt.failure.stage);

/** Places and turns are waited for, and an attempt takes its time. */
const AT_ONCE = 1 * HOUR;

/**
 * Whether what is tried now is tried as soon as the last pause allowed: a mailbox fails without a break only then. While
 * its mail was kept for another reason, such as our own limits or a broken channel, nobody knows whether it failed.
 */
export const isTriedAtOnce = (pausedUntil: Instant | null, now: Instant): boolean =>
  pausedUntil !== null && now <= pausedUntil + AT_ONCE;
