import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICIES } from '../../../src/domain/policies.ts';
import type { Candidate } from '../../../src/domain/candidate.ts';
import { establish, type DeliveryChannel, type Owner } from '../../../src/domain/channel.ts';
import type { Credential, SealedCredential } from '../../../src/domain/credential.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { prove, type PassedVerification } from '../../../src/domain/verification.ts';
import { joinTeam, teamsFor } from '../../../src/server/use-cases/join-team.ts';
import { PASSED, REFUSED } from './repair-stage.ts';

const ADA: Owner = { tenantId: 'firma', objectId: 'ada' };
const BEA: Owner = { tenantId: 'firma', objectId: 'bea' };
const KEY: Credential = { kind: 'password', username: 'relay', password: 'the key' };
const SEALED: SealedCredential = { keyId: 'k1', text: 'sealed for the team', mark: 'the key' };
const CANDIDATE: Candidate = {
  providerId: 'sendgrid',
  server: { host: 'smtp.sendgrid.net', port: 587, security: 'starttls' },
  username: 'relay',
  sender: { name: 'Ada', address: 'ada@firma.example' },
};

function proofOf(candidate: Candidate): PassedVerification {
  const proven = prove(candidate, { mechanism: 'PLAIN', advertisedBytes: null }, PASSED, 5);
  if (proven === null) throw new Error('The steps prove nothing.');
  return proven;
}
/** A company's own server, which no row knows. */
const OWN = {
  providerId: 'custom',
  server: { host: 'mail.firma.example', port: 587, security: 'starttls' },
} as const;
const TEAM = establish(proofOf(CANDIDATE), 'team-1', ADA, 9);

/** One shared channel; what was tried, sealed and saved. `meanwhile` happens after the steps have passed. */
function bench(changes: Partial<DeliveryChannel> = {}, refuses: DeliveryFailure | null = null) {
  const teams = new Map([['team-1', { ...TEAM, ...changes }]]);
  const all: DeliveryChannel[] = [];
  const sealedFor: string[] = [];
  const broken: string[] = [];
  const hooks = { meanwhile: () => {}, outdated: 0, policies: DEFAULT_POLICIES };
  let places = 0;
  const needs: Parameters<typeof joinTeam>[0] = {
    withDomain: async (tenantId, domain) =>
      tenantId === 'firma' && domain === 'firma.example' ? [...teams.values()] : [],
    proveDomain: { prove: async () => success(undefined) },
    addressesBy: async () => ['cleo@firma.example'],
    domainToASCII: (domain) => domain,
    policiesOf: async () => hooks.policies,
    find: async (_owner, id) => all.find((one) => one.id === id) ?? null,
    findSame: async (owner, { sender }) =>
      all.find((one) => one.owner === owner && one.sender.address === sender.address) ?? null,
    changingWith: async () => [],
    credentialOf: async (owner, id) => (teams.get(id)?.owner === owner ? SEALED : null),
    openCredential: async () => KEY,
    currentLogin: { of: async (_id, credential) => success(credential as Credential & { kind: 'password' }) },
    findSignedIn: async () => null,
    async openCheck(id) {
      places += 1;
      const channel = teams.get(id) ?? TEAM;
      const conversation = { id: 'place', mailboxId: 'mailbox-1', channel, credential: SEALED, pauses: 0 };
      return { conversation, beganAt: 1, checks: 0, before: { triedAt: null, checkAt: null } };
    },
    async failed({ conversation }) {
      broken.push(conversation.channel.id);
    },
    untried: async () => {},
    async endConversation() {
      places -= 1;
    },
    markOf: () => 'the key',
    restsUntil: async () => null,
    refused: async () => {},
    async *verify(candidate) {
      if (refuses !== null) {
        yield { step: 'auth', outcome: 'failed', milliseconds: 1, failure: refuses };
        return failed(refuses);
      }
      yield* PASSED;
      hooks.meanwhile();
      return success(proofOf(candidate));
    },
    async seal(_credential, _grant, channelId) {
      sealedFor.push(channelId);
      return { keyId: 'k1', text: `sealed for ${channelId}`, mark: 'the key' };
    },
    async save({ channel, joins }) {
      if (hooks.outdated-- > 0) return 'outdated';
      expect(joins).toEqual({ domain: 'firma.example', credential: SEALED });
      all.push(channel);
      return 'kept';
    },
    sleep: async () => {},
    onFault: () => {},
    stopping: new AbortController().signal,
    nextCheckAt: () => 9,
    clock: () => 1,
    newId: () => 'channel-1',
  };
  return {
    ...{ teams, all, sealedFor, broken, hooks },
    places: () => places,
    offered: (address: string | null, owner = BEA) => teamsFor(needs)({ owner, address }),
    async join(address: string | null = 'bea@firma.example', owner = BEA): Promise<unknown> {
      const steps = await joinTeam(needs)({ owner, address }, 'team-1', 'Bea', new AbortController().signal);
      return steps.ok ? (await Array.fromAsync(steps.value)).at(-1) : { failure: steps.failure };
    },
  };
}

describe('joining a team', () => {
  it('makes a channel of the colleague’s own, with the credential sealed for it', async () => {
    const { join, all, sealedFor, places } = bench();
    expect(await join()).toMatchObject({
      channel: {
        ...{ id: 'channel-1', owner: BEA, username: 'relay' },
        sender: { name: 'Bea', address: 'bea@firma.example' },
        team: { channelId: 'team-1', domain: 'firma.example', by: TEAM.sender, named: [] },
      },
    });
    expect([all.length, sealedFor, places()]).toEqual([1, ['channel-1'], 0]);
  });

  it('tries once more what was outdated for a moment', async () => {
    const { join, all, hooks } = bench();
    hooks.outdated = 1;
    expect(await join()).toHaveProperty('channel');
    expect(all).toHaveLength(1);
  });

  it('comes to nothing where it is not shared any more once the steps have passed', async () => {
    const { join, all, hooks, teams, places } = bench();
    hooks.meanwhile = () => teams.clear();
    expect(await join()).toEqual({ failure: { kind: 'not-found' } });
    expect([all, places()]).toEqual([[], 0]);
  });

  it('comes to nothing where the credential is another by then', async () => {
    const { join, all, hooks, teams } = bench();
    hooks.meanwhile = () => teams.set('team-1', { ...TEAM, credentialAt: 7 });
    expect(await join()).toEqual({ failure: { kind: 'not-found' } });
    expect(all).toEqual([]);
  });

  it.each([{ heldSince: 7 }, { stoppedSince: 7 }])(
    'comes to nothing where it is kept back by then: %p',
    async (kept) => {
      const { join, all, hooks, teams } = bench();
      hooks.meanwhile = () => teams.set('team-1', { ...TEAM, ...kept });
      expect(await join()).toEqual({ failure: { kind: 'not-found' } });
      expect(all).toEqual([]);
    },
  );

  it('breaks the team’s channel where the server refuses its login', async () => {
    const { join, broken, all, places } = bench({}, REFUSED);
    expect(await join()).toEqual({ failure: REFUSED });
    expect([broken, all, places()]).toEqual([['team-1'], [], 0]);
  });

  it.each<[string, Partial<DeliveryChannel>, object]>([
    ['a sign-in', { mechanism: 'XOAUTH2' }, { kind: 'credential-bound', because: 'sign-in' }],
    ['a mailbox’s own password', { providerId: 'microsoft365' }, { kind: 'credential-bound', because: 'mailbox' }],
    [
      'a login at a server of mailboxes, as is known by now',
      { providerId: 'custom', server: { host: 'smtp.office365.com', port: 587, security: 'starttls' } },
      { kind: 'credential-bound', because: 'mailbox' },
    ],
    ['the colleague’s own login', { ...OWN, username: 'FIRMA\\bea' }, { kind: 'credential-bound', because: 'mailbox' }],
    ['another’s login', { ...OWN, username: 'cleo' }, { kind: 'credential-bound', because: 'mailbox' }],
    ['a password that is being changed', { heldSince: 1 }, { kind: 'not-found' }],
    ['an administrator’s pause', { stoppedSince: 1 }, { kind: 'not-found' }],
  ])('is refused where there is %s, though it was shared', async (_what, changes, failure) => {
    const { join, sealedFor } = bench(changes);
    expect(await join()).toEqual({ failure });
    expect(sealedFor).toEqual([]);
  });

  it.each([{ sharing: false }, { channelKinds: ['sign-in' as const] }])(
    'is neither offered nor done where the organisation allows no team’s channel: %p',
    async (set) => {
      const { offered, join, hooks, sealedFor } = bench();
      hooks.policies = { ...DEFAULT_POLICIES, ...set };
      expect(await offered('bea@firma.example')).toEqual([]);
      expect(await join()).toMatchObject({ failure: { kind: 'policy-forbids' } });
      expect(sealedFor).toEqual([]);
    },
  );

  it('is for who has an address in the domain, and has not joined', async () => {
    const { offered, join } = bench();
    for (const address of [null, 'bea@elsewhere.example', 'bea@sub.firma.example']) {
      expect(await offered(address)).toEqual([]);
      expect(await join(address)).toEqual({ failure: { kind: 'not-found' } });
    }
    expect(await offered('ada@firma.example', ADA)).toEqual([]);
    expect(await offered('bea@firma.example')).toMatchObject([{ channel: { id: 'team-1' }, domain: 'firma.example' }]);
    await join();
    expect(await offered('bea@firma.example')).toEqual([]);
    expect(await join()).toEqual({ failure: { kind: 'channel-exists' } });
  });
});
