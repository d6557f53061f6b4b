import {
  isFresh,
  type Credential,
  type Grant,
  type Login,
  type Sealed,
  type SignInService,
} from '../../domain/credential.ts';
import type { DeliveryFailure, GrantFailure } from '../../domain/failure.ts';
import { MINUTE, SECOND, type Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { insist } from './settle-mail.ts';

export interface LoginNeeds {
  /** A channel's grant as it is now, and until when somebody renews it; null when it has none any more. */
  findGrant(channelId: string): Promise<{ sealed: Sealed; renewingUntil: Instant | null } | null>;
  /** Null when its key is destroyed. */
  openGrant(sealed: Sealed, channelId: string): Promise<Grant | null>;
  sealGrant(grant: Grant, channelId: string): Promise<Sealed>;
  /** Says that we alone renew this very grant until `leaseUntil`; false when another does, or has. */
  claimRenewal(channelId: string, sealed: Sealed, leaseUntil: Instant, now: Instant): Promise<boolean>;
  /** Puts what came of it in its place, and gives the word back; false when the channel has another grant by now, or none. */
  keepRenewed(channelId: string, before: Sealed, after: Sealed): Promise<boolean>;
  /** Gives the word back; false likewise. */
  giveUpRenewal(channelId: string, sealed: Sealed): Promise<boolean>;
  /** Asks the service for a new access token, for 20 seconds at the most; the refresh token that comes with it takes the old one's place. */
  refresh(service: SignInService, refreshToken: string): Promise<Result<Grant, GrantFailure>>;
  /** The login that the operator's configuration names now. */
  configured(): Result<Login, DeliveryFailure>;
  onFault(error: unknown): void;
  sleep(milliseconds: number): Promise<void>;
  /** Aborts when this process is to end. */
  stopping: AbortSignal;
  clock(): Instant;
}

export interface CurrentLogin {
  /** What to say to the server now; of a grant a new access token where its time is up, or it is the one that was `refused`. */
  of(channelId: string, credential: Credential, refused?: Login): Promise<Result<Login, DeliveryFailure>>;
  /** Logs in by `use`; once more with a new access token where the server did not take the one we had. */
  by<T>(
    channelId: string,
    credential: Credential,
    use: (login: Login) => Promise<Result<T, DeliveryFailure>>,
  ): Promise<Result<T, DeliveryFailure>>;
}

/**
 * After so long what a process had begun to renew is left to others: it has died. The service is waited for a third of that;
 * the rest is for a database that takes its time over the claim, and for a clock that is behind.
 */
export const LEASE = 1 * MINUTE;
const LOOK_AGAIN = SECOND / 4;

/**
 * What a channel logs in with at this moment. An access token counts for an hour, and is renewed by one at a time, over all
 * processes: a refresh token may be good for one use, and a second use of it may undo the grant (RFC 9700 4.14). What comes
 * back is written down before it is used.
 */
export function currentLogin(needs: LoginNeeds): CurrentLogin {
  const of: CurrentLogin['of'] = async (channelId, credential, refused) => {
    if (credential.kind === 'password') return success(credential);
    if (credential.kind === 'configured') return needs.configured();
    const { service, username } = credential;
    const token = (grant: Grant): Result<Login, never> =>
      success({ kind: 'token', username, token: grant.accessToken });
    const stale = refused?.kind === 'token' ? refused.token : null;
    /** The grant that another was renewing when we looked last. */
    let waitedFor: string | null = null;
    for (;;) {
      const now = needs.clock();
      const found = await needs.findGrant(channelId);
      const grant = found && (await needs.openGrant(found.sealed, channelId));
      // Signed in anew or removed meanwhile, or its key is destroyed; whoever asks finds that out.
      if (found === null || grant === null)
        return failed({ kind: 'grant-revoked', stage: 'auth', service, error: null, detail: null });
      const { sealed, renewingUntil } = found;
      if (grant.accessToken !== stale && isFresh(grant, now)) return token(grant);
      // The other asked in vain: a service that is away is not asked by all who waited, one after the other.
      if (renewingUntil === null && waitedFor === sealed.text)
        return failed({ kind: 'sign-in-unavailable', stage: 'auth', service, error: null, detail: null });
      const isFree = renewingUntil === null || renewingUntil <= now;
      if (!isFree || !(await needs.claimRenewal(channelId, sealed, now + LEASE, now))) {
        waitedFor = sealed.text;
        await needs.sleep(LOOK_AGAIN);
        continue;
      }
      const renewed = await needs.refresh(service, grant.refreshToken);
      const stands = renewed.ok
        ? await keep(channelId, sealed, await needs.sealGrant(renewed.value, channelId))
        : await needs.giveUpRenewal(channelId, sealed);
      // Where it does not, the rep signed in anew meanwhile, or another was faster after all: theirs counts.
      if (stands) return renewed.ok ? token(renewed.value) : renewed;
    }
  };

  /** While the database is away the new refresh token is nowhere but here, and the old one may be good for nothing. */
  const keep = (channelId: string, before: Sealed, after: Sealed): Promise<boolean> =>
    insist(() => needs.keepRenewed(channelId, before, after), needs, needs.stopping);

  return {
    of,
    async by(channelId, credential, use) {
      const login = await of(channelId, credential);
      if (!login.ok) return login;
      const used = await use(login.value);
      if (used.ok || used.failure.kind !== 'token-rejected') return used;
      const again = await of(channelId, credential, login.value);
      return again.ok ? use(again.value) : again;
    },
  };
}
