import type { SignInService } from './credential.ts';
import { PROVIDERS, type ProviderId } from './provider.ts';

/** What we ask of a service at which a rep signs in: facts with their source. */
export interface SignInTerms {
  /** As the rep knows it. */
  name: string;
  /** Whose issuer it is unless the operator names another, such as one company's. */
  issuer: string;
  /** OpenID Connect Core 11: offline_access asks for a refresh token; Google wants access_type instead. */
  identity: readonly string[];
  /** What lets us submit mail. */
  submission: string;
  /** What lets us send by Graph, at the operator's address for it; null where there is none. */
  graph: string | null;
  parameters: Readonly<Record<string, string>>;
  /** Where an administrator agrees for everybody in `{tenant}`, from the issuer's root; null where there is no such page. */
  consentPath: string | null;
  /** Whether a password that its owner changes ends what was granted. */
  endsWithPassword: boolean;
}

/** Whoever is signed in at the service already, as somebody else perhaps, is asked all the same. OpenID Connect Core 3.1.2.1. */
const ASKED_WHO = { prompt: 'select_account' };

export const SIGN_IN_TERMS: Record<SignInService, SignInTerms> = {
  microsoft: {
    name: 'Microsoft',
    // Companies' accounts and personal ones.
    issuer: 'https://login.microsoftonline.com/common/v2.0',
    // office-developer-exchange-docs, how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth.md, 2025-09-07.
    identity: ['openid', 'profile', 'email', 'offline_access'],
    submission: 'https://outlook.office.com/SMTP.Send',
    // microsoft-graph-docs-contrib user-sendmail.md, permissions; a token is for one resource, so it is the one or the other.
    graph: 'Mail.Send',
    parameters: ASKED_WHO,
    // MicrosoftDocs/entra-docs v2-admin-consent.md, 2023-11-08.
    consentPath: '/{tenant}/v2.0/adminconsent',
    // MicrosoftDocs/entra-docs refresh-tokens.md, 2025-05-14: not that of a confidential client.
    endsWithPassword: false,
  },
  google: {
    name: 'Google',
    issuer: 'https://accounts.google.com',
    // developers.google.com/gmail/imap/xoauth2-protocol; a refresh token comes with the consent, and no other time.
    identity: ['openid', 'email'],
    submission: 'https://mail.google.com/',
    graph: null,
    parameters: { access_type: 'offline', prompt: `consent ${ASKED_WHO.prompt}` },
    // Workspace's administrators allow programs in their admin console: support.google.com/a/answer/7281227.
    consentPath: null,
    // developers.google.com/identity/protocols/oauth2: where it has Gmail's scopes.
    endsWithPassword: true,
  },
};

/** Entra's one tenant for all personal accounts. Source: entra-docs, access-token-claims-reference. */
export const PERSONAL_ACCOUNTS = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Entra's hosts: worldwide, then US government and China. Source: entra-docs, authentication-national-cloud. */
export const ENTRA_WORLDWIDE = 'login.microsoftonline.com';
const ENTRA = [ENTRA_WORLDWIDE, 'login.microsoftonline.us', 'login.partner.microsoftonline.cn'];
export const isEntraHost = (host: string): boolean => ENTRA.includes(host);

/** Whether a text is one of Entra's ids, as tenants, people and applications have them; their names in words change. */
export const isEntraId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

const SERVICE_OF: Partial<Record<ProviderId, SignInService>> = {
  microsoft365: 'microsoft',
  'outlook-com': 'microsoft',
  gmail: 'google',
  'google-workspace': 'google',
};

/** The ways into a channel. */
export const WAYS = ['sign-in', 'password'] as const;
export type Way = (typeof WAYS)[number];

/** Where a rep signs in to send through a provider; null where there is a password only. */
export const serviceOf = (providerId: ProviderId): SignInService | null => SERVICE_OF[providerId] ?? null;

/** The service at which a rep may sign in to send through a provider, among those that the operator offers. */
export function offeredService(providerId: ProviderId, offered: readonly SignInService[]): SignInService | null {
  const service = serviceOf(providerId);
  return service !== null && offered.includes(service) ? service : null;
}

/** The ways into a channel at a provider, best first; none where it takes no password and no sign-in is offered. */
export function waysInto(providerId: ProviderId, offered: readonly SignInService[]): Way[] {
  const ways: Way[] = offeredService(providerId, offered) === null ? [] : ['sign-in'];
  if (PROVIDERS[providerId].passwords.policy !== 'refused') ways.push('password');
  return ways;
}

/** Providers at which a channel should not stay with a password: those end there, or there is a sign-in to take their place. */
export const passwordsToLeave = (offered: readonly SignInService[]): ProviderId[] =>
  Object.values(PROVIDERS)
    .filter(({ id, passwords }) => passwords.policy === 'ending' || offeredService(id, offered) !== null)
    .map(({ id }) => id);
