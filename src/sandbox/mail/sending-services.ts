import type { Account, Dialect } from './dialect.ts';
import { service } from './service.ts';

/** What a lamp company has of services that only send. Fjordlight's domain is verified at each. */
const FJORDLIGHT = 'fjordlight.example';
const account = (username: string, password: string): Account => ({ username, password, domain: FJORDLIGHT });

/** Sources: sendgrid/docs#3947; its sender identity page (2021-06). */
export const SENDGRID = service({
  id: 'sendgrid',
  mechanisms: ['PLAIN', 'LOGIN'],
  size: 31_457_280,
  accounts: [account('apikey', 'SG.fjordlight.Lamps-0f7c21e9')],
  refusals: {
    'bad-password': () => '535 Authentication failed: The provided authorization grant is invalid, expired, or revoked',
    'sender-refused': () =>
      '550 The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved. Visit https://sendgrid.com/docs/for-developers/sending-email/sender-identity/ to see the Sender Identity requirements',
  },
});

const TOKEN = '7b1e04c2-5a1f-4c7e-9d55-f10d11648701';
/** Sources: postmarkapp.com's words on an unconfirmed sender; which code stands in front, and what a wrong token gets, was not found. */
export const POSTMARK = service({
  id: 'postmark',
  mechanisms: ['PLAIN', 'LOGIN'],
  size: 10_485_760,
  accounts: [account(TOKEN, TOKEN)],
  refusals: {
    'bad-password': () => '535 5.7.8 Error: authentication failed',
    'sender-refused': ({ address }) =>
      `554 The 'From' address you supplied (${address}) is not a Sender Signature on your account. Please add and confirm this address in order to be able to use it in the 'From' field of your messages.`,
  },
});

/** Source: SparkPost/support-docs error-messages-smtp.md. */
const sparkpost = (id: 'sparkpost' | 'sparkpost-eu', accounts: readonly Account[]): Dialect =>
  service({
    ...{ id, accounts },
    mechanisms: ['LOGIN', 'PLAIN'],
    size: 20_971_520,
    refusals: {
      'bad-password': () => '535 5.7.8 Sorry. *** No authentication type succeeded',
      'sender-refused': ({ address }) => `550 5.7.1 Unconfigured Sending Domain <${address.split('@').at(-1) ?? ''}>`,
    },
  });

/** A key of one region does not work in the other: Fjordlight's is of the European one. */
export const SPARKPOST = sparkpost('sparkpost', []);
export const SPARKPOST_EU = sparkpost('sparkpost-eu', [account('SMTP_Injection', '9c3d52fjordlight0eu4471a')]);

/** Source: awsdocs/amazon-ses-developer-guide troubleshoot-smtp.md (e425dab^, 2023-06). */
export const AMAZON_SES = service({
  id: 'amazon-ses',
  mechanisms: ['PLAIN', 'LOGIN'],
  size: 41_943_040,
  accounts: [account('AKIAFJORDLIGHTLAMPS7', 'BOfjordlight-eu-west-1-5d1c')],
  refusals: {
    'bad-password': () => '535 Authentication Credentials Invalid',
    'sender-refused': ({ address }) =>
      `554 Message rejected: Email address is not verified. The following identities failed the check in region EU-WEST-1: ${address}`,
  },
});

/** Source: mailjet/mailjet-gem#14 (2014-07). */
export const MAILJET = service({
  id: 'mailjet',
  mechanisms: ['PLAIN', 'LOGIN'],
  size: 15_728_640,
  accounts: [account('f10d1164e5a14c7e9d55a1b2', '0c2e8f7d31fjordlight5566')],
  refusals: {
    'bad-password': () => '435 4.7.8 Error: authentication failed:',
    'sender-refused': ({ address }) => `550 5.7.1 <${address}>: Sender address rejected`,
  },
});

/** Sources: mludvig/smtp-cli#26 (2023-04) for EHLO; mailgun/documentation#132 (2015-01) for the login. What it says of another domain's sender was not found. */
export const MAILGUN = service({
  id: 'mailgun',
  mechanisms: ['PLAIN', 'LOGIN'],
  size: 52_428_800,
  greets: 'Mailgun Influx ready',
  accounts: [account(`postmaster@${FJORDLIGHT}`, '8c61fjordlight0b7e4a-51')],
  refusals: {
    'bad-password': () => '535 5.7.0 Mailgun is not loving your login or password',
  },
  checksSender: 'never',
});

export const SENDING_SERVICES: readonly Dialect[] = [
  ...[SENDGRID, POSTMARK, SPARKPOST, SPARKPOST_EU, AMAZON_SES, MAILJET, MAILGUN],
];
