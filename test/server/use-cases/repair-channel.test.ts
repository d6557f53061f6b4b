import { describe, expect, it } from '@jest/globals';
import type { Candidate } from '../../../src/domain/candidate.ts';
import { establish, type DeliveryChannel, type Occasion, type Owner } from '../../../src/domain/channel.ts';
import type { Login } from '../../../src/domain/credential.ts';
import type { DeliveryFailure, ReplyFailureKind } from '../../../src/domain/failure.ts';
import { HOUR, SECOND } from '../../../src/domain/instant.ts';
import { failed, success } from '../../../src/domain/result.ts';
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

const REFUSED: DeliveryFailure = {
  ...{ kind: 'password-rejected', stage: 'auth' },
  reply: { code: 535, enhanced: '5.7.8', text: 'no' },
};

interface Moods {
  /** How often the mailbox is somebody else's before it may be had. */
  busy?: number;
  /** The server takes no password. */
  refuses?: DeliveryFailure | null;
  onSeal?: () => void;
}

/** One channel, whose password is “old”, last refused at `triedAt`; what was verified, saved and found out. */
function bench(
  health: DeliveryChannel['health'],
  triedAt: number,
  { busy = 0, refuses = null, onSeal = () => {} }: Moods = {},
) {
  const channels = new Map([['channel-1', { ...establish(proof(), 'channel-1', ADA, NOW), health }]]);
  const verified: Login[] = [];
  const saved: { occasion: Occasion; sealed: string }[] = [];
  const broken: { because: DeliveryFailure; nextAt: number | null }[] = [];
  const slept: number[] = [];
  const typed: { mark: string; kind: string }[] = [];
  let places = 0;
  let tried = triedAt;
  const repair = repairChannel({
    find: async (_owner, id) => channels.get(id) ?? null,
    credentialOf: async (_owner, id) => (channels.has(id) ? SEALED : null),
    openCredential: async () => ({ kind: 'password', username: 'ada', password: 'old' }),
    currentLogin: async () => success({ kind: 'password', username: 'ada', password: 'old' }),
    findSignedIn: async () => null,
    forgetSignedIn: async () => false,
    async openCheck(id, now, leaseUntil) {
      const channel = channels.get(id);
      if (channel === undefined) return null;
      const nextAt = channel.health.state === 'broken' ? tried + HOUR : now;
      if (nextAt > now) return { nextAt };
      if (slept.length < busy || places > 0) return 'busy';
      expect(leaseUntil).toBeGreaterThan(now);
      tried = now;
      places += 1;
      const conversation = { id: 'place', mailboxId: 'mailbox-1', channel, credential: SEALED, pauses: 0 };
      return { conversation, checks: 2, before: { triedAt: 7, checkAt: null } };
    },
    async failed(_conversation, because, nextAt) {
      broken.push({ because, nextAt });
    },
    markOf: (credential) => (credential.kind === 'password' ? credential.password : null),
    restsUntil: async (_login, mark) => (mark === 'refused elsewhere' ? NOW + 7 : null),
    async refused(_login, mark, because) {
      typed.push({ mark, kind: because.kind });
    },
    async untried({ before }) {
      tried = before.triedAt ?? 0;
    },
    async endConversation() {
      places -= 1;
    },
    async sleep(milliseconds) {
      slept.push(milliseconds);
    },
    async *verify(_candidate, credential) {
      verified.push(credential);
      if (refuses !== null) {
        yield { step: 'auth', outcome: 'failed', milliseconds: 1, failure: refuses };
        return failed(refuses);
      }
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
    onFault: () => {},
    stopping: new AbortController().signal,
    nextCheckAt: () => NOW + 6 * HOUR,
    clock: () => NOW,
  });
  return {
    channels,
    verified,
    saved,
    broken,
    typed,
    slept,
    places: () => places,
    repair: (password: string) =>
      repair(ADA, 'channel-1', { kind: 'password', password }, new AbortController().signal),
    async repaired(password: string | null): Promise<unknown[]> {
      const steps = await repair(
        ADA,
        'channel-1',
        password === null ? null : { kind: 'password', password },
        new AbortController().signal,
      );
      return steps.ok ? Array.fromAsync(steps.value) : [steps.failure];
    },
  };
}

describe('repairing a channel', () => {
  it('proves another password, seals it and says that it is new', async () => {
    const { repaired, verified, saved } = bench(brokenBy('password-rejected'), NOW - 1);
    expect((await repaired('new')).at(-1)).toMatchObject({ channel: { health: { state: 'working' } } });
    expect(verified).toEqual([{ kind: 'password', username: 'ada', password: 'new' }]);
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

  it.each([['old'], [null]])(
    'proves a working channel with the password it has (%p) when nobody else has its mailbox',
    async (typed) => {
      const { repaired, saved, slept, places } = bench({ state: 'working', since: 0 }, 0, { busy: 3 });
      expect((await repaired(typed)).at(-1)).toHaveProperty('channel');
      expect(saved).toEqual([{ occasion: 'again', sealed: SEALED.text }]);
      expect(slept).toEqual([SECOND, SECOND, SECOND]);
      expect(places()).toBe(0);
    },
  );

  it('lets it be tried again at once when the server was not even asked', async () => {
    const away = {
      kind: 'connection-refused',
      stage: 'connect',
      host: 'smtp.firma.example',
      port: 587,
      detail: null,
    } as const;
    const { repaired, broken } = bench(brokenBy('smtp-auth-off-for-tenant'), 0, { refuses: away });
    expect((await repaired(null)).at(-1)).toEqual({ failure: away });
    expect((await repaired(null)).at(-1)).toEqual({ failure: away });
    expect(broken).toEqual([]);
  });

  it('waits no longer than somebody needs to find out that the password is wrong', async () => {
    const { repaired, verified, slept } = bench({ state: 'working', since: 0 }, 0, { busy: Infinity });
    expect(await repaired(null)).toEqual([{ kind: 'mailbox-busy' }]);
    expect(verified).toEqual([]);
    expect(slept).toHaveLength(10);
  });

  it('breaks a working channel whose password is refused, before it is told, and lets its mailbox go', async () => {
    const { repair, broken, places } = bench({ state: 'working', since: 0 }, 0, { refuses: REFUSED });
    const steps = await repair('old');
    if (!steps.ok) throw new Error('It was not tried.');
    expect((await steps.value.next()).value).toMatchObject({ step: 'auth', outcome: 'failed' });
    expect(broken).toEqual([{ because: REFUSED, nextAt: null }]);
    // Whoever hears of it may leave.
    await steps.value.return();
    expect(places()).toBe(0);
  });

  it('says nothing of the channel when another password is refused, and lets that rest', async () => {
    const { repaired, broken, typed } = bench({ state: 'working', since: 0 }, 0, { refuses: REFUSED });
    expect((await repaired('new')).at(-1)).toEqual({ failure: REFUSED });
    expect(broken).toEqual([]);
    expect(typed).toEqual([{ mark: 'new', kind: 'password-rejected' }]);
  });

  it('does not give the server a password that it refused to another channel a while ago', async () => {
    const { repaired, verified } = bench(brokenBy('password-rejected'), NOW - 1);
    expect(await repaired('refused elsewhere')).toEqual([{ kind: 'login-too-soon', nextAt: NOW + 7 }]);
    expect(verified).toEqual([]);
  });

  it('that is removed at the last moment says so, and does not bring it back', async () => {
    const { channels, repaired, saved } = bench({ state: 'working', since: 0 }, 0, { onSeal: () => channels.clear() });
    expect(await repaired('new')).toEqual([...PASSED, { failure: { kind: 'not-found' } }]);
    expect(saved).toEqual([]);
  });
});
