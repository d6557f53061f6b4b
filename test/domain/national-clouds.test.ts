import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { providersOfExchange, recommend, type AccountType, type Evidence } from '../../src/domain/recommendation.ts';
import { serverAt } from '../../src/domain/submission-server.ts';

const account = (accountType: AccountType): Evidence => ({ source: 'account-type', accountType });
const mx = (exchange: string): Evidence => ({ source: 'mx', exchange });
const srv = (host: string): Evidence => ({
  source: 'srv',
  server: serverAt(host, 587),
  name: '_submission._tcp.example.com',
});
const autoconfig = (host: string): Evidence => ({
  source: 'autoconfig',
  server: serverAt(host, 587),
  username: '%EMAILADDRESS%',
  url: 'https://autoconfig.example.com/mail/config-v1.1.xml',
});
const filledIn = (host: string): Evidence => ({
  source: 'organisation',
  server: serverAt(host, 587),
  username: '%EMAILADDRESS%',
});

const IN_US = mx('example.mail.protection.office365.us');
const IN_CHINA = mx('example-com.mail.protection.partner.outlook.cn.');
const WORLDWIDE = mx('example-com.mail.protection.outlook.com');

const hostsFor = (found: readonly Evidence[]): string[] =>
  recommend('rep@example.com', found, []).map(({ server }) => server.host);

describe('a mail exchanger in a national cloud', () => {
  it.each([
    ['example.mail.protection.office365.us', ['microsoft365-gcchigh', 'microsoft365-dod']],
    ['Example.Mail.Protection.Office365.us.', ['microsoft365-gcchigh', 'microsoft365-dod']],
    ['example-com.mail.protection.partner.outlook.cn', ['microsoft365-china']],
    ['example-com.mail.protection.outlook.com', ['microsoft365']],
    ['example.mail.protection.office365.us.example', []],
    // Another service that shares a part of the name is no cloud of it.
    ['mx-aol.mail.gm0.yahoodns.net', ['aol']],
  ])('%s is one of %j', (exchange, ids) => {
    expect(providersOfExchange(exchange)).toEqual(ids);
  });
});

describe('a mailbox at Microsoft 365', () => {
  it.each<[string, Evidence[], string[]]>([
    ['mail arrives in the US government’s', [IN_US], ['smtp.office365.us', 'outlook-dod.office365.us']],
    ['mail arrives in China’s', [IN_CHINA], ['smtp.partner.outlook.cn']],
    ['mail arrives in the worldwide one', [WORLDWIDE], ['smtp.office365.com']],
    ['DNS names China’s', [srv('smtp.partner.outlook.cn')], ['smtp.partner.outlook.cn']],
    ['settings file names GCC High', [autoconfig('smtp.office365.us')], ['smtp.office365.us']],
    [
      'settings file tells which of two that share an exchanger',
      [IN_US, autoconfig('outlook-dod.office365.us')],
      ['outlook-dod.office365.us', 'smtp.office365.us'],
    ],
    [
      'settings file names a server of its own besides',
      [IN_CHINA, autoconfig('smtp.example.com')],
      ['smtp.partner.outlook.cn', 'smtp.example.com'],
    ],
    [
      'DNS names the worldwide server besides',
      [IN_CHINA, srv('smtp.office365.com')],
      ['smtp.partner.outlook.cn', 'smtp.office365.com'],
    ],
    [
      'administrators filled in another',
      [IN_CHINA, filledIn('smtp.example.com')],
      ['smtp.example.com', 'smtp.partner.outlook.cn'],
    ],
  ])('is in the cloud that its domain names: where its %s', (_, evidence, hosts) => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([account('office365'), ...evidence], { minLength: evidence.length + 1 }),
        (found) => JSON.stringify(hostsFor(found)) === JSON.stringify(hosts),
      ),
    );
  });

  it('is promised no sign-in and no Graph in a national cloud, and no copy that nobody has seen', () => {
    const found = recommend('rep@example.com', [account('office365'), IN_US], ['microsoft'], true);
    expect(found).toHaveLength(2);
    for (const { ways, reason, foundAt, pros, cons } of found) {
      expect({ ways, reason, foundAt }).toEqual({
        ways: ['password'],
        reason: 'mx',
        foundAt: 'example.mail.protection.office365.us',
      });
      expect(pros).toEqual(['easy', 'everyone-has-it', 'own-reputation']);
      expect(cons).toEqual(['each-sets-up', 'breaks-on-password-change']);
    }
  });
});

it.each<[AccountType, string[]]>([
  ['enterprise', []],
  ['unknown', ['smtp.office365.us', 'outlook-dod.office365.us']],
])('a national cloud filters mail for an Exchange of one’s own as the worldwide one does: at %s', (type, hosts) => {
  expect(hostsFor([account(type), IN_US])).toEqual(hosts);
});
