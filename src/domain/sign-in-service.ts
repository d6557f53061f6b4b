import type { SignInService } from './credential.ts';
import type { ProviderId } from './provider.ts';

/** What we ask of a service at which a rep signs in: facts with their source. */
export interface SignInTerms {
  /** Whose issuer it is unless the operator names another, such as a national cloud's. */
  issuer: string;
  /** OpenID Connect Core 11: offline_access asks for a refresh token; Google wants access_type instead. */
  scopes: readonly string[];
  parameters: Readonly<Record<string, string>>;
}

export const SIGN_IN_TERMS: Record<SignInService, SignInTerms> = {
  microsoft: {
    // Companies' accounts and personal ones.
    issuer: 'https://login.microsoftonline.com/common/v2.0',
    // office-developer-exchange-docs, how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth.md, 2025-09-07.
    scopes: ['openid', 'profile', 'email', 'offline_access', 'https://outlook.office.com/SMTP.Send'],
    parameters: {},
  },
  google: {
    issuer: 'https://accounts.google.com',
    // developers.google.com/gmail/imap/xoauth2-protocol; a refresh token comes with the consent, and no other time.
    scopes: ['openid', 'email', 'https://mail.google.com/'],
    parameters: { access_type: 'offline', prompt: 'consent' },
  },
};

const SERVICE_OF: Partial<Record<ProviderId, SignInService>> = {
  microsoft365: 'microsoft',
  'outlook-com': 'microsoft',
  gmail: 'google',
  'google-workspace': 'google',
};

/** Where a rep signs in to send through a provider; null where there is a password only. */
export const serviceOf = (providerId: ProviderId): SignInService | null => SERVICE_OF[providerId] ?? null;
