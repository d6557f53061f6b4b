import { MAIL_HOSTS } from '../names/zones.ts';
import type { Dialect } from './dialect.ts';
import { EXCHANGE_WORDS } from './exchange-words.ts';

const { host } = MAIL_HOSTS['hanse-kontor'];

/**
 * A company's own Exchange Server 2019. It never says that an account is locked or a password expired: Active Directory tells
 * nobody, so both answer like a wrong password. An address that no receive connector is meant for is put off. No SMTPUTF8. Source: Microsoft Learn, "Receive connectors"; public logs.
 */
export const EXCHANGE_SERVER: Dialect = {
  id: 'hanse-kontor',
  host,
  ports: [587],
  mechanisms: ['LOGIN'],
  size: 37_748_736,
  greeting: (now) => `${host} Microsoft ESMTP MAIL Service ready at ${now.toUTCString().replace('GMT', '+0000')}`,
  hello: (client) => `${host} Hello [${client}]`,
  extensions: [
    'SIZE 37748736',
    'PIPELINING',
    'DSN',
    'ENHANCEDSTATUSCODES',
    'STARTTLS',
    'AUTH',
    '8BITMIME',
    'BINARYMIME',
    'CHUNKING',
  ],
  authLine: 'GSSAPI NTLM LOGIN',
  words: {
    ...EXCHANGE_WORDS,
    'Error: authentication Required':
      '5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM',
  },
  accepted: (number) =>
    `2.6.0 <${String(number)}@${host}> [InternalId=${String(5_020_000_000 + number)}, Hostname=EX01.hanse-kontor.example] Queued mail for delivery`,
  refusals: {
    'our-address-refused': () => '421 4.3.2 Service not available',
    'sign-in-out-of-order': () => '454 4.7.0 Temporary authentication failure',
    'password-expired': () => '535 5.7.3 Authentication unsuccessful',
    'bad-password': () => '535 5.7.3 Authentication unsuccessful',
    'account-locked': () => '535 5.7.3 Authentication unsuccessful',
    'sender-refused': () => '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    'send-as-denied': () => '550 5.7.60 SMTP; Client does not have permissions to send as this sender',
    'recipient-unknown': () => '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup',
    throttled: () => '421 4.4.2 Message submission rate for this client has exceeded the configured limit',
    'quota-exceeded': () => '552 5.2.2 Daily sending quota exceeded for this mailbox',
  },
  turnsAway: 'at-greeting',
  checksSender: 'after-data',
  passwords: 'own',
  messagesPerMinute: null,
  connections: null,
};
