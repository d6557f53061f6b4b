import { SECOND } from '../../domain/instant.ts';
import { isEntraId } from '../../domain/sign-in-service.ts';
import type { Config } from '../config.ts';
import { metadataAddress, TENANT } from '../identity/access-tokens.ts';
import { isEntra } from '../identity/sign-in.ts';
import type { TrustingFetch } from '../trusting-fetch.ts';
import { saidBy, type Check } from './examine.ts';
import { look, mend, ok, type Finding } from './finding.ts';

const ISSUER = 'IDENTITY_ISSUER';
const TENANTS = 'IDENTITY_TENANTS';

/** Who says who is asking: the identity provider, and the settings by which its tokens are believed. */
export function identityChecks(config: Config, fetch: TrustingFetch): Check[] {
  return [
    { about: ISSUER, lasts: 20 * SECOND, run: async (signal) => [await issuerFinding(config, fetch, signal)] },
    { about: TENANTS, lasts: SECOND, run: () => [tenantsFinding(config), ...idFindings(config)] },
  ];
}

async function issuerFinding({ identity }: Config, fetch: TrustingFetch, signal: AbortSignal): Promise<Finding> {
  const { issuer } = identity;
  const address = metadataAddress(issuer);
  const metadata = await readJson(address, fetch, signal);
  if (!metadata.ok)
    return mend(ISSUER, `${address} ${metadata.failure}.`, 'Open https to it, or set the issuer right.');
  const { issuer: named, jwks_uri: keysAt } = metadata.value;
  if (named !== issuer)
    return mend(
      ISSUER,
      `It is ${issuer}, and calls itself ${String(named)}.`,
      'Set it letter by letter as it calls itself: no token is believed otherwise.',
    );
  const keys = await readJson(String(keysAt), fetch, signal);
  if (!keys.ok) return mend(ISSUER, `Its keys at ${String(keysAt)} ${keys.failure}.`, 'Open https to that host too.');
  const count = Array.isArray(keys.value['keys']) ? keys.value['keys'].length : 0;
  return count > 0
    ? ok(ISSUER, `${issuer} answers, and publishes ${count} ${count === 1 ? 'key' : 'keys'}.`)
    : mend(
        ISSUER,
        `${String(keysAt)} holds no keys.`,
        'No token can be checked: ask whoever runs the identity provider.',
      );
}

type Read = { ok: true; value: Record<string, unknown> } | { ok: false; failure: string };

/** An object at an address of the operator's; the failure goes on after its name. */
export async function readJson(url: string, fetch: TrustingFetch, signal: AbortSignal): Promise<Read> {
  try {
    const answer = await fetch(url, { signal });
    if (!answer.ok) return { ok: false, failure: `answers ${answer.status}` };
    const value: unknown = await answer.json().catch(() => null);
    const isObject = typeof value === 'object' && value !== null;
    return isObject ? { ok: true, value: { ...value } } : { ok: false, failure: 'answers with no JSON' };
  } catch (error) {
    return { ok: false, failure: `is not reached: ${saidBy(error)}` };
  }
}

function tenantsFinding({ identity: { issuer, tenants } }: Config): Finding {
  const isForMany = issuer.includes(TENANT);
  if (tenants === null && isForMany)
    return look(
      TENANTS,
      'Whoever has an account in any organisation may use this server.',
      'Name the tenants that may.',
    );
  if (tenants === null) return ok(TENANTS, 'None named: those whom the issuer speaks for.');
  const odd = isEntra(issuer) ? tenants.filter((tenant) => !isEntraId(tenant)) : [];
  if (odd.length > 0)
    return mend(
      TENANTS,
      `${odd.join(', ')} is no tenant id.`,
      'In a token stands the id, never the domain: copy it from Entra’s overview page.',
    );
  const outside = isEntra(issuer) && !isForMany ? tenants.filter((tenant) => !issuer.includes(tenant)) : [];
  return outside.length > 0
    ? mend(
        TENANTS,
        `${outside.join(', ')} is not whom IDENTITY_ISSUER speaks for.`,
        `Put ${TENANT} in the place of the tenant there.`,
      )
    : ok(TENANTS, `${tenants.length === 1 ? 'One tenant' : `${tenants.length} tenants`} named.`);
}

/** Source: entra-docs access-token-claims-reference, 2023-05-26: with version 2 of the tokens `aud` is the API's client id. */
function idFindings({ identity: { issuer, audience, clientId } }: Config): Finding[] {
  if (!isEntra(issuer)) return [];
  const todo = 'Copy the Application (client) ID from the registration’s overview page.';
  const found: Finding[] = [];
  if (!isEntraId(clientId)) found.push(mend('ADDIN_CLIENT_ID', `"${clientId}" is no application id of Entra’s.`, todo));
  if (!isEntraId(audience))
    found.push(
      mend('IDENTITY_AUDIENCE', `"${audience}" is no application id: version 2 of the tokens names the API so.`, todo),
    );
  return found;
}
