import { mkdtemp, readFile, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import type { Config } from '../../../src/server/config.ts';
import { manifestChecks } from '../../../src/server/doctor/manifest.ts';
import { createTrustingFetch } from '../../../src/server/trusting-fetch.ts';
import { layPane } from './pane.ts';
import { deployed, found, startHttps, type Somebody } from './world.ts';

const IDENTITY = { ...deployed().identity, issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0' };

describe('the manifest', () => {
  let authority: CertificateAuthority;
  let folder: string;
  let server: Somebody;
  /** Files that come another way than they were built. */
  let otherwise: Record<string, { status: number; body: string }>;

  beforeAll(async () => {
    authority = await CertificateAuthority.open(null, new Date());
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postlane-pane-'));
    otherwise = {};
    server = await startHttps(await authority.issueForThisMachine(), ({ url = '' }, response) => {
      const other = otherwise[url];
      if (other) response.writeHead(other.status).end(other.body);
      else void readFile(join(folder, url)).then((body) => response.end(body));
    });
    await layPane(folder, server.url);
  });
  afterEach(async () => {
    await server.stop();
    await rm(folder, { recursive: true });
  });

  const told = (changes: Partial<Config> = {}) => {
    const config = deployed({ publicUrl: server.url, paneDir: folder, identity: IDENTITY, ...changes });
    return found(manifestChecks(config, createTrustingFetch([authority.certificate])));
  };
  const rewrite = async (change: (xml: string) => string) => {
    const file = join(folder, 'manifest.xml');
    await writeFile(file, change(await readFile(file, 'utf8')));
  };

  it('is right, and everything it names is there', async () => {
    expect(await told()).toEqual({
      Manifest: `ok: All 15 addresses in ${join(folder, 'manifest.xml')} lie under ${server.url}.`,
      'Pane and icons': `ok: All 10 come from ${server.url} as they were built.`,
    });
  });

  it('is not built', async () => {
    expect(await told({ paneDir: join(folder, 'nowhere') })).toEqual({
      Manifest: expect.stringMatching(
        /^mend: There is none in .*nowhere\. Build it: npm run build -- --env base=https/,
      ),
    });
  });

  it('is built for another address', async () => {
    const all = await told({ publicUrl: 'https://postlane.firma.example' });
    expect(all['Manifest']).toMatch(
      new RegExp(
        `^mend: .*manifest\\.xml names ${server.url}, and PUBLIC_URL is https://postlane\\.firma\\.example\\.`,
      ),
    );
    expect(all).not.toHaveProperty(['Pane and icons']);
  });

  it('is no manifest', async () => {
    await rewrite(() => 'nothing of the kind');
    expect((await told())['Manifest']).toMatch(/^mend: .* names no address, and PUBLIC_URL is/);
  });

  it('names one address elsewhere', async () => {
    await rewrite((xml) => xml.replace(`${server.url}/assets/icon-64.png`, 'https://cdn.example/icon.png'));
    expect((await told())['Manifest']).toMatch(/^mend: .* names https:\/\/cdn\.example, and PUBLIC_URL/);
  });

  it('lets the sign-in open in another browser', async () => {
    await rewrite((xml) => xml.replace('<AppDomain>https://login.microsoftonline.com</AppDomain>', ''));
    expect((await told())['Manifest']).toMatch(/mend: AppDomains do not hold https:\/\/login\.microsoftonline\.com\./);
  });

  it('says another application than the settings, or the same', async () => {
    const info = (id: string) => `<WebApplicationInfo><Id>${id}</Id><Resource>api://x</Resource></WebApplicationInfo>`;
    await rewrite((xml) => xml.replace('</VersionOverrides>', `${info('another')}</VersionOverrides>`));
    expect((await told())['Manifest']).toMatch(
      /mend: WebApplicationInfo says another, and ADDIN_CLIENT_ID is add-in\./,
    );
    await rewrite((xml) => xml.replace(info('another'), info('add-in')));
    expect((await told())['Manifest']).toMatch(/^ok: [^\n]*$/);
  });

  it('is served as another one, without an icon', async () => {
    otherwise = { '/manifest.xml': { status: 200, body: 'old' }, '/assets/icon-32.png': { status: 404, body: '' } };
    expect((await told())['Pane and icons']).toMatch(
      /^mend: \/manifest\.xml is another one, \/assets\/icon-32\.png answers 404\./,
    );
  });

  it('lacks a file', async () => {
    await unlink(join(folder, 'launch-event.js'));
    expect((await told())['Pane and icons']).toMatch(/^mend: .* lacks launch-event\.js\. Build it again/);
  });

  it('cannot be asked for', async () => {
    await server.stop();
    expect((await told())['Pane and icons']).toMatch(/^look: They were not seen: .*ECONNREFUSED/);
    server = await startHttps(await authority.issueForThisMachine(), (_, response) => response.end());
  });
});
