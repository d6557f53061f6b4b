import * as z from 'zod/mini';
import { instant, mailbox } from '../../../contract/mail.ts';
import type { Channel, Message } from '../../../contract/shapes.ts';

const lostTeam = z.object({ channelId: z.string(), by: mailbox, since: z.nullable(instant) });

/** A team's channel that the rep had and has no more; `since` is when it was last heard of. */
export type LostTeam = z.infer<typeof lostTeam>;

interface Before {
  channels: readonly Channel[] | null;
  lost: readonly LostTeam[];
  asOf: number | null;
}

/** The teams' channels that are gone by now, by what was known before: the server keeps nothing of them to tell. */
export function lostTeams({ channels: before, lost, asOf }: Before, channels: readonly Channel[]): LostTeam[] {
  const isThere = (channelId: string): boolean => channels.some(({ id }) => id === channelId);
  const gone = (before ?? []).flatMap(({ id, team }) =>
    team === null || isThere(id) ? [] : [{ channelId: id, by: team.by, since: asOf }],
  );
  return [...lost.filter(({ channelId }) => !gone.some((one) => one.channelId === channelId)), ...gone];
}

/** What waited there and was not sent: it was dropped with the channel. */
export const unsentOf = ({ channelId, since }: LostTeam, messages: readonly Message[]): Message[] =>
  messages.filter(
    (one) => one.channelId === channelId && one.state === 'dropped' && (one.settledAt ?? 0) >= (since ?? 0),
  );

/** What the device remembers of it, trusting nothing about its shape. */
export function readLost(kept: object): LostTeam[] {
  const read = z.object({ lost: z.array(lostTeam) }).safeParse(kept);
  return read.success ? read.data.lost : [];
}
