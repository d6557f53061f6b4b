import type { IncomingMessage, RequestListener } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CertificateAuthority, type CertificateKind } from '../../../src/sandbox/certificates.ts';
import { startNameServer } from '../../../src/sandbox/names/name-server.ts';
import type { Config } from '../../../src/server/config.ts';
import { graphChecks } from '../../../src/server/doctor/graph.ts';
import { createEgress } from '../../../src/server/egress.ts';
import { createTrustingFetch, type TrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { deployed, found, startHttps, type Somebody } from './world.ts';

const GRAPH = 'https://graph.microsoft.com';
const ENTRA = 'https://login.microsoftonline.com';
const TENANT = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

let authority: CertificateAuthority;
const stops: (() => Promise<unknown>)[] = [];
/** What came to Graph, and the scopes that were asked for at Entra. */
let shown: (string | undefined)[] = [];
let scopes: (string | null)[] = [];

beforeAll(async () => {
  authority = await CertificateAuthority.open(null, new Date());
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  [shown, scopes] = [[], []];
});

async function start(name: string, listener: RequestListener, kind: CertificateKind = 'good'): Promise<Somebody> {
  const somebody = await startHttps(await authority.issue([name], kind), listener);
  stops.push(somebody.stop);
  return somebody;
}

const says =
  (status: number, body: object): RequestListener =>
  (request, response) => {
    shown.push(request.headers.authorization);
    request.resume().once('end', () => response.writeHead(status).end(JSON.stringify(body)));
  };
const REFUSES = says(401, { error: { code: 'InvalidAuthenticationToken', message: 'Not well formed.' } });

interface Play {
  graph?: RequestListener;
  kind?: CertificateKind;
  tokens?: { status: number; said: object };
  config?: Partial<Config>;
}

/** What is found where Graph and Entra are servers of this machine. */
async function told({ graph = REFUSES, kind, tokens = { status: 200, said: {} }, config }: Play = {}): Promise<
  string[]
> {
  const there = await start('graph.microsoft.com', graph, kind);
  const answerTo = async (request: IncomingMessage): Promise<{ status: number; said: object }> => {
    if (request.method === 'GET') return { status: 200, said: { token_endpoint: `${ENTRA}/${TENANT}/token` } };
    scopes.push(new URLSearchParams(await text(request)).get('scope'));
    return tokens;
  };
  const entra = await start('localhost', (request, response) => {
    void answerTo(request).then(({ status, said }) => response.writeHead(status).end(JSON.stringify(said)));
  });
  const names = await startNameServer(
    new Map([['graph.microsoft.com', [{ type: 'A', address: '127.1.0.1' }]]]),
    () => false,
  );
  stops.push(names.stop);
  const egress = createEgress({
    nameServers: [names.address],
    allow: ['127.1.0.0/16'],
    dial: () => connect(Number(new URL(there.url).port), 'localhost'),
    ca: [authority.certificate],
  });
  const fetch = createTrustingFetch([authority.certificate]);
  const led: TrustingFetch = (url, how) => fetch(url.replace(ENTRA, entra.url), how);
  const deployment = deployed({
    microsoftGraph: GRAPH,
    registrations: { microsoft: { issuer: `${ENTRA}/common/v2.0`, clientId: 'our-id', clientSecret: 'our-secret' } },
    identity: { ...deployed().identity, tenants: [TENANT] },
    ...config,
  });
  const all = await found(graphChecks(deployment, led, { egress, clock: Date.now }));
  return all['MICROSOFT_GRAPH_URL']?.split('\n') ?? [];
}

describe('Microsoft Graph', () => {
  it('is there, and there are tokens for it', async () => {
    expect(await told()).toEqual([
      `ok: ${GRAPH} answers, and refuses a made-up token.`,
      'ok: Microsoft gives tokens for it. Whether Mail.Send was agreed to, the first sign-in shows.',
    ]);
    expect(shown).toEqual(['Bearer made-up-by-the-doctor']);
    expect(scopes).toEqual([`${GRAPH}/.default`]);
  });

  it('is not offered', async () => {
    expect(await told({ config: { microsoftGraph: null, registrations: {} } })).toEqual([
      'ok: Not set: all mail leaves by submission.',
    ]);
    expect(await told({ config: { microsoftGraph: null } })).toEqual([
      expect.stringMatching(/^look: Not set: .*some personal mailboxes at Outlook\.com.* Set it to https:/),
    ]);
    expect([shown, scopes]).toEqual([[], []]);
  });

  it('is not reached, or is somebody else', async () => {
    expect((await told({ kind: 'untrusted' }))[0]).toMatch(/^mend: .* is not reached: nobody we trust vouches/);
    expect((await told({ graph: says(404, {}) }))[0]).toMatch(/^look: .* answers what we did not expect: it says: 404/);
    const all = says(400, { error: { code: 'ErrorMimeContentInvalidBase64String' } });
    expect((await told({ graph: all }))[0]).toMatch(/^mend: What answers at .* takes any token\./);
  });

  it('is of another cloud than where reps sign in', async () => {
    expect((await told({ config: { microsoftGraph: 'https://graph.microsoft.us' } }))[0]).toBe(
      `mend: https://graph.microsoft.us is not the Graph of where reps sign in. Set it to ${GRAPH}`,
    );
  });

  it('is unknown to whom tokens come from', async () => {
    const unknown = {
      error: 'invalid_resource',
      error_description: 'AADSTS500011: The resource was not found. Trace ID: 1',
    };
    expect((await told({ tokens: { status: 400, said: unknown } }))[1]).toBe(
      `mend: Microsoft gives no tokens for ${GRAPH}: AADSTS500011: The resource was not found. Set it to ${GRAPH}`,
    );
  });

  it('leaves what is wrong with the registration to where that is told', async () => {
    const wrong = { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' };
    expect(await told({ tokens: { status: 401, said: wrong } })).toHaveLength(1);
  });

  it('says what it cannot see where no tenant is named', async () => {
    expect((await told({ config: { identity: deployed().identity } }))[1]).toMatch(/^look: Whether there are tokens/);
    expect(scopes).toEqual([]);
  });
});
