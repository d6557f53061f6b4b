import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { recommend } from '../../../src/domain/recommendation.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { startNameServer, type NameServer } from '../../../src/sandbox/names/name-server.ts';
import type { NameRecord } from '../../../src/sandbox/names/zones.ts';
import { serversIn } from '../../../src/server/discovery/autoconfig.ts';
import { discover } from '../../../src/server/discovery/discover.ts';
import { createEgress, type Egress } from '../../../src/server/egress.ts';

const srv = (target: string, port: number, priority = 0): NameRecord => ({
  type: 'SRV',
  target,
  port,
  priority,
  weight: 1,
});
const mx = (exchange: string, priority: number): NameRecord => ({ type: 'MX', exchange, priority });
const ZONES = new Map<string, NameRecord[]>([
  [
    'firma.example',
    [
      mx('backup.relay.example', 50),
      mx('firma-example.mail.protection.outlook.com', 0),
      { type: 'A', address: '127.1.0.2' },
    ],
  ],
  ['autoconfig.firma.example', [{ type: 'A', address: '127.1.0.1' }]],
  [
    '_submissions._tcp.firma.example',
    [srv('smtp2.firma.example', 465, 20), srv('smtp1.firma.example', 465, 10), srv('odd.firma.example', 587)],
  ],
  ['_submission._tcp.firma.example', [srv('smtp1.firma.example', 587), srv('wild.firma.example', 10025)]],
  ['quiet.example', [mx('.', 0)]],
  ['_submissions._tcp.quiet.example', [srv('.', 0)]],
]);

const config = (...servers: string[]): string =>
  `<?xml version="1.0"?><clientConfig version="1.1"><emailProvider id="firma.example">${servers.join('')}</emailProvider></clientConfig>`;
const outgoing = ({
  host = 'smtp.firma.example',
  port = '587',
  socket = 'STARTTLS',
  login = 'password-cleartext',
  username = '%EMAILADDRESS%',
  type = 'smtp',
} = {}): string =>
  `<outgoingServer type="${type}"><hostname>${host}</hostname><port>${port}</port><socketType>${socket}</socketType><username>${username}</username><authentication>${login}</authentication></outgoingServer>`;

let authority: CertificateAuthority;
let names: NameServer;
let server: Server | undefined;
beforeAll(async () => {
  authority = await CertificateAuthority.open(null, new Date());
  names = await startNameServer(ZONES, () => false);
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  if (server) await once(server, 'close');
  server = undefined;
});
afterAll(() => names.stop());

async function outside(listener: RequestListener): Promise<Egress> {
  server = createServer(await authority.issue(['firma.example', 'autoconfig.firma.example']), listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const dial = () => connect(port, '127.0.0.1');
  return createEgress({ nameServers: [names.address], allow: ['127.1.0.0/16'], dial, ca: [authority.certificate] });
}

const PATIENT = new AbortController().signal;

describe('a mailbox’s submission server', () => {
  test('is told by the account, the domain’s own settings, its records and its mail exchanger', async () => {
    const asked: string[] = [];
    const egress = await outside((request, response) => {
      asked.push(`${request.headers.host ?? ''}${request.url ?? ''}`);
      if (request.headers.host === 'firma.example')
        response.end(config(outgoing({ port: '465', socket: 'SSL', username: '%EMAILLOCALPART%' })));
      else response.writeHead(404).end();
    });
    expect(await discover('lena.brandt@firma.example', 'enterprise', egress, PATIENT)).toEqual({
      complete: true,
      evidence: [
        { source: 'account-type', accountType: 'enterprise' },
        {
          source: 'autoconfig',
          server: { host: 'smtp.firma.example', port: 465, security: 'tls' },
          username: 'lena.brandt',
          url: 'https://firma.example/.well-known/autoconfig/mail/config-v1.1.xml',
        },
        { source: 'srv', server: { host: 'smtp1.firma.example', port: 465, security: 'tls' } },
        { source: 'srv', server: { host: 'smtp2.firma.example', port: 465, security: 'tls' } },
        { source: 'srv', server: { host: 'smtp1.firma.example', port: 587, security: 'starttls' } },
        { source: 'mx', exchange: 'firma-example.mail.protection.outlook.com' },
      ],
    });
    expect(asked.sort()).toEqual([
      'autoconfig.firma.example/mail/config-v1.1.xml',
      'firma.example/.well-known/autoconfig/mail/config-v1.1.xml',
    ]);
  });

  test('is sought without telling anyone whose it is', async () => {
    const asked: string[] = [];
    const egress = await outside((request, response) => {
      asked.push(JSON.stringify([request.url, request.headers]));
      response.writeHead(404).end();
    });
    await discover('geheim@firma.example', 'unknown', egress, PATIENT);
    expect(asked).toHaveLength(2);
    expect([...asked, ...names.asked.keys()].join('\n')).not.toContain('geheim');
  });

  test('of a well-known domain needs nobody’s word', async () => {
    const egress = await outside((_, response) => response.end());
    const { evidence } = await discover('karl@gmail.com', 'gmail', egress, PATIENT);
    expect(evidence).toContainEqual({ source: 'known-domain', providerId: 'gmail' });
    expect(recommend('karl@gmail.com', evidence, [])[0]).toMatchObject({ providerId: 'gmail', reason: 'account-type' });
  });

  test('is not found where a domain says that it has none', async () => {
    const egress = await outside((_, response) => response.end());
    expect(await discover('a@quiet.example', 'unknown', egress, PATIENT)).toEqual({
      complete: true,
      evidence: [{ source: 'account-type', accountType: 'unknown' }],
    });
  });
});

describe('a search that is cut short', () => {
  test('gives what there is, and says that it is not all', async () => {
    const stop = new AbortController();
    const egress = await outside(() => stop.abort());
    const { evidence, complete } = await discover('lena@firma.example', 'office365', egress, stop.signal);
    expect(complete).toBe(false);
    expect(evidence).toContainEqual({ source: 'account-type', accountType: 'office365' });
  });

  test('by name servers that are away says so', async () => {
    const gone = createSocket('udp4').bind(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address();
    gone.close();
    const egress = createEgress({
      nameServers: [`127.0.0.1:${port}`],
      allow: [],
      dial: (address, at) => connect(at, address),
      ca: [],
    });
    expect(await discover('lena@firma.example', 'unknown', egress, PATIENT)).toEqual({
      complete: false,
      evidence: [{ source: 'account-type', accountType: 'unknown' }],
    });
  });
});

describe('a settings file', () => {
  const read = (xml: string) =>
    serversIn(xml, 'lena@firma.example', 'https://x.example/').map((one) =>
      one.source === 'autoconfig' ? `${one.username} ${one.server.host}:${one.server.port}` : '',
    );

  test('may name several servers, and %EMAIL…% in them', () => {
    expect(read(config(outgoing(), outgoing({ host: 'mail.%EMAILDOMAIN%', port: '465', socket: 'SSL' })))).toEqual([
      'lena@firma.example smtp.firma.example:587',
      'lena@firma.example mail.firma.example:465',
    ]);
  });

  test.each([
    ['a server without TLS', config(outgoing({ socket: 'plain' }))],
    ['a port of another kind', config(outgoing({ port: '22' }))],
    ['a port that is none', config(outgoing({ port: '587x' }))],
    ['a security that its port does not speak', config(outgoing({ port: '465', socket: 'STARTTLS' }))],
    ['an address for a host', config(outgoing({ host: '127.0.0.1' }))],
    ['a host that is none', config(outgoing({ host: 'smtp.firma.example/../x' }))],
    ['a login without a password', config(outgoing({ login: 'OAuth2' }))],
    ['no submission server', config(outgoing({ type: 'jmap' }))],
    ['an entity', `<!DOCTYPE x [<!ENTITY a "b">]>${config(outgoing())}`],
    ['a broken file', config(outgoing()).slice(0, -10)],
    ['a page of the web', '<html><body>Not found</body></html>'],
    ['nothing', ''],
    ['a name out of JavaScript', config('<__proto__><hostname>x</hostname></__proto__>')],
  ])('with %s names no server of ours', (_, xml) => {
    expect(read(xml)).toEqual([]);
  });
});
