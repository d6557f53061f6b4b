import { NO_LIMITS } from '../limit.ts';
import { serverAt } from '../submission-server.ts';
import { rows } from './fill-in.ts';

/** Thunderbird's own list, which says of a domain or a mail exchanger which mailboxes are behind it. */
const listed = (...files: string[]): string => `thunderbird/autoconfig ispdb ${files.join(', ')} (2026-03-12)`;

const YAHOO = { kind: 'mailboxes', otherPorts: [587], mechanisms: ['XOAUTH2', 'PLAIN', 'LOGIN'] } as const;
const GMX = { name: 'GMX', kind: 'mailboxes', otherPorts: [587] } as const;
/** EHLO's SIZE, as seen. Daily limits are not published in what was found. */
const ZOHO_LIMITS = { ...NO_LIMITS, messageBytes: 53_477_376 };
/** A data centre knows its own customers only; a login at another is refused. */
const ZOHO = {
  kind: 'mailboxes',
  otherPorts: [587],
  passwords: { policy: 'app-password-with-two-steps' },
  limits: ZOHO_LIMITS,
  source: `zoho.com/mail/help SMTP pages; ${listed('zoho.com.xml')}; EHLO seen`,
} as const;
const PERSONAL_ZOHO = { ...ZOHO, name: 'Zoho Mail, personal' } as const;
const COMPANY_ZOHO = {
  ...ZOHO,
  name: 'Zoho Mail, company domain',
  source: `${ZOHO.source}; postalsys/emailengine lib/autodetect-imap-settings.js`,
} as const;

export const MAILBOX_SERVICES = rows({
  aol: {
    ...YAHOO,
    name: 'AOL Mail',
    server: serverAt('smtp.aol.com', 465),
    under: [/\.aol\.com$/],
    domains: [
      ...['aol.com', 'aim.com', 'netscape.net', 'netscape.com', 'compuserve.com', 'cs.com', 'wmconnect.com', 'aol.de'],
      ...['aol.it', 'aol.fr', 'aol.es', 'aol.se', 'aol.co.uk', 'aol.co.nz', 'aol.com.au', 'aol.com.ar', 'aol.com.br'],
      'aol.com.mx',
    ],
    exchanges: [/(^|\.)mail\.gm0\.yahoodns\.net$/i],
    passwords: { policy: 'app-password' },
    source: listed('aol.com.xml'),
  },
  fastmail: {
    name: 'Fastmail',
    kind: 'mailboxes',
    server: serverAt('smtp.fastmail.com', 465),
    under: [/\.(fastmail|messagingengine)\.com$/],
    otherPorts: [587],
    domains: ['fastmail.com'],
    exchanges: [/\.messagingengine\.com$/i],
    mechanisms: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    passwords: { policy: 'app-password' },
    source: `${listed('messagingengine.com.xml')}; nodemailer lib/well-known/services.json (2026-08-07)`,
  },
  // The user must switch on access for mail programs in GMX's settings first.
  'gmx-net': {
    ...GMX,
    variant: { of: 'region', name: 'germany' },
    server: serverAt('mail.gmx.net', 465),
    under: [/\.gmx\.net$/],
    domains: [
      ...['gmx.net', 'gmx.de', 'gmx.at', 'gmx.ch', 'gmx.eu', 'gmx.biz', 'gmx.org', 'gmx.info'],
      ...['mein.gmx', 'mail.gmx', 'email.gmx'],
    ],
    source: listed('gmx.net.xml'),
  },
  'gmx-com': {
    ...GMX,
    variant: { of: 'region', name: 'international' },
    server: serverAt('mail.gmx.com', 465),
    under: [/\.gmx\.com$/],
    domains: [
      ...[
        'gmx.com',
        'gmx.tm',
        'gmx.us',
        'gmx.co.uk',
        'gmx.es',
        'gmx.fr',
        'gmx.ca',
        'gmx.cn',
        'gmx.co.in',
        'gmx.com.br',
      ],
      ...['gmx.com.my', 'gmx.hk', 'gmx.ie', 'gmx.ph', 'gmx.pt', 'gmx.ru', 'gmx.se', 'gmx.sg', 'gmx.tw', 'gmx.com.tr'],
      ...['gmx.it', 'gmx.li'],
    ],
    source: listed('gmx.com.xml'),
  },
  icloud: {
    name: 'iCloud Mail',
    kind: 'mailboxes',
    server: serverAt('smtp.mail.me.com', 587),
    under: [/\.(me|mac|icloud)\.com$/],
    domains: ['icloud.com', 'me.com', 'mac.com'],
    exchanges: [/\.icloud\.com$/i],
    username: 'address-there',
    passwords: { policy: 'app-password' },
    limits: { ...NO_LIMITS, recipientsPerDay: 1_000, recipientsPerMessage: 500, messageBytes: 20_971_520 },
    source: `support.apple.com/en-ca/102198; ${listed('me.com.xml')}`,
  },
  mailcom: {
    name: 'mail.com',
    kind: 'mailboxes',
    server: serverAt('smtp.mail.com', 465),
    otherPorts: [587],
    // It has two hundred more, for those who like to be an engineer.com.
    domains: ['mail.com', 'email.com'],
    source: listed('mail.com.xml'),
  },
  webde: {
    name: 'WEB.DE',
    kind: 'mailboxes',
    server: serverAt('smtp.web.de', 465),
    under: [/\.web\.de$/],
    otherPorts: [587],
    domains: ['web.de'],
    username: 'local-part',
    source: listed('web.de.xml'),
  },
  yahoo: {
    ...YAHOO,
    name: 'Yahoo Mail',
    server: serverAt('smtp.mail.yahoo.com', 465),
    under: [/\.yahoo\.com$/],
    domains: [
      ...['yahoo.com', 'yahoo.ca', 'yahoo.de', 'yahoo.it', 'yahoo.fr', 'yahoo.es', 'yahoo.se', 'yahoo.co.in'],
      ...['yahoo.co.uk', 'yahoo.co.nz', 'yahoo.com.au', 'yahoo.com.ar', 'yahoo.com.br', 'yahoo.com.mx', 'ymail.com'],
      ...['myyahoo.com', 'rocketmail.com', 'cox.net'],
    ],
    exchanges: [/\.yahoodns\.net$/i],
    passwords: { policy: 'app-password' },
    limits: { ...NO_LIMITS, messageBytes: 41_697_280 },
    source: `${listed('yahoo.com.xml')}; EHLO seen`,
  },
  yandex: {
    name: 'Yandex Mail',
    kind: 'mailboxes',
    server: serverAt('smtp.yandex.com', 465),
    under: [/\.yandex\.(com|ru)$/],
    domains: [...['yandex.ru', 'yandex.com', 'yandex.net', 'yandex.by', 'yandex.kz', 'yandex.ua', 'ya.ru', 'narod.ru']],
    mechanisms: ['PLAIN', 'LOGIN', 'XOAUTH2'],
    // "Usually required."
    passwords: { policy: 'app-password-with-two-steps' },
    source: listed('yandex.ru.xml'),
  },
  zoho: {
    ...PERSONAL_ZOHO,
    variant: { of: 'region', name: 'us' },
    server: serverAt('smtp.zoho.com', 465),
    domains: ['zoho.com', 'zohomail.com'],
  },
  'zoho-eu': { ...PERSONAL_ZOHO, variant: { of: 'region', name: 'eu' }, server: serverAt('smtp.zoho.eu', 465) },
  'zoho-in': { ...PERSONAL_ZOHO, variant: { of: 'region', name: 'india' }, server: serverAt('smtp.zoho.in', 465) },
  'zoho-au': {
    ...PERSONAL_ZOHO,
    variant: { of: 'region', name: 'australia' },
    server: serverAt('smtp.zoho.com.au', 465),
  },
  'zoho-jp': { ...PERSONAL_ZOHO, variant: { of: 'region', name: 'japan' }, server: serverAt('smtp.zoho.jp', 465) },
  'zoho-ca': {
    ...PERSONAL_ZOHO,
    variant: { of: 'region', name: 'canada' },
    server: serverAt('smtp.zohocloud.ca', 465),
  },
  'zoho-pro': {
    ...COMPANY_ZOHO,
    variant: { of: 'region', name: 'us' },
    server: serverAt('smtppro.zoho.com', 465),
    exchanges: [/^mx\d*\.zoho\.com$/i],
  },
  'zoho-pro-eu': {
    ...COMPANY_ZOHO,
    variant: { of: 'region', name: 'eu' },
    server: serverAt('smtppro.zoho.eu', 465),
    exchanges: [/^mx\d*\.zoho\.eu$/i],
  },
});
