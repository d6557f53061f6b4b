import type { Message } from '../../../contract/shapes.ts';
import { SECOND, type Instant } from '../../../domain/instant.ts';
import { isSettled } from '../../../domain/outbox.ts';

/** A channel's mail, by what it waits for; each list in the order in which it goes. */
export interface Queue {
  /** For the rep: uncertain, or held until the channel is mended. */
  stuck: Message[];
  /** For another try. */
  retrying: Message[];
  /** For its turn, or on the wire. */
  leaving: Message[];
  /** For the moment the rep chose. */
  scheduled: Message[];
  /** For nothing any more; the last one first. */
  settled: Message[];
  /** How many have left since nothing was waiting. */
  gone: number;
}

export function queueOf(messages: readonly Message[], now: Instant): Queue {
  const isPutOff = (message: Message): boolean => isRetried(message) && (message.dueAt ?? now) > now;
  const inTurn = messages
    .filter(({ state }) => !isSettled(state))
    .sort((a, b) => (a.dueAt ?? a.queuedAt) - (b.dueAt ?? b.queuedAt) || a.queuedAt - b.queuedAt);
  const settled = messages
    .filter(({ state }) => isSettled(state))
    .sort((a, b) => (b.settledAt ?? b.queuedAt) - (a.settledAt ?? a.queuedAt));
  const queued = inTurn.filter(({ state }) => state === 'queued');
  const leaving = [
    ...inTurn.filter(({ state }) => state === 'in-flight'),
    ...queued.filter((message) => !isPutOff(message) && !isScheduled(message, now)),
  ];
  return {
    stuck: inTurn.filter(({ state }) => state === 'uncertain' || state === 'held'),
    retrying: queued.filter(isPutOff),
    leaving,
    scheduled: queued.filter((message) => !isPutOff(message) && isScheduled(message, now)),
    settled,
    gone: goneSinceEmpty(leaving, settled),
  };
}

/** Whether it has failed before and is tried again. */
export const isRetried = ({ state, because }: Message): boolean => state === 'queued' && because !== null;

export const isScheduled = ({ state, sendAt }: Message, now: Instant): boolean =>
  state === 'queued' && sendAt !== null && sendAt > now;

/** Mail that comes in one after the other is one queue, even where each had left before the next one came. */
const BREATH = 10 * SECOND;

/**
 * The messages that left while others were waiting, back to when none was for a while. One that took several tries may have
 * been queued long before all others: it counts, but says nothing about when the queue began.
 */
function goneSinceEmpty(leaving: readonly Message[], settled: readonly Message[]): number {
  let began = Math.min(...leaving.map(readyAt));
  let gone = 0;
  for (const message of settled) {
    if ((message.settledAt ?? 0) < began - BREATH) break;
    if (message.state === 'dropped') continue;
    gone += 1;
    if (message.attempts <= 1) began = Math.min(began, readyAt(message));
  }
  return gone;
}

const readyAt = ({ queuedAt, sendAt }: Message): Instant => Math.max(queuedAt, sendAt ?? queuedAt);
