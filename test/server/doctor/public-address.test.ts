import type { RequestListener } from 'node:http';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY } from '../../../src/domain/instant.ts';
import { CertificateAuthority, type CertificateKind } from '../../../src/sandbox/certificates.ts';
import type { Config } from '../../../src/server/config.ts';
import { largeMessageChecks } from '../../../src/server/doctor/large-message.ts';
import { publicAddressChecks } from '../../../src/server/doctor/public-address.ts';
import { webhookChecks } from '../../../src/server/doctor/webhook.ts';
import { signInAt } from '../../../src/server/identity/sign-in.ts';
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

async function serve(listener: RequestListener, kind: CertificateKind = 'good'): Promise<string> {
  const one = await startHttps(await authority.issue(['localhost'], kind), listener);
  running.push(one);
  return one.url;
}

async function told(changes: Partial<Config>, now = Date.now()): Promise<Record<string, string>> {
  const config = deployed({ extraCa: [authority.certificate], ...changes });
  const fetch = createTrustingFetch(config.extraCa);
  return found([...publicAddressChecks(config, fetch, () => now), ...largeMessageChecks(config)]);
}

/** As a Postlane answers what every pane asks first. */
const postlane =
  ({ identity, messageBytes }: Config, changes: object = {}): RequestListener =>
  (_request, response) =>
    response.end(JSON.stringify({ identity: signInAt(identity), signIns: [], graph: false, messageBytes, ...changes }));

describe('the public address', () => {
  it.each([
    ['http://postlane.firma.example', /^mend: .* is not https/],
    ['https://firma.example/postlane', /^mend: .* more than a scheme and a host/],
    ['http://localhost:8443', /^look: .* this machine only/],
    ['https://localhost:1', /^look: .* this machine only/],
  ])('%s is what it is', async (publicUrl, sentence) => {
    expect((await told({ publicUrl }))['PUBLIC_URL']).toMatch(sentence);
  });

  it('reaches this deployment, by a certificate that is seen', async () => {
    const publicUrl = await serve(postlane(deployed()));
    expect(await told({ publicUrl })).toMatchObject({
      Certificate: expect.stringMatching(/^look: Valid for 39\d more days\. EXTRA_CA_FILE vouches for it/),
      'What answers': 'ok: This deployment.',
      MESSAGE_BYTES: 'ok: A message of 25 MB would get to the server.',
    });
    const late = await told({ publicUrl }, Date.now() + 390 * DAY);
    expect(late['Certificate']).toMatch(/^look: Valid for [3-6] more days\. See that whatever renews it does\.$/);
  });

  it.each<[CertificateKind, RegExp]>([
    ['expired', /^mend: .* not valid today/],
    ['wrong-name', /^mend: .* for another name/],
    ['untrusted', /^mend: .* nobody we trust/],
  ])('has a certificate that is %s', async (kind, sentence) => {
    const publicUrl = await serve(postlane(deployed()), kind);
    expect((await told({ publicUrl }))['Certificate']).toMatch(sentence);
  });

  it.each<[string, RequestListener, RegExp]>([
    [
      'somebody else',
      (_, response) => response.setHeader('server', 'nginx').writeHead(404).end('no'),
      /^mend: Not Postlane: .* answers 404, by nginx\./,
    ],
    ['a page', (_, response) => response.end('<html>'), /^mend: Not Postlane: .* answers 200\./],
    [
      'a proxy alone',
      (_, response) => response.writeHead(502).end(),
      /^look: A proxy, and no server behind it \(502\)/,
    ],
    [
      'a Postlane for other reps',
      postlane(deployed({ identity: { ...deployed().identity, clientId: 'other' } })),
      /^mend: A Postlane with other settings/,
    ],
    [
      'a Postlane with other sign-ins',
      postlane(deployed(), { signIns: ['google'] }),
      /^mend: A Postlane with other settings/,
    ],
  ])('is answered by %s', async (_name, listener, sentence) => {
    expect((await told({ publicUrl: await serve(listener) }))['What answers']).toMatch(sentence);
  });

  it('is not there', async () => {
    expect(await told({ publicUrl: 'https://localhost:1' })).toMatchObject({
      Certificate: expect.stringMatching(/^look: It was not seen: the connection is refused/),
      'What answers': expect.stringMatching(/^look: .* is not reached from this machine: .*ECONNREFUSED/),
      MESSAGE_BYTES: expect.stringMatching(/^look: Whether one of 25 MB/),
    });
  });

  it('has a proxy that takes no large message', async () => {
    const announced: unknown[] = [];
    const publicUrl = await serve(({ headers }, response) => {
      announced.push(headers['content-length']);
      response.writeHead(413).end();
    });
    expect((await told({ publicUrl, messageBytes: 7 * 1024 * 1024 }))['MESSAGE_BYTES']).toMatch(
      /^mend: The proxy takes none of 7 MB\. .*client_max_body_size 7m/,
    );
    expect(announced).toContain(String(7 * 1024 * 1024));
  });
});

describe('the webhook', () => {
  const webhook = async (alertWebhook: string | null) =>
    (await found(webhookChecks(deployed({ alertWebhook, extraCa: [authority.certificate] }))))['ALERT_WEBHOOK'];

  it('is reached as far as TLS, and nothing is posted', async () => {
    let asked = 0;
    const url = await serve((_, response) => {
      asked += 1;
      response.end();
    });
    expect(await webhook(`${url}/k3yk3y`)).toMatch(/^ok: localhost:\d+ is there, with a good certificate/);
    expect(asked).toBe(0);
  });

  it('is not reached, or not safely, and its key is not told', async () => {
    const refused = await webhook('https://localhost:1/k3yk3y');
    expect(refused).toMatch(/^mend: localhost:1 is not reached: the connection is refused/);
    const strange = await webhook(`${await serve((_, response) => response.end(), 'untrusted')}/k3yk3y`);
    expect(strange).toMatch(/^mend: .* nobody we trust vouches/);
    expect(`${refused} ${strange}`).not.toContain('k3yk3y');
  });

  it('is none', async () => {
    expect(await webhook(null)).toMatch(/^ok: None/);
  });
});
