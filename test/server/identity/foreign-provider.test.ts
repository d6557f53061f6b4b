import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  clientCredentialsGrant,
  customFetch,
  discovery,
  randomPKCECodeVerifier,
  type Configuration as Client,
  type CustomFetch,
} from 'openid-client';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { createTrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { API, OTHER_API, secretOf, startForeignProvider, type ForeignProvider } from '../foreign-provider.ts';
import { Browser } from '../oauth/browser.ts';
import { startWorld, type World } from '../world.ts';

const RETURN = 'http://localhost/signed-in.html';

describe('a token of a provider that nobody here wrote', () => {
  let authority: CertificateAuthority;
  let provider: ForeignProvider;
  let world: World;

  beforeAll(async () => {
    authority = await CertificateAuthority.open(null, new Date());
    provider = await startForeignProvider(await authority.issue(['localhost']), RETURN);
    const { issuer } = provider;
    const scope = `${API}/access_as_user`;
    const identity = { issuer, audience: API, tenants: null, clientId: 'add-in', scope, admins: [] };
    world = await startWorld({}, { identity }, { authority });
  });
  afterAll(async () => {
    await world.stop();
    await provider.stop();
  });

  const clientOf = (id: string): Promise<Client> =>
    discovery(new URL(provider.issuer), id, secretOf(id), undefined, {
      [customFetch]: createTrustingFetch([authority.certificate]) as CustomFetch,
    });

  async function tokensOf(id = 'add-in', { scope = 'openid access_as_user', resource = API } = {}) {
    const client = await clientOf(id);
    const verifier = randomPKCECodeVerifier();
    const challenge = await calculatePKCECodeChallenge(verifier);
    const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
    const there = buildAuthorizationUrl(client, { redirect_uri: RETURN, scope, resource, ...pkce });
    const { url } = await new Browser(world.server, authority.certificate).open(there.href);
    return authorizationCodeGrant(client, url, { pkceCodeVerifier: verifier }, { resource });
  }

  const ask = (token: string) =>
    world.server.app.inject({ url: '/api/channels', headers: { authorization: `Bearer ${token}` } });

  it('counts when it is for our API, from our add-in, and somebody signed in', async () => {
    const { access_token: token } = await tokensOf();
    const reply = await ask(token);
    expect([reply.statusCode, reply.json()]).toEqual([200, { channels: [] }]);
  });

  it.each<[string, () => Promise<string | undefined>, string]>([
    [
      'for another API',
      async () => (await tokensOf('add-in', { resource: OTHER_API })).access_token,
      "the token's aud does not hold",
    ],
    [
      'for a smaller scope',
      async () => (await tokensOf('add-in', { scope: 'openid read' })).access_token,
      'the scope (scp) lacks access_as_user',
    ],
    [
      'for another application',
      async () => (await tokensOf('stranger')).access_token,
      'the application (azp) is not ADDIN_CLIENT_ID',
    ],
    ['that says who one is', async () => (await tokensOf()).id_token, "the token's aud does not hold"],
    [
      'that an application got for itself',
      async () =>
        (await clientCredentialsGrant(await clientOf('add-in'), { scope: 'access_as_user', resource: API }))
          .access_token,
      'the token is the application’s own: nobody has signed in (sub)',
    ],
  ])('%s gets a 401 that says why', async (_name, make, reason) => {
    const token = (await make()) ?? '';
    const reply = await ask(token);
    expect([reply.statusCode, reply.headers['www-authenticate'], reply.json()]).toEqual([
      401,
      'Bearer',
      { failure: { kind: 'unauthenticated', reason } },
    ]);
    expect(world.log()).not.toContain(token.slice(-40));
  });
});

it('who is asking is not said to be unknown while the provider is away, nor is anybody let in', async () => {
  const world = await startWorld();
  const headers = await world.as();
  world.issuer.away = true;
  const reply = await world.server.app.inject({ url: '/api/channels', headers });
  expect([reply.statusCode, reply.json()]).toEqual([503, { failure: { kind: 'issuer-away' } }]);
  expect(world.log()).toContain('answered 503');
  world.issuer.away = false;
  expect((await world.server.app.inject({ url: '/api/channels', headers })).statusCode).toBe(200);
  await world.stop();
});

it('a token too large for the head of a request is turned away before anybody looks at it', async () => {
  const world = await startWorld();
  const { url } = await world.server.start();
  const headers = { authorization: `Bearer ${'x'.repeat(20_000)}` };
  expect((await fetch(`${url}/api/channels`, { headers })).status).toBe(431);
  expect(world.issuer.asked).toEqual({});
  await world.stop();
});
