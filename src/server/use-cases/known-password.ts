import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { Credential, SealedCredential } from '../../domain/credential.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import { BETWEEN_LOGINS, mayTryAt } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';

export interface KnownPasswordNeeds {
  /** A channel's credential, and when its server last refused it; null when there is no such channel. */
  credentialOf(owner: Owner, channelId: string): Promise<{ sealed: SealedCredential; triedAt: Instant | null } | null>;
  openCredential(sealed: SealedCredential, channelId: string): Promise<Credential>;
  /** Says that the credential is about to be tried, and not by itself before `againAt`; false when it was since `triedAt`. */
  claimTry(channelId: string, triedAt: Instant | null, againAt: Instant, now: Instant): Promise<boolean>;
  clock(): Instant;
}

/** What a channel is to be proven with; `sealed` is null for a password that is not the one it has. */
export interface Given {
  credential: Credential;
  sealed: SealedCredential | null;
}

/**
 * What to prove a channel with: a password that was typed, or the one it has when that is the same or none was typed. One
 * that its server has refused goes there once an hour at the most, whoever asks: login-too-soon otherwise. Fails with
 * not-found.
 */
export const passwordFor =
  ({ credentialOf, openCredential, claimTry, clock }: KnownPasswordNeeds) =>
  async (
    { id, owner, username, health }: DeliveryChannel,
    typed: string | null,
  ): Promise<Result<Given, RequestFailure>> => {
    const stored = await credentialOf(owner, id);
    if (stored === null) return failed({ kind: 'not-found' });
    const credential = await openCredential(stored.sealed, id);
    if (typed !== null && typed !== credential.password)
      return success({ credential: { kind: 'password', username, password: typed }, sealed: null });
    if (health.state === 'broken') {
      const now = clock();
      const nextAt = mayTryAt(health.because, stored.triedAt ?? health.since);
      if (nextAt > now) return failed({ kind: 'login-too-soon', nextAt });
      if (!(await claimTry(id, stored.triedAt, mayTryAt(health.because, now), now)))
        return failed({ kind: 'login-too-soon', nextAt: now + BETWEEN_LOGINS });
    }
    return success({ credential, sealed: stored.sealed });
  };
