import { expect } from '@jest/globals';
import type { Candidate } from '../../../src/domain/candidate.ts';
import { establish, type DeliveryChannel, type Occasion, type Owner } from '../../../src/domain/channel.ts';
import type { Credential, Login } from '../../../src/domain/credential.ts';
import type { DeliveryFailure, GrantFailure, ReplyFailureKind } from '../../../src/domain/failure.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { DEFAULT_POLICIES } from '../../../src/domain/policies.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { prove, STEPS, type PassedVerification, type StepPassed } from '../../../src/domain/verification.ts';
import type { SignedIn } from '../../../src/domain/sign-in.ts';
import type { Offer } from '../../../src/server/use-cases/given-credential.ts';
import { connectChannel, type ConnectNeeds } from '../../../src/server/use-cases/connect-channel.ts';
import { repairChannel } from '../../../src/server/use-cases/repair-channel.ts';

export const ADA: Owner = { tenantId: 'firma', objectId: 'ada' };
const CANDIDATE: Candidate = {
  providerId: 'custom',
  server: { host: 'smtp.firma.example', port: 587, security: 'starttls' },
  username: 'ada',
  sender: { name: 'Ada', address: 'ada@firma.example' },
};
export const PASSED = STEPS.map((step): StepPassed => ({ step, outcome: 'passed', milliseconds: 1, detail: '' }));
export const NOW = 10 * HOUR;
export const SEALED = { keyId: 'k1', text: 'sealed before' };

export function proof(candidate = CANDIDATE): PassedVerification {
  const proven = prove(candidate, { mechanism: 'PLAIN', advertisedBytes: null }, PASSED, 1);
  if (proven === null) throw new Error('The steps prove nothing.');
  return proven;
}

export const brokenBy = (kind: ReplyFailureKind): DeliveryChannel['health'] => ({
  ...{ state: 'broken', since: NOW - 2 * HOUR },
  because: { kind, stage: 'auth', reply: { code: 535, enhanced: null, text: 'no' } },
});

export const REFUSED: DeliveryFailure = {
  ...{ kind: 'password-rejected', stage: 'auth' },
  reply: { code: 535, enhanced: '5.7.8', text: 'no' },
};

const PASSWORD: Login & Credential = { kind: 'password', username: 'ada', password: 'old' };
const GRANT: Credential = { kind: 'grant', service: 'microsoft', username: 'ada' };
export const token = (name: string): Login => ({ kind: 'token', username: 'ada', token: name });
export const unheard = (kind: GrantFailure['kind']): GrantFailure => ({
  ...{ kind, stage: 'auth', service: 'microsoft' },
  ...{ error: null, detail: null },
});
export const STALE: DeliveryFailure = {
  ...{ kind: 'token-rejected', stage: 'auth' },
  reply: { code: 535, enhanced: null, text: 'no' },
};

interface Moods {
  /** How often the mailbox is somebody else's before it may be had. */
  busy?: number;
  /** The server takes no password. */
  refuses?: DeliveryFailure | null;
  /** The channel is a sign-in's, whose service gives these tokens, or none any more: the next each time one was refused. */
  tokens?: (string | GrantFailure)[];
  /** Tokens that the server takes from nobody. */
  stale?: string[];
  onSeal?: () => void;
  /** The channel is another each time that it is to be saved. */
  outdated?: boolean;
  /** Who has just signed in. */
  signedIn?: SignedIn;
  /** Another channel of the rep's, of the same sender. */
  another?: DeliveryChannel;
}

/** A password, a sign-in, or what the channel has. */
function offerOf(given: string | { account?: string }): Offer;
function offerOf(given: string | { account?: string } | null): Offer | null;
function offerOf(given: string | { account?: string } | null): Offer | null {
  if (given === null) return null;
  if (typeof given === 'string') return { kind: 'password', password: given };
  return { kind: 'sign-in', reference: 'just now', ...given };
}

/** One channel, whose password is “old”, last refused at `triedAt`; what was verified, saved and found out. */
export function bench(
  health: DeliveryChannel['health'],
  triedAt: number,
  {
    busy = 0,
    refuses = null,
    tokens = [],
    stale = [],
    onSeal = () => {},
    outdated = false,
    signedIn,
    another,
  }: Moods = {},
) {
  const channels = new Map([['channel-1', { ...establish(proof(), 'channel-1', ADA, NOW), health }]]);
  const verified: Login[] = [];
  const saved: { occasion: Occasion; sealed: string }[] = [];
  const broken: { because: DeliveryFailure; nextAt: number | null }[] = [];
  const slept: number[] = [];
  const typed: { mark: string; kind: string }[] = [];
  let places = 0;
  let tried = triedAt;
  let untried = 0;
  const needs: ConnectNeeds = {
    newId: () => 'channel-2',
    policiesOf: async () => DEFAULT_POLICIES,
    find: async (_owner, id) => channels.get(id) ?? null,
    changingWith: async () => [],
    findSame: async (_owner, { username }) => (another?.username === username ? another : null),
    credentialOf: async (_owner, id) => (channels.has(id) ? SEALED : null),
    openCredential: async () => (tokens.length > 0 ? GRANT : PASSWORD),
    currentLogin: {
      async of(_id, _credential, refused) {
        if (refused !== undefined) tokens.shift();
        const [now = null] = tokens;
        return now === null ? success(PASSWORD) : typeof now === 'string' ? success(token(now)) : failed(now);
      },
    },
    findSignedIn: async () => signedIn ?? null,
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
      return { conversation, beganAt: now, checks: 2, before: { triedAt: 7, checkAt: null } };
    },
    async failed(_check, because, nextAt) {
      broken.push({ because, nextAt });
    },
    markOf: (credential) => (credential.kind === 'password' ? credential.password : null),
    restsUntil: async (_login, mark) => (mark === 'refused elsewhere' ? NOW + 7 : null),
    async refused(_login, mark, { because }) {
      typed.push({ mark, kind: because.kind });
    },
    async untried({ before }) {
      tried = before.triedAt ?? 0;
      untried += 1;
    },
    async endConversation() {
      places -= 1;
    },
    async sleep(milliseconds) {
      slept.push(milliseconds);
    },
    async *verify(candidate, credential) {
      verified.push(credential);
      if (credential.kind === 'token' && stale.includes(credential.token)) {
        yield* PASSED.slice(0, 3);
        yield { step: 'auth', outcome: 'failed', milliseconds: 1, failure: STALE };
        return failed(STALE);
      }
      if (refuses !== null) {
        yield { step: 'auth', outcome: 'failed', milliseconds: 1, failure: refuses };
        return failed(refuses);
      }
      yield* PASSED;
      return success(proof(candidate));
    },
    async seal() {
      onSeal();
      return { keyId: 'k1', text: 'sealed anew' };
    },
    async save({ channel, occasion }, sealed) {
      if (outdated || (occasion !== 'connect' && !channels.has(channel.id))) return 'outdated';
      saved.push({ occasion, sealed: sealed.text });
      channels.set(channel.id, channel);
      return 'kept';
    },
    onFault: () => {},
    stopping: new AbortController().signal,
    nextCheckAt: () => NOW + 6 * HOUR,
    clock: () => NOW,
  };
  const repair = repairChannel(needs);
  const eventsOf = async (steps: Awaited<ReturnType<typeof repair>>): Promise<unknown[]> =>
    steps.ok ? Array.fromAsync(steps.value) : [steps.failure];
  return {
    channels,
    verified,
    saved,
    broken,
    typed,
    slept,
    places: () => places,
    untried: () => untried,
    repair: (password: string) =>
      repair(ADA, 'channel-1', { kind: 'password', password }, new AbortController().signal),
    repaired: async (given: string | { account?: string } | null) =>
      eventsOf(await repair(ADA, 'channel-1', offerOf(given), new AbortController().signal)),
    connected: async (typed: Candidate, given: { account?: string }) =>
      eventsOf(await connectChannel(needs)(ADA, typed, offerOf(given), new AbortController().signal)),
  };
}
