import { describe, expect, it } from '@jest/globals';
import { CHOICE_KINDS, CHOICES, meantIn, siblingsOf } from '../../src/domain/choices.ts';
import { PROVIDER_IDS, PROVIDERS } from '../../src/domain/provider.ts';
import { shortFormOf } from '../../src/domain/short-form.ts';

const ALL = CHOICE_KINDS.flatMap((kind) => CHOICES[kind]);
const found = (typed: string) => ALL.filter((one) => meantIn(one, typed) !== null).map(({ name }) => name);

describe('what there is to choose', () => {
  it('is every service once, but for a server of one’s own and what is not for customers', () => {
    const shown = ALL.flatMap(({ ids }) => ids);
    expect(shown).toHaveLength(new Set(shown).size);
    expect(PROVIDER_IDS.filter((id) => !shown.includes(id))).toEqual(['microsoft-hve', 'custom', 'default-channel']);
  });

  it('has the regions of a service, its clouds or its streams as one', () => {
    expect(siblingsOf('sparkpost-eu')).toEqual(['sparkpost', 'sparkpost-eu']);
    expect(siblingsOf('microsoft365')).toEqual([
      'microsoft365',
      'microsoft365-gcchigh',
      'microsoft365-dod',
      'microsoft365-china',
    ]);
    expect(siblingsOf('postmark')).toEqual(['postmark', 'postmark-broadcasts']);
    expect(siblingsOf('fastmail')).toEqual(['fastmail']);
    expect(siblingsOf('custom')).toEqual(['custom']);
  });

  it('tells apart what has one name', () => {
    for (const { ids } of ALL.filter((one) => one.ids.length > 1)) {
      const names = ids.map((id) => PROVIDERS[id].variant?.name);
      expect(names).not.toContain(undefined);
      expect(names).toHaveLength(new Set(names).size);
    }
    for (const { ids } of ALL.filter((one) => one.ids.length === 1)) expect(PROVIDERS[ids[0]].variant).toBeNull();
  });

  it.each([
    ['spark', ['SparkPost']],
    [' SENDGRID ', ['SendGrid']],
    ['web.de', ['WEB.DE']],
    ['marie@gmx.at', ['GMX']],
    ['smtp.eu.mailgun.org', ['Mailgun']],
    ['email-smtp.eu-west-1.amazonaws.com', ['Amazon SES']],
    ['zoho', ['Zoho Mail, personal', 'Zoho Mail, company domain']],
    ['hve', []],
    ['no such service', []],
  ])('is found by “%s”: %j', (typed, names) => {
    expect(found(typed)).toEqual(names);
  });

  it.each([
    ['gmx', 'gmx-net'],
    ['gmx.com', 'gmx-com'],
    ['marie@gmx.com', 'gmx-com'],
    ['smtp.eu.mailgun.org', 'mailgun-eu'],
    ['eu.mailgun', 'mailgun-eu'],
    ['SMTP.office365.us', 'microsoft365-gcchigh'],
    ['smtp.eu.sparkpost.com', 'sparkpost-eu'],
    ['zohocloud.ca', 'zoho-ca'],
    ['sparkpost', 'sparkpost'],
    ['email-smtp.eu-west-1.amazonaws.com', 'amazon-ses'],
  ])('by “%s” is %s', (typed, id) => {
    expect(ALL.map((one) => meantIn(one, typed)).filter((one) => one !== null)).toEqual([id]);
  });

  it('is everything while nothing is typed', () => {
    expect(found(' ')).toHaveLength(ALL.length);
  });
});

describe('the short form', () => {
  it.each([
    ['sendgrid', { part: null, name: null, secret: 'api-key' }],
    ['postmark', { part: null, name: null, secret: 'server-token' }],
    ['sparkpost-eu', { part: null, name: null, secret: 'api-key' }],
    ['amazon-ses', { part: 'region', name: 'smtp-user-name', secret: 'smtp-password' }],
    ['ovh-exchange', { part: 'server-number', name: 'address', secret: 'password' }],
    ['mailjet', { part: null, name: 'api-key', secret: 'secret-key' }],
    ['mailgun', { part: null, name: 'postmaster', secret: 'smtp-password' }],
    ['zoho', { part: null, name: 'address', secret: 'password-or-app-password' }],
    ['icloud', { part: null, name: 'address-there', secret: 'app-password' }],
    ['webde', { part: null, name: 'local-part', secret: 'password' }],
    ['smtp2go', { part: null, name: 'user-name', secret: 'password' }],
    ['custom', { part: null, name: 'user-name', secret: 'password' }],
  ] as const)('of %s is %j', (id, form) => {
    expect(shortFormOf(id)).toEqual(form);
  });
});
