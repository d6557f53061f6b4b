import type { Channel, Message } from '../../../contract/shapes.ts';
import { SECOND, type Instant } from '../../../domain/instant.ts';
import type { Words } from '../../words/words.ts';
import { isScheduled, queueOf } from '../home/queue.ts';
import { roughly } from './forecast-words.ts';

/** Sooner than this is now. */
const AT_ONCE = 5 * SECOND;

/** Why a message does not leave this instant, and what is known about when it does. */
export interface Waiting {
  /** For the moment the rep chose. */
  scheduled: boolean;
  /** For the end of its mailbox's pause. */
  paused: Channel['pause'];
  /** For its next try or its turn, when that is known and not now. */
  until: Instant | null;
  /** Whether it waits for anything at all. */
  waits: boolean;
  /** All that as sentences; a pause has a note of its own. */
  told: string[];
}

export function waitingOf(
  words: Words,
  message: Message | null,
  channel: Channel | undefined,
  messages: readonly Message[],
  now: Instant,
): Waiting {
  if (message?.state !== 'queued') return { scheduled: false, paused: null, until: null, waits: false, told: [] };
  const { format, later, queue, send } = words;
  const { sendAt, dueAt, because, givesUpAt } = message;
  if (sendAt !== null && isScheduled(message, now)) {
    const told = later.goesOut(format.when(sendAt, now), `${format.zone}, ${format.offset(sendAt)}`);
    return { scheduled: true, paused: null, until: dueAt, waits: true, told: [told] };
  }
  const paused = channel?.pause && channel.pause.until > now ? channel.pause : null;
  const until = dueAt !== null && dueAt > now + AT_ONCE ? dueAt : null;
  const ahead = messagesBefore(message, messages, now);
  return { scheduled: false, paused, until, waits: until !== null || paused !== null || ahead > 0, told: sentences() };

  function sentences(): string[] {
    if (until !== null && because === null) return [send.dueAt(roughly(words, until, now))];
    if (until === null || paused !== null) return ahead > 0 ? [queue.ahead(ahead)] : [];
    return [
      send.retryAt(roughly(words, until, now)),
      ...(givesUpAt === null ? [] : [queue.triedUntil(format.when(givesUpAt, now))]),
    ];
  }
}

/** How many of the channel's wait for their turn and have it earlier. */
function messagesBefore(message: Message, messages: readonly Message[], now: Instant): number {
  const { leaving } = queueOf(
    messages.filter(({ channelId }) => channelId === message.channelId),
    now,
  );
  return Math.max(
    0,
    leaving.findIndex(({ id }) => id === message.id),
  );
}
