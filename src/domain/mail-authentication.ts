import type { Selectors } from './dkim.ts';
import type { ProviderId } from './provider.ts';

/** How mail from a provider can prove that it is the company's: facts with their source. */
export interface MailAuthentication extends Selectors {
  /** By which a domain's SPF record lets the provider send. */
  include: string;
  /** Whose name bounces go to, which SPF is about: the sender's own, or the provider's, and then SPF never aligns. */
  returnPath: 'sender' | 'provider';
  /** What stands there: a reference to the provider's keys, or a key made for the domain. Both are shown in its administration. */
  keys: 'CNAME' | 'TXT';
  source: string;
  asOf: string;
}

/** Providers whose customers have domains of their own; a server that no row knows says nothing of itself. */
export const MAIL_AUTHENTICATION: Partial<Record<ProviderId, MailAuthentication>> = {
  microsoft365: {
    include: 'spf.protection.outlook.com',
    returnPath: 'sender',
    // The targets differ by the day on which they were made, and are not compared.
    selectors: ['selector1', 'selector2'],
    areUsual: false,
    keys: 'CNAME',
    source: 'MicrosoftDocs/defender-docs, email-authentication-spf-configure and -dkim-configure',
    asOf: '2025-06-19',
  },
  'google-workspace': {
    include: '_spf.google.com',
    returnPath: 'sender',
    // An admin may choose another prefix.
    selectors: ['google'],
    areUsual: true,
    keys: 'TXT',
    source: 'mxio.io, providers/google-workspace',
    asOf: '2026-02-27',
  },
};
