import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SignInService } from '../../src/domain/credential.ts';
import { oneNameOf, PROVIDERS, providerOfHost } from '../../src/domain/provider.ts';
import {
  guessedServer,
  prosAndCons,
  providerOfDomain,
  providersOfExchange,
  recommend,
  refusingProvider,
  type Evidence,
} from '../../src/domain/recommendation.ts';
import { serverAt, type SubmissionServer } from '../../src/domain/submission-server.ts';

const own = serverAt('smtp.example.com', 587);
const microsoft: Evidence = { source: 'account-type', accountType: 'office365' };
const autoconfig: Evidence = {
  source: 'autoconfig',
  server: own,
  username: 'rep',
  url: 'https://autoconfig.example.com/mail/config-v1.1.xml',
};
const srv = (server: SubmissionServer): Evidence => ({ source: 'srv', server, name: '_submission._tcp.example.com' });
const mx = (exchange: string): Evidence => ({ source: 'mx', exchange });

describe('a mail exchanger', () => {
  it.each([
    ['example-com.mail.protection.outlook.com', 'microsoft365'],
    ['example-com.mail.protection.outlook.com.', 'microsoft365'],
    ['example-com.q-v1.mx.microsoft', 'microsoft365'],
    ['outlook-com.olc.protection.outlook.com', 'outlook-com'],
    ['EUR.OLC.PROTECTION.OUTLOOK.COM', 'outlook-com'],
    ['aspmx.l.google.com', 'google-workspace'],
    ['smtp.google.com', 'google-workspace'],
    ['mx1.example.com', undefined],
    ['notmail.protection.outlook.com.example', undefined],
    ['xsmtp.google.com.example', undefined],
  ])('%s belongs to %s', (exchange, providerId) => {
    expect(providersOfExchange(exchange)[0]).toBe(providerId);
  });
});

describe('recommendations', () => {
  it('put the mailbox’s own host before what its domain publishes', () => {
    const ranked = recommend(
      'rep@example.com',
      [mx('example-com.mail.protection.outlook.com'), autoconfig, microsoft],
      [],
    );
    expect(ranked.map(({ reason, server }) => [reason, server.host])).toEqual([
      ['account-type', 'smtp.office365.com'],
      ['autoconfig', 'smtp.example.com'],
    ]);
  });

  it('keep the user name that autoconfig names, and take the address elsewhere', () => {
    expect(recommend('rep@example.com', [autoconfig], []).map(({ username }) => username)).toEqual(['rep']);
    expect(recommend('rep@example.com', [srv(own)], []).map(({ username }) => username)).toEqual(['rep@example.com']);
  });

  it('leave the user name open at iCloud, which takes none of a company’s domain', () => {
    const [first] = recommend('rep@example.com', [mx('mx01.mail.icloud.com')], []);
    expect(first).toMatchObject({ providerId: 'icloud', username: '' });
    const own: Evidence = { source: 'known-domain', providerId: 'icloud' };
    expect(recommend('rep@Me.com', [own], [])).toMatchObject([{ username: 'rep@Me.com' }]);
  });

  it.each([
    ['%EMAILLOCALPART%', 'rep'],
    ['%EMAILADDRESS%', 'rep@example.com'],
    ['%EMAILDOMAIN%\\%EMAILLOCALPART%', 'example.com\\rep'],
    ['sales', 'sales'],
  ])('fill in what a settings file leaves open: %s', (username, filled) => {
    expect(recommend('rep@example.com', [{ ...autoconfig, username }], [])).toMatchObject([{ username: filled }]);
  });

  it('say where it stands, for who wants to look', () => {
    const database: Evidence = { source: 'isp-database', server: own, username: 'rep' };
    const places = [autoconfig, srv(own), mx('smtp.google.com'), database, microsoft].map(
      (evidence) => recommend('rep@example.com', [evidence], [])[0]?.foundAt,
    );
    expect(places).toEqual(['autoconfig.example.com', '_submission._tcp.example.com', 'smtp.google.com', null, null]);
  });

  it('name a guess only where nothing else was found', () => {
    const guess: Evidence = { source: 'guess', server: serverAt('mail.example.com', 465) };
    expect(recommend('rep@example.com', [guess], [])).toMatchObject([{ reason: 'guess', server: guess.server }]);
    expect(recommend('rep@example.com', [guess, srv(own)], []).map(({ reason }) => reason)).toEqual(['srv']);
  });

  it('are a few to choose from, however many are published', () => {
    const many = Array.from({ length: 40 }, (_, index) => srv(serverAt(`s${index}.example.com`, 587)));
    expect(recommend('rep@example.com', many, []).map(({ server }) => server.host)).toEqual(
      [0, 1, 2, 3, 4].map((index) => `s${index}.example.com`),
    );
  });

  it('leave out a provider that takes no password where nobody can sign in, and name it', () => {
    const found: Evidence[] = [
      { source: 'account-type', accountType: 'outlookCom' },
      { source: 'known-domain', providerId: 'outlook-com' },
    ];
    expect(recommend('rep@outlook.com', found, [])).toEqual([]);
    expect(refusingProvider(found, [])).toBe('outlook-com');
    expect(refusingProvider([microsoft], [])).toBeNull();
  });

  it('are none for an Exchange of one’s own of which nothing else is known', () => {
    expect(
      recommend('rep@example.com', [{ source: 'account-type', accountType: 'enterprise' }, mx('mx1.example.com')], []),
    ).toEqual([]);
  });

  it.each([
    ['enterprise', 'example-com.mail.protection.outlook.com', []],
    ['enterprise', 'example-com.q-v1.mx.microsoft', []],
    ['enterprise', 'aspmx.l.google.com', ['smtp.gmail.com']],
    ['office365', 'example-com.mail.protection.outlook.com', ['smtp.office365.com']],
    ['unknown', 'example-com.mail.protection.outlook.com', ['smtp.office365.com']],
  ] as const)('for a mailbox at %s behind %s are %j', (accountType, exchange, hosts) => {
    const found: Evidence[] = [{ source: 'account-type', accountType }, mx(exchange)];
    expect(recommend('rep@example.com', found, []).map(({ server }) => server.host)).toEqual(hosts);
  });

  it('still name Microsoft 365 for an Exchange of one’s own whose domain publishes that server', () => {
    const server = serverAt('smtp.office365.com', 587);
    const found: Evidence[] = [{ source: 'account-type', accountType: 'enterprise' }, srv(server)];
    expect(recommend('rep@example.com', found, []).map(({ server: { host } }) => host)).toEqual([server.host]);
  });

  it('tell a company at Google from a person, though the server is the same', () => {
    const server = serverAt('smtp.gmail.com', 465);
    expect(recommend('rep@example.com', [srv(server)], []).map(({ providerId }) => providerId)).toEqual([
      'google-workspace',
    ]);
    expect(
      recommend('rep@example.com', [{ source: 'account-type', accountType: 'gmail' }], []).map(
        ({ providerId }) => providerId,
      ),
    ).toEqual(['google-workspace']);
    expect(
      recommend('rep@gmail.com', [{ source: 'account-type', accountType: 'gmail' }], []).map(
        ({ providerId }) => providerId,
      ),
    ).toEqual(['gmail']);
  });

  it('say what speaks for and against Microsoft 365', () => {
    const [first] = recommend('rep@example.com', [microsoft], []);
    expect(first).toMatchObject({
      pros: ['easy', 'everyone-has-it', 'own-reputation', 'copy-in-sent-items'],
      cons: ['throttled', 'each-sets-up', 'breaks-on-password-change'],
    });
  });

  it.each([
    ['sendgrid', 'of-the-company', 'outlives-password'],
    ['amazon-ses', 'of-the-company', 'outlives-password'],
    // Set up for a company, and logged in to as one of its people.
    ['google-workspace-relay', 'each-sets-up', 'breaks-on-password-change'],
    // Whether its password is made for this alone is not known.
    ['smtp2go', 'of-the-company', 'breaks-on-password-change'],
  ] as const)('say of a login at %s that it is %s, and %s', (providerId, whose, changed) => {
    const { pros, cons } = prosAndCons(providerId, [], false);
    const points = [...pros, ...cons];
    expect(points.filter((one) => ['of-the-company', 'each-sets-up'].includes(one))).toEqual([whose]);
    expect(points.filter((one) => ['outlives-password', 'breaks-on-password-change'].includes(one))).toEqual([changed]);
  });

  it('say that a company’s own server files no copy in Sent Items', () => {
    const [first] = recommend('rep@example.com', [autoconfig], []);
    expect(first?.pros).not.toContain('copy-in-sent-items');
    expect(first?.cons).toContain('no-copy-in-sent-items');
  });

  it('name a server once that has several names', () => {
    const other = srv(serverAt('outlook.office365.com', 587));
    expect(recommend('rep@example.com', [other, microsoft], []).map(({ server }) => server.host)).toEqual([
      'smtp.office365.com',
    ]);
  });

  it('name each server once, best reason first, whatever the order of finding', () => {
    const all: Evidence[] = [
      microsoft,
      autoconfig,
      srv(own),
      mx('aspmx.l.google.com'),
      mx('example-com.mail.protection.outlook.com'),
    ];
    const expected = recommend('rep@example.com', all, []).map(({ reason, server }) => `${reason} ${server.host}`);
    expect(expected).toEqual(['account-type smtp.office365.com', 'autoconfig smtp.example.com', 'mx smtp.gmail.com']);
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (found) => {
        const ranked = recommend('rep@example.com', found, []).map(({ reason, server }) => `${reason} ${server.host}`);
        return JSON.stringify(ranked) === JSON.stringify(expected);
      }),
    );
  });
});

describe('where reps may sign in', () => {
  const google: Evidence = { source: 'account-type', accountType: 'gmail' };
  const consumer: Evidence = { source: 'account-type', accountType: 'outlookCom' };
  const first = (found: Evidence, offered: readonly SignInService[]) =>
    recommend('rep@example.com', [found], offered)[0];

  it('that comes first, and the password stays a way', () => {
    expect(first(microsoft, ['microsoft'])?.ways).toEqual(['sign-in', 'password']);
    expect(first(google, ['microsoft', 'google'])?.ways).toEqual(['sign-in', 'password']);
    expect(first(google, ['microsoft'])?.ways).toEqual(['password']);
    expect(first(autoconfig, ['microsoft', 'google'])?.ways).toEqual(['password']);
  });

  it('a channel at Microsoft outlives a changed password, and one at Google does not', () => {
    expect(first(microsoft, ['microsoft'])).toMatchObject({
      pros: ['no-password', 'outlives-password', 'everyone-has-it', 'own-reputation', 'copy-in-sent-items'],
      cons: ['throttled', 'each-sets-up'],
    });
    expect(first(google, ['google'])).toMatchObject({
      pros: ['no-password', 'everyone-has-it', 'own-reputation', 'copy-in-sent-items'],
      cons: ['throttled', 'each-sets-up', 'breaks-on-password-change'],
    });
  });

  it('Outlook.com is recommended too, with a word on mailboxes that refuse, after what works, and never with a password', () => {
    const found = first(consumer, ['microsoft']);
    expect(found?.ways).toEqual(['sign-in']);
    expect(found?.cons[0]).toBe('may-refuse-programs');
    const elsewhere: Evidence = { source: 'mx', exchange: 'alt1.aspmx.l.google.com' };
    const order = (graph: boolean) =>
      recommend('rep@example.com', [consumer, elsewhere], ['microsoft', 'google'], graph).map(
        ({ providerId }) => providerId,
      );
    expect(order(false)).toEqual(['google-workspace', 'outlook-com']);
    expect(order(true)).toEqual(['outlook-com', 'google-workspace']);
    expect(refusingProvider([consumer], ['microsoft'])).toBeNull();
    expect(refusingProvider([consumer], ['google'])).toBe('outlook-com');
  });
});

describe('what is known of providers', () => {
  it('by domain is the consumer services only', () => {
    expect([providerOfDomain('GMail.com'), providerOfDomain('hotmail.com'), providerOfDomain('example.com')]).toEqual([
      'gmail',
      'outlook-com',
      null,
    ]);
  });

  it('by host is whose server it is, in any case of letters', () => {
    expect([providerOfHost('SMTP.Office365.com'), providerOfHost('smtp.example.com')]).toEqual([
      'microsoft365',
      'custom',
    ]);
    expect([oneNameOf('SMTP.Office365.com'), oneNameOf('SMTP.Example.com')]).toEqual([
      'smtp.office365.com',
      'smtp.example.com',
    ]);
  });

  it.each([
    ['smtp-legacy.office365.com', 'microsoft365', 'smtp.office365.com'],
    ['Outlook.Office365.com', 'microsoft365', 'smtp.office365.com'],
    ['smtp.googlemail.com', 'gmail', 'smtp.gmail.com'],
  ])('holds by the name %s too', (host, id, name) => {
    expect([providerOfHost(host), oneNameOf(host)]).toEqual([id, name]);
  });

  it('carries a source and a day', () => {
    for (const { source, asOf } of Object.values(PROVIDERS)) {
      expect(source).not.toBe('');
      expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });
});

it('a guess is the domain’s own smtp host', () => {
  expect(guessedServer('rep@Example.com')).toEqual({ host: 'smtp.example.com', port: 587, security: 'starttls' });
  expect(guessedServer('jörg@Müller.example').host).toBe('smtp.müller.example');
});
