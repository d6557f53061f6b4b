import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { openSigningKey } from '../../../src/sandbox/identity/keys.ts';
import {
  registrationAt,
  startSignInService,
  type RunningSignInService,
} from '../../../src/sandbox/identity/sign-in-service.ts';
import { freePort } from '../../../src/sandbox/ports.ts';
import { Switchboard } from '../../../src/sandbox/switches.ts';
import type { Config } from '../../../src/server/config.ts';
import { registrationChecks } from '../../../src/server/doctor/registrations.ts';
import { createTrustingFetch, type TrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { deployed, found, startHttps, type Somebody } from './world.ts';

const REDIRECT = 'https://postlane.firma.example/oauth/callback';
const ENTRA = 'https://login.microsoftonline.com';
const TENANT = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

let authority: CertificateAuthority;
let fetch: TrustingFetch;

beforeAll(async () => {
  authority = await CertificateAuthority.open(null, new Date());
  fetch = createTrustingFetch([authority.certificate]);
});

const told = (changes: Partial<Config>, ask = fetch) => found(registrationChecks(deployed(changes), ask));

describe('a sign-in service that says whether it knows us', () => {
  let google: RunningSignInService;
  const at = (changes: object) =>
    told({ registrations: { google: { issuer: google.issuer, ...registrationAt('google'), ...changes } } });

  beforeAll(async () => {
    google = await startSignInService({
      service: 'google',
      port: await freePort(0),
      certificate: await authority.issueForThisMachine(),
      key: await openSigningKey(null),
      switches: new Switchboard(),
      redirectUri: REDIRECT,
      clock: Date.now,
    });
  });
  afterAll(() => google.stop());

  it('knows the id and the secret', async () => {
    expect((await at({}))['Google sign-in']).toBe(
      `ok: Id and secret are right. The redirect address to register is ${REDIRECT}.`,
    );
  });

  it.each([
    ['secret', { clientSecret: 'another-secret' }],
    ['id', { clientId: 'somebody-else' }],
  ])('does not know the %s', async (_name, changes) => {
    const sentence = (await at(changes))['Google sign-in'] ?? '';
    expect(sentence).toMatch(/^mend: It does not take the id .* with the secret: /);
    expect(sentence).not.toContain('another-secret');
  });

  it('is away', async () => {
    expect((await at({ issuer: 'https://localhost:1' }))['Google sign-in']).toMatch(/^mend: .* is not reached/);
  });
});

describe('Entra', () => {
  let entra: Somebody;
  let asked: { path: string; body: URLSearchParams }[] = [];
  /** What its token endpoint answers. */
  let answer: { status: number; said: object };
  // Its name leads to a server of this machine, as in the sandbox.
  const led: TrustingFetch = (url, how) => fetch(url.replace(ENTRA, entra.url), how);

  const microsoft = (issuer: string, tenants: string[] | null, said: { status: number; said: object }) => {
    answer = said;
    asked = [];
    return told(
      {
        registrations: { microsoft: { issuer: `${ENTRA}${issuer}`, clientId: 'our-id', clientSecret: 'our-secret' } },
        identity: { ...deployed().identity, tenants },
      },
      led,
    ).then((all) => all['Microsoft sign-in']);
  };
  const refused = (error: string, description: string) => ({
    status: 401,
    said: { error, error_description: `${description}. Trace ID: 1 Correlation ID: 2 Timestamp: 3` },
  });

  beforeAll(async () => {
    const answerTo = async (request: IncomingMessage): Promise<{ status: number; said: object }> => {
      const { url: path = '' } = request;
      const tokens = `${ENTRA}${path.replace('/v2.0/.well-known/openid-configuration', '')}/oauth2/v2.0/token`;
      if (request.method === 'GET') return { status: 200, said: { token_endpoint: tokens } };
      asked.push({ path, body: new URLSearchParams(await text(request)) });
      return answer;
    };
    entra = await startHttps(await authority.issueForThisMachine(), (request, response) => {
      void answerTo(request).then(({ status, said }) => response.writeHead(status).end(JSON.stringify(said)));
    });
  });
  afterAll(() => entra.stop());

  it('gives a tenant’s own application a token that permits nothing', async () => {
    const given = { status: 200, said: { access_token: 'kept-by-nobody' } };
    expect(await microsoft('/common/v2.0', [TENANT], given)).toMatch(
      /^ok: Id and secret are right\. .*oauth\/callback\.$/,
    );
    expect(
      asked.map(({ path, body }) => [path, body.get('grant_type'), body.get('client_id'), body.get('code')]),
    ).toEqual([[`/${TENANT}/oauth2/v2.0/token`, 'client_credentials', 'our-id', null]]);
    await microsoft(`/${TENANT}/v2.0`, null, given);
    expect(asked.map(({ path }) => path)).toEqual([`/${TENANT}/oauth2/v2.0/token`]);
  });

  it('is not where reps sign in to send, in a national cloud', async () => {
    const registrations = {
      microsoft: {
        issuer: 'https://login.microsoftonline.us/common/v2.0',
        clientId: 'our-id',
        clientSecret: 'our-secret',
      },
    };
    expect((await told({ registrations }))['Microsoft sign-in']).toMatch(
      /^mend: https:\/\/login\.microsoftonline\.us\/common\/v2\.0 is in a national cloud/,
    );
  });

  it('says that the secret is another one, or has run out', async () => {
    const wrong = 'AADSTS7000215: Invalid client secret provided';
    expect(await microsoft('/common/v2.0', [TENANT], refused('invalid_client', wrong))).toBe(
      `mend: It does not take the id our-id with the secret: ${wrong}. Set the secret’s value, not its id; if it has run out, make a new one.`,
    );
  });

  it('says that it does not know the id: for sure where the application is that tenant’s', async () => {
    const unknown = refused('unauthorized_client', 'AADSTS700016: Application was not found in the directory');
    expect(await microsoft(`/${TENANT}/v2.0`, null, unknown)).toMatch(
      /^mend: It does not know the id our-id: AADSTS700016/,
    );
    expect(await microsoft('/common/v2.0', [TENANT], unknown)).toMatch(
      new RegExp(`^look: The tenant ${TENANT} does not know the id our-id\\.`),
    );
  });

  it('proves nothing by refusing a made-up code, where no tenant is named', async () => {
    const malformed = refused('invalid_grant', 'AADSTS9002313: Invalid request. Request is malformed or invalid');
    expect(await microsoft('/common/v2.0', null, malformed)).toMatch(/^look: It answers, and tells of no secret/);
    expect(asked.map(({ path, body }) => [path, body.get('grant_type'), body.get('redirect_uri')])).toEqual([
      ['/common/oauth2/v2.0/token', 'authorization_code', REDIRECT],
    ]);
  });

  it('says what we did not expect, and that it does not know where to send browsers back to', async () => {
    expect(await microsoft('/common/v2.0', [TENANT], refused('invalid_resource', 'AADSTS500011: None'))).toMatch(
      /^look: It answers what we did not expect: AADSTS500011: None\./,
    );
    expect(await microsoft('/common/v2.0', null, refused('redirect_uri_mismatch', ''))).toMatch(
      /^mend: It does not know the redirect address/,
    );
  });
});

it('says what reps do without where nobody can sign in', async () => {
  expect(await told({})).toEqual({
    'Microsoft sign-in': expect.stringMatching(
      /^look: Not set up, so reps use passwords: Microsoft 365 takes passwords until 2026-12-31, Outlook\.com takes none\./,
    ),
    'Google sign-in': 'ok: Not set up: reps use app passwords.',
  });
});
