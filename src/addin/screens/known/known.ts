import { channelsReply } from '../../../contract/channels.ts';
import type { Channel, Message } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import type { Keep } from '../../parts/surroundings.ts';
import type { Trouble } from '../../words/trouble.ts';
import { toSignIn } from '../../words/trouble-words.ts';

/** What the pane knows of the rep's channels and mail, and since when: the last known state when the server is away. */
export interface Known {
  /** Null until the server, or this device's memory, has told. */
  channels: readonly Channel[] | null;
  /** Newest first. */
  messages: readonly Message[];
  asOf: Instant | null;
  /** Whether the server itself has answered since the pane opened. */
  heard: boolean;
  asking: boolean;
  /** Why the last question was not answered. */
  trouble: BackendFailure | null;
  /** Whether changes arrive by themselves. */
  following: boolean;
}

export type KnownEvent =
  | { type: 'asked' }
  | { type: 'answered'; channels: readonly Channel[]; messages: readonly Message[]; at: Instant }
  | { type: 'troubled'; trouble: BackendFailure }
  | { type: 'channel-changed'; channel: Channel }
  | { type: 'channel-gone'; id: string }
  | { type: 'message-changed'; message: Message }
  | { type: 'following'; following: boolean };

/** Only channels are remembered on the device: a message has a subject and recipients, which are nobody else's business. */
export interface Remembered {
  channels: readonly Channel[];
  asOf: Instant;
}

export const startKnowing = (remembered: Remembered | null): Known => ({
  channels: remembered?.channels ?? null,
  messages: [],
  asOf: remembered?.asOf ?? null,
  heard: false,
  asking: true,
  trouble: null,
  following: false,
});

export function know(known: Known, event: KnownEvent): Known {
  switch (event.type) {
    case 'asked':
      return { ...known, asking: true };
    case 'answered': {
      const { channels, messages, at } = event;
      return {
        ...known,
        channels,
        messages: newestFirst(messages),
        asOf: at,
        heard: true,
        asking: false,
        trouble: null,
      };
    }
    case 'troubled':
      return { ...known, asking: false, trouble: event.trouble };
    case 'channel-changed':
      return { ...known, channels: replaced(known.channels ?? [], event.channel) };
    case 'channel-gone':
      return { ...known, channels: (known.channels ?? []).filter(({ id }) => id !== event.id) };
    case 'message-changed':
      return { ...known, messages: newestFirst(replaced(known.messages, event.message)) };
    case 'following':
      return { ...known, following: event.following };
  }
}

function replaced<T extends { id: string }>(all: readonly T[], one: T): T[] {
  const known = all.some(({ id }) => id === one.id);
  return known ? all.map((other) => (other.id === one.id ? one : other)) : [...all, one];
}

const newestFirst = (messages: readonly Message[]): Message[] => [...messages].sort((a, b) => b.queuedAt - a.queuedAt);

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
  return typeof asOf === 'number' ? { channels: read.data.channels, asOf } : null;
}

const keyFor = (mailbox: string): string => `postlane.known.${mailbox}`;

export const recall = (device: Keep, mailbox: string): Remembered | null =>
  readRemembered(device.read(keyFor(mailbox)));

export const remember = (device: Keep, mailbox: string, remembered: Remembered | null): void => {
  device.write(keyFor(mailbox), remembered);
};
