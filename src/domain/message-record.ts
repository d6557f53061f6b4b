import type { DeliveryFailure } from './failure.ts';
import type { Instant } from './instant.ts';
import type { MessageState } from './outbox.ts';
import type { Reply } from './reply.ts';

/** One recipient and what became of the message for them; `reply` is the server's, null when it gave none. */
export interface RecipientRecord {
  address: string;
  outcome: 'waiting' | 'accepted' | 'refused';
  reply: Reply | null;
}

/** What is written down of a message, for its owner to see: everything but its content. */
export interface MessageRecord {
  id: string;
  channelId: string;
  /** Message-ID with its angle brackets, fixed when the message is queued. */
  messageId: string;
  state: MessageState;
  subject: string;
  from: string;
  recipients: RecipientRecord[];
  /** Somebody wrote it who left the organisation: it waits for the word of whose it is now. */
  handedOver: boolean;
  /** As it goes over the wire. */
  bytes: number;
  attempts: number;
  queuedAt: Instant;
  /** When the rep wants it to leave; null for at once. */
  sendAt: Instant | null;
  /** When it is tried next; null when it waits for nothing or for a person. */
  dueAt: Instant | null;
  /** Until when it is tried again by itself; null while it has not failed, or waits for a person. */
  givesUpAt: Instant | null;
  settledAt: Instant | null;
  reply: Reply | null;
  because: DeliveryFailure | null;
}
