import type { RequestListener } from 'node:http';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import type { Config } from '../../../src/server/config.ts';
import { redirectChecks } from '../../../src/server/doctor/redirects.ts';
import { createTrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { deployed, found, startHttps, type Somebody } from './world.ts';

let authority: CertificateAuthority;
const running: Somebody[] = [];

beforeAll(async () => {
  authority = await CertificateAuthority.open(null, new Date());
});
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

async function serve(listener: RequestListener): Promise<string> {
  const one = await startHttps(await authority.issue(['localhost']), listener);
  running.push(one);
  return one.url;
}

const told = async (changes: Partial<Config>): Promise<string[]> => {
  const config = deployed({ extraCa: [authority.certificate], ...changes });
  const all = await found(redirectChecks(config, createTrustingFetch(config.extraCa)));
  return all['Redirect addresses']?.split('\n') ?? [];
};

/** As a Postlane answers. */
const postlane: RequestListener = ({ url = '' }, response) => {
  const page = /^\/(sign-in|signed-in|consented)\.html$/.exec(url)?.[1];
  if (page !== undefined) response.end(`<script defer="defer" src="${page}.0f1e2d3c.js"></script>`);
  else if (url === '/oauth/callback') response.writeHead(303, { location: '/signed-in.html#%7B%7D' }).end();
  else response.writeHead(404).end();
};

describe('the redirect addresses', () => {
  it('to register are named, all of them, and what is there is ours', async () => {
    const publicUrl = await serve(postlane);
    expect(await told({ publicUrl })).toEqual([
      `ok: To be registered, letter by letter: as a single-page application ${publicUrl}/sign-in.html.`,
      `ok: ${publicUrl}/oauth/callback is this server’s.`,
      `ok: ${publicUrl}/sign-in.html is there.`,
      `ok: ${publicUrl}/signed-in.html is there.`,
      `ok: ${publicUrl}/consented.html is there.`,
    ]);
  });

  it('at Entra have one for nested authentication, and the server its own where reps sign in to send', async () => {
    const { identity } = deployed();
    const registration = { issuer: 'https://login.microsoftonline.com/common/v2.0', clientId: 'a', clientSecret: 'b' };
    const [first] = await told({
      publicUrl: 'https://localhost:1',
      identity: { ...identity, issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' },
      registrations: { microsoft: registration },
    });
    expect(first).toBe(
      'ok: To be registered, letter by letter: as a single-page application brk-multihub://localhost:1 and https://localhost:1/sign-in.html; as a web application https://localhost:1/oauth/callback.',
    );
  });

  it('are missed by a proxy that lets through /api alone', async () => {
    const publicUrl = await serve((_, response) => response.writeHead(404).end());
    const [, callback, ...pages] = await told({ publicUrl });
    expect(callback).toMatch(
      /^mend: .*\/oauth\/callback answers 404, and leads nowhere\. Let the proxy lead the whole host/,
    );
    expect(pages).toHaveLength(3);
    for (const page of pages) expect(page).toMatch(/^mend: .*\.html answers 404, and not with its page\./);
  });

  it('are missed by one that answers everything with one page, or sends it elsewhere', async () => {
    const [, callback, ...pages] = await told({
      publicUrl: await serve((_, response) => response.end('<script src="taskpane.0f1e2d3c.js"></script>')),
    });
    for (const one of [callback, ...pages]) expect(one).toMatch(/^mend: .* answers 200, /);
    const [, elsewhere] = await told({
      publicUrl: await serve((_, response) =>
        response.writeHead(303, { location: 'https://x.example/signed-in.html#' }).end(),
      ),
    });
    expect(elsewhere).toMatch(/^mend: .* answers 303, and leads to https:\/\/x\.example/);
  });

  it('are not seen while nobody answers', async () => {
    const [, ...rest] = await told({ publicUrl: 'https://localhost:1' });
    expect(rest).toHaveLength(4);
    for (const one of rest) expect(one).toMatch(/^look: .* was not seen: .*ECONNREFUSED/);
    const [, behind] = await told({ publicUrl: await serve((_, response) => response.writeHead(502).end()) });
    expect(behind).toMatch(/^look: .* no server is behind the proxy \(502\)/);
  });
});
