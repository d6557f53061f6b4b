import { errors, jwtVerify, type JWTPayload } from 'jose';
import { parseAddress } from '../../domain/address.ts';
import type { Author } from '../../domain/audit.ts';
import type { Owner } from '../../domain/channel.ts';
import { SECOND, type Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { PERSONAL_ACCOUNTS } from '../../domain/sign-in-service.ts';
import { createIssuerKeys, IssuerAway, type Fetch } from './issuer-keys.ts';

export interface TrustedIssuer {
  /** As in the tokens; may hold `{tenantid}`, as Entra's issuer for many tenants does. */
  issuer: string;
  audience: string;
  /** Null for any tenant the issuer speaks for. */
  tenants: readonly string[] | null;
  /** The one application whose tokens count. */
  clientId: string;
  /** Its last part is what the token's `scp` or `scope` must hold. */
  scope: string;
  /** Who is an administrator besides those whose token says so: `tenant/object`. */
  admins: readonly string[];
}

/** A person whose token counts. */
export interface Asker {
  owner: Owner;
  /** The own address, by the word of who runs the tenant; null where the token says none that counts. */
  address: string | null;
  author: Author;
  /** Of the tenant the token is of, and of no other. */
  isAdmin: boolean;
  /** When the token ends to count. */
  until: Instant;
}

/** Who is asking; or why the token does not count, in words for a developer; or the error by which the issuer cannot be asked. */
export type Authenticate = (token: string) => Promise<Result<Asker, string | IssuerAway>>;

/** What stands for the tenant in the issuer of one that speaks for many. */
export const TENANT = '{tenantid}';
/** No shared secrets, and never none. */
const ALGORITHMS = ['RS256', 'ES256', 'PS256'];
const SKEW_SECONDS = 60;
/** As the registration of our API names it. Source: entra-docs howto-add-app-roles-in-apps.md, access-token-claims-reference. */
const ADMIN_ROLE = 'Postlane.Admin';

/**
 * Checks access tokens for our own API: signature by the issuer's published keys, issuer, audience, scope, application,
 * tenant, times. Source: entra-docs access-token-claims-reference and claims-validation; RFC 9068 for other issuers.
 */
export function createAuthenticate(trusted: TrustedIssuer, fetch: Fetch, clock: () => Instant): Authenticate {
  const keys = createIssuerKeys(metadataAddress(trusted.issuer), fetch, clock);

  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        audience: trusted.audience,
        clockTolerance: SKEW_SECONDS,
        currentDate: new Date(clock()),
        requiredClaims: ['exp', 'sub', 'iss'],
      });
      const owner = ownerIn(payload, trusted);
      const { exp = 0 } = payload;
      const until = (exp + SKEW_SECONDS) * SECOND;
      if (!owner.ok) return owner;
      const address = addressIn(payload);
      const author = authorIn(payload, owner.value);
      return success({ owner: owner.value, address, author, isAdmin: isAdmin(payload, owner.value, trusted), until });
    } catch (error) {
      if (error instanceof errors.JOSEError) return failed(reasonOf(error));
      if (error instanceof IssuerAway) return failed(error);
      throw error;
    }
  };
}

/** Where an issuer publishes what it is. OpenID Connect Discovery 4. */
export const metadataAddress = (issuer: string): string =>
  `${issuer.replace(TENANT, 'common').replace(/\/$/, '')}/.well-known/openid-configuration`;

const textsIn =
  (claims: JWTPayload) =>
  (name: string): string | null => {
    const value = claims[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };

function ownerIn(claims: JWTPayload, { issuer, tenants, clientId, scope }: TrustedIssuer): Result<Owner, string> {
  const text = textsIn(claims);
  const tenantId = text('tid') ?? (issuer.includes(TENANT) ? null : issuer);
  if (tenantId === null) return failed('the token names no tenant (tid)');
  // One tenant must not speak for another: the issuer has to be this very tenant's.
  if (claims.iss !== issuer.replace(TENANT, tenantId)) return failed('the issuer (iss) is not the configured one');
  if (tenants !== null && !tenants.includes(tenantId)) return failed('the tenant (tid) is not one of IDENTITY_TENANTS');
  const application = text('azp') ?? text('client_id') ?? text('appid');
  if (application !== clientId) return failed('the application (azp) is not ADDIN_CLIENT_ID');
  // RFC 9068 2.2: so it is where an application asks for itself.
  if (text('sub') === clientId) return failed('the token is the application’s own: nobody has signed in (sub)');
  const granted = (text('scp') ?? text('scope') ?? '').split(' ');
  if (!granted.includes(scope) && !granted.includes(lastPart(scope)))
    return failed(`the scope (scp) lacks ${lastPart(scope)}`);
  // Where there are tenants, sub is another for each application: the same rep would be two.
  const name = text('tid') === null ? 'sub' : 'oid';
  const objectId = text(name);
  return objectId === null ? failed(`the token names nobody (${name})`) : success({ tenantId, objectId });
}

/** By what people know them: it is shown, and nothing is decided by it, for both may change and be given to others. */
function authorIn(claims: JWTPayload, { objectId }: Owner): Author {
  const text = textsIn(claims);
  return { objectId, name: text('name'), address: text('preferred_username') ?? text('email') };
}

/**
 * By the role that the asker's own company gave, or by the operator's word. Nobody with a personal account, whatever is said:
 * strangers to one another, all of them are in one tenant.
 */
function isAdmin({ roles }: JWTPayload, { tenantId, objectId }: Owner, { admins }: TrustedIssuer): boolean {
  if (tenantId.toLowerCase() === PERSONAL_ACCOUNTS) return false;
  const id = `${tenantId}/${objectId}`.toLowerCase();
  return (Array.isArray(roles) && roles.includes(ADMIN_ROLE)) || admins.some((admin) => admin.toLowerCase() === id);
}

/** How issuers write yes. */
const YES: readonly unknown[] = [true, 'true', 1, '1'];

/**
 * Whose mailbox somebody has: an address whose domain the own tenant has verified (xms_edov), or Entra's user principal name,
 * which is in such a domain; whoever runs the tenant gives both, and nobody changes the own. Neither names an owner, who is
 * known by ids: names go to others. A guest's are given by somebody else's tenant (idp, acct), so they do not count. Of
 * another issuer, an address that it verified. Source: entra-docs access-token-claims-reference, optional-claims-reference,
 * migrate-off-email-claim-authorization; OpenID Connect Core 5.1.
 */
function addressIn(claims: JWTPayload): string | null {
  const { tid, idp, iss, acct, preferred_username: name, email, email_verified, xms_edov } = claims;
  if ((idp !== undefined && idp !== iss) || YES.includes(acct)) return null;
  const isOfTenant = typeof tid === 'string';
  const isVerified = YES.includes(isOfTenant ? xms_edov : email_verified);
  const said = [isVerified ? email : null, isOfTenant ? name : null];
  for (const one of said) {
    const address = typeof one === 'string' ? parseAddress(one) : null;
    if (address?.ok === true) return address.value;
  }
  return null;
}

const lastPart = (scope: string): string => scope.slice(scope.lastIndexOf('/') + 1);

function reasonOf(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'the token is expired (exp)';
  if (error instanceof errors.JWTClaimValidationFailed) return `the token's ${error.claim} does not hold`;
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'the signature does not hold';
  if (error instanceof errors.JOSEAlgNotAllowed) return `the token is not signed with ${ALGORITHMS.join(', ')} (alg)`;
  if (error instanceof errors.JWKSNoMatchingKey) return 'the token is signed by a key the issuer does not publish';
  return 'the token is no signed access token';
}
