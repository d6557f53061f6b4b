import type { Limits } from './limit.ts';
import { NO_LIMITS } from './limit.ts';
import type { SubmissionServer } from './submission-server.ts';
import { serverAt } from './submission-server.ts';

export type ProviderId = 'microsoft365' | 'outlook-com' | 'gmail' | 'google-workspace' | 'custom';

/** How the provider treats a password at its submission server. */
export type PasswordPolicy =
  | { policy: 'accepted' }
  /** Only a password made for one app, with two-step verification on. */
  | { policy: 'app-password' }
  /** Accepted until a date, off by default from then on. */
  | { policy: 'ending'; endsOn: string }
  | { policy: 'refused' };

/** A service that takes mail for submission: facts with their source, never branches in code. */
export interface Provider {
  id: ProviderId;
  name: string;
  /** Null when each customer has a server of their own. */
  server: SubmissionServer | null;
  /** Other names that lead to the same mailboxes, and so to the same limits. */
  otherHosts: readonly string[];
  /** Whether a credential belongs to one address, or to a domain a team may share. */
  credentialScope: 'user' | 'domain';
  username: 'full-address' | 'free';
  passwords: PasswordPolicy;
  /** Whether some of its mailboxes take mail from no program at all, and nobody can switch that. */
  refusesSome: boolean;
  limits: Limits;
  /** Its channels are made for single mails: a load to more recipients than this is bulk. Null where it says nothing of the kind. */
  bulkAbove: number | null;
  /** Whether the server itself files a copy in Sent Items. */
  keepsSentCopy: boolean;
  source: string;
  /** The day the facts were last checked. */
  asOf: string;
}

/** As thunderbird/autoconfig named it for years, and many programs' settings still do. */
const GOOGLE_ELSE = ['smtp.googlemail.com'];

export const PROVIDERS: Record<ProviderId, Provider> = {
  microsoft365: {
    id: 'microsoft365',
    name: 'Microsoft 365',
    server: serverAt('smtp.office365.com', 587),
    // The first takes old TLS, where an admin allows it (OfficeDocs-Exchange, opt-in-exchange-online-endpoint-for-legacy-TLS-using-SMTP-AUTH.md);
    // the second is the name for IMAP, and takes submissions too: many mail programs' settings say so.
    otherHosts: ['smtp-legacy.office365.com', 'outlook.office365.com'],
    credentialScope: 'user',
    username: 'full-address',
    // Exchange Team blog 4489835, 2026-01-27: off by default at the end of December 2026; an admin may turn it on again.
    passwords: { policy: 'ending', endsOn: '2026-12-31' },
    refusesSome: false,
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
    source:
      'MicrosoftDocs/defender-docs outbound-spam-sending-limits-troubleshoot.md; SupportArticles-docs smtp-submission-improvements.md; learn.microsoft.com "Exchange Online limits"',
    asOf: '2026-11-20',
  },
  'outlook-com': {
    id: 'outlook-com',
    name: 'Outlook.com',
    server: serverAt('smtp-mail.outlook.com', 587),
    otherHosts: [],
    credentialScope: 'user',
    username: 'full-address',
    // Basic authentication ended on 2024-09-16.
    passwords: { policy: 'refused' },
    // Public engineering notes of one author, September 2026: to a valid token personal mailboxes answered
    // "SmtpClientAuthentication is disabled for the Mailbox".
    refusesSome: true,
    limits: { ...NO_LIMITS, recipientsPerDay: 5_000, recipientsPerMessage: 500 },
    bulkAbove: null,
    keepsSentCopy: true,
    source: 'support.microsoft.com "Sending limits in Outlook.com"; thunderbird/autoconfig hotmail.com.xml',
    asOf: '2026-11-20',
  },
  gmail: {
    id: 'gmail',
    name: 'Gmail',
    server: serverAt('smtp.gmail.com', 465),
    otherHosts: GOOGLE_ELSE,
    credentialScope: 'user',
    username: 'full-address',
    passwords: { policy: 'app-password' },
    refusesSome: false,
    // 500 per rolling 24 hours is documented for the account; whether messages or recipients is not: recipients are the safe reading.
    limits: {
      messagesPerMinute: null,
      recipientsPerDay: 500,
      recipientsPerMessage: 100,
      connections: null,
      messageBytes: 35_882_577,
    },
    bulkAbove: null,
    keepsSentCopy: true,
    source: 'support.google.com/a/answer/166852; thunderbird/autoconfig googlemail.com.xml',
    asOf: '2026-11-20',
  },
  'google-workspace': {
    id: 'google-workspace',
    name: 'Google Workspace',
    server: serverAt('smtp.gmail.com', 465),
    otherHosts: GOOGLE_ELSE,
    credentialScope: 'user',
    username: 'full-address',
    passwords: { policy: 'app-password' },
    refusesSome: false,
    limits: {
      messagesPerMinute: null,
      recipientsPerDay: 10_000,
      recipientsPerMessage: 100,
      connections: null,
      messageBytes: 35_882_577,
    },
    bulkAbove: null,
    keepsSentCopy: true,
    source: 'support.google.com/a/answer/166852; thunderbird/autoconfig googlemail.com.xml',
    asOf: '2026-11-20',
  },
  custom: {
    id: 'custom',
    name: 'Your own mail server',
    server: null,
    otherHosts: [],
    credentialScope: 'user',
    username: 'free',
    passwords: { policy: 'accepted' },
    refusesSome: false,
    limits: NO_LIMITS,
    bulkAbove: null,
    keepsSentCopy: false,
    source: 'RFC 6409, RFC 8314',
    asOf: '2026-11-20',
  },
};

export const limitsOf = (id: ProviderId): Limits => PROVIDERS[id].limits;

const providerAt = (host: string): Provider | undefined =>
  Object.values(PROVIDERS).find(({ server, otherHosts }) => [server?.host, ...otherHosts].includes(host.toLowerCase()));

/** The provider that runs a submission server, by any of its names; `custom` when no row knows it. */
export const providerOfHost = (host: string): ProviderId => providerAt(host)?.id ?? 'custom';

/** The one name of a submission server that stands for all of its names, in lower case. */
export const oneNameOf = (host: string): string => providerAt(host)?.server?.host ?? host.toLowerCase();
