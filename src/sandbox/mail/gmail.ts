import { MAIL_HOSTS } from '../names/zones.ts';
import type { Dialect } from './dialect.ts';

const SESSION = '5b1f17b1804b1-4779d722bc8sm92133525e9.3 - gsmtp';
/** A reply over several lines, the enhanced code on each, the session behind the last. */
const lines = (code: number, enhanced: string, ...words: string[]): string =>
  words
    .map((line, index) =>
      index < words.length - 1
        ? `${String(code)}-${enhanced} ${line}`
        : `${String(code)} ${enhanced}  ${line} ${SESSION}`,
    )
    .join('\n');

/**
 * Gmail's submission server. Sources: AVideo issue 3212 for EHLO, Google's "SMTP error reference" and public logs for the
 * refusals. It refuses no address for good: one that is new to it is put off, for up to a day.
 */
export const GMAIL: Dialect = {
  id: 'gmail',
  host: MAIL_HOSTS.gmail.host,
  ports: [465, 587],
  mechanisms: ['LOGIN', 'PLAIN', 'XOAUTH2'],
  size: 35_882_577,
  greeting: () => `smtp.gmail.com ESMTP ${SESSION}`,
  hello: (client) => `smtp.gmail.com at your service, [${client}]`,
  extensions: [
    'SIZE 35882577',
    '8BITMIME',
    'STARTTLS',
    'AUTH',
    'ENHANCEDSTATUSCODES',
    'PIPELINING',
    'CHUNKING',
    'SMTPUTF8',
  ],
  authLine: 'LOGIN PLAIN XOAUTH2 PLAIN-CLIENTTOKEN OAUTHBEARER XOAUTH',
  words: {
    'Ready to start TLS': '2.0.0 Ready to start TLS',
    'Authentication successful': '2.7.0 Accepted',
    MAIL_FROM_OK: `2.1.0 OK ${SESSION}`,
    RCPT_TO_OK: `2.1.5 OK ${SESSION}`,
    'End data with <CR><LF>.<CR><LF>': `Go ahead ${SESSION}`,
    Bye: `2.0.0 closing connection ${SESSION}`,
    Flushed: `2.1.5 Flushed ${SESSION}`,
    'Error: Must issue a STARTTLS command first': `5.7.0 Must issue a STARTTLS command first. ${SESSION}`,
    'Error: authentication Required': `5.7.0 Authentication Required. For more information, go to https://support.google.com/accounts/troubleshooter/2402620. ${SESSION}`,
    'Error: Unrecognized authentication type': `5.7.4 Unrecognized Authentication Type ${SESSION}`,
    'Error: command not recognized': `5.5.1 Unrecognized command. ${SESSION}`,
  },
  accepted: (number) => `2.0.0 OK  ${String(1_795_000_000 + number)} ${SESSION}`,
  refusals: {
    'our-address-refused': () =>
      lines(
        421,
        '4.7.0',
        'Try again later, closing connection. (EHLO)',
        'For more information, go to',
        'https://support.google.com/a/answer/3221692',
      ),
    'sign-in-out-of-order': () =>
      `454 4.7.0 Cannot authenticate due to temporary system problem. Try again later. ${SESSION}`,
    'too-many-logins': () => `454 4.7.0 Too many login attempts, please try again later. ${SESSION}`,
    'bad-password': () =>
      lines(
        535,
        '5.7.8',
        'Username and Password not accepted. For more information, go to',
        'https://support.google.com/mail/?p=BadCredentials',
      ),
    'app-password-required': () =>
      lines(
        534,
        '5.7.9',
        'Application-specific password required. For more information, go to',
        'https://support.google.com/mail/?p=InvalidSecondFactor',
      ),
    'token-refused': () =>
      lines(
        535,
        '5.7.8',
        'Username and Password not accepted. For more information, go to',
        'https://support.google.com/mail/?p=BadCredentials',
      ),
    'account-locked': () =>
      lines(
        534,
        '5.7.14',
        '<https://accounts.google.com/signin/continue?sarp=1&scc=1&plt=AKgnsbt>',
        'Please log in via your web browser and then try again.',
        'Learn more at',
        'https://support.google.com/mail/answer/78754',
      ),
    'sender-refused': ({ address }) =>
      `553 5.1.7 The sender address <${address}> is not a valid RFC 5321 address. ${SESSION}`,
    'recipient-unknown': () =>
      lines(
        550,
        '5.1.1',
        'The email account that you tried to reach does not exist. Please try',
        "double-checking the recipient's email address for typos or",
        'unnecessary spaces. For more information, go to',
        'https://support.google.com/mail/?p=NoSuchUser',
      ),
    throttled: () => `421 4.7.0 Try again later, closing connection. ${SESSION}`,
    'quota-exceeded': () =>
      lines(
        550,
        '5.4.5',
        'Daily user sending limit exceeded. For more information on Gmail',
        'sending limits go to',
        'https://support.google.com/a/answer/166852',
      ),
  },
  turnsAway: 'at-ehlo',
  checksSender: 'never',
  passwords: 'app',
  messagesPerMinute: null,
  connections: null,
};
