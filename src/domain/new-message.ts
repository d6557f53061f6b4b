import type { Owner } from './channel.ts';
import type { Instant } from './instant.ts';
import type { Envelope } from './message.ts';

/** A message to be queued; its content is kept already. */
export interface NewMessage {
  id: string;
  owner: Owner;
  channelId: string;
  messageId: string;
  subject: string;
  envelope: Envelope;
  bytes: number;
  contentId: string;
  /** When it is to leave; null for at once. */
  sendAt: Instant | null;
  /** Postlane's own, a test or a code, and nobody's mail. */
  isTrial?: boolean | undefined;
}

/**
 * What became of it: `known` when the id was queued before, `no-channel` when its owner has no such channel, `over-share` when
 * it has more recipients than its owner has room for.
 */
export type Queued = 'queued' | 'known' | 'no-channel' | 'over-share';
