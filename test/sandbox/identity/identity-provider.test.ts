import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet, type JWK } from 'jose';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { ADDIN_CLIENT_ID, API_AUDIENCE, API_SCOPE } from '../../../src/sandbox/identity/claims.ts';
import { startIdentityProvider, type IdentityProvider } from '../../../src/sandbox/identity/identity-provider.ts';
import { openSigningKey } from '../../../src/sandbox/identity/keys.ts';
import { NestedSignIn } from '../../../src/sandbox/identity/nested-sign-in.ts';
import { PEOPLE, type Person } from '../../../src/sandbox/people.ts';
import { Switchboard } from '../../../src/sandbox/switches.ts';

const REDIRECT = 'https://localhost:4431/sign-in.html';
const VERIFIER = 'a-verifier-that-is-long-enough-for-rfc-7636-to-accept-it';
const switches = new Switchboard();
const nora = PEOPLE.find(({ id }) => id === 'nora') as Person;

let authority: CertificateAuthority;
let provider: IdentityProvider;
let key: JWK;

interface Answer {
  status: number;
  location: string;
  cookies: string[];
  body: string;
}

/** One request as a browser makes it: redirects are not followed, cookies are handed over by the caller. */
async function ask(url: string, options: RequestOptions = {}, body?: string): Promise<Answer> {
  const sent = request(url, { ca: authority.certificate, ...options });
  sent.end(body);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {
    status: response.statusCode ?? 0,
    location: new URL(response.headers.location ?? '', url).href,
    cookies: (response.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0] ?? ''),
    body: Buffer.concat(chunks).toString(),
  };
}

/** Signs in as msal-browser does with a window: authorization code and PKCE, the person chosen by a click. */
async function signIn(person: Person): Promise<{ access_token: string; id_token: string; refresh_token: string }> {
  const challenge = createHash('sha256').update(VERIFIER).digest('base64url');
  const query = new URLSearchParams({
    client_id: ADDIN_CLIENT_ID,
    redirect_uri: REDIRECT,
    response_type: 'code',
    scope: `${API_SCOPE} openid profile offline_access`,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    login_hint: person.address,
    state: 'state',
    nonce: 'nonce',
  });
  const jar = new Map<string, string>();
  const browse = async (url: string, options: RequestOptions = {}, body?: string): Promise<Answer> => {
    const answer = await ask(
      url,
      { ...options, headers: { ...options.headers, cookie: [...jar].map((pair) => pair.join('=')).join('; ') } },
      body,
    );
    for (const cookie of answer.cookies)
      jar.set(cookie.slice(0, cookie.indexOf('=')), cookie.slice(cookie.indexOf('=') + 1));
    return answer;
  };
  const asked = await browse(`${provider.issuer}/auth?${query.toString()}`);
  const page = await browse(asked.location);
  expect(page.body.indexOf(person.name)).toBeLessThan(page.body.indexOf('Otto Brinkmann'));
  const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  const chosen = await browse(asked.location, form, `person=${person.id}`);
  const back = await browse(chosen.location);
  const code = new URL(back.location).searchParams.get('code') ?? '';
  const exchange = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    client_id: ADDIN_CLIENT_ID,
    code_verifier: VERIFIER,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(REDIRECT).origin };
  const tokens = await ask(`${provider.issuer}/token`, { method: 'POST', headers }, exchange.toString());
  expect(tokens.status).toBe(200);
  return JSON.parse(tokens.body) as { access_token: string; id_token: string; refresh_token: string };
}

async function verify(token: string, audience: string) {
  const keys = createLocalJWKSet(JSON.parse((await ask(`${provider.issuer}/jwks`)).body) as JSONWebKeySet);
  return (await jwtVerify(token, keys, { issuer: provider.issuer, audience })).payload;
}

beforeAll(async () => {
  authority = await CertificateAuthority.open(null, new Date());
  key = await openSigningKey(null);
  const probe = createServer().listen(0, 'localhost');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  provider = await startIdentityProvider({
    port,
    certificate: await authority.issue(['localhost']),
    key,
    switches,
    redirectUri: REDIRECT,
  });
});
afterAll(() => provider.stop());
beforeEach(() => switches.reset());

describe('a sign-in with a window', () => {
  it('gives an access token for our API with the claims Entra gives', async () => {
    const tokens = await signIn(nora);
    expect(await verify(tokens.access_token, API_AUDIENCE)).toMatchObject({
      tid: nora.tenantId,
      oid: nora.objectId,
      scp: 'access_as_user',
      azp: ADDIN_CLIENT_ID,
      ver: '2.0',
    });
    expect(await verify(tokens.id_token, ADDIN_CLIENT_ID)).toMatchObject({
      preferred_username: nora.address,
      nonce: 'nonce',
    });
  });

  it('refuses a request that would skip the proof key', async () => {
    const query = new URLSearchParams({
      client_id: ADDIN_CLIENT_ID,
      redirect_uri: REDIRECT,
      response_type: 'code',
      scope: 'openid',
    });
    const answer = await ask(`${provider.issuer}/auth?${query.toString()}`);
    expect(answer.location).toContain('error=invalid_request');
  });
});

describe('nested app authentication', () => {
  const nested = () => new NestedSignIn({ issuer: provider.issuer, key, switches, now: Date.now });

  it('gives tokens that the same keys verify', async () => {
    const answer = await nested().answer({ person: nora, scope: API_SCOPE });
    if ('error' in answer) throw new Error(answer.error.description);
    expect(await verify(answer.token.access_token, API_AUDIENCE)).toMatchObject({
      tid: nora.tenantId,
      oid: nora.objectId,
    });
    expect(answer.account.homeAccountId).toBe(`${nora.objectId}.${nora.tenantId}`);
  });

  it('is refused while the administrator has turned it off', async () => {
    switches.turn('sign-in', 'disabled');
    expect(await nested().answer({ person: nora, scope: API_SCOPE })).toMatchObject({ error: { status: 'DISABLED' } });
  });

  it('speaks for another company when the switch says so', async () => {
    switches.turn('sign-in', 'other-company');
    const answer = await nested().answer({ person: nora, scope: API_SCOPE });
    if ('error' in answer) throw new Error(answer.error.description);
    expect((await verify(answer.token.access_token, API_AUDIENCE)).tid).not.toBe(nora.tenantId);
  });
});
