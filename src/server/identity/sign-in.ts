import { ENTRA_WORLDWIDE, isEntraHost, PERSONAL_ACCOUNTS } from '../../domain/sign-in-service.ts';
import { TENANT } from './access-tokens.ts';

/** How the pane signs a rep in. */
export interface SignIn {
  clientId: string;
  authority: string;
  knownAuthorities: string[];
  protocol: 'entra' | 'oidc';
  scope: string;
}

/** Whether an issuer is Entra's, in whichever cloud. */
export const isEntra = (issuer: string): boolean => isEntraHost(new URL(issuer).host);

/** Whether an issuer is Entra's in the cloud that is no national one. */
export const isWorldwide = (issuer: string): boolean => new URL(issuer).host === ENTRA_WORLDWIDE;

/** What msal needs to know of an issuer: Entra's authority is not its issuer, any other provider's is. */
export function signInAt(identity: {
  issuer: string;
  tenants: readonly string[] | null;
  clientId: string;
  scope: string;
}): SignIn {
  const { issuer, clientId, scope } = identity;
  const { host } = new URL(issuer);
  if (!isEntra(issuer)) return { clientId, scope, authority: issuer, knownAuthorities: [host], protocol: 'oidc' };
  const authority = issuer.replace(TENANT, audienceOf(identity.tenants)).replace(/\/v2\.0\/?$/, '');
  return { clientId, scope, authority, knownAuthorities: [], protocol: 'entra' };
}

function audienceOf(tenants: readonly string[] | null): string {
  if (tenants === null || (tenants.length > 1 && tenants.includes(PERSONAL_ACCOUNTS))) return 'common';
  const [only] = tenants;
  return tenants.length === 1 && only !== undefined ? only : 'organizations';
}
