import { MAIL_HOSTS } from '../names/zones.ts';
import type { Dialect, Subject } from './dialect.ts';
import { EXCHANGE_WORDS } from './exchange-words.ts';

const NODE = 'FR4P281CA0158';
/** The mark Exchange Online puts behind its refusals: which machine, when, which session. */
const mark = (now: Date): string => `[${NODE}.DEUP281.PROD.OUTLOOK.COM ${now.toISOString()} 08DE2888A7A1B1E4]`;
const unsuccessful =
  (why: string) =>
  (about: Subject): string =>
    `535 5.7.139 Authentication unsuccessful, ${why} ${mark(about.now)}`;
const HOSTNAME = `[Hostname=${NODE.replace('CA', 'MB')}.DEUP281.PROD.OUTLOOK.COM]`;

/**
 * Exchange Online's client submission. Sources: PHPMailer issues 992 and 2194 for EHLO, "Fix issues with printers, scanners, and
 * LOB applications" and public logs for the refusals. CHUNKING is named as the real server names it, but BDAT is not spoken
 * here: no client of ours sends it. No log shows what it says of an expired password: its words here are made after Entra's
 * AADSTS50055, and the real ones may be no others than of a wrong password. Nor does any show it refuse an address before the
 * login: the words are those its mail exchangers print later.
 */
export const EXCHANGE_ONLINE: Dialect = {
  id: 'exchange-online',
  host: MAIL_HOSTS['exchange-online'].host,
  ports: [587],
  mechanisms: ['LOGIN', 'XOAUTH2'],
  size: 157_286_400,
  greeting: (now) =>
    `${NODE}.outlook.office365.com Microsoft ESMTP MAIL Service ready at ${now.toUTCString().replace('GMT', '+0000')} [08DE2888A7A1B1E4]`,
  hello: (client) => `${NODE}.outlook.office365.com Hello [${client}]`,
  extensions: [
    'SIZE 157286400',
    'PIPELINING',
    'DSN',
    'ENHANCEDSTATUSCODES',
    'STARTTLS',
    'AUTH',
    '8BITMIME',
    'BINARYMIME',
    'CHUNKING',
    'SMTPUTF8',
  ],
  authLine: 'LOGIN XOAUTH2',
  words: {
    ...EXCHANGE_WORDS,
    'Error: authentication Required': `5.7.57 Client not authenticated to send mail. [${NODE}.DEUP281.PROD.OUTLOOK.COM]`,
  },
  accepted: (number) =>
    `2.6.0 <${String(number)}@sandbox> [InternalId=${String(29_480_000_000 + number)}, Hostname=${NODE.replace('CA', 'MB')}.DEUP281.PROD.OUTLOOK.COM] 9731 bytes in 0.214, 44.264 KB/sec Queued mail for delivery`,
  refusals: {
    'our-address-refused': ({ client }) =>
      `550 5.7.606 Access denied, banned sending IP [${client}]. To request removal from this list please visit https://sender.office.com/ and follow the directions.`,
    'sign-in-out-of-order': (about) =>
      `451 4.7.0 Temporary server error. Please try again later. PRX4 ${mark(about.now)}`,
    'bad-password': unsuccessful('the user credentials were incorrect.'),
    'password-expired': unsuccessful('the password is expired.'),
    'token-refused': (about) => `535 5.7.3 Authentication unsuccessful ${mark(about.now)}`,
    'passwords-retired': () => '550 5.7.30 Basic authentication is not supported for Client Submission.',
    'account-locked': unsuccessful('account locked. Contact your administrator.'),
    'smtp-auth-off-for-mailbox': unsuccessful(
      'SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.',
    ),
    'smtp-auth-off-for-tenant': unsuccessful(
      'SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
    ),
    'security-defaults': unsuccessful(
      "user is locked by your organization's security defaults policy. Contact your administrator.",
    ),
    'conditional-access': unsuccessful(
      'the request did not meet the criteria to be authenticated successfully. Contact your administrator.',
    ),
    'licence-gone': (about) => `550 5.2.1 Mailbox cannot be accessed ${mark(about.now)}`,
    'sending-blocked': (about) => `550 5.1.8 Access denied, bad outbound sender AS(42004) ${mark(about.now)}`,
    'sender-refused': (about) =>
      `550 5.7.60 SMTP; Client does not have permissions to send as this sender ${mark(about.now)}`,
    'send-as-denied': ({ login, address }) =>
      `554 5.2.252 SendAsDenied; ${login} not allowed to send as ${address}; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message due to a permanent exception with message Cannot submit message. ${HOSTNAME}`,
    'recipient-unknown': ({ address }) =>
      `550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ${address} not found by SMTP address lookup`,
    throttled: () => '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded',
    'too-many-connections': () =>
      `432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information. ${HOSTNAME}`,
    'quota-exceeded': () =>
      `554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message due to a permanent exception with message The message can't be submitted because the sender's submission quota was exceeded. ${HOSTNAME}`,
  },
  turnsAway: 'at-ehlo',
  checksSender: 'after-data',
  passwords: 'own',
  messagesPerMinute: 30,
  connections: 3,
};

/** Personal mailboxes: the same machines, but no passwords since 2024-09-16. */
export const OUTLOOK_COM: Dialect = {
  ...EXCHANGE_ONLINE,
  id: 'outlook-com',
  host: MAIL_HOSTS['outlook-com'].host,
  refusals: {
    ...EXCHANGE_ONLINE.refusals,
    'basic-auth-disabled': unsuccessful('basic authentication is disabled.'),
  },
  passwords: 'none',
};
