import { PERSONAL_ACCOUNTS, SIGN_IN_TERMS } from '../../domain/sign-in-service.ts';
import type { Registrations } from './sign-in-services.ts';

/** Entra's ids of tenants. */
const IS_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Where an administrator of a tenant lets us do for everybody there what each would be asked for: at the service we are
 * registered at, whichever cloud that is. Null where we are not, and for personal accounts, which have no administrator.
 */
export function adminConsentUrl(
  { microsoft }: Registrations,
  tenantId: string,
  { redirectUri, state }: { redirectUri: string; state: string },
): string | null {
  const { consentPath, identity, submission } = SIGN_IN_TERMS.microsoft;
  if (microsoft === undefined || consentPath === null || tenantId === PERSONAL_ACCOUNTS) return null;
  // Who signs in to Postlane elsewhere has a tenant that Entra does not know: then it is the administrator's own.
  const tenant = IS_ID.test(tenantId) ? tenantId : 'organizations';
  const url = new URL(consentPath.replace('{tenant}', tenant), microsoft.issuer);
  const said = {
    client_id: microsoft.clientId,
    scope: [...identity, submission].join(' '),
    redirect_uri: redirectUri,
    state,
  };
  url.search = new URLSearchParams(said).toString();
  return url.href;
}
