import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JWTPayload } from 'jose';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { createAuthenticate, type TrustedIssuer } from '../../../src/server/identity/access-tokens.ts';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { PERSONAL_ACCOUNTS } from '../../../src/domain/sign-in-service.ts';
import { createTrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { startIssuer, type Issuer } from '../issuer.ts';

const NOW = Date.UTC(2026, 10, 20);
const SECONDS = NOW / 1000;
const TENANT = '0f3b5c1e-6d8a-4b7e-9a51-2f6c8d4e1b70';

let authority: CertificateAuthority;
let issuer: Issuer;
beforeAll(async () => {
  authority = await CertificateAuthority.open(null, new Date());
});
beforeEach(async () => {
  issuer = await startIssuer(await authority.issue(['localhost']));
});
afterEach(() => issuer.stop());

const trusting = (changes: Partial<TrustedIssuer> = {}, ca = [authority.certificate]) =>
  createAuthenticate(
    {
      ...{ issuer: issuer.url, audience: 'api-id', tenants: null, clientId: 'add-in', scope: 'access_as_user' },
      admins: [],
      ...changes,
    },
    createTrustingFetch(ca),
    () => NOW,
  );

/** The claims of an Entra access token, version 2. */
const claims = (changes: JWTPayload = {}): JWTPayload => ({
  iss: issuer.url,
  aud: 'api-id',
  exp: SECONDS + 3_600,
  nbf: SECONDS - 10,
  sub: 'pairwise',
  oid: 'ada',
  tid: TENANT,
  azp: 'add-in',
  scp: 'access_as_user',
  ...changes,
});

describe('an access token', () => {
  it.each<[string, JWTPayload, string | null]>([
    ['the name that the tenant gave', { preferred_username: 'Ada@Firma.example' }, 'Ada@firma.example'],
    ['a name that is no address', { preferred_username: 'ada' }, null],
    ['none', {}, null],
    [
      'what others say of a guest',
      { preferred_username: 'ada@firma.example', idp: 'https://elsewhere.example/' },
      null,
    ],
    ['what a guest is called', { preferred_username: 'ada@firma.example', acct: 1 }, null],
    ['the name of a member', { preferred_username: 'ada@firma.example', acct: 0 }, 'ada@firma.example'],
    [
      'an address whose domain the tenant has verified, before the name',
      { preferred_username: 'ada@firma.onmicrosoft.example', email: 'ada@firma.example', xms_edov: true },
      'ada@firma.example',
    ],
    [
      'the name, where the domain of the address is not said to be verified',
      { preferred_username: 'ada@firma.example', email: 'chief@firma.example', xms_edov: '0' },
      'ada@firma.example',
    ],
    ['an email that nobody verified in a tenant', { email: 'ada@firma.example', email_verified: true }, null],
  ])('says as the owner’s address: %s', async (_what, said, address) => {
    expect(await trusting()(await issuer.token(claims(said)))).toMatchObject({ value: { address } });
  });

  it('names its owner by tenant and object id', async () => {
    const owner = { tenantId: TENANT, objectId: 'ada' };
    expect(await trusting()(await issuer.token(claims()))).toEqual({
      ok: true,
      value: {
        owner,
        address: null,
        author: { objectId: 'ada', name: null, address: null },
        isAdmin: false,
        until: NOW + HOUR + MINUTE,
      },
    });
  });

  it('of a provider without tenants names its owner by issuer and subject', async () => {
    const plain = { oid: undefined, tid: undefined, azp: undefined, scp: undefined };
    const token = await issuer.token(claims({ ...plain, client_id: 'add-in', scope: 'openid access_as_user' }));
    expect(await trusting()(token)).toMatchObject({ value: { owner: { tenantId: issuer.url, objectId: 'pairwise' } } });
  });

  it.each<[string, JWTPayload, string | null, string | null]>([
    ['Entra', { name: 'Ada Reimer', preferred_username: 'ada@firma.example' }, 'Ada Reimer', 'ada@firma.example'],
    ['another provider', { name: 'Ada', email: 'ada@firma.example' }, 'Ada', 'ada@firma.example'],
    ['one that says it oddly', { name: ['Ada'], preferred_username: '' }, null, null],
  ])('tells by what people know its owner, as %s says it', async (_who, changes, name, address) => {
    const value = { author: { objectId: 'ada', name, address } };
    expect(await trusting()(await issuer.token(claims(changes)))).toMatchObject({ value });
  });

  it.each<[string, JWTPayload, string[], boolean]>([
    ['with the role', { roles: ['Reader', 'Postlane.Admin'] }, [], true],
    ['of somebody the operator named', {}, ['other/ada', `${TENANT.toUpperCase()}/Ada`], true],
    ['of somebody with neither', { roles: ['Reader'] }, [`${TENANT}/bea`], false],
    ['of one who has the same id in another tenant', {}, ['other/ada'], false],
    ['whose role is only like it', { roles: ['postlane.admin', 'Postlane.Administrator'] }, [], false],
    ['whose roles are no list', { roles: 'Postlane.Admin' }, [], false],
    [
      'of a personal account, whatever it and the operator say',
      { tid: PERSONAL_ACCOUNTS, roles: ['Postlane.Admin'] },
      [`${PERSONAL_ACCOUNTS}/ada`],
      false,
    ],
    ['that says it in another claim', { wids: ['Postlane.Admin'], groups: ['Postlane.Admin'] }, [], false],
  ])('%s: an administrator or not', async (_name, changes, admins, isAdmin) => {
    expect(await trusting({ admins })(await issuer.token(claims(changes)))).toMatchObject({ value: { isAdmin } });
  });

  it('of a tenant that is not allowed does not count', async () => {
    const token = await issuer.token(claims());
    expect(await trusting({ tenants: [TENANT] })(token)).toMatchObject({ ok: true });
    expect(await trusting({ tenants: ['other'] })(token)).toMatchObject({ ok: false });
  });
});

describe('an issuer for many tenants', () => {
  const template = () => `${issuer.url}/{tenantid}/v2.0`;

  it('speaks for each tenant by that tenant’s own name only', async () => {
    const own = await issuer.token(claims({ iss: `${issuer.url}/${TENANT}/v2.0` }));
    const others = await issuer.token(claims({ iss: `${issuer.url}/another/v2.0` }));
    const nobodys = await issuer.token(claims({ iss: template(), tid: undefined }));
    const authenticate = trusting({ issuer: template() });
    expect(await authenticate(own)).toMatchObject({ ok: true, value: { owner: { tenantId: TENANT } } });
    expect(await authenticate(others)).toMatchObject({ ok: false });
    expect(await authenticate(nobodys)).toMatchObject({ ok: false });
  });
});
