import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { recommend } from '../../../src/domain/recommendation.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { discover } from '../../../src/server/discovery/discover.ts';
import { createEgress } from '../../../src/server/egress.ts';
import { reach } from '../../../src/server/smtp/reach.ts';
import { VERIFICATION_TIMEOUTS } from '../../../src/server/smtp/timeouts.ts';
import { findBind, startBind, type PrivateBind } from '../../setup/bind.ts';

const bind = findBind();
if (bind === null) process.stdout.write('No discovery against a real name server: BIND is not installed.\n');

const HOSTS = ['autoconfig.open.example', 'open.example', 'other.example'];
const RECORDS = [
  // A circle of names, for everything that is asked.
  ...['loop', 'autoconfig.loop', 'smtp.loop', 'mail.loop', '_submission._tcp.loop', '_submissions._tcp.loop'].map(
    (name) => `${name}.example. CNAME round.${name}.example.\nround.${name}.example. CNAME ${name}.example.`,
  ),
  // A domain whose every name leads inside, by each kind of address.
  'inside.example. MX 10 mx.inside.example.',
  'inside.example. A 169.254.169.254',
  'autoconfig.inside.example. A 10.0.0.7',
  'autoconfig.inside.example. AAAA ::ffff:127.0.0.1',
  'autoconfig.inside.example. AAAA fd00:ec2::254',
  'smtp.inside.example. A 127.0.0.1',
  'mail.inside.example. CNAME deep.inside.example.',
  'deep.inside.example. A 192.168.7.1',
  // Half inside: the answer of the name server may be another the second time.
  'autoconfig.half.example. A 10.0.0.7',
  'autoconfig.half.example. A 127.1.0.9',
  // More servers than fit into a datagram.
  ...Array.from(
    { length: 90 },
    (_, index) => `_submission._tcp.many.example. SRV ${index} 1 587 s${index}.many.example.`,
  ),
  ...Array.from({ length: 90 }, (_, index) => `many.example. MX 10 mx${index}.many.example.`),
  // Names that are no host names.
  'odd.example. MX 10 a\\/\\.\\.\\/b\\@x.example.',
  '_submission._tcp.odd.example. SRV 0 1 587 10\\.0\\.0\\.7.',
  '_submissions._tcp.odd.example. SRV 0 1 465 a\\032b.example.',
  'autoconfig.open.example. A 127.1.0.1',
  'open.example. A 127.1.0.2',
  'open.example. MX 10 mx.open.example.',
  'other.example. A 127.1.0.3',
  'trap.example. A 10.0.0.8',
];

let authority: CertificateAuthority;
let names: PrivateBind;
let server: Server;
let answer: RequestListener;
let dialled: string[] = [];
let forbidden: string[] = [];

(bind === null ? describe.skip : describe)('hostile answers', () => {
  beforeAll(async () => {
    authority = await CertificateAuthority.open(null, new Date());
    names = await startBind(bind ?? '', RECORDS);
    server = createServer(await authority.issue(HOSTS), (request, response) => answer(request, response));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    dialled = [];
    forbidden = [];
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await names.stop();
  });

  async function lookUp(
    domain: string,
    listener: RequestListener = (_, response) => response.writeHead(404).end(),
    after = (milliseconds: number) => AbortSignal.timeout(milliseconds),
  ) {
    answer = listener;
    const egress = createEgress({
      nameServers: [names.address],
      allow: ['127.1.0.0/16'],
      dial: (address, port) => {
        dialled.push(`${address}:${port}`);
        return connect((server.address() as AddressInfo).port, '127.0.0.1');
      },
      ca: [authority.certificate],
      onForbidden: ({ host }) => forbidden.push(host),
    });
    const needs = {
      egress,
      database: null,
      after,
      prove: async (to: Parameters<typeof reach>[0], signal: AbortSignal) =>
        (await reach(to, { egress, timeouts: VERIFICATION_TIMEOUTS, signal })).ok,
    };
    return discover({ domain, ownExchange: false }, needs, new AbortController().signal);
  }

  test('names that lead in a circle end the search, and nobody is called', async () => {
    const { evidence } = await lookUp('loop.example');
    expect([evidence, dialled]).toEqual([[], []]);
  });

  test('names that lead inside are called by nobody, whatever asks for them', async () => {
    const { evidence } = await lookUp('inside.example');
    expect(evidence).toEqual([{ source: 'mx', exchange: 'mx.inside.example' }]);
    expect(dialled).toEqual([]);
    expect(new Set(forbidden)).toEqual(
      new Set(['autoconfig.inside.example', 'inside.example', 'smtp.inside.example', 'mail.inside.example']),
    );
  });

  test('of a name that leads inside and outside, only the outside is called', async () => {
    await lookUp('half.example');
    expect(dialled).toEqual(['127.1.0.9:443']);
  });

  test('a crowd of records gives a rep a few servers to choose from, best first', async () => {
    const { evidence } = await lookUp('many.example');
    expect(evidence).toHaveLength(11);
    expect(recommend('lena@many.example', evidence, []).map(({ server: { host } }) => host)).toEqual(
      [0, 1, 2, 3, 4].map((index) => `s${index}.many.example`),
    );
  });

  test('names that are no host names are nobody’s', async () => {
    expect((await lookUp('odd.example')).evidence).toEqual([]);
    expect(dialled).toEqual([]);
  });

  test.each([
    ['to an address inside', 'https://trap.example/mail/config-v1.1.xml'],
    ['to an address inside, by number', 'https://169.254.169.254/latest/meta-data/'],
    ['to where reps may submit', 'https://other.example/delete?all'],
    ['to plain http', 'http://other.example/'],
    ['to another port', 'https://other.example:8443/'],
    ['with a password', 'https://root:root@other.example/'],
    ['to a file', 'file:///etc/passwd'],
    ['in a circle', '/mail/config-v1.1.xml'],
  ])('a redirect %s is not followed', async (_, location) => {
    let asked = 0;
    const { evidence } = await lookUp('open.example', (_request, response) => {
      asked += 1;
      response.writeHead(302, { location }).end();
    });
    expect(evidence.filter(({ source }) => source !== 'mx')).toEqual([]);
    expect(dialled.filter((one) => !/^127\.1\.0\.[12]:443$/.test(one))).toEqual([]);
    // Each of the two places, and two redirects after it at most.
    expect(asked).toBeGreaterThanOrEqual(2);
    expect(asked).toBeLessThanOrEqual(6);
  });

  test('a settings file without an end is not read to it', async () => {
    let sent = 0;
    await lookUp('open.example', (_, response) => {
      response.on('error', () => undefined);
      const more = (): void => {
        while (!response.destroyed && response.write('<!-- more -->'.repeat(1_000))) sent += 13_000;
      };
      response.on('drain', more);
      more();
    });
    // What two connections hold on the way, and no more.
    expect(sent).toBeGreaterThan(64 * 1024);
    expect(sent).toBeLessThan(20_000_000);
  });

  test('a settings file that trickles in is waited for no longer than five seconds', async () => {
    const timeIsUp = new AbortController();
    const waited: number[] = [];
    const trickles: NodeJS.Timeout[] = [];
    const { complete } = await lookUp(
      'open.example',
      (_, response) => {
        response.writeHead(200);
        trickles.push(setInterval(() => response.write(' '), 10));
        if (trickles.length === 2) setImmediate(() => timeIsUp.abort());
      },
      (milliseconds) => {
        waited.push(milliseconds);
        return timeIsUp.signal;
      },
    );
    trickles.forEach(clearInterval);
    expect([trickles.length, complete]).toEqual([2, false]);
    expect(Math.max(...waited)).toBe(5_000);
  });

  const laughs = Array.from({ length: 9 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`);
  test.each([
    ['a bomb of entities', `<!DOCTYPE x [<!ENTITY l0 "ha">${laughs.join('')}]><clientConfig>&l9;</clientConfig>`],
    [
      'an entity that is a file',
      '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><clientConfig>&f;</clientConfig>',
    ],
    ['an entity that is an address', '<!DOCTYPE x SYSTEM "https://trap.example/x.dtd"><clientConfig/>'],
    ['a tower of elements', `${'<a>'.repeat(9_000)}${'</a>'.repeat(9_000)}`],
    ['a tower of elements that is not finished', '<clientConfig>'.repeat(4_000)],
    ['twelve thousand attributes', `<a ${'b="" '.repeat(12_000)}/>`],
  ])('%s in a settings file names no server, and fetches nothing', async (_, xml) => {
    const { evidence } = await lookUp('open.example', (_request, response) => response.end(xml));
    expect(evidence).toEqual([{ source: 'mx', exchange: 'mx.open.example' }]);
    expect(dialled.filter((one) => !/^127\.1\.0\.[12]:443$/.test(one))).toEqual([]);
  });
});
