import { describe, expect, it } from '@jest/globals';
import { CHANNEL_KINDS, DEFAULT_POLICIES, type ChannelKind, type Policies } from '../../src/domain/policies.ts';
import { forbiddenBy, objectionTo, ownChannel, type Judged } from '../../src/domain/policy-rules.ts';
import { changesOf, parseHostPattern, readPolicies } from '../../src/domain/policy-wish.ts';
import { PROVIDER_IDS, type ProviderId } from '../../src/domain/provider.ts';
import { recommend, type Evidence } from '../../src/domain/recommendation.ts';
import type { Way } from '../../src/domain/sign-in-service.ts';
import { serverAt } from '../../src/domain/submission-server.ts';

const set = (changes: Partial<Policies>): Policies => ({ ...DEFAULT_POLICIES, ...changes });
const without = (...kinds: ChannelKind[]): Partial<Policies> => ({
  channelKinds: CHANNEL_KINDS.filter((kind) => !kinds.includes(kind)),
});
const EXCHANGE = ownChannel('microsoft365', 'smtp.office365.com', 'password');
const OWN = ownChannel('custom', 'smtp.firma.example', 'password');

describe('the kind of a rep’s own channel', () => {
  it.each<[ProviderId, Way, ChannelKind]>([
    ['microsoft365', 'sign-in', 'sign-in'],
    ['gmail', 'password', 'password'],
    ['ionos-de', 'password', 'password'],
    ['custom', 'password', 'company-server'],
    ['sendgrid', 'password', 'sending-service'],
    ['google-workspace-relay', 'password', 'sending-service'],
    ['microsoft-hve', 'password', 'sending-service'],
    ['default-channel', 'password', 'default-relay'],
  ])('at %s by a %s is %s', (providerId, way, kind) => {
    expect(ownChannel(providerId, 'any.example', way).kind).toBe(kind);
  });

  it('follows for every row of the catalogue', () => {
    for (const id of PROVIDER_IDS) expect(CHANNEL_KINDS).toContain(ownChannel(id, 'any.example', 'password').kind);
  });
});

describe('a policy', () => {
  const team: Judged = { ...OWN, kind: 'team' };
  const relay: Judged = { ...OWN, kind: 'default-relay', host: 'relay.operator.example' };
  it.each<[string, Partial<Policies>, Judged, string | null]>([
    ['nothing', {}, EXCHANGE, null],
    ['passwords', without('password'), EXCHANGE, 'channelKinds'],
    ['passwords', without('password'), ownChannel('microsoft365', 'smtp.office365.com', 'sign-in'), null],
    ['passwords', without('password'), OWN, null],
    ['a company’s server', without('company-server'), OWN, 'channelKinds'],
    ['teams', without('team'), team, 'channelKinds'],
    ['sharing', { sharing: false }, team, 'sharing'],
    ['sharing', { sharing: false }, OWN, null],
    ['the default relay', without('default-relay'), relay, 'channelKinds'],
    ['other hosts', { hosts: ['smtp.firma.example'] }, OWN, null],
    ['other hosts', { hosts: ['smtp.firma.example'] }, EXCHANGE, 'hosts'],
    ['other hosts', { hosts: ['smtp.firma.example'] }, { ...team, host: 'smtp.sendgrid.net' }, 'hosts'],
    ['other hosts, of which the operator’s relay is none', { hosts: ['smtp.firma.example'] }, relay, null],
    ['hosts elsewhere', { hosts: ['*.firma.example'] }, OWN, null],
    ['hosts elsewhere', { hosts: ['*.firma.example'] }, { ...OWN, host: 'a.b.firma.example' }, null],
    ['hosts elsewhere', { hosts: ['*.firma.example'] }, { ...OWN, host: 'firma.example' }, 'hosts'],
    ['hosts elsewhere', { hosts: ['*.firma.example'] }, { ...OWN, host: 'smtp.notfirma.example' }, 'hosts'],
    ['hosts elsewhere', { hosts: ['*.firma.example'] }, { ...OWN, host: 'firma.example.evil.example' }, 'hosts'],
    [
      'Microsoft’s other names',
      { hosts: ['smtp.office365.com'] },
      { ...EXCHANGE, host: 'Outlook.Office365.com' },
      null,
    ],
    ['Microsoft’s other names', { hosts: ['outlook.office365.com'] }, EXCHANGE, null],
    ['passwords at Exchange Online', { exchangePasswords: false }, EXCHANGE, 'exchangePasswords'],
    ['passwords at Exchange Online', { exchangePasswords: false }, { ...EXCHANGE, way: 'sign-in' }, null],
    [
      'passwords at Exchange Online in China',
      { exchangePasswords: false },
      ownChannel('microsoft365-china', 'smtp.partner.outlook.cn', 'password'),
      'exchangePasswords',
    ],
    ['passwords at Exchange Online', { exchangePasswords: false }, OWN, null],
  ])('that forbids %s: %j, %j is forbidden by %s', (_what, changes, judged, policy) => {
    expect(forbiddenBy(set(changes), judged)).toBe(policy);
  });

  it('says what is allowed instead', () => {
    expect(objectionTo(set({ hosts: ['*.firma.example'] }), EXCHANGE)).toEqual({
      policy: 'hosts',
      allowed: { channelKinds: CHANNEL_KINDS, hosts: ['*.firma.example'] },
    });
    expect(objectionTo(DEFAULT_POLICIES, EXCHANGE)).toBeNull();
  });
});

describe('a host as an administrator names it', () => {
  it.each([
    [' SMTP.Firma.example ', 'smtp.firma.example'],
    ['*.Firma.example', '*.firma.example'],
  ])('%j is read as %s', (typed, value) => {
    expect(parseHostPattern(typed)).toEqual({ ok: true, value });
  });

  it.each([
    ['', 'empty'],
    ['*', 'no-dot'],
    ['*.example', 'no-dot'],
    ['smtp.*.example', 'bad-name'],
    ['https://firma.example', 'is-url'],
    ['smtp.firma.example:587', 'has-port'],
  ])('%j is refused: %s', (typed, failure) => {
    expect(parseHostPattern(typed)).toEqual({ ok: false, failure });
  });
});

describe('what an administrator wants', () => {
  const server = serverAt('smtp.firma.example', 587);
  const companyServer = { server, username: 'full-address' as const };

  it('is read: in order, once each, in lower case', () => {
    const read = readPolicies(
      set({
        channelKinds: ['password', 'sign-in', 'password'],
        hosts: ['SMTP.firma.example', 'smtp.firma.example.'],
      }),
      90,
    );
    expect(read).toMatchObject({
      value: { channelKinds: ['sign-in', 'password'], hosts: ['smtp.firma.example'] },
    });
  });

  it.each<[Partial<Policies>, string, string]>([
    [{ channelKinds: [] }, 'channelKinds', 'empty'],
    [{ hosts: ['smtp.firma.example', 'no dot'] }, 'hosts.1', 'has-space'],
    [{ companyServer: { ...companyServer, server: { ...server, host: '10' } } }, 'companyServer.server.host', 'no-dot'],
    [
      { companyServer: { ...companyServer, server: { ...server, security: 'tls' } } },
      'companyServer.server.security',
      'not-for-port',
    ],
    [{ retentionDays: 91 }, 'retentionDays', 'above-operator'],
    [{ companyServer, hosts: ['*.elsewhere.example'] }, 'companyServer', 'forbidden-by-hosts'],
    [{ companyServer, ...without('company-server') }, 'companyServer', 'forbidden-by-channelKinds'],
  ])('is refused by name: %j, %s %s', (changes, path, fault) => {
    expect(readPolicies(set(changes), 90)).toEqual({ ok: false, failure: [{ path, fault }] });
  });

  it('may fill in Exchange Online for who signs in there', () => {
    const wanted = set({
      exchangePasswords: false,
      companyServer: { server: serverAt('smtp.office365.com', 587), username: 'full-address' },
    });
    expect(readPolicies(wanted, 90)).toEqual({ ok: true, value: wanted });
    expect(readPolicies({ ...wanted, ...without('sign-in') }, 90)).toMatchObject({
      failure: [{ path: 'companyServer', fault: 'forbidden-by-channelKinds' }],
    });
  });

  it('differs by what it changes, and by nothing else', () => {
    const before = set({ hosts: ['a.example'] });
    expect(changesOf(before, { ...before, hosts: ['a.example'], sharing: false })).toEqual([
      { policy: 'sharing', before: true, after: false },
    ]);
  });
});

describe('recommendations of an organisation with policies', () => {
  const account: Evidence = { source: 'account-type', accountType: 'office365' };
  const autoconfig: Evidence = {
    source: 'autoconfig',
    server: serverAt('smtp.firma.example', 587),
    username: '%EMAILADDRESS%',
    url: 'https://autoconfig.firma.example/',
  };
  const hosts = (changes: Partial<Policies>, ...found: Evidence[]): string[] =>
    recommend('rep@firma.example', found, ['microsoft'], false, set(changes)).map(({ server }) => server.host);

  it('leave out what is forbidden', () => {
    expect(hosts({}, account, autoconfig)).toEqual(['smtp.office365.com', 'smtp.firma.example']);
    expect(hosts({ hosts: ['*.firma.example'] }, account, autoconfig)).toEqual(['smtp.firma.example']);
    expect(hosts(without('company-server'), account, autoconfig)).toEqual(['smtp.office365.com']);
  });

  it('name the ways that are allowed, and what speaks for the first of them', () => {
    const [signIn] = recommend('rep@firma.example', [account], ['microsoft'], false, set({ exchangePasswords: false }));
    expect(signIn?.ways).toEqual(['sign-in']);
    const [password] = recommend('rep@firma.example', [account], ['microsoft'], false, set(without('sign-in')));
    expect(password?.ways).toEqual(['password']);
    expect(password?.pros).not.toContain('no-password');
  });

  it('begin with the server that is filled in for everybody', () => {
    const filledIn: Evidence = {
      source: 'organisation',
      server: serverAt('mail.firma.example', 465),
      username: '%EMAILLOCALPART%',
    };
    const [first] = recommend('rep@firma.example', [account, filledIn], []);
    expect(first).toMatchObject({ reason: 'organisation', server: { host: 'mail.firma.example' }, username: 'rep' });
  });
});
