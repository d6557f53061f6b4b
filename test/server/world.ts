import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { PassThrough } from 'node:stream';
import { jest } from '@jest/globals';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { BodyOf } from '../../src/contract/endpoints.ts';
import type { Change, ConnectLine, Message } from '../../src/contract/shapes.ts';
import { NO_LIMITS } from '../../src/domain/limit.ts';
import { CertificateAuthority, type KeyAndCertificate } from '../../src/sandbox/certificates.ts';
import { startNameServer } from '../../src/sandbox/names/name-server.ts';
import type { Config } from '../../src/server/config.ts';
import { buildServer, type Server, type Surroundings } from '../../src/server/main.ts';
import { createSomewhere } from '../setup/database.ts';
import { startIssuer, type Issuer } from './issuer.ts';
import { PROVIDER_HOSTS } from './provider-hosts.ts';

// A database takes seconds to start, and more on a busy machine: jest's five are for a computation.
jest.setTimeout(120_000);

export const HOST = 'smtp.firma.example';
export const PASSWORD = 'pl4nted-Passw0rd!';
/** The rep who is an administrator of the firm, by the operator's word. */
export const ADMIN = 'chief';
export const SENDER = { name: 'Ada Reimer', address: 'ada@firma.example' };

/** In seconds: a test may lead its world so far ahead. */
const TEN_DAYS = 864_000;

/** A mail the submission server took. */
export interface Taken {
  mailFrom: string;
  rcptTo: string[];
  content: string;
}

/** What the calls below need of a world. */
export type Asking = Pick<World, 'server' | 'as'>;

/** The real server on the embedded database, between an identity provider and a submission server on real sockets. */
export interface World {
  server: Server;
  issuer: Issuer;
  taken: Taken[];
  /** All that was logged. */
  log(): string;
  config: Config;
  /** Headers of a rep; another name is another rep, and `claims` say what else there is to say. */
  as(rep?: string, claims?: object): Promise<{ authorization: string }>;
  /** Stops everything; `last` may look at what the server left, before it is gone. */
  stop(): Promise<void>;
  stop<T>(last: (config: Config) => Promise<T>): Promise<T>;
}

/** A submission server as a world has it. */
interface Submission {
  port: number;
  stop(): Promise<void>;
}
/** What a test may put in the place of a part of the world. */
export interface Instead extends Surroundings {
  submission?: (certificate: KeyAndCertificate) => Promise<Submission>;
  /** Hears where the submission server listens, for a dial of the test's own. */
  onSubmission?: (port: number) => void;
  /** Whose certificates the world trusts; one of its own. */
  authority?: CertificateAuthority;
}

/** `mail` overrides what the submission server does; it is read anew for each connection. */
export async function startWorld(
  mail: SMTPServerOptions = {},
  changes: Partial<Config> = {},
  { submission: startSubmission, onSubmission, authority: given, ...surroundings }: Instead = {},
): Promise<World> {
  const authority = given ?? (await CertificateAuthority.open(null, new Date()));
  const issuer = await startIssuer(await authority.issue(['localhost']));
  const names = await startNameServer(
    new Map([HOST, ...PROVIDER_HOSTS].map((host) => [host, [{ type: 'A', address: '127.1.0.1' }]])),
    () => false,
  );
  const taken: Taken[] = [];
  const certificate = await authority.issue([HOST, ...PROVIDER_HOSTS]);
  const submission = await (startSubmission?.(certificate) ?? startUsual(certificate, taken, mail));

  onSubmission?.(submission.port);
  const folder = await mkdtemp(join(tmpdir(), 'postlane-world-'));
  const database = await createSomewhere(folder);
  const config: Config = {
    port: 0,
    publicUrl: 'http://localhost',
    database: database.at,
    credentialKeys: [{ id: 'k1', key: new Uint8Array(randomBytes(32)) }],
    identity: {
      ...{ issuer: issuer.url, audience: 'api', tenants: null, clientId: 'add-in', scope: 'access_as_user' },
      admins: [`firma/${ADMIN}`],
    },
    registrations: {},
    microsoftGraph: null,
    submissionAllow: ['127.1.0.0/16'],
    nameServers: [names.address],
    ispDatabase: null,
    extraCa: [authority.certificate],
    frameAncestors: [],
    paneDir: join(folder, 'no-pane'),
    messageBytes: 2_000_000,
    trustProxy: false,
    mailboxConnections: 1,
    ceiling: NO_LIMITS,
    defaultChannel: null,
    retentionDays: 90,
    checkHours: 6,
    alertWebhook: null,
    logLevel: 'debug',
    ...changes,
  };
  const lines: Buffer[] = [];
  const log = new PassThrough().on('data', (line: Buffer) => lines.push(line));
  const server = await buildServer(config, { log, dial: () => connect(submission.port, '127.0.0.1'), ...surroundings });
  return {
    server,
    issuer,
    taken,
    config,
    log: () => Buffer.concat(lines).toString(),
    async as(rep = 'ada', more = {}) {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        ...{ iss: issuer.url, aud: 'api', exp: now + TEN_DAYS, sub: rep, oid: rep, tid: 'firma' },
        // All of them are called as the channels' sender is.
        ...{ preferred_username: SENDER.address, ...more },
      };
      return {
        authorization: `Bearer ${await issuer.token({ ...claims, client_id: 'add-in', scope: 'access_as_user' })}`,
      };
    },
    async stop<T>(last?: (config: Config) => Promise<T>): Promise<T> {
      await server.stop();
      const left = await last?.(config);
      await Promise.all([names.stop(), issuer.stop()]);
      await submission.stop();
      await database.drop();
      await rm(folder, { recursive: true });
      return left as T;
    },
  };
}

/** The submission server of most tests: whoever has the password may send, and all is taken. */
async function startUsual(
  certificate: KeyAndCertificate,
  taken: Taken[],
  mail: SMTPServerOptions,
): Promise<Submission> {
  const server = new SMTPServer({
    ...certificate,
    logger: false,
    disableReverseLookup: true,
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth: ({ password }, _session, done) =>
      password === PASSWORD
        ? done(null, { user: 'ada' })
        : done(Object.assign(new Error('5.7.8 Authentication credentials invalid'), { responseCode: 535 })),
    onData: (stream, { envelope: { mailFrom, rcptTo } }, done) =>
      void text(stream).then((content) => {
        taken.push({
          mailFrom: mailFrom ? mailFrom.address : '',
          rcptTo: rcptTo.map(({ address }) => address),
          content,
        });
        done(null, 'Queued as 42');
      }),
    ...mail,
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return { port, stop: () => new Promise<void>((resolve) => server.close(() => resolve())) };
}

export const connectRequest = (changes: Partial<BodyOf<'connectChannel'>> = {}): BodyOf<'connectChannel'> => ({
  providerId: 'custom',
  server: { host: HOST, port: 587, security: 'starttls' },
  username: SENDER.address,
  sender: SENDER,
  credential: { kind: 'password', password: PASSWORD },
  ...changes,
});

export const draft = (changes: Partial<BodyOf<'queueMessage'>['draft']> = {}): BodyOf<'queueMessage'>['draft'] => ({
  from: SENDER,
  to: [{ name: 'Kim', address: 'kim@kunde.example' }],
  cc: [],
  bcc: [],
  subject: 'Angebot',
  body: { type: 'text', content: 'Guten Tag' },
  attachments: [],
  importance: 'normal',
  inReplyTo: null,
  references: [],
  ...changes,
});

/** The lines of a connect or a repair. */
export async function linesOf(
  { server, as }: Asking,
  url: string,
  payload: object,
  rep?: string,
  claims?: object,
): Promise<ConnectLine[]> {
  const reply = await server.app.inject({ method: 'POST', url, headers: await as(rep, claims), payload });
  return reply.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ConnectLine);
}

/** Connects a channel and gives back its id. */
export async function connectedChannel(world: World, rep?: string): Promise<string> {
  const last = (await linesOf(world, '/api/channels', connectRequest(), rep)).at(-1);
  if (last === undefined || !('channel' in last)) throw new Error(`Not connected: ${JSON.stringify(last)}`);
  return last.channel.id;
}

/** Queues a draft and gives back its id. */
export async function queued({ server, as }: World, channelId: string, changes = {}, rep?: string): Promise<string> {
  const id = randomUUID();
  const payload = { channelId, draft: draft(changes) };
  // The rep is called as the draft's sender.
  const headers = { ...(await as(rep, { preferred_username: payload.draft.from.address })), 'idempotency-key': id };
  const reply = await server.app.inject({ method: 'POST', url: '/api/messages', headers, payload });
  if (reply.statusCode !== 202) throw new Error(`Not queued: ${reply.body}`);
  return id;
}

export async function shown({ server, as }: Asking, id: string): Promise<Message> {
  const reply = await server.app.inject({ url: `/api/messages/${id}`, headers: await as() });
  return (reply.json() as { message: Message }).message;
}

/** A rep's events, over a real connection. */
export async function follow(
  world: Pick<World, 'as'>,
  url: string,
): Promise<{ next(): Promise<Change>; close(): void }> {
  const gone = new AbortController();
  const reply = await fetch(`${url}/api/events`, { headers: await world.as(), signal: gone.signal });
  if (reply.body === null || reply.status !== 200) throw new Error(`No events: ${reply.status}`);
  const reader = reply.body.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  return {
    async next() {
      for (;;) {
        const start = heard.indexOf('data: ');
        const end = heard.indexOf('\n\n', start);
        if (start >= 0 && end >= 0) {
          const data = heard.slice(start + 'data: '.length, end);
          heard = heard.slice(end + 2);
          return JSON.parse(data) as Change;
        }
        const { value, done } = await reader.read();
        if (done) throw new Error('The events ended.');
        heard += value;
      }
    },
    close: () => gone.abort(),
  };
}

/** Waits, by the rep's own events, until a message is as it shall be. */
export async function until(
  world: Asking,
  url: string,
  id: string,
  isSo: (message: Message) => boolean,
): Promise<Message> {
  const events = await follow(world, url);
  try {
    const now = await shown(world, id);
    if (isSo(now)) return now;
    for (;;) {
      const change = await events.next();
      if (change.changed === 'message' && change.message.id === id && isSo(change.message)) return change.message;
    }
  } finally {
    events.close();
  }
}

export const untilState = (world: World, url: string, id: string, state: Message['state']): Promise<Message> =>
  until(world, url, id, (message) => message.state === state);
