import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import type { CustomFetch } from 'openid-client';
import type { GrantFailureKind } from '../../../src/domain/failure.ts';
import { DAY, HOUR, SECOND } from '../../../src/domain/instant.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { createSignInServices } from '../../../src/server/oauth/sign-in-services.ts';
import { createTrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { startIssuer, type Issuer } from '../issuer.ts';
import { ADDRESS, CLIENT, GIVEN, startScriptedService, type Said, type ScriptedService } from './scripted-service.ts';

const NOW = Date.UTC(2026, 10, 20);
const OURS = { state: 'the-state', nonce: 'the-nonce', verifier: 'the-verifier-is-as-long-as-rfc-7636-wants-it' };
/** What must be in no failure: failures are shown, and written down. */
const SECRETS = [...Object.values(GIVEN), OURS.verifier, OURS.nonce, CLIENT.clientSecret];

describe('a sign-in service', () => {
  let authority: CertificateAuthority;
  let service: ScriptedService;
  let elsewhere: Issuer;
  let services: ReturnType<typeof createSignInServices>;

  beforeAll(async () => {
    authority = await CertificateAuthority.open(null, new Date());
    service = await startScriptedService(await authority.issue(['localhost']));
    elsewhere = await startIssuer(await authority.issue(['localhost']));
    services = createSignInServices(
      { google: service.registration },
      null,
      'https://postlane.example/oauth/callback',
      createTrustingFetch([authority.certificate]) as CustomFetch,
      () => NOW,
    );
  });
  afterAll(() => Promise.all([service.stop(), elsewhere.stop()]));
  beforeEach(() => {
    service.asked = [];
    service.answer = service.grants({}, idToken());
  });

  const idToken =
    (said: Said = {}) =>
    () =>
      service.idToken({ nonce: OURS.nonce, ...said });
  const back = (changes: Record<string, string> = {}): string =>
    new URLSearchParams({ code: GIVEN.code, state: OURS.state, iss: service.issuer.url, ...changes }).toString();
  const exchange = (query = back()) => services.exchange('google', query, OURS);
  const refresh = () => services.refresh('google', GIVEN.refresh);

  const page = (status: number) => (response: ServerResponse) =>
    response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>Sorry</h1>');
  const refusal =
    (status: number, said: object, headers = {}) =>
    (response: ServerResponse) =>
      response.writeHead(status, headers).end(JSON.stringify(said));
  const sendsOn = (status: number) => (response: ServerResponse) =>
    response.writeHead(status, { location: `${elsewhere.url}/token` }).end();

  it('gives a grant when all is well', async () => {
    expect(await exchange()).toEqual({
      ok: true,
      value: {
        addresses: [ADDRESS],
        grant: { accessToken: GIVEN.access, refreshToken: GIVEN.refresh, endsAt: NOW + HOUR },
      },
    });
    expect(service.asked.map((one) => one.get('code_verifier'))).toEqual([OURS.verifier]);
  });

  it.each<[string, () => ScriptedService['answer'], GrantFailureKind]>([
    ['a page', () => page(200), 'sign-in-unavailable'],
    ['a page that says sorry', () => page(500), 'sign-in-unavailable'],
    ['nothing', () => (response) => response.end(), 'sign-in-unavailable'],
    ['half an answer', () => (response) => response.end('{"access_token":"'), 'sign-in-unavailable'],
    ['no more', () => (response) => response.socket?.destroy(), 'sign-in-unavailable'],
    ['without end', () => (response) => response.end(`"${'x'.repeat(2_000_000)}"`), 'sign-in-unavailable'],
    ['go there', () => sendsOn(302), 'sign-in-unavailable'],
    ['go there, with all you have', () => sendsOn(307), 'sign-in-unavailable'],
    ['an error of its own', () => refusal(500, { error: 'server_error' }), 'sign-in-unavailable'],
    ['an error under 200', () => refusal(200, { error: 'invalid_grant' }), 'sign-in-unavailable'],
    ['that it does not know the grant', () => refusal(400, { error: 'invalid_grant' }), 'grant-revoked'],
    ['that it does not know us', () => refusal(401, { error: 'invalid_client' }), 'registration-refused'],
    [
      'that it does not know us, and how to be known',
      () => refusal(401, { error: 'invalid_client' }, { 'www-authenticate': 'Basic realm="clients"' }),
      'registration-refused',
    ],
    ['a token of another type', () => service.grants({ token_type: 'mac' }, idToken()), 'sign-in-unavailable'],
    ['a token bound to a key', () => service.grants({ token_type: 'DPoP' }, idToken()), 'sign-in-unavailable'],
    ['a token of no type', () => service.grants({ token_type: undefined }, idToken()), 'sign-in-unavailable'],
    ['no token', () => service.grants({ access_token: undefined }, idToken()), 'sign-in-unavailable'],
    ['an empty token', () => service.grants({ access_token: '' }, idToken()), 'sign-in-unavailable'],
    ['a number', () => service.grants({ access_token: 42 }, idToken()), 'sign-in-unavailable'],
    [
      'a token that is over before it began',
      () => service.grants({ expires_in: -1 }, idToken()),
      'sign-in-unavailable',
    ],
    ['a token until some time', () => service.grants({ expires_in: 'soon' }, idToken()), 'sign-in-unavailable'],
  ])('that answers %s gives none, and none is made of it', async (_name, answer, kind) => {
    service.answer = answer();
    for (const asked of [exchange, refresh]) {
      const said = await asked();
      expect(said).toMatchObject({ ok: false, failure: { kind } });
      for (const secret of SECRETS) expect(JSON.stringify(said)).not.toContain(secret);
    }
    // Each was asked once, and nobody else was.
    expect(service.asked).toHaveLength(2);
    expect(elsewhere.asked).toEqual({});
  });

  it('that does not answer is not waited for', async () => {
    service.answer = () => {};
    expect(await refresh()).toMatchObject({ ok: false, failure: { kind: 'sign-in-unavailable' } });
  });

  it.each<[string, () => Promise<string>]>([
    ['for another sign-in', () => service.idToken({ nonce: 'another' })],
    ['for no sign-in', () => service.idToken({ nonce: undefined })],
    ['for another application', idToken({ aud: 'stranger' })],
    ['for several, and another’s', idToken({ aud: [CLIENT.clientId, 'stranger'], azp: 'stranger' })],
    ['of another issuer', idToken({ iss: 'https://accounts.example' })],
    ['of yesterday', idToken({ exp: Math.floor(Date.now() / 1_000) - 86_400 })],
    ['about nobody', idToken({ sub: undefined })],
    ['that nobody signed', async () => new UnsecuredJWT(await payload()).encode()],
    ['signed with our own secret', async () => byHmac(await payload(), CLIENT.clientSecret)],
    ['signed with the public key', async () => byHmac(await payload(), JSON.stringify(await publicKeys()))],
    ['that is none', async () => 'no.id.token'],
  ])('is not believed with an ID token %s', async (_name, make) => {
    service.answer = service.grants({}, make);
    expect(await exchange()).toMatchObject({ ok: false, failure: { kind: 'sign-in-unavailable', error: null } });
  });

  const payload = async (): Promise<JWTPayload> => {
    const [, said = ''] = (await idToken()()).split('.');
    return JSON.parse(Buffer.from(said, 'base64url').toString()) as JWTPayload;
  };
  const byHmac = (said: JWTPayload, secret: string): Promise<string> =>
    new SignJWT(said).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(secret.padEnd(32, '.')));
  const publicKeys = async (): Promise<unknown> =>
    (await createTrustingFetch([authority.certificate])(`${service.issuer.url}/keys`)).json();

  it.each<[string, object, () => (() => Promise<string>) | undefined]>([
    ['no ID token', {}, () => undefined],
    ['no refresh token', { refresh_token: undefined }, idToken],
    ['no address', {}, () => idToken({ email: undefined })],
    ['an address that is none', {}, () => idToken({ email: 'ada' })],
    ['an address that nobody has verified', {}, () => idToken({ email_verified: undefined })],
    ['an address that is said not to be verified', {}, () => idToken({ email_verified: false, xms_edov: '0' })],
  ])('that gives %s gives nothing that lasts', async (_name, changes, make) => {
    service.answer = service.grants(changes, make());
    expect(await exchange()).toMatchObject({ ok: false });
  });

  it.each<[string, Said, string[]]>([
    ['the name to sign in by', { preferred_username: 'nora@firma.example', email: undefined }, ['nora@firma.example']],
    [
      'that name alone, beside an address that anybody may write down',
      { preferred_username: 'nora@firma.example', email: 'boss@other.example', email_verified: undefined },
      ['nora@firma.example'],
    ],
    [
      'both, where the address’ domain is known to be its company’s',
      { preferred_username: 'nora@firma.example', email: ADDRESS, email_verified: undefined, xms_edov: '1' },
      ['nora@firma.example', ADDRESS],
    ],
  ])('vouches for %s', async (_name, said, addresses) => {
    service.answer = service.grants({}, idToken(said));
    expect(await exchange()).toMatchObject({ ok: true, value: { addresses } });
  });

  it.each<[unknown, number]>([
    [undefined, HOUR],
    ['1800', HOUR / 2],
    [0, 0],
    [5 * 3_600, 5 * HOUR],
    [10 * 365 * 86_400, DAY],
    [1e308, DAY],
  ])('whose token lasts %p seconds is asked again in time', async (seconds, lasts) => {
    service.answer = service.grants({ expires_in: seconds });
    expect(await refresh()).toMatchObject({ value: { endsAt: NOW + lasts } });
  });

  it('that gives no new refresh token leaves the one there was', async () => {
    service.answer = service.grants({ refresh_token: undefined, access_token: 'another' });
    expect(await refresh()).toEqual({
      ok: true,
      value: { accessToken: 'another', refreshToken: GIVEN.refresh, endsAt: NOW + 3_600 * SECOND },
    });
  });

  it('is quoted without what was told it in confidence, and not at any length', async () => {
    service.answer = (response, asked) => {
      const said = `Do not use ${[...asked.values()].join(' or ')} again. ${'Sorry. '.repeat(1_000)}`;
      refusal(400, { error: 'invalid_grant', error_description: said })(response);
    };
    for (const asked of [exchange, refresh]) {
      const answer = await asked();
      if (answer.ok || answer.failure.detail === null) throw new Error('It was to be refused.');
      expect(answer.failure.detail).toMatch(/^Do not use .* again\. Sorry\. /);
      for (const secret of SECRETS) expect(answer.failure.detail).not.toContain(secret);
      expect(answer.failure.detail.length).toBeLessThanOrEqual(1_000);
    }
  });

  it.each<[string, () => string]>([
    ['from another issuer (RFC 9207)', () => back({ iss: elsewhere.url })],
    ['from nobody, though it always says from whom', () => back().replace(/&iss=.*/, '')],
    ['from another issuer that says no', () => back({ iss: elsewhere.url, error: 'access_denied' })],
    ['from two issuers', () => `${back()}&iss=${encodeURIComponent(elsewhere.url)}`],
    ['with another state', () => back({ state: 'another' })],
    ['with two states', () => `${back()}&state=another`],
    ['with two codes', () => `${back()}&code=another`],
    ['with no code', () => back().replace(/code=[^&]*&/, '')],
    ['with tokens of its own', () => `${back()}&id_token=a.b.c`],
    ['with an answer in the answer', () => `${back()}&response=a.b.c`],
  ])('is asked for nothing when a window comes back %s', async (_name, query) => {
    expect(await exchange(query())).toMatchObject({ ok: false, failure: { kind: 'sign-in-unavailable', error: null } });
    expect(service.asked).toEqual([]);
  });

  it('may say no for itself', async () => {
    const no = back({ error: 'access_denied', error_description: 'The user denied the request.' });
    expect(await exchange(no)).toMatchObject({
      failure: { kind: 'consent-missing', error: 'access_denied', detail: 'The user denied the request.' },
    });
  });
});
