import type { Mailbox } from './address.ts';
import type { Mechanism } from './credential.ts';
import type { DeliveryFailure } from './failure.ts';
import type { Instant } from './instant.ts';
import type { Limits } from './limit.ts';
import type { Pause } from './pause.ts';
import type { ProviderId } from './provider.ts';
import { limitsOf } from './provider.ts';
import type { SubmissionServer } from './submission-server.ts';
import type { PassedVerification } from './verification.ts';

/** A person as our identity provider knows them: tenant and object id, never an email address. */
export interface Owner {
  tenantId: string;
  objectId: string;
}

/** Working, or broken and why. A broken channel holds its mail and logs in nowhere. */
export type Health =
  { state: 'working'; since: Instant } | { state: 'broken'; since: Instant; because: DeliveryFailure };

/** A proven way for one rep to send. The credential is not here: it lies sealed in the store and opens only for delivery. */
export interface DeliveryChannel {
  id: string;
  owner: Owner;
  providerId: ProviderId;
  server: SubmissionServer;
  username: string;
  sender: Mailbox;
  mechanism: Mechanism;
  limits: Limits;
  health: Health;
  /** Of its mailbox; null while mail may leave. */
  pause: Pause | null;
  createdAt: Instant;
  verifiedAt: Instant;
}

/** Makes a channel out of its proof: the only way one comes to be. The server's own SIZE narrows the provider's limit. */
export function establish(verification: PassedVerification, id: string, owner: Owner): DeliveryChannel {
  const { candidate, mechanism, advertisedBytes, provenAt } = verification;
  // Named one by one: what a caller carries along with the candidate, such as the password, must not ride into the store.
  const { providerId, server, username, sender } = candidate;
  const limits = limitsOf(providerId);
  return {
    id,
    owner,
    providerId,
    server,
    username,
    sender,
    mechanism,
    limits: { ...limits, messageBytes: narrower(limits.messageBytes, advertisedBytes) },
    health: { state: 'working', since: provenAt },
    // It has just logged in; what its mailbox may be paused for otherwise, the mailbox says.
    pause: null,
    createdAt: provenAt,
    verifiedAt: provenAt,
  };
}

/** The channel after a new proof: same id, same owner, same history. */
export function mend(channel: DeliveryChannel, verification: PassedVerification): DeliveryChannel {
  return { ...establish(verification, channel.id, channel.owner), createdAt: channel.createdAt };
}

const narrower = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other);
