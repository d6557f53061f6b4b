import { describe, expect, it } from '@jest/globals';
import { classify } from '../../../src/domain/classify.ts';
import type { ReplyFailureKind, Stage } from '../../../src/domain/failure.ts';
import { parseReply } from '../../../src/domain/reply.ts';
import type { Dialect, Situation } from '../../../src/sandbox/mail/dialect.ts';
import { EXCHANGE_ONLINE, OUTLOOK_COM } from '../../../src/sandbox/mail/exchange-online.ts';
import { EXCHANGE_SERVER } from '../../../src/sandbox/mail/exchange-server.ts';
import { GMAIL } from '../../../src/sandbox/mail/gmail.ts';
import { ICLOUD, MAILBOX_SERVICES, ZOHO } from '../../../src/sandbox/mail/mailbox-services.ts';
import { POSTFIX } from '../../../src/sandbox/mail/postfix.ts';
import { SENDING_SERVICES } from '../../../src/sandbox/mail/sending-services.ts';

const about = { address: 'anna@kunde.example', login: 'rep@company.example', client: '127.0.0.1', now: new Date(0) };

/** When each is said, and what the product makes of it. */
const MEANING: Record<Situation, [Stage, ReplyFailureKind]> = {
  'our-address-refused': ['ehlo', 'our-address-refused'],
  'sign-in-out-of-order': ['auth', 'authentication-unavailable'],
  'too-many-logins': ['auth', 'too-many-logins'],
  'bad-password': ['auth', 'password-rejected'],
  'password-expired': ['auth', 'password-expired'],
  'app-password-required': ['auth', 'app-password-required'],
  'token-refused': ['auth', 'password-rejected'],
  'basic-auth-disabled': ['auth', 'password-sign-in-off'],
  'passwords-retired': ['auth', 'password-sign-in-off'],
  'account-locked': ['auth', 'account-locked'],
  'smtp-auth-off-for-mailbox': ['auth', 'smtp-auth-off-for-mailbox'],
  'smtp-auth-off-for-tenant': ['auth', 'smtp-auth-off-for-tenant'],
  'security-defaults': ['auth', 'security-defaults'],
  'conditional-access': ['auth', 'sign-in-policy'],
  'licence-gone': ['auth', 'mailbox-unavailable'],
  'sending-blocked': ['mail', 'sender-blocked'],
  'sender-refused': ['mail', 'send-as-denied'],
  'send-as-denied': ['after-data', 'send-as-denied'],
  'recipient-unknown': ['rcpt', 'recipient-refused'],
  throttled: ['after-data', 'throttled'],
  'too-many-connections': ['after-data', 'too-many-connections'],
  'quota-exceeded': ['after-data', 'mailbox-quota-exceeded'],
};

const OF_EXCHANGE_SERVER = {
  'our-address-refused': 'temporarily-unavailable',
  'account-locked': 'password-rejected',
  'password-expired': 'password-rejected',
} as const;

/** Where a server's own habit says something else than the situation is. */
const HABITS: Partial<Record<Dialect['id'], Partial<Record<Situation, ReplyFailureKind>>>> = {
  // The documented words for a throttle speak of threads, which are connections.
  'exchange-online': { throttled: 'too-many-connections' },
  'outlook-com': { throttled: 'too-many-connections' },
  gmail: {
    'our-address-refused': 'temporarily-unavailable',
    'account-locked': 'browser-sign-in-required',
    'sender-refused': 'sender-refused',
    throttled: 'temporarily-unavailable',
  },
  'hanse-kontor': OF_EXCHANGE_SERVER,
  'ovh-exchange': OF_EXCHANGE_SERVER,
  // Services speak of a sender that is not proven, not of a right to send as somebody.
  ...Object.fromEntries(
    [...SENDING_SERVICES, ICLOUD, ZOHO].map(({ id }) => [id, { 'sender-refused': 'sender-refused' }]),
  ),
};

const OF_PEOPLE = [EXCHANGE_ONLINE, OUTLOOK_COM, GMAIL, EXCHANGE_SERVER, POSTFIX];
describe.each([...OF_PEOPLE, ...SENDING_SERVICES, ...MAILBOX_SERVICES])('$host', ({ id, refusals }) => {
  it.each(Object.entries(refusals) as [Situation, (subject: typeof about) => string][])(
    'is understood when it says: %s',
    (situation, phrase) => {
      const [stage, kind] = MEANING[situation];
      expect(classify(parseReply(phrase(about)), stage).kind).toBe(HABITS[id]?.[situation] ?? kind);
    },
  );
});
