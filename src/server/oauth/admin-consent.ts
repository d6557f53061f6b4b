import { isEntraId, PERSONAL_ACCOUNTS, SIGN_IN_TERMS } from '../../domain/sign-in-service.ts';
import { TRANSPORTS } from '../../domain/transport.ts';
import { scopeOf } from './scope.ts';
import type { Registrations } from './sign-in-services.ts';

/**
 * Where an administrator of a tenant lets us do for everybody there what each would be asked for: at the service we are
 * registered at, by each way that is offered. Null where we are not, and for personal accounts, which have no administrator.
 *
 * A token is for one resource, and a consent for as many as are asked for: microsoft/Agent365-devTools#424 (2026-05-21). All
 * at once, since a later consent may take the place of an earlier one (entra-docs grant-admin-consent.md).
 */
export function adminConsentUrl(
  { microsoft }: Registrations,
  graphUrl: string | null,
  tenantId: string,
  { redirectUri, state }: { redirectUri: string; state: string },
): string | null {
  const { consentPath, identity } = SIGN_IN_TERMS.microsoft;
  if (microsoft === undefined || consentPath === null || tenantId === PERSONAL_ACCOUNTS) return null;
  // Who signs in to Postlane elsewhere has a tenant that Entra does not know: then it is the administrator's own.
  const tenant = isEntraId(tenantId) ? tenantId : 'organizations';
  const url = new URL(consentPath.replace('{tenant}', tenant), microsoft.issuer);
  const leaves = TRANSPORTS.flatMap((transport) => scopeOf('microsoft', transport, graphUrl) ?? []);
  const said = {
    client_id: microsoft.clientId,
    scope: [...identity, ...leaves].join(' '),
    redirect_uri: redirectUri,
    state,
  };
  url.search = new URLSearchParams(said).toString();
  return url.href;
}
