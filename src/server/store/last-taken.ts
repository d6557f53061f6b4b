import { sql, type RawBuilder } from 'kysely';

/** When a channel's provider last took a message, from the index of those; null when that was never, or its record is forgotten. */
export const lastTaken = (channelId: RawBuilder<unknown>): RawBuilder<number | null> =>
  sql<number | null>`(
    select settled_at from messages where channel_id = ${channelId} and state = 'accepted' order by settled_at desc limit 1)`;
