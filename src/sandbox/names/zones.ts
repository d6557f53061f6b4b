import type { MailHostId } from '../people.ts';

/** A resource record as the sandbox needs them. */
export type NameRecord =
  | { type: 'A'; address: string }
  | { type: 'MX'; exchange: string; priority: number }
  | { type: 'TXT'; data: string }
  | { type: 'SRV'; target: string; port: number; priority: number; weight: number };

export type Zones = ReadonlyMap<string, readonly NameRecord[]>;

/** The submission servers' names and the addresses they pretend to have: all in 127.1.0.0/16, which the server is told to allow. */
export const MAIL_HOSTS: Record<MailHostId, { host: string; address: string }> = {
  'exchange-online': { host: 'smtp.office365.com', address: '127.1.0.1' },
  gmail: { host: 'smtp.gmail.com', address: '127.1.0.2' },
  'outlook-com': { host: 'smtp-mail.outlook.com', address: '127.1.0.3' },
  'hanse-kontor': { host: 'mail.hanse-kontor.example', address: '127.1.0.4' },
  rebstock: { host: 'smtp.rebstock-hosting.example', address: '127.1.0.5' },
  relay: { host: 'relay.postlane-operator.example', address: '127.1.0.6' },
  'amazon-ses': { host: 'email-smtp.eu-west-1.amazonaws.com', address: '127.1.0.20' },
  mailjet: { host: 'in-v3.mailjet.com', address: '127.1.0.21' },
  postmark: { host: 'smtp.postmarkapp.com', address: '127.1.0.22' },
  sendgrid: { host: 'smtp.sendgrid.net', address: '127.1.0.23' },
  sparkpost: { host: 'smtp.sparkpostmail.com', address: '127.1.0.24' },
  'sparkpost-eu': { host: 'smtp.eu.sparkpostmail.com', address: '127.1.0.25' },
  mailgun: { host: 'smtp.mailgun.org', address: '127.1.0.26' },
  icloud: { host: 'smtp.mail.me.com', address: '127.1.0.27' },
  webde: { host: 'smtp.web.de', address: '127.1.0.28' },
  'zoho-pro-eu': { host: 'smtppro.zoho.eu', address: '127.1.0.29' },
  'ovh-exchange': { host: 'ex5.mail.ovh.net', address: '127.1.0.30' },
};

export const ALLOWED_NETWORK = '127.1.0.0/16';
export const GRAPH = { host: 'graph.microsoft.com', address: '127.1.0.11' };
export const GRAPH_URL = `https://${GRAPH.host}`;
export const AUTOCONFIG = { host: 'autoconfig.weingut-sonnenberg.example', address: '127.1.0.10' };

const exchange = (name: string, priority = 10): NameRecord => ({ type: 'MX', exchange: name, priority });
const submission = (target: string, port: number): NameRecord => ({
  type: 'SRV',
  target,
  port,
  priority: 0,
  weight: 1,
});

/** Where the lamp company proves that its domain is its own: what stands there, the switchboard says. */
export const TEAM_RECORD = '_postlane.fjordlight.example';

export const text = (data: string): NameRecord => ({ type: 'TXT', data });

/**
 * What the world's DNS says, as far as the sandbox's people need it. Each company is found by another clue: Fjordlight by
 * its mail exchanger, Hanse-Kontor by SRV (RFC 6186), Weingut Sonnenberg by autoconfig. And what the companies say of the mail that
 * is theirs: by SPF, DKIM and DMARC.
 */
export const ZONES: Zones = new Map<string, readonly NameRecord[]>([
  ...Object.values(MAIL_HOSTS).map(({ host, address }): [string, NameRecord[]] => [host, [{ type: 'A', address }]]),
  [AUTOCONFIG.host, [{ type: 'A', address: AUTOCONFIG.address }]],
  [GRAPH.host, [{ type: 'A', address: GRAPH.address }]],
  [
    'fjordlight.example',
    [
      exchange('fjordlight-example.mail.protection.outlook.com', 0),
      text('v=spf1 include:spf.protection.outlook.com -all'),
    ],
  ],
  ['spf.protection.outlook.com', [text('v=spf1 ip4:127.1.0.1 -all')]],
  ['selector1._domainkey.fjordlight.example', [text('v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A')]],
  ['_dmarc.fjordlight.example', [text('v=DMARC1; p=reject')]],
  ['hanse-kontor.example', [exchange('mail.hanse-kontor.example'), text('v=spf1 mx -all')]],
  ['_submission._tcp.hanse-kontor.example', [submission('mail.hanse-kontor.example', 587)]],
  ['gmail.com', [exchange('gmail-smtp-in.l.google.com', 5), exchange('alt1.gmail-smtp-in.l.google.com')]],
  ['outlook.com', [exchange('outlook-com.olc.protection.outlook.com', 5)]],
  ['weingut-sonnenberg.example', [exchange('mx1.rebstock-hosting.example')]],
]);
