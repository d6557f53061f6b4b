import type { Mailbox } from './address.ts';
import type { Mechanism } from './credential.ts';
import type { DeliveryFailure } from './failure.ts';
import type { Instant } from './instant.ts';
import type { PlaceInList } from './organisation.ts';
import type { ProviderId } from './provider.ts';

/** Which channels of an organisation its administrator looks at: all, those that are broken, those on a password that ends. */
export const BOARD_SHOWS = ['all', 'broken', 'ending'] as const;
export type BoardShow = (typeof BOARD_SHOWS)[number];

/** A page of the board. `find` is how an address begins, '' for any. */
export interface BoardPage {
  show: BoardShow;
  find: string;
  after: PlaceInList | null;
  limit: number;
}

/** A channel as an administrator of its rep's organisation sees it: never a credential, and nothing of the mail but how much waits. */
export interface BoardChannel {
  id: string;
  /** Its rep's object id in the tenant. */
  personId: string;
  sender: Mailbox;
  providerId: ProviderId;
  host: string;
  mechanism: Mechanism;
  /** Why, and since when; null while it works. What the server said stays with the rep: it may name whom the mail was for. */
  broken: { kind: DeliveryFailure['kind']; since: Instant } | null;
  heldSince: Instant | null;
  stoppedSince: Instant | null;
  /** Messages that have not left. */
  waiting: number;
  /** How many colleagues send by it, whose channels go with it, and the messages of those that have not left. */
  colleagues: number;
  colleaguesWaiting: number;
  /** When its rep last gave it a message; null when that was never, or longer ago than records are kept. */
  lastUsedAt: Instant | null;
}

export interface BoardCounts {
  channels: number;
  broken: number;
  /** On a password that its provider lets end. */
  ending: number;
}
