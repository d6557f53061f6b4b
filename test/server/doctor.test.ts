import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CertificateAuthority } from '../../src/sandbox/certificates.ts';
import { openSigningKey } from '../../src/sandbox/identity/keys.ts';
import {
  registrationAt,
  startSignInService,
  type RunningSignInService,
} from '../../src/sandbox/identity/sign-in-service.ts';
import { freePort } from '../../src/sandbox/ports.ts';
import { Switchboard } from '../../src/sandbox/switches.ts';
import type { Finding } from '../../src/server/doctor/finding.ts';
import { findFreePort } from '../setup/free-port.ts';
import { layPane } from './doctor/pane.ts';
import { startWorld, type World } from './world.ts';

const DOCTOR = fileURLToPath(new URL('../../src/server/doctor.ts', import.meta.url));

interface Told {
  code: number;
  said: string;
}

async function run(env: Record<string, string>, ...options: string[]): Promise<Told> {
  const program = spawn(process.execPath, [DOCTOR, ...options], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err, [code]] = await Promise.all([text(program.stdout), text(program.stderr), once(program, 'exit')]);
  return { code: code as number, said: out + err };
}

const verdicts = ({ said }: Told): Record<string, string> => {
  const { findings } = JSON.parse(said) as { findings: Finding[] };
  return Object.fromEntries(findings.map(({ about, verdict }) => [about, verdict]));
};

describe('the doctor as a program', () => {
  let folder: string;
  let world: World;
  let google: RunningSignInService;
  let good: Record<string, string>;
  const key = randomBytes(32);

  beforeAll(async () => {
    const authority = await CertificateAuthority.open(null, new Date());
    const https = await authority.issueForThisMachine();
    folder = await mkdtemp(join(tmpdir(), 'postlane-doctor-'));
    const [port, paneDir] = [await findFreePort(), join(folder, 'pane')];
    const publicUrl = `https://localhost:${port}`;
    await layPane(paneDir, publicUrl);
    google = await startSignInService({
      service: 'google',
      port: await freePort(0),
      certificate: https,
      key: await openSigningKey(null),
      switches: new Switchboard(),
      redirectUri: `${publicUrl}/oauth/callback`,
      clock: Date.now,
    });
    const registration = { issuer: google.issuer, ...registrationAt('google') };
    world = await startWorld(
      {},
      { port, publicUrl, paneDir, registrations: { google: registration } },
      { authority, https },
    );
    await world.server.start();
    const { identity, nameServers } = world.config;
    await writeFile(join(folder, 'ca.pem'), authority.certificate);
    const manifest = join(paneDir, 'manifest.xml');
    const xml = await readFile(manifest, 'utf8');
    await writeFile(manifest, xml.replace('https://login.microsoftonline.com', identity.issuer));
    good = {
      PORT: String(port),
      PUBLIC_URL: publicUrl,
      CREDENTIAL_KEYS: `k1:${key.toString('base64')}`,
      IDENTITY_ISSUER: identity.issuer,
      IDENTITY_AUDIENCE: identity.audience,
      IDENTITY_TENANTS: 'firma',
      IDENTITY_SCOPE: identity.scope,
      ADDIN_CLIENT_ID: identity.clientId,
      GOOGLE_ISSUER: registration.issuer,
      GOOGLE_CLIENT_ID: registration.clientId,
      GOOGLE_CLIENT_SECRET: registration.clientSecret,
      NAME_SERVERS: nameServers.join(','),
      SUBMISSION_ALLOW: '127.1.0.0/16',
      EXTRA_CA_FILE: join(folder, 'ca.pem'),
      // As if a public authority had signed.
      NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'),
      PANE_DIR: paneDir,
    };
  });
  afterAll(async () => {
    await world.stop();
    await google.stop();
    await rm(folder, { recursive: true });
  });

  it('finds nothing to mend where all is well', async () => {
    const told = await run(good, '--json');
    expect(verdicts(told)).toEqual({
      Node: 'ok',
      Environment: 'ok',
      CREDENTIAL_KEYS: 'ok',
      PUBLIC_URL: 'look',
      Certificate: 'ok',
      'What answers': 'ok',
      MESSAGE_BYTES: 'ok',
      Database: 'look',
      IDENTITY_ISSUER: 'ok',
      IDENTITY_TENANTS: 'ok',
      ADMIN_IDS: 'ok',
      'Redirect addresses': 'ok',
      'Microsoft sign-in': 'look',
      'Google sign-in': 'ok',
      MICROSOFT_GRAPH_URL: 'ok',
      Manifest: 'ok',
      'Pane and icons': 'ok',
      NAME_SERVERS: 'ok',
      'smtp.office365.com:587': 'look',
      'smtp-mail.outlook.com:587': 'look',
      'smtp.gmail.com:465': 'look',
      DEFAULT_CHANNEL_URL: 'ok',
      ALERT_WEBHOOK: 'ok',
      TRUST_PROXY: 'ok',
      SUBMISSION_ALLOW: 'look',
      LOG_LEVEL: 'ok',
    });
    expect(told.code).toBe(0);
  });

  it('says what is wrong, tells no secret, and ends with 1', async () => {
    const secrets = ['geheim99', 'another-secret', 'k3yk3yk3y', Buffer.alloc(32, 7).toString('base64')];
    const bad = {
      ...good,
      CREDENTIAL_KEYS: `k1:${secrets[3]}`,
      DATABASE_URL: `postgres://postlane:${secrets[0]}@127.0.0.1:1/postlane`,
      IDENTITY_ISSUER: `${good['IDENTITY_ISSUER']}/`,
      ADDIN_CLIENT_ID: 'another-add-in',
      GOOGLE_CLIENT_SECRET: secrets[1] ?? '',
      // A secret in the wrong place is one all the same.
      SUBMISSION_ALLOW: `0.0.0.0/0,${secrets[1]}`,
      ALERT_WEBHOOK: `https://localhost:1/${secrets[2]}`,
    };
    const told = await run(bad);
    expect(told.code).toBe(1);
    for (const line of [
      /^mend {2}CREDENTIAL_KEYS: Key "k1" repeats itself\./m,
      /^mend {2}What answers: A Postlane with other settings\./m,
      /^mend {2}Database: 127\.0\.0\.1:1\/postlane does not let us in: /m,
      /^mend {2}IDENTITY_ISSUER: It is .*\/, and calls itself /m,
      /^mend {2}Google sign-in: It does not take the id postlane-at-google with the secret/m,
      /^mend {2}SUBMISSION_ALLOW: 0\.0\.0\.0\/0 opens /m,
      /^mend {2}ALERT_WEBHOOK: localhost:1 is not reached/m,
      /^ok {4}Manifest: /m,
      /^\d+ ok, \d+ to look at, [6-9] to mend$/m,
    ])
      expect(told.said).toMatch(line);
    for (const secret of secrets) expect(told.said).not.toContain(secret);
  });

  it('tells each fault of the environment, and does not go on by guessing', async () => {
    const told = await run({ ...good, PORT: '99999', CREDENTIAL_KEYS: 'k1:c2hvcnQ=' });
    expect(told.code).toBe(1);
    expect(told.said.split('\n')).toEqual([
      expect.stringMatching(/^ok {4}Node: v/),
      expect.stringMatching(/^mend {2}Environment: PORT is "99999"/),
      expect.stringMatching(/^mend {2}Environment: CREDENTIAL_KEYS: key 1 has 5 bytes/),
      'look  The rest: It was not looked at. Look again when the settings are understood.',
      '',
      '1 ok, 1 to look at, 2 to mend',
      '',
    ]);
    expect(told.said).not.toContain('c2hvcnQ=');
  });
});
