import type { Channel, Message } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { goingOn } from './comeback.ts';
import { LISTED, type Known } from './known.ts';

/** Whether mail may leave a channel: not while it is broken, an administrator paused it, or its rep changes the password. */
export type Condition = 'working' | 'changing' | 'stopped' | 'broken';

export function conditionOf(channel: Channel): Condition {
  if (channel.health.state === 'working' && channel.stoppedSince !== null) return 'stopped';
  return conditionFor(channel);
}

/** What a rep has to do, whatever an administrator did. */
export type OwnCondition = Exclude<Condition, 'stopped'>;

export function conditionFor({ health, heldSince }: Channel): OwnCondition {
  if (health.state === 'broken') return 'broken';
  return heldSince === null ? 'working' : 'changing';
}

/** What a message waits for that would have gone otherwise: the repair, the new password, an administrator, or the rep's word since. */
export type Kept = 'repair' | 'change' | 'stop' | 'word';

/** Null when nothing of the kind keeps it. */
export function keptBy(message: Message | null, channel: Channel | undefined): Kept | null {
  const condition = channel && conditionOf(channel);
  const held = message?.state === 'held';
  // Of a team's, somebody else changes the password: to the rep that is as good as a repair.
  if (condition === 'changing' && (held || message?.state === 'queued')) return channel?.team ? 'repair' : 'change';
  if (condition === 'stopped' && (held || message?.state === 'queued')) return 'stop';
  if (!held) return null;
  // What the server lets go at the repair is told of one by one: until then it is held still.
  return condition === 'working' && (channel?.held ?? 0) > 0 ? 'word' : 'repair';
}

const isHeldOn =
  ({ id }: Channel) =>
  ({ channelId, state }: Message): boolean =>
    channelId === id && state === 'held';

/** The mail that waits for the rep's word since the channel works again, the oldest first; of a long list as much as is known. */
export function oldMailOf({ messages }: Known, channel: Channel): Message[] {
  if (conditionOf(channel) !== 'working') return [];
  return messages
    .filter(isHeldOn(channel))
    .sort((a, b) => meantFor(a) - meantFor(b))
    .slice(0, channel.held);
}

/** When a message was to leave: at once, or at a time of its own. */
export const meantFor = ({ queuedAt, sendAt }: Message): Instant => Math.max(queuedAt, sendAt ?? queuedAt);

/** How much mail is held: the list moves with each message, but the server lists no more than so much. */
export const heldOn = (known: Known, channel: Channel): number =>
  listsAll(known) ? known.messages.filter(isHeldOn(channel)).length : channel.held;

/** How much mail waits for the channel, and would go now if it worked. */
export function waitingFor(known: Known, channel: Channel, now: Instant): number {
  const listed = goingOn({ id: channel.id, held: 0 }, known.messages, now);
  return listsAll(known) ? listed : Math.max(listed, channel.held);
}

const listsAll = ({ heard, messages }: Known): boolean => heard && messages.length < LISTED;
