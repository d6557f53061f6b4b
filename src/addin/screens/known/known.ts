import { channelsReply } from '../../../contract/channels.ts';
import type { Channel, Message } from '../../../contract/shapes.ts';
import { MINUTE, SECOND, type Instant } from '../../../domain/instant.ts';
import { isSettled } from '../../../domain/outbox.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import type { Keep } from '../../parts/surroundings.ts';
import type { Trouble } from '../../words/trouble.ts';
import { toSignIn } from '../../words/trouble-words.ts';
import { comebacks, type Comeback } from './comeback.ts';
import { lostTeams, readLost, type LostTeam } from './lost-team.ts';

/** What the pane knows of the rep's channels and mail, and since when: the last known state when the server is away. */
export interface Known {
  /** Null until the server, or this device's memory, has told. */
  channels: readonly Channel[] | null;
  /** Newest first. */
  messages: readonly Message[];
  /** Channels that have come back, until the rep has seen it. */
  back: readonly Comeback[];
  /** Teams' channels that went without the rep's doing, until the rep has seen it. */
  lost: readonly LostTeam[];
  asOf: Instant | null;
  /** Whether the server itself has answered since the pane opened. */
  heard: boolean;
  asking: boolean;
  /** When the last question began. */
  askedAt: Instant;
  /** What was told while a question was under way: its answer may be older. */
  meanwhile: { channels: readonly Channel[]; messages: readonly Message[] };
  /** Why the last question was not answered, and how many in a row were not. */
  trouble: BackendFailure | null;
  unanswered: number;
  /** Whether changes arrive by themselves. */
  following: boolean;
  /** Whether they have not for so long that the rep should know. */
  interrupted: boolean;
}

export type KnownEvent =
  | { type: 'asked'; at: Instant }
  | { type: 'answered'; channels: readonly Channel[]; messages: readonly Message[]; at: Instant }
  | { type: 'troubled'; trouble: BackendFailure }
  | { type: 'channel-changed'; channel: Channel }
  | { type: 'code-changed'; id: string; code: Channel['code'] }
  /** `byRep`: this rep has just removed it, here. */
  | { type: 'channel-gone'; id: string; byRep?: true }
  | { type: 'loss-seen' }
  | { type: 'comeback-seen'; channelId: string }
  | { type: 'message-changed'; message: Message }
  | { type: 'following'; following: boolean }
  | { type: 'interrupted' };

/** Only channels are remembered on the device: a message has a subject and recipients, which are nobody else's business. */
export interface Remembered {
  channels: readonly Channel[];
  lost: readonly LostTeam[];
  asOf: Instant;
}

const NOTHING: Known['meanwhile'] = { channels: [], messages: [] };

export const startKnowing = (remembered: Remembered | null): Known => ({
  channels: remembered?.channels ?? null,
  messages: [],
  back: [],
  lost: remembered?.lost ?? [],
  asOf: remembered?.asOf ?? null,
  heard: false,
  asking: true,
  askedAt: 0,
  meanwhile: NOTHING,
  trouble: null,
  unanswered: 0,
  following: false,
  interrupted: false,
});

export function know(known: Known, event: KnownEvent): Known {
  switch (event.type) {
    case 'asked':
      return { ...known, asking: true, askedAt: event.at, meanwhile: NOTHING };
    case 'answered': {
      const { meanwhile } = known;
      const channels = meanwhile.channels.reduce(replaced, event.channels);
      const messages = newestFirst(meanwhile.messages.reduce(replaced, event.messages));
      return {
        ...known,
        channels,
        messages,
        back: comebacks(known, channels, messages),
        lost: lostTeams(known, channels),
        asOf: event.at,
        heard: true,
        asking: false,
        trouble: null,
        unanswered: 0,
      };
    }
    case 'troubled':
      return { ...known, asking: false, trouble: event.trouble, unanswered: known.unanswered + 1 };
    case 'channel-changed': {
      const channels = replaced(known.channels ?? [], event.channel);
      return {
        ...known,
        channels,
        back: comebacks(known, channels, known.messages),
        meanwhile: { ...known.meanwhile, channels: replaced(known.meanwhile.channels, event.channel) },
      };
    }
    case 'code-changed': {
      const channel = known.channels?.find(({ id }) => id === event.id);
      return channel ? know(known, { type: 'channel-changed', channel: { ...channel, code: event.code } }) : known;
    }
    case 'channel-gone': {
      const channels = (known.channels ?? []).filter(({ id }) => id !== event.id);
      const lost = event.byRep
        ? known.lost.filter(({ channelId }) => channelId !== event.id)
        : lostTeams(known, channels);
      return { ...known, channels, lost };
    }
    case 'loss-seen':
      return { ...known, lost: [] };
    case 'comeback-seen':
      return { ...known, back: known.back.filter(({ channelId }) => channelId !== event.channelId) };
    case 'message-changed':
      return {
        ...known,
        messages: newestFirst(replaced(known.messages, event.message)),
        meanwhile: { ...known.meanwhile, messages: replaced(known.meanwhile.messages, event.message) },
      };
    case 'following':
      return { ...known, following: event.following, interrupted: known.interrupted && !event.following };
    case 'interrupted':
      return { ...known, interrupted: true };
  }
}

function replaced<T extends { id: string }>(all: readonly T[], one: T): readonly T[] {
  const known = all.some(({ id }) => id === one.id);
  return known ? all.map((other) => (other.id === one.id ? one : other)) : [...all, one];
}

const newestFirst = (messages: readonly Message[]): Message[] => [...messages].sort((a, b) => b.queuedAt - a.queuedAt);

/** As many messages as the server gives at once: what waits is to be seen. */
export const LISTED = 200;

/** Often enough to watch mail leave, without a burden to the server. */
export const POLL = 15 * SECOND;
/** The word of a change is lost with a server that dies just then. */
const CHECK = 1 * MINUTE;
/** One answer missed says nothing yet: from the second on the server is left in peace for longer. */
const DOUBLINGS = 3;

/** How long after a question the next one is due, in milliseconds; null when nobody would miss the answer. */
export function askAgainAfter(known: Known, visible: boolean): number | null {
  const waits = known.messages.some(({ state }) => !isSettled(state));
  if (known.following && known.trouble === null) return waits ? CHECK : null;
  return waits || visible ? POLL * 2 ** Math.min(Math.max(known.unanswered - 1, 0), DOUBLINGS) : null;
}

/** The mail that still waits on a channel, and would be lost with it. */
export const waitingOn = (known: Known, channelId: string): readonly Message[] =>
  known.messages.filter(
    (message) => message.channelId === channelId && ['queued', 'held', 'uncertain'].includes(message.state),
  );

/** The trouble as it stands: who was sent to sign in hears how that ended. */
export const latestTrouble = (known: Known, trouble: Trouble): Trouble =>
  known.trouble && toSignIn(trouble) && toSignIn(known.trouble) ? known.trouble : trouble;

/** Reads what the device remembers, trusting nothing about its shape: an older pane may have written it. */
export function readRemembered(kept: unknown): Remembered | null {
  const read = channelsReply.safeParse(kept);
  if (!read.success || typeof kept !== 'object' || kept === null || !('asOf' in kept)) return null;
  const { asOf } = kept;
  return typeof asOf === 'number' ? { channels: read.data.channels, lost: readLost(kept), asOf } : null;
}

const keyFor = (mailbox: string): string => `postlane.known.${mailbox}`;

export const recall = (device: Keep, mailbox: string): Remembered | null =>
  readRemembered(device.read(keyFor(mailbox)));

export const remember = (device: Keep, mailbox: string, remembered: Remembered | null): void => {
  device.write(keyFor(mailbox), remembered);
};
