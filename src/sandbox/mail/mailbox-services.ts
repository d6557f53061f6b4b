import { MAIL_HOSTS } from '../names/zones.ts';
import type { Account, Dialect } from './dialect.ts';
import { EXCHANGE_SERVER } from './exchange-server.ts';
import { service } from './service.ts';

/** What a winery has of mailboxes at services for everybody. Its domain is hosted there, or its sender's address proven. */
const SONNENBERG = 'weingut-sonnenberg.example';
const account = (username: string, password: string): Account => ({ username, password, domain: SONNENBERG });

/**
 * One of its addresses logs in, whichever sends. Sources: a public log of 2025-11 for its greeting, and for its words after AUTH and DATA, which are
 * Postfix's, as those to a wrong password are here: they were not found; several public notes for its word on a sender, in reply to MAIL FROM.
 */
export const ICLOUD = service({
  id: 'icloud',
  mechanisms: ['PLAIN', 'LOGIN'],
  size: 20_971_520,
  ports: [587],
  greets: 'iCloud SMTP - outbound.qs.icloud.com',
  accounts: [account('mara.sonnenberg@icloud.com', 'rbsk-riwe-mosl-weng')],
  refusals: {
    'bad-password': () => '535 5.7.8 Error: authentication failed: authentication failure',
    'sender-refused': () => '550 5.7.0 From address is not one of your addresses',
  },
  checksSender: 'domain-at-mail-from',
});

/** Sources: its greeting in a public README; what else it says as GMX's and IONOS's say it, who have the same server (a log of 2016; gophish#1665). Of senders nothing was found. */
export const WEBDE = service({
  id: 'webde',
  mechanisms: ['LOGIN', 'PLAIN'],
  size: 69_920_427,
  greets: 'web.de (mrweb105) Nemesis ESMTP Service ready',
  accounts: [account('sonnenberg.wein', 'Trollinger-mild-31')],
  refusals: {
    'bad-password': () => '535 Authentication credentials invalid',
  },
  checksSender: 'never',
});

/** Sources: nodemailer#456 (2015) for the greeting and the login; zoho.com mail help for the sender; its size as seen. */
export const ZOHO = service({
  id: 'zoho-pro-eu',
  mechanisms: ['LOGIN', 'PLAIN'],
  size: 53_477_376,
  greets: 'mx.zohomail.com SMTP Server ready',
  accounts: [account(`mara@${SONNENBERG}`, 'kQ7zSonnenberg')],
  refusals: {
    'bad-password': () => '535 Authentication Failed',
    'sender-refused': ({ address }) => `553 Relaying disallowed as ${address}`,
  },
  checksSender: 'after-data',
});

const { host } = MAIL_HOSTS['ovh-exchange'];
/** An Exchange Server as anybody's. Source: PHPMailer#2730 (2022-07), a log of ex4.mail.ovh.net. */
export const OVH_EXCHANGE: Dialect = {
  ...EXCHANGE_SERVER,
  ...{ id: 'ovh-exchange', host, size: 104_857_600 },
  greeting: (now) => `${host} Microsoft ESMTP MAIL Service ready at ${now.toUTCString().replace('GMT', '+0000')}`,
  hello: (client) => `${host} Hello [${client}]`,
  extensions: EXCHANGE_SERVER.extensions.map((line) => (line.startsWith('SIZE') ? 'SIZE 104857600' : line)),
  accepted: (number) =>
    `2.6.0 <${String(number)}@${host}> [InternalId=${String(5_020_000_000 + number)}] Queued mail for delivery`,
  accounts: [account(`mara@${SONNENBERG}`, 'Keller-und-Fass-5')],
};

export const MAILBOX_SERVICES: readonly Dialect[] = [ICLOUD, WEBDE, ZOHO, OVH_EXCHANGE];
