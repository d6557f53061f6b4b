import { setTimeout as pause } from 'node:timers/promises';
import type { DeliveryChannel } from '../../../src/domain/channel.ts';
import type { Grant, GrantCredential } from '../../../src/domain/credential.ts';
import type { GrantFailure } from '../../../src/domain/failure.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { failed, success, type Result } from '../../../src/domain/result.ts';
import { createRenewing } from '../../../src/server/store/renewing.ts';
import { currentLogin, type CurrentLogin, type LoginNeeds } from '../../../src/server/use-cases/current-login.ts';
import type { Store } from './fixtures.ts';

export const CREDENTIAL: GrantCredential = { kind: 'grant', service: 'microsoft', username: 'ada@firma.example' };

export const token = (said: string) => success({ kind: 'token' as const, username: 'ada@firma.example', token: said });

/** Something to wait for, and what makes it happen. */
export function moment(): { comes: Promise<void>; come: () => void } {
  let come = (): void => {};
  const comes = new Promise<void>((resolve) => (come = resolve));
  return { comes, come };
}

/** What the service says of a renewal that comes to nothing. */
export const noRenewal = (
  kind: GrantFailure['kind'],
  error: string | null = null,
): { ok: false; failure: GrantFailure } => failed({ kind, stage: 'auth', service: 'microsoft', error, detail: null });

const sealed = (grant: Grant) => ({ keyId: 'k1', text: JSON.stringify(grant) });

/** A channel whose access token ran out an hour ago, and what renews it: a service that honours each refresh token once. */
export interface RenewalBench {
  id: string;
  /** Refresh tokens that the service was given, in order. */
  asked: string[];
  refresh(refreshToken: string): Promise<Result<Grant, GrantFailure>>;
  /** The service has honoured its last refresh token, and nobody has heard what it gave for it. */
  spend(): void;
  /** A server process, with what is different about it. */
  process(changes?: Partial<LoginNeeds>): CurrentLogin;
  /** Leads all clocks on by so many milliseconds. */
  pass(milliseconds: number): void;
  now(): number;
  /** What the store has; null when the channel has no grant. */
  kept(): Promise<Grant | null>;
  /** Its rep signs in anew. */
  signInAnew(grant: Grant): Promise<void>;
  remove(): Promise<void>;
}

export async function renewalBench(store: Store): Promise<RenewalBench> {
  const renewing = createRenewing(store.db);
  const channel = await store.channel();
  const { id } = channel;
  const signInAnew = async (grant: Grant): Promise<void> => {
    const proven: { channel: DeliveryChannel; occasion: 'new-password' } = { channel, occasion: 'new-password' };
    await store.channels.save(proven, { keyId: 'k1', text: 'grant', grant: sealed(grant) }, [], 1);
  };
  await signInAnew({ refreshToken: 'r0', accessToken: 'a0', endsAt: HOUR });
  let now = 2 * HOUR;
  let honoured = 0;
  const asked: string[] = [];
  const refresh: RenewalBench['refresh'] = async (refreshToken) => {
    asked.push(refreshToken);
    await pause(20);
    if (refreshToken !== `r${honoured}`) return noRenewal('grant-revoked', 'invalid_grant');
    honoured += 1;
    return success({ refreshToken: `r${honoured}`, accessToken: `a${honoured}`, endsAt: now + HOUR });
  };
  return {
    id,
    asked,
    refresh,
    spend: () => void (honoured += 1),
    process: (changes) =>
      currentLogin({
        ...renewing,
        openGrant: async ({ text }) => JSON.parse(text) as Grant,
        sealGrant: async (grant) => sealed(grant),
        refresh: (_service, refreshToken) => refresh(refreshToken),
        configured: () =>
          failed({ kind: 'default-channel-withdrawn', stage: 'connect', host: '', port: 0, detail: null }),
        onFault: () => {},
        sleep: () => pause(5),
        stopping: new AbortController().signal,
        clock: () => now,
        ...changes,
      }),
    pass: (milliseconds) => void (now += milliseconds),
    now: () => now,
    kept: async () => JSON.parse((await renewing.findGrant(id))?.sealed.text ?? 'null') as Grant | null,
    signInAnew,
    remove: async () => void (await store.channels.remove(channel.owner, id, 1)),
  };
}
