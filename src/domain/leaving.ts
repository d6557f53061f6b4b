import type { Mailbox } from './address.ts';
import type { Named } from './directory.ts';
import type { Instant } from './instant.ts';
import type { MessageState } from './outbox.ts';
import type { ProviderId } from './provider.ts';

/** What becomes of a leaver's waiting mail: it is dropped, or a colleague gets it, by object id, who sends it or does not. */
export type WaitingMail = { kind: 'drop' } | { kind: 'hand-over'; to: string };

/** A message that waits, as an administrator may see it: enough to decide by, and nothing of what it says or to whom. */
export interface WaitingFacts {
  from: string;
  recipients: number;
  state: MessageState;
  queuedAt: Instant;
  sendAt: Instant | null;
}

/** What is of a person, before that is removed. */
export interface PersonFacts {
  /** How the person is called; null for whom no token has named yet. */
  person: Named | null;
  channels: { id: string; sender: Mailbox; providerId: ProviderId; host: string }[];
  /** The oldest of those that wait, and how many there are. */
  waiting: WaitingFacts[];
  waitingCount: number;
  /** Messages that have begun to leave: they come to their end. */
  underWay: number;
  /** Records of what is over. */
  records: number;
  /** How many colleagues send by these channels, whose own go with them, and the mail that waits there: nobody gets it. */
  colleagues: number;
  colleaguesWaiting: number;
  /** Colleagues each of whom may write from every address that the waiting mail is from, by a channel that goes. */
  successors: { personId: string; person: Named | null; sender: Mailbox }[];
}

/** What was removed; of the messages that waited, and of those that are under way still. */
export interface Removed {
  channels: number;
  messages: number;
  underWay: number;
}

/** Why a person was not removed: there is nothing of theirs; an administrator paused a channel; or nobody could send the mail from an address. */
export type NotRemoved = 'not-found' | 'stopped' | { cannotSendFrom: string };
