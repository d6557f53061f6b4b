import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect } from '@jest/globals';
import type { ConnectLine } from '../../src/contract/shapes.ts';
import { DAY, SECOND } from '../../src/domain/instant.ts';
import { NO_LIMITS } from '../../src/domain/limit.ts';
import { serverAt } from '../../src/domain/submission-server.ts';
import { CertificateAuthority } from '../../src/sandbox/certificates.ts';
import { startNameServer } from '../../src/sandbox/names/name-server.ts';
import { buildServer, type Server, type Surroundings } from '../../src/server/main.ts';
import { startIssuer } from '../server/issuer.ts';
import { linesOf } from '../server/world.ts';
import { layDatabase } from '../setup/database.ts';
import { findFreePort } from '../setup/free-port.ts';
import { startPostfix, type PrivatePostfix } from '../setup/postfix.ts';

const HOST = 'smtp.firma.example';

/** The one rep, who has the server's one mailbox. */
export const LENA = { name: 'Lena Größe', address: 'lena@firma.example', password: 'Sonnen:blume 7' };

/** The product's own server, and Debian's Postfix and Dovecot as what it submits to. */
export interface PostfixStage {
  server: Server;
  url: string;
  postfix: PrivatePostfix;
  /** Lena's headers. */
  as(): Promise<{ authorization: string }>;
  /** Everything the product wrote to its log so far. */
  log(): string;
  stop(): Promise<void>;
}

export async function openPostfixStage(clock?: Surroundings['clock']): Promise<PostfixStage> {
  const folder = mkdtempSync(join(tmpdir(), 'postlane-walk-postfix-'));
  const log: string[] = [];
  const authority = await CertificateAuthority.open(null, new Date());
  const names = await startNameServer(new Map([[HOST, [{ type: 'A', address: '127.1.0.1' }]]]), () => false);
  const issuer = await startIssuer(await authority.issue(['localhost']));
  const ports: Record<number, number> = { 587: await findFreePort(), 465: await findFreePort() };
  const { key, cert: certificate } = await authority.issue([HOST]);
  const settings = { hostName: HOST, key, certificate, user: LENA };
  const postfix = await startPostfix({ ...settings, submissionPort: ports[587], tlsPort: ports[465] });
  layDatabase(join(folder, 'database'));
  const server = await buildServer(
    {
      port: 0,
      publicUrl: 'http://localhost',
      database: { folder: join(folder, 'database') },
      credentialKeys: [{ id: 'k1', key: new Uint8Array(randomBytes(32)) }],
      identity: {
        ...{ issuer: issuer.url, audience: 'api', tenants: ['firma'], clientId: 'add-in', scope: 'send' },
        admins: [],
      },
      registrations: {},
      microsoftGraph: null,
      submissionAllow: ['127.1.0.1'],
      nameServers: [names.address],
      ispDatabase: null,
      extraCa: [authority.certificate],
      frameAncestors: [],
      paneDir: join(folder, 'no-pane'),
      messageBytes: 25 * 1024 * 1024,
      trustProxy: false,
      mailboxConnections: 1,
      ceiling: NO_LIMITS,
      defaultChannel: null,
      retentionDays: 90,
      checkHours: 6,
      alertWebhook: null,
      logLevel: 'info',
    },
    {
      clock,
      dial: (_address, port) => connect(ports[port] ?? 0, '127.0.0.1'),
      log: new Writable({
        write(line: Buffer, _encoding, done) {
          log.push(line.toString());
          done();
        },
      }),
    },
  );
  const { url } = await server.start();
  return {
    server,
    url,
    postfix,
    async as() {
      // Long enough for a walk that leads its clock by some days.
      const exp = Math.floor((Date.now() + 10 * DAY) / SECOND);
      const claims = {
        iss: issuer.url,
        aud: 'api',
        exp,
        sub: 'lena',
        oid: 'lena',
        tid: 'firma',
        preferred_username: LENA.address,
      };
      return { authorization: `Bearer ${await issuer.token({ ...claims, client_id: 'add-in', scope: 'send' })}` };
    },
    log: () => log.join(''),
    async stop() {
      await server.stop();
      await Promise.all([postfix.stop(), names.stop(), issuer.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}

export const connected = (stage: PostfixStage, port: 587 | 465, password = LENA.password): Promise<ConnectLine[]> =>
  linesOf(stage, '/api/channels', {
    providerId: 'custom',
    server: serverAt(HOST, port),
    username: LENA.address,
    sender: { name: LENA.name, address: LENA.address },
    credential: { kind: 'password', password },
  });

/** The channel's id, from the last line of a proof that succeeded. */
export async function channelAt(stage: PostfixStage, port: 587 | 465): Promise<string> {
  const lines = await connected(stage, port);
  const steps = lines.flatMap((line) => ('step' in line && line.outcome !== 'started' ? [line.outcome] : []));
  expect(steps).toEqual(['passed', 'passed', 'passed', 'passed', 'passed']);
  const last = lines.at(-1);
  if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(last));
  return last.channel.id;
}
