import { NO_LIMITS } from '../limit.ts';
import { serverAt } from '../submission-server.ts';
import { rows } from './fill-in.ts';

const MICROSOFT_365 = { name: 'Microsoft 365', kind: 'mailboxes', mechanisms: ['XOAUTH2', 'LOGIN'] } as const;
/** Limits of the national clouds were not found: that they are those of the others would be a guess. */
const EMAILENGINE = 'postalsys/emailengine lib/oauth2-apps.js, lib/oauth/outlook.js (commit aea45350, 2026-08-22)';
/** One exchanger for both clouds of the US government; their names for Autodiscover alone tell them apart. */
const US_GOVERNMENT = { exchanges: [/\.mail\.protection\.office365\.us$/i] } as const;
const dnsRecords = (cloud: string): string =>
  `MX by MicrosoftDocs/microsoft-365-docs enterprise/dns-records-for-office-365-${cloud}.md (2020-05-19, read at 06481cea)`;

export const MICROSOFT = rows({
  microsoft365: {
    ...MICROSOFT_365,
    variant: { of: 'cloud', name: 'worldwide' },
    server: serverAt('smtp.office365.com', 587),
    otherPorts: [25],
    // The first takes old TLS, where an admin allows it (OfficeDocs-Exchange, opt-in-exchange-online-endpoint-for-legacy-TLS-using-SMTP-AUTH.md);
    // the second is the name for IMAP, and takes submissions too: many mail programs' settings say so.
    otherHosts: ['smtp-legacy.office365.com', 'outlook.office365.com'],
    under: [/\.office365\.com$/],
    exchanges: [/(^|\.)mail\.protection\.outlook\.com$/i, /\.mx\.microsoft$/i],
    // Exchange Team blog 4489835, 2026-01-27: off by default at the end of December 2026; an admin may turn it on again.
    passwords: { policy: 'ending', endsOn: '2026-12-31' },
    limits: {
      messagesPerMinute: 30,
      recipientsPerDay: 10_000,
      recipientsPerMessage: 500,
      connections: 3,
      messageBytes: null,
    },
    // "Exchange Online limits" sends bulk mail to services that specialise in it and gives no number. One mail may go to
    // 500 by default: a load to more than that is none that a person writes as a single mail.
    bulkAbove: 500,
    keepsSentCopy: true,
    // 550 5.7.60, or 554 5.2.252 SendAsDenied once it has the message (facts of Exchange Online: "From is not the login").
    refusesOtherSenders: true,
    source:
      'MicrosoftDocs/defender-docs outbound-spam-sending-limits-troubleshoot.md; SupportArticles-docs smtp-submission-improvements.md; learn.microsoft.com "Exchange Online limits"',
  },
  // Before the Department of Defense's own cloud, which shares its exchanger: contractors' companies are here.
  'microsoft365-gcchigh': {
    ...MICROSOFT_365,
    ...US_GOVERNMENT,
    variant: { of: 'cloud', name: 'gcc-high' },
    server: serverAt('smtp.office365.us', 587),
    under: [/\.office365\.us$/],
    source: `${EMAILENGINE} and several public deployments for the host, no page of Microsoft's; ${dnsRecords('gcc-high')}`,
  },
  'microsoft365-dod': {
    ...MICROSOFT_365,
    ...US_GOVERNMENT,
    variant: { of: 'cloud', name: 'dod' },
    server: serverAt('outlook-dod.office365.us', 587),
    source: `${EMAILENGINE} alone for the host; ${dnsRecords('dod')}`,
  },
  'microsoft365-china': {
    ...MICROSOFT_365,
    variant: { of: 'cloud', name: 'china' },
    server: serverAt('smtp.partner.outlook.cn', 587),
    otherHosts: ['partner.outlook.cn'],
    under: [/\.outlook\.cn$/],
    exchanges: [/\.mail\.protection\.partner\.outlook\.cn$/i],
    source:
      'ten independent public code files for the host, no page of Microsoft’s; emailengine names partner.outlook.cn; MX by MicrosoftDocs/OfficeDocs-O365ITPro services-in-china/create-dns-records-at-east-net.md (undated, about 2019), seen in a company’s DNS on 2026-08-29',
  },
  'outlook-com': {
    name: 'Outlook.com',
    kind: 'mailboxes',
    server: serverAt('smtp-mail.outlook.com', 587),
    under: [/\.(outlook|hotmail|live)\.com$/],
    domains: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'windowslive.com'],
    exchanges: [/\.olc\.protection\.outlook\.com$/i],
    mechanisms: ['XOAUTH2'],
    // Basic authentication ended on 2024-09-16.
    passwords: { policy: 'refused' },
    // Public engineering notes of one author, September 2026: to a valid token personal mailboxes answered
    // "SmtpClientAuthentication is disabled for the Mailbox".
    refusesSome: true,
    limits: { ...NO_LIMITS, recipientsPerDay: 5_000, recipientsPerMessage: 500 },
    keepsSentCopy: true,
    source:
      'support.microsoft.com "Sending limits in Outlook.com"; thunderbird/autoconfig hotmail.com.xml (2026-03-12), which knows more domains: there the account type tells',
  },
  // To recipients of the tenant's own alone since June 2025; another gets 550 5.5.105.
  'microsoft-hve': {
    name: 'Exchange Online High Volume Email',
    kind: 'internal',
    server: serverAt('smtp.hve.mx.microsoft', 587),
    otherHosts: ['smtp-hve.office365.com'],
    mechanisms: ['XOAUTH2', 'LOGIN'],
    credentialScope: 'domain',
    source: 'learn.microsoft.com "Manage High Volume Email for Microsoft 365"; tiagoscarvalho.com (2026)',
  },
});
