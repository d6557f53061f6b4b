import type { Selectors } from './dkim.ts';
import type { ProviderId } from './provider.ts';

/** How mail from a provider can prove that it is the company's: facts with their source. */
export interface MailAuthentication extends Selectors {
  /** By which a domain's SPF record lets the provider send; null where bounces go to a name of the provider's, which SPF is about then. */
  include: string | null;
  /** What stands at a selector: a reference to the provider's keys, or a key made for the domain. Both are shown in its administration. */
  keys: 'CNAME' | 'TXT';
  source: string;
  asOf: string;
}

/** Those of which it was looked up. Of others it stays open. */
export const MAIL_AUTHENTICATION: Partial<Record<ProviderId, MailAuthentication>> = {
  microsoft365: {
    include: 'spf.protection.outlook.com',
    // The targets differ by the day on which they were made, and are not compared.
    selectors: ['selector1', 'selector2'],
    areUsual: false,
    keys: 'CNAME',
    source: 'MicrosoftDocs/defender-docs, email-authentication-spf-configure and -dkim-configure (2025-06-19)',
    asOf: '2026-11-20',
  },
  'google-workspace': {
    include: '_spf.google.com',
    // An admin may choose another prefix.
    selectors: ['google'],
    areUsual: true,
    keys: 'TXT',
    source: 'mxio.io providers/google-workspace (2026-02-27); intodns.ai google-workspace-spf-dkim-dmarc-setup',
    asOf: '2026-11-27',
  },
  mailjet: {
    include: null,
    selectors: ['mailjet'],
    areUsual: false,
    keys: 'TXT',
    source:
      'mailjet.com blog, dmarcbis-is-dead-long-live-dmarc (2026): bounces to bnc3.mailjet.com; captaindns.com (2026)',
    asOf: '2026-11-27',
  },
  brevo: {
    include: null,
    // The last is for keys in TXT records, and Brevo changes it on request (hestiacp/hestiacp#4313).
    selectors: ['brevo1', 'brevo2', 'mail'],
    areUsual: true,
    keys: 'CNAME',
    source:
      'captaindns.com brevo-transactional-email-technical-guide (2026-01-16): bounces to sender-sib.com; DNS of its customers',
    asOf: '2026-11-27',
  },
};
