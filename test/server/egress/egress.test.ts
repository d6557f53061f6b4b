import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer as createHttps, type Server } from 'node:https';
import type { RequestListener } from 'node:http';
import { connect, Socket, type AddressInfo } from 'node:net';
import { CertificateAuthority, type CertificateKind } from '../../../src/sandbox/certificates.ts';
import { startNameServer, type NameServer } from '../../../src/sandbox/names/name-server.ts';
import type { NameRecord } from '../../../src/sandbox/names/zones.ts';
import { createEgress, type Egress } from '../../../src/server/egress.ts';

const A = (...addresses: string[]): NameRecord[] => addresses.map((address) => ({ type: 'A', address }));
const ZONES = new Map<string, NameRecord[]>([
  ['smtp.firma.example', A('127.1.0.1')],
  ['two.firma.example', A('127.1.0.2', '10.0.0.7')],
  ['inside.firma.example', A('192.168.7.1')],
  ['metadata.firma.example', A('169.254.169.254')],
  ['intranet', A('10.1.2.3')],
  ['empty.firma.example', [{ type: 'MX', exchange: 'smtp.firma.example', priority: 10 }]],
  [
    'firma.example',
    [
      { type: 'MX', exchange: 'second.example', priority: 20 },
      { type: 'MX', exchange: 'first.example', priority: 5 },
      { type: 'TXT', data: 'v=spf1 mx -all' },
    ],
  ],
  ['xn--mller-kva.example', A('127.1.0.3')],
  ['www.firma.example', A('9.9.9.9')],
]);

const CERTIFIED = ['smtp.firma.example', 'www.firma.example', 'xn--mller-kva.example'];

let authority: CertificateAuthority;
let names: NameServer;
const servers: Server[] = [];
let dialled: [string, number][] = [];

beforeAll(async () => {
  authority = await CertificateAuthority.open(null, new Date());
  names = await startNameServer(ZONES, () => false);
});
afterEach(async () => {
  dialled = [];
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
});
afterAll(() => names.stop());

const egressTo = (port: number, allow = ['127.1.0.0/16']): Egress =>
  createEgress({
    nameServers: [names.address],
    allow,
    dial: (...to) => {
      dialled.push(to);
      return connect(port, '127.0.0.1');
    },
    ca: [authority.certificate],
  });

async function serve(listener: RequestListener, kind: CertificateKind = 'good'): Promise<number> {
  const server = createHttps(await authority.issue(CERTIFIED, kind), listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

describe('resolving', () => {
  const resolve = async (host: string, egress = egressTo(1)) => {
    const result = await egress.resolve(host, 587);
    return result.ok ? result.value.addresses : result.failure;
  };

  test('gives the addresses that may be connected to, and no other', async () => {
    expect(await resolve('smtp.firma.example')).toEqual(['127.1.0.1']);
    expect(await resolve('two.firma.example')).toEqual(['127.1.0.2']);
    expect(await resolve('müller.example')).toEqual(['127.1.0.3']);
  });

  test.each(['inside.firma.example', 'metadata.firma.example', '127.0.0.1', '::1', '[::1]', '169.254.169.254'])(
    'refuses %s',
    async (host) => {
      const failure = await resolve(host);
      expect(failure).toMatchObject({ stage: 'connect', host, port: 587 });
      expect(['address-forbidden', 'name-not-found']).toContain((failure as { kind: string }).kind);
    },
  );

  test.each(['127.1', '0x7f.1', '2130706433', '0177.0.0.1', 'localhost'])(
    'takes %s for a name, and there is none',
    async (host) => {
      expect(await resolve(host)).toMatchObject({
        kind: expect.stringMatching(/^(name-not-found|address-forbidden)$/),
      });
    },
  );

  test('tells a name that is not there from a name server that is not', async () => {
    expect(await resolve('nowhere.example')).toMatchObject({ kind: 'name-not-found' });
    expect(await resolve('empty.firma.example')).toMatchObject({ kind: 'name-not-found' });
    const deaf = createSocket('udp4').bind(0, '127.0.0.1');
    await once(deaf, 'listening');
    const { port } = deaf.address();
    deaf.close();
    const lost = createEgress({
      nameServers: [`127.0.0.1:${port}`],
      allow: [],
      dial: (address, port) => connect(port, address),
      ca: [],
    });
    expect(await resolve('smtp.firma.example', lost)).toMatchObject({
      kind: 'name-lookup-failed',
      detail: expect.any(String),
    });
    expect(await lost.mx('firma.example')).toEqual({ ok: false, failure: 'unreachable' });
  });

  test('gives texts, and none where there are none', async () => {
    const egress = egressTo(1);
    expect([await egress.txt('firma.example'), await egress.txt('nowhere.example')]).toEqual([
      { ok: true, value: ['v=spf1 mx -all'] },
      { ok: true, value: [] },
    ]);
  });

  test('lists mail exchangers, best first, and none where there are none', async () => {
    const found = await egressTo(1).mx('firma.example');
    expect(found.ok && found.value.map(({ exchange }) => exchange)).toEqual(['first.example', 'second.example']);
    expect(await egressTo(1).mx('smtp.firma.example')).toEqual({ ok: true, value: [] });
    expect(await egressTo(1).srv('_submission._tcp.firma.example')).toEqual({ ok: true, value: [] });
  });
});

describe('connecting', () => {
  test.each([
    ['to an address that is forbidden', '10.0.0.1', 587],
    ['to a port that is not for mail', '127.1.0.1', 22],
    ['to a port of the web without TLS', '127.1.0.1', 80],
  ])('%s is refused without dialling', async (_, address, port) => {
    const result = await egressTo(1).connect({ host: 'smtp.firma.example', address, port }, { milliseconds: 1_000 });
    const inside = address === '10.0.0.1' ? { detail: null } : {};
    expect(result).toMatchObject({ ok: false, failure: { kind: 'address-forbidden', ...inside } });
    expect(dialled).toEqual([]);
  });

  test('to nobody is given up in time, and when asked to', async () => {
    const never: Socket[] = [];
    const egress = createEgress({
      nameServers: null,
      allow: ['127.1.0.0/16'],
      // A socket that nobody connects is what a firewall that drops everything looks like.
      dial: () => {
        const socket = new Socket();
        never.push(socket);
        return socket;
      },
      ca: [],
    });
    const to = { host: 'smtp.firma.example', address: '127.1.0.1', port: 587 };
    expect(await egress.connect(to, { milliseconds: 20 })).toMatchObject({
      failure: { kind: 'connection-timed-out', detail: '127.1.0.1' },
    });
    expect(await egress.connect(to, { milliseconds: 60_000, signal: AbortSignal.abort() })).toMatchObject({
      failure: { kind: 'connection-lost' },
    });
    expect(never.map(({ destroyed }) => destroyed)).toEqual([true, true]);
  });
});

describe('fetching a text', () => {
  const bounds = { signal: AbortSignal.timeout(20_000), maxBytes: 1_000 };
  const from = async (
    listener: RequestListener,
    url = 'https://smtp.firma.example/x?y=1',
    kind: CertificateKind = 'good',
  ) => egressTo(await serve(listener, kind)).fetchText(url, bounds);

  test('asks the checked address for the page, by its name', async () => {
    const seen: (string | undefined)[] = [];
    const page = await from((request, response) => {
      seen.push(
        request.method,
        request.url,
        request.headers.host,
        request.headers.cookie,
        request.headers['user-agent'],
      );
      response.end('grüße');
    });
    expect(page).toEqual({ ok: true, value: 'grüße' });
    expect(seen).toEqual(['GET', '/x?y=1', 'smtp.firma.example', undefined, undefined]);
    expect(dialled).toEqual([['127.1.0.1', 443]]);
  });

  test.each([
    'http://smtp.firma.example/',
    'https://smtp.firma.example:8443/',
    'https://u:p@smtp.firma.example/',
    'ftp://smtp.firma.example/',
    'nonsense',
    'https://inside.firma.example/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://0x7f.1/',
  ])('has nothing to do with %s', async (url) => {
    expect(await from((_, response) => response.end('x'), url)).toEqual({ ok: false, failure: 'absent' });
    expect(dialled).toEqual([]);
  });

  test.each(['expired', 'wrong-name', 'untrusted'] as const)('trusts no certificate that is %s', async (kind) => {
    expect(await from((_, response) => response.end('x'), undefined, kind)).toEqual({ ok: false, failure: 'absent' });
  });

  test('follows two redirects, each checked anew', async () => {
    const hops = ['https://www.firma.example/1', '/2'];
    expect(
      await from((request, response) => {
        const location = hops[Number(request.url?.slice(1)) || 0];
        if (location) response.writeHead(302, { location });
        response.end('there');
      }),
    ).toEqual({ ok: true, value: 'there' });
    expect(dialled.map(([address]) => address)).toEqual(['127.1.0.1', '9.9.9.9', '9.9.9.9']);
  });

  test.each([
    'https://inside.firma.example/',
    'http://smtp.firma.example/',
    'https://169.254.169.254/latest',
    'https://smtp.firma.example:25/',
    'file:///etc/passwd',
    '/again',
    'https://xn--mller-kva.example/where-reps-may-submit',
  ])('is not led to %s', async (location) => {
    expect(await from((_, response) => response.writeHead(301, { location }).end())).toEqual({
      ok: false,
      failure: 'absent',
    });
    expect(dialled).toEqual([['127.1.0.1', 443]]);
  });

  test('takes no more than it asked for', async () => {
    expect(await from((_, response) => response.end('x'.repeat(1_001)))).toEqual({ ok: false, failure: 'absent' });
    expect(await from((_, response) => response.end('x'.repeat(1_000)))).toMatchObject({ ok: true });
  });

  test.each([404, 401, 500, 204])('takes a %i for nothing there', async (status) => {
    expect(await from((_, response) => response.writeHead(status).end())).toEqual({ ok: false, failure: 'absent' });
  });

  test('waits for a page no longer than it is told to', async () => {
    const stop = new AbortController();
    const port = await serve((_, response) => {
      response.write('half');
      setImmediate(() => stop.abort());
    });
    expect(
      await egressTo(port).fetchText('https://smtp.firma.example/', { signal: stop.signal, maxBytes: 1_000 }),
    ).toEqual({ ok: false, failure: 'unreachable' });
  });
});
