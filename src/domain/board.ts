import type { Mailbox } from './address.ts';
import type { Mechanism } from './credential.ts';
import type { Named } from './directory.ts';
import type { DeliveryFailure } from './failure.ts';
import type { Instant } from './instant.ts';
import type { PlaceInList } from './organisation.ts';
import type { ForbiddingPolicy } from './policies.ts';
import type { ProviderId } from './provider.ts';

/** Which channels of an organisation its administrator looks at: all, those that are broken, not allowed, on a password that ends. */
export const BOARD_SHOWS = ['all', 'broken', 'forbidden', 'ending'] as const;
export type BoardShow = (typeof BOARD_SHOWS)[number];

/** What a channel is of a team: the one that is shared, or one that has joined it. */
export const TEAM_PARTS = ['shared', 'joined'] as const;
export type TeamPart = (typeof TEAM_PARTS)[number];

/** A page of the board. `find` is how an address begins, the sender's or the person's own; '' for any. */
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
  /** How its rep is called; null for whom no token has named yet. */
  person: Named | null;
  /** As its rep typed it: no word of whose it is. */
  sender: Mailbox;
  providerId: ProviderId;
  host: string;
  username: string;
  mechanism: Mechanism;
  /** Its rep shares it with colleagues, or has joined a colleague's. */
  team: TeamPart | null;
  /** Nobody vouches for its sender: it carries nothing but the code that would. False while nobody knows its rep's own address. */
  isUnproven: boolean;
  /** Why, and since when; null while it works. What the server said stays with the rep: it may name whom the mail was for. */
  broken: { kind: DeliveryFailure['kind']; since: Instant } | null;
  /** The organisation's policy that stands against it; null while it is allowed. */
  forbiddenBy: ForbiddingPolicy | null;
  heldSince: Instant | null;
  stoppedSince: Instant | null;
  /** Messages that have not left. */
  waiting: number;
  /** How many colleagues send by it, whose channels go with it, and the messages of those that have not left. */
  colleagues: number;
  colleaguesWaiting: number;
  /** When its provider last took a message; null when that was never, or longer ago than records are kept. */
  lastUsedAt: Instant | null;
}

export interface BoardCounts {
  channels: number;
  broken: number;
  /** On a password that its provider lets end. */
  ending: number;
}
