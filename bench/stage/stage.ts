import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { BodyOf } from '../../src/contract/endpoints.ts';
import { CertificateAuthority, type KeyAndCertificate } from '../../src/sandbox/certificates.ts';
import { startNameServer } from '../../src/sandbox/names/name-server.ts';
import type { NameRecord } from '../../src/sandbox/names/zones.ts';
import type { CredentialKey } from '../../src/server/config.ts';
import { startIssuer } from '../../test/server/issuer.ts';
import { findPostgres, startPostgres } from '../../test/setup/postgres.ts';
import { processorOfFamily } from './books.ts';
import type { FastTime } from './fast-time.ts';
import { startFarEnd, type FarEnd } from './far-end.ts';
import type { Sender } from './queueing.ts';
import { repAt, type Rep } from './rep.ts';
import { startServer, type ServerProcess } from './server-process.ts';

/** Where a server keeps its rows: a database of a PostgreSQL server, or a folder for the embedded engine. */
export type Place = { url: string } | { folder: string };

/** The sink's name: a server no provider row knows, so without limits. */
const HOST = 'smtp.company.example';
/** Another name of the sink's, which may be led to an address where nobody listens. */
export const MOVING_HOST = 'smtp.moving.example';
const NOBODY_LISTENS = '127.9.9.9';
const PORT = 2525;
const PASSWORD = 'a password of the bench';
const TENANT = 'bench';
/** A day: time runs fast in some of the benches. */
const TOKEN_SECONDS = 86_400;
const IDENTITY = { IDENTITY_AUDIENCE: 'api', IDENTITY_SCOPE: 'access_as_user', ADDIN_CLIENT_ID: 'add-in' };

export interface RunOptions {
  /** Beyond what every server here is given. */
  env?: Record<string, string>;
  /** The time it has. */
  fast?: FastTime;
}

export interface SenderOptions {
  tenant?: string;
  host?: string;
}

/** What every bench of the outbox stands on: a durable PostgreSQL, a sink, names, certificates and an identity provider of our own. */
export interface Stage {
  farEnd: FarEnd;
  /** How a bare client reaches the sink. */
  submission: { host: string; port: number; name: string; ca: string; password: string };
  keys: CredentialKey[];
  /** A certificate for this machine that the servers trust. */
  certificate(): Promise<KeyAndCertificate>;
  /** An empty place; the embedded one is a folder, gone with the stage. */
  newDatabase(): Promise<{ url: string }>;
  newFolder(): { folder: string };
  /** Processor time all of PostgreSQL has used, in milliseconds. */
  postgresProcessor(): number;
  server(place: Place, options?: RunOptions): Promise<ServerProcess>;
  /** Leads the moving name to where nobody listens, or back to the sink. */
  moveAway(isAway: boolean): void;
  /** Someone with a token for that server. */
  rep(server: ServerProcess, name: string, tenant?: string): Promise<Rep>;
  /** A mailbox that a rep has connected. */
  sender(server: ServerProcess, rep: string, address: string, options?: SenderOptions): Promise<Sender>;
  stop(): Promise<void>;
}

/** Sets the stage; `slowest` is how long the sink takes for a message at most, in milliseconds. */
export async function setStage({ slowest = 0 } = {}): Promise<Stage> {
  const programs = findPostgres();
  if (programs === null) throw new Error('This bench needs the programs of a PostgreSQL server, 15 or later.');
  const folder = mkdtempSync(join(tmpdir(), 'postlane-bench-'));
  const address = ownAddress();
  const authority = await CertificateAuthority.open(null, new Date());
  const caFile = join(folder, 'authority.pem');
  writeFileSync(caFile, authority.certificate);
  const zones = new Map<string, NameRecord[]>([[HOST, [{ type: 'A', address }]]]);
  const moveAway = (isAway: boolean): void =>
    void zones.set(MOVING_HOST, [{ type: 'A', address: isAway ? NOBODY_LISTENS : address }]);
  moveAway(false);
  const [postgres, issuer, names, farEnd] = await Promise.all([
    startPostgres(programs, { durable: true }),
    authority.issue(['localhost']).then(startIssuer),
    startNameServer(zones, () => false),
    authority
      .issue([HOST, MOVING_HOST])
      .then(({ key, cert }) => startFarEnd({ address, port: PORT, key, cert, password: PASSWORD, slowest })),
  ]);
  const admin = new pg.Client({ connectionString: postgres.url });
  await admin.connect();
  const postmaster = await postmasterOf(admin);
  const keys = [{ id: 'bench', key: new Uint8Array(randomBytes(32)) }];
  const environment = {
    ...IDENTITY,
    IDENTITY_ISSUER: issuer.url,
    CREDENTIAL_KEYS: keys.map(({ id, key }) => `${id}:${Buffer.from(key).toString('base64')}`).join(),
    SUBMISSION_ALLOW: '127.0.0.0/8',
    NAME_SERVERS: names.address,
    EXTRA_CA_FILE: caFile,
  };
  const rep = async ({ url }: ServerProcess, name: string, tenant = TENANT, address?: string): Promise<Rep> => {
    const exp = Math.floor(Date.now() / 1000) + TOKEN_SECONDS;
    const who = { iss: issuer.url, aud: IDENTITY.IDENTITY_AUDIENCE, exp, sub: name, oid: name, tid: tenant };
    const called = address === undefined ? {} : { preferred_username: address };
    const token = await issuer.token({
      ...who,
      ...called,
      client_id: IDENTITY.ADDIN_CLIENT_ID,
      scope: IDENTITY.IDENTITY_SCOPE,
    });
    return repAt(url, { tenantId: tenant, objectId: name }, token);
  };
  let made = 0;
  return {
    farEnd,
    submission: { host: address, port: PORT, name: HOST, ca: authority.certificate, password: PASSWORD },
    keys,
    certificate: () => authority.issueForThisMachine(),
    async newDatabase() {
      const name = `bench_${randomUUID().replaceAll('-', '')}`;
      await admin.query(`create database ${name}`);
      return { url: Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href };
    },
    newFolder: () => ({ folder: join(folder, `data-${(made += 1)}`) }),
    postgresProcessor: () => processorOfFamily(postmaster),
    server: (place, { env = {}, fast } = {}) =>
      startServer({
        env: { ...environment, ...('url' in place ? { DATABASE_URL: place.url } : { DATA_DIR: place.folder }), ...env },
        logFile: join(folder, `server-${(made += 1)}.log`),
        fast,
      }),
    moveAway,
    rep,
    async sender(server, name, address, { tenant, host } = {}) {
      const someone = await rep(server, name, tenant, address);
      return { rep: someone, address, channelId: await someone.connect(channelFor(address, host)) };
    },
    async stop() {
      await admin.end();
      await Promise.all([postgres.stop(), issuer.stop(), names.stop(), farEnd.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a rep types to connect a mailbox at the sink. */
export const channelFor = (address: string, host = HOST): BodyOf<'connectChannel'> => ({
  providerId: 'custom',
  server: { host, port: PORT, security: 'starttls' },
  username: address,
  sender: { name: 'Ada Reimer', address },
  credential: { kind: 'password', password: PASSWORD },
});

/** Submission has ports of its own: on Linux every bench takes them at another address of the loopback's many. */
const ownAddress = (): string =>
  process.platform === 'linux' ? `127.7.${(process.pid >> 8) & 0xff}.${process.pid & 0xff}` : '127.0.0.1';

async function postmasterOf(admin: pg.Client): Promise<number> {
  const { rows } = await admin.query<{ pid: string }>(`select pg_read_file('postmaster.pid') as pid`);
  return Number.parseInt(rows[0]?.pid ?? '');
}
