import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { SAFE_LIMITS } from '../../../src/domain/default-channel.ts';
import { CertificateAuthority, type CertificateKind } from '../../../src/sandbox/certificates.ts';
import { startNameServer } from '../../../src/sandbox/names/name-server.ts';
import { defaultChannelChecks } from '../../../src/server/doctor/default-channel.ts';
import { examine } from '../../../src/server/doctor/examine.ts';
import { withoutSecrets } from '../../../src/server/doctor/report.ts';
import { createEgress } from '../../../src/server/egress.ts';
import { byAbout, deployed } from './world.ts';

const HOST = 'relay.firma.example';
const PASSWORD = 'pl4nted-relay-word';

let authority: CertificateAuthority;
const stops: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  authority = await CertificateAuthority.open(null, new Date());
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** What the doctor says of a relay on this machine. */
async function told(
  password: string,
  { kind = 'good', allow = ['127.1.0.0/16'] }: { kind?: CertificateKind; allow?: string[] } = {},
): Promise<string | undefined> {
  const relay = new SMTPServer({
    ...(await authority.issue([HOST], kind)),
    secure: true,
    logger: false,
    disableReverseLookup: true,
    onAuth: (login, _session, done) =>
      login.password === PASSWORD
        ? done(null, { user: 'relay' })
        : done(Object.assign(new Error(`5.7.8 Not ${login.password}`), { responseCode: 535 })),
  });
  relay.on('error', () => undefined);
  relay.listen(0, '127.0.0.1');
  await once(relay.server, 'listening');
  const { port } = relay.server.address() as AddressInfo;
  const names = await startNameServer(new Map([[HOST, [{ type: 'A', address: '127.1.0.1' }]]]), () => false);
  stops.push(names.stop, () => new Promise<void>((resolve) => relay.close(() => resolve())));
  const config = deployed({
    defaultChannel: {
      server: { host: HOST, port: 465, security: 'tls' },
      username: 'relay',
      password,
      limits: SAFE_LIMITS,
    },
  });
  const egress = createEgress({
    nameServers: [names.address],
    allow,
    dial: () => connect(port, '127.0.0.1'),
    ca: [authority.certificate],
  });
  const findings = await examine(defaultChannelChecks(config, egress));
  return byAbout(withoutSecrets(findings, config))['DEFAULT_CHANNEL_URL'];
}

describe('the operator’s channel', () => {
  it('is none where none is configured', async () => {
    const egress = createEgress({ nameServers: null, allow: [], dial: () => connect(1, '127.0.0.1'), ca: [] });
    const findings = await examine(defaultChannelChecks(deployed(), egress));
    expect(byAbout(findings)).toEqual({ DEFAULT_CHANNEL_URL: 'ok: None: every rep has a channel of their own.' });
  });

  it('answers and lets us in', async () => {
    expect(await told(PASSWORD)).toBe(`ok: ${HOST} answers, over TLS, and takes the login.`);
  });

  it('does not take the login, which nobody is shown', async () => {
    const said = await told('a-wrong-relay-word');
    expect(said).toMatch(
      /^mend: relay\.firma\.example does not take the login: it says: 535 .* Set user name and password right\.$/,
    );
    expect(said).not.toContain('a-wrong-relay-word');
  });

  it('has a certificate that nobody takes', async () => {
    expect(await told(PASSWORD, { kind: 'expired' })).toMatch(
      /^mend: .* its certificate is not valid today.* See to its certificate/,
    );
  });

  it('is inside the network, where it has to be named', async () => {
    expect(await told(PASSWORD, { allow: [] })).toMatch(/^mend: .* Name relay\.firma\.example in SUBMISSION_ALLOW\.$/);
  });
});
