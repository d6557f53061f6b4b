import type { DeliveryChannel, Owner } from './channel.ts';
import type { SealedCredential } from './credential.ts';
import type { Instant } from './instant.ts';
import type { Envelope } from './message.ts';

/**
 * One connection's worth of mail: a place at a mailbox's server that a process holds under a lease, and for as long as it
 * renews it. All of it goes through one channel, with one login.
 */
export interface Conversation {
  /** Names the lease. */
  id: string;
  mailboxId: string;
  channel: DeliveryChannel;
  credential: SealedCredential;
  /** How often in a row its mailbox was paused before it began. */
  pauses: number;
}

/** A look at a channel: a place at its mailbox's server, as mail has one, with what the channel was known to be. */
export interface Check {
  conversation: Conversation;
  /** Its login is no older. */
  beganAt: Instant;
  /** Checks in a row that met trouble, before this one. */
  checks: number;
  /** What is as before should it turn out that a broken channel's credential was not tried: when that was last, and when it is looked at next. */
  before: { triedAt: Instant | null; checkAt: Instant | null };
}

/** Whose mail is left alone for now: they have all the places that are theirs. */
export interface Busy {
  owners: readonly Owner[];
  /** Each by its one name. */
  hosts: readonly string[];
}

export const NOBODY: Busy = { owners: [], hosts: [] };

/** Names a message and the attempt that has it. */
export type Held = Pick<Claimed, 'id' | 'lease'>;

/** A message that a conversation has, until it is settled or the conversation's lease runs out. */
export interface Claimed {
  id: string;
  /** Names this attempt: whoever settles says which attempt was meant. */
  lease: string;
  envelope: Envelope;
  bytes: number;
  /** Null when it is gone against all rules: then the message is let go, and the others go on. */
  contentId: string | null;
  /** When the first of its attempts began, or could have begun had the mailbox not been paused. */
  tryingSince: Instant;
  /** This one counted. */
  attempts: number;
  /** Whether some of its recipients have it from an earlier attempt. */
  reachedSome: boolean;
}

/** What a conversation gets when it asks for more. */
export type MoreMail =
  | { messages: Claimed[]; /** When the next may go; null when none waits. */ nextAt: Instant | null }
  /** Nothing more for this one: another channel's turn has come, the login was changed, or the lease is lost. */
  | 'over';
