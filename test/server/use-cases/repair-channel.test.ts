import { describe, expect, it } from '@jest/globals';
import type { Candidate } from '../../../src/domain/candidate.ts';
import { establish, type DeliveryChannel, type Occasion, type Owner } from '../../../src/domain/channel.ts';
import type { Credential } from '../../../src/domain/credential.ts';
import type { ReplyFailureKind } from '../../../src/domain/failure.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { success } from '../../../src/domain/result.ts';
import { prove, STEPS, type PassedVerification, type StepPassed } from '../../../src/domain/verification.ts';
import { repairChannel } from '../../../src/server/use-cases/repair-channel.ts';

const ADA: Owner = { tenantId: 'firma', objectId: 'ada' };
const CANDIDATE: Candidate = {
  providerId: 'custom',
  server: { host: 'smtp.firma.example', port: 587, security: 'starttls' },
  username: 'ada',
  sender: { name: 'Ada', address: 'ada@firma.example' },
};
const PASSED = STEPS.map((step): StepPassed => ({ step, outcome: 'passed', milliseconds: 1, detail: '' }));
const NOW = 10 * HOUR;
const SEALED = { keyId: 'k1', text: 'sealed before' };

function proof(): PassedVerification {
  const proven = prove(CANDIDATE, { mechanism: 'PLAIN', advertisedBytes: null }, PASSED, 1);
  if (proven === null) throw new Error('The steps prove nothing.');
  return proven;
}

const brokenBy = (kind: ReplyFailureKind): DeliveryChannel['health'] => ({
  ...{ state: 'broken', since: NOW - 2 * HOUR },
  because: { kind, stage: 'auth', reply: { code: 535, enhanced: null, text: 'no' } },
});

/** One channel, whose password is “old”, last refused at `triedAt`; what was verified and saved. */
function bench(health: DeliveryChannel['health'], triedAt: number | null, onSeal = (): void => {}) {
  const channels = new Map([['channel-1', { ...establish(proof(), 'channel-1', ADA, NOW), health }]]);
  const verified: Credential[] = [];
  const saved: { occasion: Occasion; sealed: string }[] = [];
  const tries: (number | null)[] = [triedAt];
  const repair = repairChannel({
    find: async (_owner, id) => channels.get(id) ?? null,
    credentialOf: async (_owner, id) => (channels.has(id) ? { sealed: SEALED, triedAt: tries.at(-1) ?? null } : null),
    openCredential: async () => ({ kind: 'password', username: 'ada', password: 'old' }),
    async claimTry(_id, before, _againAt, now) {
      if (tries.at(-1) !== before) return false;
      tries.push(now);
      return true;
    },
    async *verify(_candidate, credential) {
      verified.push(credential);
      yield* PASSED;
      return success(proof());
    },
    async seal() {
      onSeal();
      return { keyId: 'k1', text: 'sealed anew' };
    },
    async save({ channel, occasion }, sealed) {
      if (!channels.has(channel.id)) return false;
      saved.push({ occasion, sealed: sealed.text });
      channels.set(channel.id, channel);
      return true;
    },
    nextCheckAt: () => NOW + 6 * HOUR,
    clock: () => NOW,
  });
  return {
    channels,
    verified,
    saved,
    async repaired(password: string | null): Promise<unknown[]> {
      const steps = await repair(ADA, 'channel-1', password, new AbortController().signal);
      return steps.ok ? Array.fromAsync(steps.value) : [steps.failure];
    },
  };
}

describe('repairing a channel', () => {
  it('proves another password, seals it and says that it is new', async () => {
    const { repaired, verified, saved } = bench(brokenBy('password-rejected'), NOW - 1);
    expect((await repaired('new')).at(-1)).toMatchObject({ channel: { health: { state: 'working' } } });
    expect(verified.map(({ password }) => password)).toEqual(['new']);
    expect(saved).toEqual([{ occasion: 'new-password', sealed: 'sealed anew' }]);
  });

  it.each([['old'], [null]])(
    'does not give a refused password (%p) to the server again within the hour',
    async (typed) => {
      const { repaired, verified } = bench(brokenBy('password-rejected'), NOW - HOUR + 1);
      expect(await repaired(typed)).toEqual([{ kind: 'login-too-soon', nextAt: NOW + 1 }]);
      expect(verified).toEqual([]);
    },
  );

  it('tries it after the hour, once, however often it is asked', async () => {
    const { repaired, verified, saved } = bench(brokenBy('smtp-auth-off-for-tenant'), NOW - HOUR);
    const [one, other] = await Promise.all([repaired(null), repaired(null)]);
    expect([one, other].map((events) => events?.at(-1))).toEqual([
      expect.objectContaining({ channel: expect.anything() }),
      { kind: 'login-too-soon', nextAt: NOW + HOUR },
    ]);
    expect(verified).toHaveLength(1);
    expect(saved).toEqual([{ occasion: 'again', sealed: SEALED.text }]);
  });

  it('proves a working channel with the password it has at any time', async () => {
    const { repaired, saved } = bench({ state: 'working', since: 0 }, null);
    expect((await repaired(null)).at(-1)).toHaveProperty('channel');
    expect(saved).toEqual([{ occasion: 'again', sealed: SEALED.text }]);
  });

  it('that is removed at the last moment says so, and does not bring it back', async () => {
    const { channels, repaired, saved } = bench({ state: 'working', since: 0 }, null, () => channels.clear());
    expect(await repaired('new')).toEqual([...PASSED, { failure: { kind: 'not-found' } }]);
    expect(saved).toEqual([]);
  });
});
