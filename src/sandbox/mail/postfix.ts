import { MAIL_HOSTS } from '../names/zones.ts';
import type { Dialect } from './dialect.ts';

const { host } = MAIL_HOSTS.rebstock;

/**
 * A hosting company's Postfix with Dovecot for the passwords. Source: Postfix 3.7's smtpd.c and smtpd_sasl_glue.c. What follows
 * `authentication failed:` is Dovecot's reason, and what follows `Sender address rejected:` the hosting company's own words.
 */
export const POSTFIX: Dialect = {
  id: 'rebstock',
  host,
  ports: [465, 587],
  mechanisms: ['PLAIN', 'LOGIN'],
  size: 52_428_800,
  greeting: () => `${host} ESMTP Postfix (Debian)`,
  hello: () => host,
  extensions: [
    'PIPELINING',
    'SIZE 52428800',
    'STARTTLS',
    'AUTH',
    'ENHANCEDSTATUSCODES',
    '8BITMIME',
    'DSN',
    'SMTPUTF8',
    'CHUNKING',
  ],
  authLine: 'PLAIN LOGIN',
  words: {
    'Ready to start TLS': '2.0.0 Ready to start TLS',
    'Authentication successful': '2.7.0 Authentication successful',
    MAIL_FROM_OK: '2.1.0 Ok',
    RCPT_TO_OK: '2.1.5 Ok',
    Bye: '2.0.0 Bye',
    Flushed: '2.0.0 Ok',
    'Error: Must issue a STARTTLS command first': '5.7.0 Must issue a STARTTLS command first',
    'Error: authentication Required': '5.7.0 Authentication required',
    'Error: Unrecognized authentication type': '5.5.4 Error: unsupported authentication mechanism',
    'Error: command not recognized': '5.5.2 Error: command not recognized',
  },
  accepted: (number) => `2.0.0 Ok: queued as 4Z${number.toString(36).toUpperCase().padStart(8, '0')}`,
  refusals: {
    'our-address-refused': ({ client }) =>
      `554 5.7.1 Service unavailable; Client host [${client}] blocked using zen.spamhaus.org; https://www.spamhaus.org/query/ip/${client}`,
    'sign-in-out-of-order': () =>
      '454 4.7.0 Temporary authentication failure: Connection lost to authentication server',
    'too-many-logins': ({ client }) => `450 4.7.1 Error: too many AUTH commands from unknown[${client}]`,
    'password-expired': () => '535 5.7.8 Error: authentication failed: Password expired',
    'bad-password': () => '535 5.7.8 Error: authentication failed: (reason unavailable)',
    'account-locked': () => '535 5.7.8 Error: authentication failed: Account is disabled',
    'sending-blocked': ({ address }) =>
      `554 5.7.1 <${address}>: Sender address rejected: Your account has been blocked from sending`,
    'sender-refused': ({ address, login }) =>
      `553 5.7.1 <${address}>: Sender address rejected: not owned by user ${login}`,
    'recipient-unknown': ({ address }) =>
      `550 5.1.1 <${address}>: Recipient address rejected: User unknown in virtual mailbox table`,
    throttled: ({ client }) => `450 4.7.1 Error: too much mail from ${client}`,
    'quota-exceeded': () => '554 5.7.1 Daily message quota exceeded, please try again tomorrow',
  },
  turnsAway: 'at-greeting',
  checksSender: 'at-mail-from',
  passwords: 'own',
  messagesPerMinute: null,
  connections: null,
};
