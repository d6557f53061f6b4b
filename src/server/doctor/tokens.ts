import type { SignInService } from '../../domain/credential.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { Config } from '../config.ts';
import { metadataAddress } from '../identity/access-tokens.ts';
import { isEntra } from '../identity/sign-in.ts';
import type { TrustingFetch } from '../trusting-fetch.ts';
import { readJson } from './identity.ts';

export type Registration = NonNullable<Config['registrations'][SignInService]>;

/** What a token endpoint said: it gave one, or why not, in its error's name and in words for people. */
export type TokenAnswer = { given: true } | { given: false; error: string; words: string };

/** Asks a service for a token, as the application that is registered there; the failure goes on after the issuer's name. */
export async function askForToken(
  { issuer, clientId, clientSecret }: Registration,
  form: Record<string, string>,
  fetch: TrustingFetch,
  signal: AbortSignal,
): Promise<Result<TokenAnswer, string>> {
  const metadata = await readJson(metadataAddress(issuer), fetch, signal);
  if (!metadata.ok) return failed(metadata.failure);
  const body = new URLSearchParams({ ...form, client_id: clientId, client_secret: clientSecret }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const answer = await fetch(String(metadata.value['token_endpoint']), { method: 'POST', headers, body, signal });
  if (answer.ok) return success({ given: true });
  const said = (await answer.json().catch(() => null)) as { error?: unknown; error_description?: unknown } | null;
  const words = wordsIn(said?.error_description ?? said?.error ?? answer.status);
  return success({ given: false, error: String(said?.error), words });
}

/** What a service says for people: its first sentences, without the numbers for its own support. */
const wordsIn = (description: unknown): string =>
  (String(description).split(/\s*(?:Trace ID|\r|\n)/)[0] ?? '').replace(/\.$/, '');

/** What stands for anybody's tenant in Entra's issuers. Source: entra-docs v2-protocols-oidc. */
const ANY_TENANT = /\/(common|organizations)\//;

/** The registration in a tenant in which Entra may be asked about an application without a person; null when none is named. */
export function inATenant(
  registration: Registration,
  tenants: readonly string[] | null,
): { tenant: string; registration: Registration } | null {
  const { issuer } = registration;
  if (!isEntra(issuer)) return null;
  const tenant = ANY_TENANT.test(issuer) ? tenants?.[0] : /\/([^/]+)\/v2\.0/.exec(issuer)?.[1];
  if (tenant === undefined) return null;
  return { tenant, registration: { ...registration, issuer: issuer.replace(ANY_TENANT, `/${tenant}/`) } };
}

/**
 * RFC 6749 4.4: the application as itself. It gets a token that permits nothing, which nobody keeps. Source: entra-docs
 * v2-oauth2-client-creds-grant-flow.md, 2023-02-13: needs no permission, and a tenant that knows the application.
 */
export const asItself = (resource: string): Record<string, string> => ({
  grant_type: 'client_credentials',
  scope: `${resource}/.default`,
});
