import type { Mailbox } from './address.ts';
import type { Mechanism } from './credential.ts';
import { ruleForNext, type ExpiryRule } from './expiry.ts';
import type { Health } from './health.ts';
import type { Instant } from './instant.ts';
import type { Limits } from './limit.ts';
import type { Pause } from './pause.ts';
import type { ForbiddingPolicy } from './policies.ts';
import type { SentCode } from './proof-code.ts';
import type { ProviderId } from './provider.ts';
import { limitsOf } from './provider.ts';
import type { SubmissionServer } from './submission-server.ts';
import type { PassedVerification } from './verification.ts';

/** A person as our identity provider knows them: tenant and object id, never an email address. */
export interface Owner {
  tenantId: string;
  objectId: string;
}

/** The team whose channel it is: an administrator's channel that is shared, whose credential this one has. */
export interface Team {
  channelId: string;
  /** By which of the domains it is shared with. */
  domain: string;
  /** Who looks after it. */
  by: Mailbox;
  /** The addresses in that domain that everybody may write as, by this channel's credential too. */
  named: string[];
}

/** A proven way for one rep to send. The credential is not here: it lies sealed in the store and opens only for delivery. */
export interface DeliveryChannel {
  id: string;
  owner: Owner;
  /** Null for a channel of the rep's own. */
  team: Team | null;
  /** How many colleagues have its credential by a team. */
  colleagues: number;
  providerId: ProviderId;
  server: SubmissionServer;
  username: string;
  sender: Mailbox;
  /** Whether a code that was sent to it says that its rep may write as it. */
  isSenderProven: boolean;
  /** Whether an administrator has named it as one that everybody in the organisation may write as. */
  isSenderNamed: boolean;
  /** Whether an administrator may: its domain is one that the organisation has proven. */
  mayBeNamed: boolean;
  /** The code that was sent to it last, by this channel, and was neither used nor tried too often; null for none. It may have run out. */
  code: SentCode | null;
  /** The one to send through where a draft leaves the choice. */
  isDefault: boolean;
  mechanism: Mechanism;
  limits: Limits;
  /** The policy by which its organisation does not allow it any more: what it has taken it sends, and takes nothing new. */
  forbiddenBy: ForbiddingPolicy | null;
  health: Health;
  /** Since when its rep keeps the mail back, to change the password; null while it may go. */
  heldSince: Instant | null;
  /** Since when an administrator of its rep's organisation lets nothing leave; null while mail may. */
  stoppedSince: Instant | null;
  /** Messages that wait for it to be mended, or for their rep's word since. */
  held: number;
  /** Of its mailbox; null while mail may leave. */
  pause: Pause | null;
  /** When its server last took the login. */
  checkedAt: Instant;
  /** When it is looked at next though nothing is sent; null while it waits for its rep. */
  nextCheckAt: Instant | null;
  /** When the password was given, and what its rep says of how long it lasts. */
  credentialAt: Instant;
  expiryRule: ExpiryRule | null;
  createdAt: Instant;
  verifiedAt: Instant;
}

/**
 * Makes a channel out of its proof: the only way one comes to be. The server's own SIZE narrows the provider's limit.
 * `nextCheckAt` is when it is looked at next if nothing is sent.
 */
export function establish(
  verification: PassedVerification,
  id: string,
  owner: Owner,
  nextCheckAt: Instant,
): DeliveryChannel {
  const { candidate, mechanism, advertisedBytes, provenAt } = verification;
  // Named one by one: what a caller carries along with the candidate, such as the password, must not ride into the store.
  const { providerId, server, username, sender } = candidate;
  const limits = limitsOf(providerId);
  return {
    id,
    owner,
    team: null,
    colleagues: 0,
    providerId,
    server,
    username,
    sender,
    isSenderProven: false,
    isSenderNamed: false,
    mayBeNamed: false,
    code: null,
    isDefault: false,
    mechanism,
    limits: { ...limits, messageBytes: narrower(limits.messageBytes, advertisedBytes) },
    // Nothing is proven that is not allowed.
    forbiddenBy: null,
    health: { state: 'working', since: provenAt },
    heldSince: null,
    stoppedSince: null,
    held: 0,
    // It has just logged in; what its mailbox may be paused for otherwise, the mailbox says.
    pause: null,
    checkedAt: provenAt,
    nextCheckAt,
    credentialAt: provenAt,
    expiryRule: null,
    createdAt: provenAt,
    verifiedAt: provenAt,
  };
}

/** What a channel is proven for: to be one at all, with a new password, by its rep's word that it works again, or by a check. */
export type Occasion = 'connect' | 'new-password' | 'again' | 'check';

/** What became of a proof that was to be kept: the channel is not as it was meant any more, or another channel has the sign-in. */
export type Kept = 'kept' | 'outdated' | 'sign-in-used';

/** The channel after a new proof: same id, same owner, same history. What its rep keeps back no check lets go. */
export function mend(
  channel: DeliveryChannel,
  verification: PassedVerification,
  occasion: Exclude<Occasion, 'connect'>,
  nextCheckAt: Instant,
): DeliveryChannel {
  const { id, owner, team, colleagues, heldSince, stoppedSince, createdAt, credentialAt, expiryRule } = channel;
  const known = { team, colleagues, stoppedSince, createdAt };
  const proven = { ...establish(verification, id, owner, nextCheckAt), ...known };
  if (occasion === 'new-password') return { ...proven, expiryRule: ruleForNext(expiryRule) };
  const kept = { ...proven, credentialAt, expiryRule };
  return occasion === 'check' && heldSince !== null ? { ...kept, heldSince, nextCheckAt: null } : kept;
}

const narrower = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other);
