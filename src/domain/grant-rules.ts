import type { SignInService } from './credential.ts';
import type { GrantFailure, GrantFailureKind } from './failure.ts';

/** What a service says when it gives no token. RFC 6749 4.1.2.1 and 5.2; the description is for people, and may name a number. */
export interface Refusal {
  error: string | null;
  description: string | null;
}

/**
 * Entra says not to go by its numbers but by `error`; within invalid_grant, interaction_required and unauthorized_client they alone
 * tell what there is to do. Source: entra-docs reference-error-codes.md, 2024-04-24.
 */
const BY_NUMBER: Record<string, GrantFailureKind> = {
  50132: 'grant-revoked',
  50133: 'grant-revoked',
  50173: 'grant-revoked',
  70000: 'grant-revoked',
  70008: 'grant-expired',
  70043: 'grant-expired',
  700082: 'grant-expired',
  700084: 'grant-expired',
  // A second factor, or a new password, is asked for now: signing in again asks for it.
  50055: 'grant-expired',
  50072: 'grant-expired',
  50074: 'grant-expired',
  50076: 'grant-expired',
  50078: 'grant-expired',
  50079: 'grant-expired',
  50144: 'grant-expired',
  65001: 'consent-missing',
  65004: 'consent-missing',
  90094: 'admin-consent-missing',
  90095: 'admin-consent-missing',
  // entra-docs application-sign-in-unexpected-user-consent-error.md: the application is taken for a risk.
  900941: 'admin-consent-missing',
  // The tenant has no such application any more, or has switched it off: its administrator took it away, and gives it back.
  700016: 'admin-consent-missing',
  7000112: 'admin-consent-missing',
  53000: 'sign-in-blocked',
  53001: 'sign-in-blocked',
  53002: 'sign-in-blocked',
  53003: 'sign-in-blocked',
  53011: 'sign-in-blocked',
  530035: 'sign-in-blocked',
  50034: 'account-unavailable',
  50053: 'account-unavailable',
  50057: 'account-unavailable',
  50105: 'account-unavailable',
  // How the application is set up, at the service or in the tenant: signing in again would meet the same.
  28000: 'registration-refused',
  50020: 'registration-refused',
  50194: 'registration-refused',
  70011: 'registration-refused',
  500011: 'registration-refused',
  650052: 'registration-refused',
  650056: 'registration-refused',
  650057: 'registration-refused',
};

/** OpenID Connect Core 3.1.2.6; the last two are Google's (developers.google.com/identity/protocols/oauth2). */
const BY_ERROR: ReadonlyMap<string, GrantFailureKind> = new Map(
  Object.entries({
    invalid_grant: 'grant-revoked',
    interaction_required: 'grant-expired',
    login_required: 'grant-expired',
    consent_required: 'consent-missing',
    access_denied: 'consent-missing',
    admin_policy_enforced: 'sign-in-blocked',
    org_internal: 'sign-in-blocked',
    invalid_client: 'registration-refused',
    unauthorized_client: 'registration-refused',
    invalid_scope: 'registration-refused',
    invalid_request: 'registration-refused',
    unsupported_grant_type: 'registration-refused',
  } as const),
);

/** Errors that a number may tell more of; the others are what they say. */
const TOLD_BY_NUMBER = [
  'invalid_grant',
  'interaction_required',
  'consent_required',
  'access_denied',
  'unauthorized_client',
];

const numberIn = (description: string | null): string => /\bAADSTS(\d+)/.exec(description ?? '')?.[1] ?? '';

/** What it means that a service gave no token; whatever is not known breaks nothing. */
export function classifyGrant(service: SignInService, { error, description }: Refusal): GrantFailure {
  const number = numberIn(description);
  const kind =
    (error !== null && TOLD_BY_NUMBER.includes(error) ? BY_NUMBER[number] : undefined) ??
    BY_ERROR.get(error ?? '') ??
    'sign-in-unavailable';
  return { kind, stage: 'auth', service, error, detail: description };
}

/** Nobody has agreed: neither the rep nor an administrator. */
const NOT_AGREED = '65001';

/** What it means that a sign-in came to nothing. Whoever was asked just now, and has not agreed nor declined, may not. */
export function classifySignIn(service: SignInService, refusal: Refusal): GrantFailure {
  const failure = classifyGrant(service, refusal);
  const mayNot = failure.kind === 'consent-missing' && numberIn(refusal.description) === NOT_AGREED;
  return mayNot ? { ...failure, kind: 'admin-consent-missing' } : failure;
}
