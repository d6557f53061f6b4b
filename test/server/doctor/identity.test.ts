import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import type { Config } from '../../../src/server/config.ts';
import { identityChecks } from '../../../src/server/doctor/identity.ts';
import { createTrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { startIssuer, type Issuer } from '../issuer.ts';
import { deployed, found, startHttps, type Somebody } from './world.ts';

const TENANT_ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const OTHER_ID = '9b2fd6a1-0b1c-4f0e-8f0a-5f7f5f0e1234';
const ENTRA = 'https://login.microsoftonline.com/{tenantid}/v2.0';

let authority: CertificateAuthority;
let issuer: Issuer;
let keyless: Somebody;

beforeAll(async () => {
  authority = await CertificateAuthority.open(null, new Date());
  const certificate = await authority.issue(['localhost']);
  issuer = await startIssuer(certificate);
  keyless = await startHttps(certificate, ({ url = '' }, response) =>
    response.end(
      JSON.stringify(url === '/keys' ? { keys: [] } : { issuer: keyless.url, jwks_uri: `${keyless.url}/keys` }),
    ),
  );
});
afterAll(() => Promise.all([issuer.stop(), keyless.stop()]));

async function told(identity: Partial<Config['identity']>): Promise<Record<string, string>> {
  const config = deployed({ identity: { ...deployed().identity, ...identity } });
  return found(identityChecks(config, createTrustingFetch([authority.certificate])));
}

describe('the identity provider', () => {
  const issuerIs = async (url: string) => (await told({ issuer: url }))['IDENTITY_ISSUER'];

  it('is there, is who it is meant to be, and publishes keys', async () => {
    expect(await told({ issuer: issuer.url })).toEqual({
      IDENTITY_ISSUER: `ok: ${issuer.url} answers, and publishes 1 key.`,
      IDENTITY_TENANTS: 'ok: None named: those whom the issuer speaks for.',
    });
  });

  it('calls itself otherwise, by a slash or by a name', async () => {
    expect(await issuerIs(`${issuer.url}/`)).toMatch(/^mend: It is .*\/, and calls itself https:\/\/localhost:\d+\./);
    expect(await issuerIs(`${issuer.url}/other/v2.0`)).toMatch(/^mend: It is .*other\/v2\.0, and calls itself/);
  });

  it('is away, or has no keys', async () => {
    expect(await issuerIs('https://localhost:1')).toMatch(
      /^mend: .*openid-configuration is not reached: .*ECONNREFUSED/,
    );
    issuer.away = true;
    expect(await issuerIs(issuer.url)).toMatch(/^mend: .*openid-configuration answers 503\./);
    issuer.away = false;
    expect(await issuerIs(keyless.url)).toMatch(/^mend: .*\/keys holds no keys\./);
  });
});

describe('who is let in', () => {
  it.each<[string, Partial<Config['identity']>, RegExp]>([
    ['anybody', { issuer: ENTRA }, /^look: Whoever has an account/],
    ['a tenant by its id', { issuer: ENTRA, tenants: [TENANT_ID] }, /^ok: One tenant named/],
    [
      'a tenant by its domain',
      { issuer: ENTRA, tenants: [TENANT_ID, 'firma.example'] },
      /^mend: firma\.example is no tenant id/,
    ],
    [
      'a tenant whom the issuer does not speak for',
      { issuer: ENTRA.replace('{tenantid}', TENANT_ID), tenants: [TENANT_ID, OTHER_ID] },
      new RegExp(`^mend: ${OTHER_ID} is not whom IDENTITY_ISSUER speaks for\\. Put \\{tenantid\\}`),
    ],
    ['the tenants of another provider', { tenants: ['sales', 'service'] }, /^ok: 2 tenants named/],
  ])('is %s', async (_name, identity, sentence) => {
    expect((await told(identity))['IDENTITY_TENANTS']).toMatch(sentence);
  });

  it('is told by ids, at Entra', async () => {
    const wrong = await told({ issuer: ENTRA, tenants: [TENANT_ID], clientId: 'Postlane', audience: 'api://postlane' });
    expect(wrong['ADDIN_CLIENT_ID']).toMatch(/^mend: "Postlane" is no application id/);
    expect(wrong['IDENTITY_AUDIENCE']).toMatch(/^mend: "api:\/\/postlane" is no application id/);
    const right = await told({ issuer: ENTRA, tenants: [TENANT_ID], clientId: OTHER_ID, audience: OTHER_ID });
    expect(Object.keys(right)).toEqual(['IDENTITY_ISSUER', 'IDENTITY_TENANTS']);
  });
});
