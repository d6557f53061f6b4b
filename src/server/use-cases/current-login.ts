import {
  isFresh,
  type Credential,
  type Grant,
  type Login,
  type Sealed,
  type SignInService,
} from '../../domain/credential.ts';
import type { DeliveryFailure, GrantFailure } from '../../domain/failure.ts';
import { SECOND, type Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';

export interface LoginNeeds {
  /** A channel's grant as it is now, and until when somebody renews it; null when it has none any more. */
  findGrant(channelId: string): Promise<{ sealed: Sealed; renewingUntil: Instant | null } | null>;
  openGrant(sealed: Sealed, channelId: string): Promise<Grant>;
  sealGrant(grant: Grant, channelId: string): Promise<Sealed>;
  /** Says that we alone renew this very grant until `leaseUntil`; false when another does, or has. */
  claimRenewal(channelId: string, sealed: Sealed, leaseUntil: Instant, now: Instant): Promise<boolean>;
  /** Puts what came of it in its place, and gives the word back. */
  keepRenewed(channelId: string, before: Sealed, after: Sealed): Promise<void>;
  giveUpRenewal(channelId: string, sealed: Sealed): Promise<void>;
  /** Asks the service for a new access token; the refresh token that comes with it takes the old one's place. */
  refresh(service: SignInService, refreshToken: string): Promise<Result<Grant, GrantFailure>>;
  sleep(milliseconds: number): Promise<unknown>;
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

/** Longer than the service is waited for: what a process that died had begun to renew is left to others then. */
const LEASE = 30 * SECOND;
const LOOK_AGAIN = SECOND / 4;

/**
 * What a channel logs in with at this moment. An access token counts for an hour, and is renewed by one at a time, over all
 * processes: a refresh token may be good for one use, and a second use of it may undo the grant (RFC 9700 4.14). What comes
 * back is written down before it is used.
 */
export function currentLogin(needs: LoginNeeds): CurrentLogin {
  const of: CurrentLogin['of'] = async (channelId, credential, refused) => {
    if (credential.kind === 'password') return success(credential);
    const { service, username } = credential;
    const token = (grant: Grant): Result<Login, never> =>
      success({ kind: 'token', username, token: grant.accessToken });
    const stale = refused?.kind === 'token' ? refused.token : null;
    for (;;) {
      const now = needs.clock();
      const found = await needs.findGrant(channelId);
      // Signed in anew or removed meanwhile; whoever asks finds that out.
      if (found === null) return failed({ kind: 'grant-revoked', stage: 'auth', service, error: null, detail: null });
      const { sealed, renewingUntil } = found;
      const grant = await needs.openGrant(sealed, channelId);
      if (grant.accessToken !== stale && isFresh(grant, now)) return token(grant);
      const isFree = renewingUntil === null || renewingUntil <= now;
      if (!isFree || !(await needs.claimRenewal(channelId, sealed, now + LEASE, now))) {
        await needs.sleep(LOOK_AGAIN);
        continue;
      }
      const renewed = await needs.refresh(service, grant.refreshToken);
      if (!renewed.ok) {
        await needs.giveUpRenewal(channelId, sealed);
        return renewed;
      }
      await needs.keepRenewed(channelId, sealed, await needs.sealGrant(renewed.value, channelId));
      return token(renewed.value);
    }
  };

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
