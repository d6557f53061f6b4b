import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createServer, type Server } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recommend, type Evidence } from '../../../src/domain/recommendation.ts';
import type { SubmissionServer } from '../../../src/domain/submission-server.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { startNameServer, type NameServer } from '../../../src/sandbox/names/name-server.ts';
import { discover } from '../../../src/server/discovery/discover.ts';
import type { IspDatabase } from '../../../src/server/discovery/isp-database.ts';
import { domainsAbove } from '../../../src/server/discovery/mail-host.ts';
import { createEgress, type Egress } from '../../../src/server/egress.ts';
import { config, outgoing } from './settings.ts';
import { ZONES } from './zones.ts';

const HTTPS_HOSTS = [...ZONES.keys()].filter((name) => ZONES.get(name)?.some(({ type }) => type === 'A'));

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
  server = createServer(await authority.issue(HTTPS_HOSTS), listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const dial = () => connect(port, '127.0.0.1');
  return createEgress({ nameServers: [names.address], allow: ['127.1.0.0/16'], dial, ca: [authority.certificate] });
}

const PATIENT = new AbortController().signal;
const after = () => PATIENT;

/** Looks a domain up; `answers` are the servers that a guess proves, and `asked` hears of each guess. */
const lookUp = (
  domain: string,
  egress: Egress,
  {
    signal = PATIENT,
    database = null,
    answers = [],
    asked = [],
    ownExchange = false,
  }: {
    signal?: AbortSignal;
    database?: IspDatabase | null;
    answers?: string[];
    asked?: string[];
    ownExchange?: boolean;
  } = {},
) =>
  discover(
    { domain, ownExchange },
    {
      egress,
      database,
      after,
      prove: async ({ host, port }: SubmissionServer) => {
        asked.push(`${host}:${port}`);
        return answers.includes(`${host}:${port}`);
      },
    },
    signal,
  );

describe('a domain’s submission server', () => {
  test('is told by its own settings, its records and its mail exchanger', async () => {
    const asked: string[] = [];
    const egress = await outside((request, response) => {
      asked.push(`${request.headers.host ?? ''}${request.url ?? ''}`);
      if (request.headers.host === 'firma.example')
        response.end(config(outgoing({ port: '465', socket: 'SSL', username: '%EMAILLOCALPART%' })));
      else response.writeHead(404).end();
    });
    const guesses: string[] = [];
    const found = await lookUp('firma.example', egress, { asked: guesses });
    expect(found).toEqual({
      complete: true,
      evidence: [
        {
          source: 'autoconfig',
          server: { host: 'smtp.firma.example', port: 465, security: 'tls' },
          username: '%EMAILLOCALPART%',
          url: 'https://firma.example/.well-known/autoconfig/mail/config-v1.1.xml',
        },
        ...[
          ['_submissions', 'smtp1.firma.example', 465, 'tls'],
          ['_submissions', 'smtp2.firma.example', 465, 'tls'],
          ['_submission', 'smtp1.firma.example', 587, 'starttls'],
        ].map(([name, host, port, security]) => ({
          source: 'srv',
          server: { host, port, security },
          name: `${name}._tcp.firma.example`,
        })),
        { source: 'mx', exchange: 'firma-example.mail.protection.outlook.com' },
      ],
    });
    expect(asked.sort()).toEqual([
      'autoconfig.firma.example/mail/config-v1.1.xml',
      'firma.example/.well-known/autoconfig/mail/config-v1.1.xml',
    ]);
    expect(guesses).toEqual([]);
  });

  test('is told by whoever receives its mail, at the two domains that Thunderbird asks', async () => {
    const asked: string[] = [];
    const egress = await outside((request, response) => {
      asked.push(request.headers.host ?? '');
      if (request.headers.host === 'autoconfig.hoster.example')
        response.end(config(outgoing({ host: 'smtp.%EMAILDOMAIN%' }), outgoing({ host: 'smtp.hoster.example' })));
      else response.writeHead(404).end();
    });
    const { evidence, complete } = await lookUp('hosted.example', egress);
    expect(complete).toBe(true);
    expect(evidence).toContainEqual({
      source: 'mail-host',
      server: { host: 'smtp.hoster.example', port: 587, security: 'starttls' },
      username: '%EMAILADDRESS%',
      url: 'https://autoconfig.hoster.example/mail/config-v1.1.xml',
    });
    expect(evidence.map((one) => ('server' in one ? one.server.host : ''))).toContain('smtp.hosted.example');
    expect(asked.sort()).toEqual(['autoconfig.hoster.example', 'autoconfig.in.hoster.example', 'hoster.example']);
  });

  test.each([
    ['mx1.in.hoster.example', 'firma.example', ['in.hoster.example', 'hoster.example']],
    ['mx1.hoster.example', 'firma.example', ['hoster.example']],
    ['mx.hoster.co.uk', 'firma.example', ['hoster.co.uk']],
    ['hoster.co.uk', 'firma.example', ['hoster.co.uk']],
    ['mx.firma.example', 'firma.example', []],
    ['mx.firma.example', 'sales.firma.example', ['firma.example']],
    ['co.uk', 'firma.example', []],
  ])(
    'received by %s for %s is sought at %j, and never at a suffix under which anybody may be',
    (exchange, domain, at) => {
      expect(domainsAbove(exchange, domain)).toEqual(at);
    },
  );

  test('is told by the operator’s copy of the database, in a folder or at an address', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'postlane-isp-'));
    writeFileSync(
      join(folder, 'hosted.example'),
      config(outgoing({ host: 'smtp.isp.example', port: '465', socket: 'SSL' })),
    );
    writeFileSync(join(folder, 'hoster.example'), config(outgoing({ host: 'smtp.hoster.example' })));
    const asked: string[] = [];
    const egress = await outside((request, response) => {
      asked.push(`${request.headers.host ?? ''}${request.url ?? ''}`);
      if (request.url === '/v1.1/hosted.example') response.end(config(outgoing({ host: 'smtp.isp.example' })));
      else response.writeHead(404).end();
    });
    const hosts = async (database: IspDatabase) =>
      (await lookUp('hosted.example', egress, { database })).evidence.flatMap((one) =>
        one.source === 'isp-database' ? [`${one.server.host}:${one.server.port}`] : [],
      );
    expect(await hosts({ folder })).toEqual(['smtp.isp.example:465', 'smtp.hoster.example:587']);
    expect(await hosts({ url: 'https://firma.example/v1.1/' })).toEqual(['smtp.isp.example:587']);
    expect(asked.filter((one) => one.startsWith('firma.example/v1.1/')).sort()).toEqual([
      'firma.example/v1.1/hosted.example',
      'firma.example/v1.1/hoster.example',
      'firma.example/v1.1/in.hoster.example',
    ]);
    rmSync(folder, { recursive: true });
  });

  test('is guessed where nobody names one, best name and port first, and only when it answers', async () => {
    const egress = await outside((_, response) => response.writeHead(404).end());
    const asked: string[] = [];
    const answers = ['mail.plain.example:587', 'mail.plain.example:465', 'smtp.plain.example:587'];
    expect(await lookUp('plain.example', egress, { asked, answers })).toEqual({
      complete: true,
      evidence: [{ source: 'guess', server: { host: 'smtp.plain.example', port: 587, security: 'starttls' } }],
    });
    expect(asked).toHaveLength(4);
    expect(await lookUp('plain.example', egress)).toEqual({ complete: true, evidence: [] });
  });

  test('is guessed at an Exchange of the company’s own too, though Microsoft filters its mail', async () => {
    const egress = await outside((_, response) => response.writeHead(404).end());
    const answers = ['mail.filtered.example:587'];
    const filter = { source: 'mx', exchange: 'filtered-example.mail.protection.outlook.com' };
    expect(await lookUp('filtered.example', egress, { answers, ownExchange: true })).toEqual({
      complete: true,
      evidence: [
        filter,
        { source: 'guess', server: { host: 'mail.filtered.example', port: 587, security: 'starttls' } },
      ],
    });
    expect(await lookUp('filtered.example', egress, { answers })).toEqual({ complete: true, evidence: [filter] });
  });

  test('is in a national cloud by its mail exchanger: no host of Microsoft’s is asked, no name tried', async () => {
    const asked: string[] = [];
    const egress = await outside((request, response) => {
      asked.push(request.headers.host ?? '');
      response.writeHead(404).end();
    });
    const found = await lookUp('contractor.example', egress, { asked });
    expect(found).toEqual({
      complete: true,
      evidence: [{ source: 'mx', exchange: 'contractor.mail.protection.office365.us' }],
    });
    expect(asked).toEqual([]);
    const outlook: Evidence = { source: 'account-type', accountType: 'office365' };
    const ways = recommend('rep@contractor.example', [outlook, ...found.evidence], ['microsoft'], true);
    expect(ways.map(({ providerId }) => providerId)).toEqual(['microsoft365-gcchigh', 'microsoft365-dod']);
  });

  test('is not guessed any more once a settings file names it', async () => {
    let guessing = (): void => undefined;
    const guessed = new Promise<void>((resolve) => (guessing = resolve));
    const egress = await outside(async (request, response) => {
      await guessed;
      if (request.headers.host === 'hoster.example') response.end(config(outgoing({ host: 'smtp.hoster.example' })));
      else response.writeHead(404).end();
    });
    const calledOff: string[] = [];
    const prove = ({ host, port }: SubmissionServer, signal: AbortSignal): Promise<boolean> => {
      guessing();
      signal.addEventListener('abort', () => calledOff.push(`${host}:${port}`));
      return new Promise(() => undefined);
    };
    const found = await discover(
      { domain: 'hosted.example', ownExchange: false },
      { egress, database: null, prove, after },
      PATIENT,
    );
    expect([found.complete, found.evidence.map(({ source }) => source)]).toEqual([true, ['mail-host', 'mx']]);
    expect(calledOff).toHaveLength(4);
  });

  test('is sought without telling anyone whose it is', async () => {
    const asked: string[] = [];
    const egress = await outside((request, response) => {
      asked.push(JSON.stringify(request.headers));
      response.writeHead(404).end();
    });
    await lookUp('firma.example', egress);
    expect(asked).toHaveLength(2);
    for (const headers of asked)
      expect(Object.keys(JSON.parse(headers) as object).sort()).toEqual(['accept', 'connection', 'host']);
  });

  test('is not found where a domain says that it has none', async () => {
    const egress = await outside((_, response) => response.end());
    expect(await lookUp('quiet.example', egress)).toEqual({ complete: true, evidence: [] });
  });
});

describe('a search that is cut short', () => {
  test('gives what there is, and says that it is not all', async () => {
    const stop = new AbortController();
    const egress = await outside(() => stop.abort());
    const { evidence, complete } = await lookUp('firma.example', egress, { signal: stop.signal });
    expect(complete).toBe(false);
    expect(evidence.filter(({ source }) => source === 'autoconfig')).toEqual([]);
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
    expect(await lookUp('firma.example', egress)).toEqual({ complete: false, evidence: [] });
  });
});
