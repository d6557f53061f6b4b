import type { DeliveryChannel } from './channel.ts';
import type { SealedCredential } from './credential.ts';
import type { Instant } from './instant.ts';
import type { Envelope } from './message.ts';

/** A message that a process has, until it settles it or the lease runs out, and all that is needed to deliver it. */
export interface Claimed {
  id: string;
  lease: string;
  channel: DeliveryChannel;
  credential: SealedCredential;
  envelope: Envelope;
  bytes: number;
  /** Null when it is gone against all rules: then the attempt fails, and the other mailboxes go on. */
  contentId: string | null;
  tryingSince: Instant;
  /** This one counted. */
  attempts: number;
  /** Whether some of its recipients have it from an earlier attempt. */
  reachedSome: boolean;
}
