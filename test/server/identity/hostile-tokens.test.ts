import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT, type JWK, type JWTPayload } from 'jose';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { createAuthenticate, type TrustedIssuer } from '../../../src/server/identity/access-tokens.ts';
import { createTrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { startIssuer, type Issuer } from '../issuer.ts';

const NOW = Date.UTC(2026, 10, 20);
const SECONDS = NOW / 1000;
const TENANT = '0f3b5c1e-6d8a-4b7e-9a51-2f6c8d4e1b70';
const OTHER_TENANT = '5a0e3f57-1c44-4f0b-8f0e-3d3f6a7b9c21';

let authority: CertificateAuthority;
let issuer: Issuer;
/** Somebody else's, on the same network and with a certificate that is trusted. */
let mallory: Issuer;
beforeAll(async () => {
  authority = await CertificateAuthority.open(null, new Date());
  issuer = await startIssuer(await authority.issue(['localhost']));
  mallory = await startIssuer(await authority.issue(['localhost']));
});
afterAll(() => Promise.all([issuer.stop(), mallory.stop()]));

const template = (): string => `${issuer.url}/{tenantid}/v2.0`;
const trusting = (changes: Partial<TrustedIssuer> = {}) =>
  createAuthenticate(
    {
      issuer: template(),
      audience: 'api-id',
      tenants: [TENANT],
      clientId: 'add-in',
      scope: 'access_as_user',
      admins: [],
      ...changes,
    },
    createTrustingFetch([authority.certificate]),
    () => NOW,
  );

/** Those of an Entra access token, version 2. */
const claims = (changes: JWTPayload = {}): JWTPayload => ({
  iss: `${issuer.url}/${TENANT}/v2.0`,
  aud: 'api-id',
  exp: SECONDS + 3_600,
  nbf: SECONDS - 10,
  iat: SECONDS - 10,
  sub: 'pairwise',
  oid: 'ada',
  tid: TENANT,
  azp: 'add-in',
  scp: 'access_as_user',
  ver: '2.0',
  ...changes,
});

const published = async (): Promise<JWK> => {
  const answer = await createTrustingFetch([authority.certificate])(`${issuer.url}/keys`);
  const { keys } = (await answer.json()) as { keys: JWK[] };
  return keys[0] ?? {};
};
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Signed with a shared secret that everybody knows: the public key, in one spelling or another. */
const byPublicKey = async (spelling: (key: JWK) => Promise<string>): Promise<string> => {
  const key = await published();
  return new SignJWT(claims())
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: 'key-1' })
    .sign(new TextEncoder().encode(await spelling(key)));
};
const pemOf = async (key: JWK): Promise<string> => exportSPKI((await importJWK(key, 'RS256')) as CryptoKey);

/** Signed by a key of the forger's own, which the header leads to. */
const byOwnKey = async (header: (key: JWK) => object): Promise<string> => {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const key = (await crypto.subtle.exportKey('jwk', publicKey)) as JWK;
  return new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', ...header(key) }).sign(privateKey);
};

const signedUnder = async (header: Record<string, unknown>): Promise<string> => {
  const [, payload, signature] = (await issuer.token(claims())).split('.');
  return [base64({ alg: 'RS256', kid: 'key-1', ...header }), payload, signature].join('.');
};

const NOT_BY_A_KEY_PAIR = 'the token is not signed with RS256, ES256, PS256 (alg)';
const NO_SUCH_KEY = 'the token is signed by a key the issuer does not publish';
const NOT_SIGNED_SO = 'the signature does not hold';
const NO_TOKEN = 'the token is no signed access token';

describe('a token that was made up', () => {
  it.each<[string, () => Promise<string>, string]>([
    ['without a signature', async () => new UnsecuredJWT(claims()).encode(), NOT_BY_A_KEY_PAIR],
    [
      'without one, in another spelling',
      async () => `${base64({ alg: 'NoNe', kid: 'key-1' })}.${base64(claims())}.`,
      NOT_BY_A_KEY_PAIR,
    ],
    [
      'of a signed one, whose signature was taken away',
      async () => (await issuer.token(claims())).replace(/[^.]*$/, ''),
      NOT_SIGNED_SO,
    ],
    [
      'of a signed one, for somebody else',
      async () => {
        const [header, , signature] = (await issuer.token(claims())).split('.');
        return [header, base64(claims({ oid: 'the boss' })), signature].join('.');
      },
      NOT_SIGNED_SO,
    ],
    ['by the public key as a secret, as PEM', () => byPublicKey(pemOf), NOT_BY_A_KEY_PAIR],
    ['so, without the line at its end', () => byPublicKey(async (key) => (await pemOf(key)).trim()), NOT_BY_A_KEY_PAIR],
    ['so, as a JWK', () => byPublicKey(async (key) => JSON.stringify(key)), NOT_BY_A_KEY_PAIR],
    ['by an unknown key of a known name', () => byOwnKey(() => ({ kid: 'key-1' })), NOT_SIGNED_SO],
    ['by an unknown key', () => byOwnKey(() => ({ kid: 'key-9' })), NO_SUCH_KEY],
    ['by an unknown key without a name', () => byOwnKey(() => ({})), NOT_SIGNED_SO],
    ['with its key in the header', () => byOwnKey((jwk) => ({ jwk, kid: 'key-9' })), NO_SUCH_KEY],
    ['with its keys’ address', () => byOwnKey(() => ({ jku: `${mallory.url}/keys`, kid: 'key-9' })), NO_SUCH_KEY],
    [
      'with its certificate’s address',
      () => byOwnKey(() => ({ x5u: `${mallory.url}/x5u`, kid: 'key-9' })),
      NO_SUCH_KEY,
    ],
    ['with what must be understood', () => signedUnder({ crit: ['exp'], exp: 1 }), NO_TOKEN],
    ['by another issuer', () => mallory.token(claims()), NOT_SIGNED_SO],
    ['out of nothing', async () => 'x'.repeat(1_000_000), NO_TOKEN],
    ['out of dots', async () => '.'.repeat(100_000), NO_TOKEN],
    ['out of what is no JSON', async () => `${Buffer.from('{').toString('base64url')}.e30.AAAA`, NO_TOKEN],
    ['out of five parts', async () => `${base64({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`, NO_TOKEN],
  ])('%s does not count', async (_name, make, reason) => {
    expect(await trusting()(await make())).toEqual({ ok: false, failure: reason });
    // Where the header of a token says that its keys are is nobody's business.
    expect(mallory.asked).toEqual({});
  });
});

describe('a token that the issuer signed', () => {
  it.each<[string, () => JWTPayload, string]>([
    ['for another API', () => ({ aud: 'graph' }), "the token's aud does not hold"],
    ['for several others', () => ({ aud: ['graph', 'api'] }), "the token's aud does not hold"],
    ['for nobody', () => ({ aud: undefined }), "the token's aud does not hold"],
    ['as another tenant', () => ({ tid: OTHER_TENANT }), 'the issuer (iss) is not the configured one'],
    [
      'for another tenant’s rep',
      () => ({ tid: OTHER_TENANT, iss: `${issuer.url}/${OTHER_TENANT}/v2.0` }),
      'the tenant (tid) is not one of IDENTITY_TENANTS',
    ],
    [
      'as all tenants',
      () => ({ tid: '{tenantid}', iss: template() }),
      'the tenant (tid) is not one of IDENTITY_TENANTS',
    ],
    ['as no tenant', () => ({ tid: undefined }), 'the token names no tenant (tid)'],
    ['as several', () => ({ tid: [TENANT] }), 'the token names no tenant (tid)'],
    [
      'in version 1',
      () => ({ iss: `https://sts.windows.net/${TENANT}/` }),
      'the issuer (iss) is not the configured one',
    ],
    ['as nobody', () => ({ iss: undefined }), "the token's iss does not hold"],
    ['that is over', () => ({ exp: SECONDS - 61 }), 'the token is expired (exp)'],
    ['without an end', () => ({ exp: undefined }), "the token's exp does not hold"],
    ['with an end in words', () => JSON.parse('{"exp":"tomorrow"}') as JWTPayload, "the token's exp does not hold"],
    ['for later', () => ({ nbf: SECONDS + 61 }), "the token's nbf does not hold"],
    ['without a scope', () => ({ scp: undefined }), 'the scope (scp) lacks access_as_user'],
    ['for another scope', () => ({ scp: 'access_as_user_or_not User.Read' }), 'the scope (scp) lacks access_as_user'],
    ['with a list of scopes', () => ({ scp: ['access_as_user'] }), 'the scope (scp) lacks access_as_user'],
    ['for another application', () => ({ azp: 'stranger' }), 'the application (azp) is not ADDIN_CLIENT_ID'],
    [
      'for one, in the words of version 1',
      () => ({ azp: undefined, appid: 'stranger' }),
      'the application (azp) is not ADDIN_CLIENT_ID',
    ],
    ['for no application', () => ({ azp: undefined }), 'the application (azp) is not ADDIN_CLIENT_ID'],
    [
      'for an application alone, as Entra does',
      () => ({ scp: undefined, roles: ['Mail.Send'], sub: 'ada', idtyp: 'app' }),
      'the scope (scp) lacks access_as_user',
    ],
    [
      'for an application alone, as RFC 9068 has it',
      () => ({ sub: 'add-in' }),
      'the token is the application’s own: nobody has signed in (sub)',
    ],
    ['for nobody’s object', () => ({ oid: undefined }), 'the token names nobody (oid)'],
    ['for an object without a name', () => ({ oid: '' }), 'the token names nobody (oid)'],
    // An ID token: it is for the add-in, and says nothing of a scope.
    [
      'as a sign of who one is',
      () => ({ aud: 'add-in', azp: undefined, scp: undefined, nonce: 'n' }),
      "the token's aud does not hold",
    ],
  ])('%s does not count', async (_name, changes, reason) => {
    expect(await trusting()(await issuer.token(claims(changes())))).toEqual({ ok: false, failure: reason });
  });

  it('as a sign of who one is does not count where the add-in and its API are one registration', async () => {
    const idToken = await issuer.token(claims({ aud: 'add-in', azp: undefined, scp: undefined, nonce: 'n' }));
    expect(await trusting({ audience: 'add-in' })(idToken)).toEqual({
      ok: false,
      failure: 'the application (azp) is not ADDIN_CLIENT_ID',
    });
  });

  it.each<[string, () => JWTPayload]>([
    ['as it should be', () => ({})],
    ['a minute ago for a minute less', () => ({ exp: SECONDS - 59 })],
    ['by a clock that is ahead', () => ({ nbf: SECONDS + 59, iat: SECONDS + 59 })],
    ['for several APIs, ours among them', () => ({ aud: ['graph', 'api-id'] })],
    ['for more scopes', () => ({ scp: 'User.Read access_as_user' })],
  ])('%s counts', async (_name, changes) => {
    expect(await trusting()(await issuer.token(claims(changes())))).toMatchObject({
      ok: true,
      value: { owner: { tenantId: TENANT, objectId: 'ada' } },
    });
  });
});
