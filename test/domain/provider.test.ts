import { describe, expect, it } from '@jest/globals';
import { MECHANISMS } from '../../src/domain/credential.ts';
import { NO_LIMITS } from '../../src/domain/limit.ts';
import {
  limitsOf,
  oneNameOf,
  portsOf,
  PROVIDER_IDS,
  PROVIDERS,
  providerOfHost,
  whoseServer,
  type ProviderId,
} from '../../src/domain/provider.ts';
import { providerOfDomain, providersOfExchange, recommend } from '../../src/domain/recommendation.ts';

const EVERY = Object.values(PROVIDERS);

describe('a row of the catalogue', () => {
  it.each(EVERY.filter(({ server }) => server !== null))(
    'has its server to itself: $id',
    ({ id, server, otherHosts }) => {
      // Two of Google's share one.
      const owners = [id, ...(id === 'google-workspace' ? ['gmail'] : [])];
      for (const host of [server?.host ?? '', ...otherHosts]) expect(owners).toContain(providerOfHost(host));
    },
  );

  it.each(EVERY)(
    'takes a password exactly if it speaks a mechanism of ours for one: $id',
    ({ mechanisms, passwords }) => {
      const speaks = MECHANISMS.password.some((one) => mechanisms.includes(one));
      expect(passwords.policy !== 'refused').toBe(speaks);
    },
  );

  it('names no domain that another names', () => {
    const domains = EVERY.flatMap((row) => row.domains);
    expect(domains).toHaveLength(new Set(domains).size);
    expect(domains).toEqual(domains.map((domain) => domain.toLowerCase()));
  });

  it('lists the port to begin with first, and none twice', () => {
    expect(portsOf(PROVIDERS['amazon-ses'])).toEqual([587, 25, 465]);
    for (const row of EVERY) expect(portsOf(row)).toHaveLength(new Set(portsOf(row)).size);
  });

  it('says where its facts are from', () => {
    expect(EVERY.filter(({ source }) => source === '')).toEqual([]);
  });
});

describe('a submission server', () => {
  it.each([
    ['smtp.office365.us', 'microsoft365-gcchigh'],
    ['outlook-dod.office365.us', 'microsoft365-dod'],
    ['smtp.partner.outlook.cn', 'microsoft365-china'],
    ['smtp-hve.office365.com', 'microsoft-hve'],
    ['smtp.eu.sparkpostmail.com', 'sparkpost-eu'],
    ['smtp.eu.sendgrid.net', 'sendgrid-eu'],
    ['smtp.eu.mailgun.org', 'mailgun-eu'],
    ['smtp-broadcasts.postmarkapp.com', 'postmark-broadcasts'],
    ['smtp.zohocloud.ca', 'zoho-ca'],
    ['smtppro.zoho.eu', 'zoho-pro-eu'],
    ['smtp.1und1.de', 'ionos-de'],
    ['email-smtp.eu-west-1.amazonaws.com', 'amazon-ses'],
    ['Email-SMTP.us-gov-west-1.amazonaws.com', 'amazon-ses'],
    ['email-smtp.amazonaws.com', 'custom'],
    ['email-smtp.evil.example.amazonaws.com', 'custom'],
    ['email-smtp.eu-west-1.amazonaws.com.example', 'custom'],
    ['ex5.mail.ovh.net', 'ovh-exchange'],
    ['exchange.mail.ovh.net', 'custom'],
    ['email-smtp-fips.us-east-1.amazonaws.com', 'amazon-ses'],
    ['ec2-192-0-2-1.eu-west-1.compute.amazonaws.com', 'custom'],
    ['partner.outlook.cn', 'microsoft365-china'],
    ['another.partner.outlook.cn', 'microsoft365-china'],
    ['another.office365.com', 'microsoft365'],
    ['another.office365.us', 'microsoft365-gcchigh'],
    ['another.outlook.com', 'outlook-com'],
    ['Another.Googlemail.com', 'gmail'],
    ['smtp-relay.gmail.com', 'google-workspace-relay'],
    ['smtp.ionos.co.uk', 'ionos'],
    ['SMTP.ionos.de', 'ionos-de'],
    ['notionos.de', 'custom'],
    ['smtp.ionos.de.example', 'custom'],
    ['smtp.office365.com.firma.example', 'custom'],
    ['smtp.sendgrid.net.example', 'custom'],
  ])('%s is of %s', (host, id) => {
    expect(providerOfHost(host)).toBe(id);
  });

  it('is another mailbox in another region, and the same by another name', () => {
    expect(oneNameOf('smtp.eu.sparkpost.com')).toBe('smtp.eu.sparkpostmail.com');
    expect(oneNameOf('partner.outlook.cn')).toBe('smtp.partner.outlook.cn');
    expect(oneNameOf('SMTP.ionos.de')).toBe('smtp.ionos.de');
    expect(oneNameOf('smtp.sparkpostmail.com')).toBe('smtp.sparkpostmail.com');
    expect(oneNameOf('Email-SMTP.eu-west-1.amazonaws.com')).toBe('email-smtp.eu-west-1.amazonaws.com');
  });

  it.each([
    ['sendgrid', 'smtp.example.com', 'custom'],
    ['custom', 'smtp.sendgrid.net', 'sendgrid'],
    ['sparkpost', 'smtp.eu.sparkpostmail.com', 'sparkpost-eu'],
    ['google-workspace', 'smtp.googlemail.com', 'google-workspace'],
    ['amazon-ses', 'email-smtp.eu-west-1.amazonaws.com', 'amazon-ses'],
    ['amazon-ses', 'email-smtp.eu-west-1.example.com', 'custom'],
    ['google-workspace', 'another.gmail.com', 'google-workspace'],
    ['google-workspace', 'smtp-relay.gmail.com', 'google-workspace-relay'],
    ['custom', 'smtp.ionos.de', 'ionos-de'],
  ] as const)('named as %s at %s is of %s', (said, host, id) => {
    expect(whoseServer(said, host)).toBe(id);
  });
});

describe('limits', () => {
  it.each([
    ['postmark', { recipientsPerMessage: 50, connections: 10, messageBytes: 10_485_760 }],
    ['amazon-ses', { recipientsPerMessage: 50, messageBytes: 41_943_040 }],
    ['mailgun-eu', { recipientsPerMessage: 1_000, messageBytes: 26_214_400 }],
    ['sendgrid', { connections: 10_000, messageBytes: 31_457_280 }],
    ['icloud', { recipientsPerDay: 1_000, recipientsPerMessage: 500, messageBytes: 20_971_520 }],
    ['ionos-de', { recipientsPerMessage: 200 }],
    // By messages, which are fewer than the recipients that it allows.
    ['google-workspace', { recipientsPerDay: 2_000, recipientsPerMessage: 100, messageBytes: 35_882_577 }],
    ['google-workspace-relay', { recipientsPerDay: 10_000 }],
    // What nobody found stays unknown, also where a sister service has one.
    ['sendgrid-eu', {}],
    ['microsoft365-gcchigh', {}],
    ['brevo', {}],
  ] as const)('of %s are %j', (id, limits) => {
    expect(limitsOf(id)).toEqual({ ...NO_LIMITS, ...limits });
  });
});

describe('an address', () => {
  it.each([
    ['fastmail.com', 'fastmail'],
    ['me.com', 'icloud'],
    ['yahoo.co.uk', 'yahoo'],
    ['aol.com', 'aol'],
    ['zohomail.com', 'zoho'],
    ['gmx.at', 'gmx-net'],
    ['gmx.com', 'gmx-com'],
    ['WEB.de', 'webde'],
    ['mail.com', 'mailcom'],
    ['ya.ru', 'yandex'],
    ['online.de', 'ionos-de'],
    ['strato.de', 'strato'],
    ['example.com', null],
  ])('at %s is of %s', (domain, id) => {
    expect(providerOfDomain(domain)).toBe(id);
  });

  it.each([
    ['mx.zoho.com', 'zoho-pro'],
    ['mx2.zoho.eu', 'zoho-pro-eu'],
    ['mx01.mail.icloud.com', 'icloud'],
    ['mta5.am0.yahoodns.net', 'yahoo'],
    ['mx-aol.mail.gm0.yahoodns.net', 'aol'],
    ['in1-smtp.messagingengine.com', 'fastmail'],
    ['mx00.kundenserver.de', 'ionos-de'],
    ['mx1.mail.ovh.net.', 'ovh'],
    ['smtpin.rzone.de', 'strato'],
    ['spool.mail.gandi.net', 'gandi'],
    ['mx.zoho.com.example', undefined],
  ])('whose mail arrives at %s is of %s', (exchange, id) => {
    expect(providersOfExchange(exchange)[0]).toBe(id);
  });

  it('is recommended its own provider, by the user name that is right there', () => {
    const evidence = [{ source: 'known-domain', providerId: 'webde' }] as const;
    expect(recommend('marie.keller@web.de', evidence, [])).toMatchObject([
      {
        providerId: 'webde',
        server: { host: 'smtp.web.de', port: 465, security: 'tls' },
        username: 'marie.keller',
        ways: ['password'],
        reason: 'known-domain',
      },
    ]);
  });

  it('is not recommended what reaches its own company alone', () => {
    const server = { host: 'smtp.hve.mx.microsoft', port: 587, security: 'starttls' } as const;
    expect(recommend('rep@example.com', [{ source: 'srv', server, name: '_submission._tcp.example.com' }], [])).toEqual(
      [],
    );
  });
});

it('every id is a row’s own', () => {
  const ids: ProviderId[] = EVERY.map(({ id }) => id);
  expect(ids).toEqual(PROVIDER_IDS);
});
