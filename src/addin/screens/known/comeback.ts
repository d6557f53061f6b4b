import type { Channel, Message } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { MessageState } from '../../../domain/outbox.ts';

/** A channel that was broken when last heard of, and works again. */
export interface Comeback {
  channelId: string;
  since: Instant;
  /** Messages that waited for it and go out now, or just have. */
  going: number;
}

interface Before {
  channels: readonly Channel[] | null;
  back: readonly Comeback[];
}

/** The channels that have come back, by how they stood before and how they stand now: none that IT lets send nothing. */
export function comebacks(before: Before, channels: readonly Channel[], messages: readonly Message[]): Comeback[] {
  return channels.flatMap((channel) => {
    const { id, health, stoppedSince } = channel;
    if (health.state === 'broken' || stoppedSince !== null) return [];
    const was = before.channels?.find((one) => one.id === id);
    if (was?.health.state !== 'broken') return before.back.filter(({ channelId }) => channelId === id);
    const { since } = health;
    return [{ channelId: id, since, going: goingOn(channel, messages, since) + goneSince(channel, messages, since) }];
  });
}

/** By the time the pane has asked how the channel stands, the first may have left. */
const goneSince = ({ id }: Channel, messages: readonly Message[], at: Instant): number =>
  messages.filter(
    ({ channelId, state, settledAt }) => channelId === id && state === 'accepted' && (settledAt ?? 0) >= at,
  ).length;

const WAITS: readonly MessageState[] = ['held', 'queued', 'in-flight'];

/** How many messages would go at a moment if the channel worked: neither held for the rep's word nor for a time of their own. */
export const goingOn = (
  { id, held }: Pick<Channel, 'id' | 'held'>,
  messages: readonly Message[],
  at: Instant,
): number =>
  Math.max(
    0,
    messages.filter(({ channelId, state, sendAt }) => channelId === id && WAITS.includes(state) && (sendAt ?? at) <= at)
      .length - held,
  );
