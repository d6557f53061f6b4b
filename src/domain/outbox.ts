import { DISPOSITION, hasReply, type DeliveryFailure, type Disposition } from './failure.ts';
import { DAY, HOUR, MINUTE, type Instant } from './instant.ts';
import { namedWait } from './named-wait.ts';
import type { Reply } from './reply.ts';

/**
 * Where a message is.
 *
 * - queued: it goes at `dueAt` · in-flight: a process has it under a lease · held: the channel is broken
 * - accepted: the server took responsibility · refused: it will not go · dropped: the rep said so
 * - uncertain: handed over and no reply came: never sent again without the rep's word
 */
export const MESSAGE_STATES = ['queued', 'in-flight', 'held', 'accepted', 'refused', 'uncertain', 'dropped'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

/** States a message never leaves by itself. */
export const isSettled = (state: MessageState): boolean =>
  state === 'accepted' || state === 'refused' || state === 'dropped';

type Refused = { recipient: string; reply: Reply; failure: DeliveryFailure }[];

/** How one attempt on the wire ended. */
export type Attempt =
  /** The server accepted the message for at least one recipient; some may have been refused, or put off, by RCPT. */
  | { ended: 'accepted'; reply: Reply; refused: Refused }
  /** Nothing was handed over, or the server said no: it is safe to try again. */
  | { ended: 'failed'; failure: DeliveryFailure; refused: Refused }
  /** The final dot went out and no reply came back: those refused by RCPT do not have it in any case. */
  | { ended: 'uncertain'; failure: DeliveryFailure; refused: Refused };

/** What to write down after an attempt: one state change settles a message. */
export type Settlement =
  /** Everyone has it but for those who were refused. */
  | { state: 'accepted' }
  | { state: 'refused'; because: DeliveryFailure }
  | { state: 'uncertain'; because: DeliveryFailure }
  /** It goes again, to those alone who do not have it yet. */
  | { state: 'queued'; dueAt: Instant; because: DeliveryFailure }
  /** The channel is broken by this; its whole queue is held in the same transaction. */
  | { state: 'held'; because: DeliveryFailure };

/** Minutes first, then hours; a sales mail that has not gone within a day of trying is told as refused. RFC 5321 4.5.4.1 asks for patience of days: reps do not have them. */
const RETRY_AFTER: readonly number[] = [1 * MINUTE, 3 * MINUTE, 10 * MINUTE, 30 * MINUTE, 1 * HOUR, 2 * HOUR, 4 * HOUR];
export const GIVE_UP_AFTER = 1 * DAY;
const WAIT_FOR_WINDOW = 1 * HOUR;
/** A provider's window is a day long, and opens again for all that waits at once. */
export const GIVE_UP_WAITING_AFTER = 3 * DAY;

export interface Tried {
  /** When the first of its attempts began: time in which it was held, or waited for its turn, is not time of trying. */
  tryingSince: Instant;
  /** Attempts since then, this one counted. */
  attempts: number;
  /** Whether an earlier attempt brought it to some of its recipients. */
  reachedSome: boolean;
}

/**
 * Decides what becomes of a message after an attempt. A server that names a longer wait than ours gets it.
 * `spread` in 0…1 adds up to a fifth to a wait, so that a crowd does not come back at once. A message that some have is
 * never refused as a whole: the rest is refused one by one.
 */
export function settle(attempt: Attempt, tried: Tried, now: Instant, spread: number): Settlement {
  if (attempt.ended === 'uncertain') return { state: 'uncertain', because: attempt.failure };
  const accepted = attempt.ended === 'accepted';
  const because = accepted ? hopeful(attempt.refused) : decisive(attempt);
  if (because === null) return { state: 'accepted' };
  const disposition = DISPOSITION[because.kind];
  // What would break the channel says little while the server takes the message for others: the next attempt decides.
  if (disposition === 'break' && !accepted) return { state: 'held', because };
  const over: Settlement = accepted || tried.reachedSome ? { state: 'accepted' } : { state: 'refused', because };
  if (disposition === 'refuse') return over;
  const scheduled =
    disposition === 'wait' ? WAIT_FOR_WINDOW : (RETRY_AFTER[tried.attempts - 1] ?? RETRY_AFTER.at(-1) ?? MINUTE);
  const asked = hasReply(because) ? namedWait(because.reply) : null;
  // One message full of recipients: the others go with the next one, at once (RFC 5321 4.5.3.1.10).
  const wait = accepted && because.kind === 'too-many-recipients' ? (asked ?? 0) : Math.max(scheduled, asked ?? 0);
  const dueAt = now + Math.round(wait * (1 + spread / 5));
  return dueAt > givesUpAt(tried.tryingSince, because) ? over : { state: 'queued', dueAt, because };
}

/** Until when a message that fails like this is tried again. */
export const givesUpAt = (tryingSince: Instant, { kind }: DeliveryFailure): Instant =>
  tryingSince + (DISPOSITION[kind] === 'wait' ? GIVE_UP_WAITING_AFTER : GIVE_UP_AFTER);

/** Whether a recipient refused by this is tried again, as long as the message is. */
export const isPutOff = ({ kind }: DeliveryFailure): boolean => DISPOSITION[kind] !== 'refuse';

/** Why those of the refused who may yet be reached were put off; null when there are none. */
function hopeful(refused: Refused): DeliveryFailure | null {
  const failures = refused.map(({ failure }) => failure).filter(isPutOff);
  return failures.length === 0 ? null : failures.reduce(weightier);
}

const DECISIVE_FIRST: readonly Disposition[] = ['break', 'wait', 'retry', 'refuse'];

/** When every recipient was refused, what breaks the channel decides, then what leaves hope for one of them. */
function decisive({ failure, refused }: Extract<Attempt, { ended: 'failed' }>): DeliveryFailure {
  if (failure.stage !== 'rcpt') return failure;
  return refused.map((one) => one.failure).reduce(weightier, failure);
}

const rank = ({ kind }: DeliveryFailure): number => DECISIVE_FIRST.indexOf(DISPOSITION[kind]);
const weightier = (one: DeliveryFailure, other: DeliveryFailure): DeliveryFailure =>
  rank(other) < rank(one) ? other : one;

/** How far ahead a rep may schedule a message: 30 days. Its content lies sealed with us for so long. */
export const MAY_WAIT = 30 * DAY;

/** What a rep may do to a message in each state. */
export const MAY_DROP: Record<MessageState, boolean> = {
  queued: true,
  held: true,
  uncertain: true,
  'in-flight': false,
  accepted: false,
  refused: false,
  dropped: false,
};
/** Only mail that is not on its way has a time to change; held mail keeps it for when its channel is mended. */
export const MAY_RESCHEDULE: Record<MessageState, boolean> = {
  queued: true,
  held: true,
  uncertain: false,
  'in-flight': false,
  accepted: false,
  refused: false,
  dropped: false,
};
/** Held mail goes again when the channel is mended; uncertain mail only by the rep's word. */
export const MAY_RELEASE: Record<MessageState, boolean> = {
  queued: false,
  held: true,
  uncertain: true,
  'in-flight': false,
  accepted: false,
  refused: false,
  dropped: false,
};
