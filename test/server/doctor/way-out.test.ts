import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { CertificateAuthority, type CertificateKind } from '../../../src/sandbox/certificates.ts';
import { startNameServer, type NameServer } from '../../../src/sandbox/names/name-server.ts';
import { wayOutChecks } from '../../../src/server/doctor/way-out.ts';
import { createEgress, type Dial } from '../../../src/server/egress.ts';
import { findFreePort } from '../../setup/free-port.ts';
import { deployed, found } from './world.ts';

const HOSTS = ['smtp.office365.com', 'smtp-mail.outlook.com', 'smtp.gmail.com'];

let authority: CertificateAuthority;
let logins = 0;
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  authority = await CertificateAuthority.open(null, new Date());
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function names(hosts = HOSTS, address = '127.1.0.1'): Promise<NameServer> {
  const server = await startNameServer(new Map(hosts.map((host) => [host, [{ type: 'A', address }]])), () => false);
  stops.push(server.stop);
  return server;
}

async function mailServer(secure: boolean, kind: CertificateKind = 'good'): Promise<number> {
  const server = new SMTPServer({
    ...(await authority.issue(HOSTS, kind)),
    secure,
    logger: false,
    disableReverseLookup: true,
    onAuth: (_auth, _session, done) => {
      logins += 1;
      done(null, { user: 'ada' });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  stops.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return (server.server.address() as AddressInfo).port;
}

/** `dial` has the place of the providers' own addresses. */
function told(nameServers: string[], dial: Dial, submissionAllow: string[] = []): Promise<Record<string, string>> {
  return found(
    wayOutChecks(deployed({ nameServers, submissionAllow }), (servers) =>
      createEgress({ nameServers: servers, allow: ['127.1.0.0/16'], dial, ca: [authority.certificate] }),
    ),
  );
}

const refused: Dial = () => connect(1, '127.0.0.1');

describe('the way out', () => {
  it('leads to the providers’ servers, and nobody logs in', async () => {
    const [byStartTls, implicit] = [await mailServer(false), await mailServer(true)];
    const { address } = await names();
    expect(await told([address], (_, port) => connect(port === 465 ? implicit : byStartTls, '127.0.0.1'))).toEqual({
      NAME_SERVERS: `ok: ${address} answers.`,
      'smtp.office365.com:587': 'ok: It answers, over TLS.',
      'smtp-mail.outlook.com:587': 'ok: It answers, over TLS.',
      'smtp.gmail.com:465': 'ok: It answers, over TLS.',
    });
    expect(logins).toBe(0);
  });

  it('is closed at one port, as at many clouds', async () => {
    const implicit = await mailServer(true);
    const { address } = await names();
    const dial: Dial = (_, port) => connect(port === 465 ? implicit : 1, '127.0.0.1');
    expect(await told([address], dial)).toMatchObject({
      'smtp.office365.com:587': expect.stringMatching(
        /^mend: It is not reached: the connection is refused .*port 587:/,
      ),
      'smtp.gmail.com:465': expect.stringMatching(/^ok/),
    });
  });

  it('is closed, which may be meant where there are servers inside', async () => {
    const { address } = await names();
    const all = await told([address], refused, ['10.1.0.0/16']);
    for (const host of ['smtp.office365.com:587', 'smtp.gmail.com:465'])
      expect(all[host]).toMatch(/^look: It is not reached: .* Where reps are to send through it: Let TCP out/);
  });

  it('leads to somebody who is in between', async () => {
    const { address } = await names();
    const strange = await mailServer(true, 'untrusted');
    const web = createServer((socket) => {
      socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    web.listen(0, '127.0.0.1');
    await once(web, 'listening');
    stops.push(() => new Promise((resolve) => web.close(resolve)));
    const { port: webPort } = web.address() as AddressInfo;
    const all = await told([address], (_, port) => connect(port === 465 ? strange : webPort, '127.0.0.1'));
    expect(all['smtp.gmail.com:465']).toMatch(/^mend: .*nobody we trust vouches for its certificate/);
    expect(all['smtp.office365.com:587']).toMatch(/^mend: .*what answers is no mail server/);
  });

  it('has a name server that does not answer, one that knows nothing, and one that does', async () => {
    const deaf = `127.0.0.1:${await findFreePort()}`;
    const ignorant = await names([]);
    const { address } = await names();
    const all = await told([address, ignorant.address, deaf], refused);
    expect(all['NAME_SERVERS']?.split('\n')).toEqual([
      `ok: ${address} answers.`,
      expect.stringMatching(/^look: .* answers, but of smtp\.office365\.com there is no such name\./),
      expect.stringMatching(new RegExp(`^mend: ${deaf} does not answer\\.`)),
    ]);
  });

  it('is not looked for where no name is found', async () => {
    const { address } = await names([]);
    expect((await told([address], refused))['smtp.gmail.com:465']).toMatch(
      /^mend: It is not reached: there is no such name\. See to the name servers\.$/,
    );
  });

  it('leads inside the network, by a name server that lies', async () => {
    const { address } = await names(HOSTS, '10.9.9.9');
    expect((await told([address], refused))['smtp.gmail.com:465']).toMatch(
      /^mend: .* its name leads inside the network/,
    );
  });
});
