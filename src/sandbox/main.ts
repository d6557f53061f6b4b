import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { SAFE_LIMITS } from '../domain/default-channel.ts';
import { NO_LIMITS } from '../domain/limit.ts';
import { serverAt } from '../domain/submission-server.ts';
import { buildServer, type Server } from '../server/main.ts';
import { guardBackend } from './backend-gate.ts';
import { openBrowser } from './browser.ts';
import { BUILT, buildPages } from './build.ts';
import { CertificateAuthority } from './certificates.ts';
import { ADDIN_CLIENT_ID, API_AUDIENCE, API_SCOPE } from './identity/claims.ts';
import { startIdentityProvider } from './identity/identity-provider.ts';
import { openSigningKey } from './identity/keys.ts';
import { bearerAmong, bearerAt } from './identity/bearers.ts';
import { registrationAt, startSignInService } from './identity/sign-in-service.ts';
import { NestedSignIn } from './identity/nested-sign-in.ts';
import { SIGN_IN_SERVICES, type SignInService } from '../domain/credential.ts';
import type { Delivered, LoginAttempt, Mailboxes } from './mail/mailboxes.ts';
import { RELAY, RELAY_ACCOUNT } from './mail/relay.ts';
import { readManifest } from './manifest.ts';
import { ALLOWED_NETWORK, GRAPH_URL } from './names/zones.ts';
import type { NameServer } from './names/name-server.ts';
import { assembleOfficeJs } from './office/assemble.ts';
import { startPageServer } from './page-server.ts';
import { PEOPLE } from './people.ts';
import { freePort } from './ports.ts';
import { Switchboard } from './switches.ts';
import { startWorld, type World } from './world.ts';

/** What a server is started with. */
type Config = Parameters<typeof buildServer>[0];

export interface SandboxOptions {
  /** Where everything is kept from one start to the next; null: in a folder of its own that goes with the sandbox. */
  folder: string | null;
  /** The URL of a PostgreSQL server, which other processes may share; absent: embedded, in the folder. */
  databaseUrl?: string;
  /** Ports of this machine, each replaced by a free one when it is taken; 0: any. */
  ports: { page: number; pane: number; identity: number; services: Record<SignInService, number> };
  /** Where the product's log goes; a file in the folder. */
  log?: Writable;
  clock?: () => number;
  /** Where the operator registered Postlane, so that reps may sign in to send; everywhere. */
  signIns?: readonly SignInService[];
  /** Whether the operator lets reps send by Microsoft Graph who sign in at Microsoft; so it is. */
  graph?: boolean;
  /** Whether the operator has a relay for reps who have nothing else; so it is. */
  relay?: boolean;
}

/** Everything a rehearsal needs, running: the page that plays Outlook, the product, and the world around both. */
export interface Sandbox {
  pageUrl: string;
  paneUrl: string;
  /** Where the identity provider's window comes from. */
  identityOrigin: string;
  /** The sandbox's certificate authority, PEM. */
  authority: CertificateAuthority;
  switches: Switchboard;
  /** What arrived at the recipients, oldest first. */
  received: () => readonly Delivered[];
  /** Resolves as soon as so many copies have arrived in all. */
  whenReceived: Mailboxes['whenReceived'];
  /** Every login the submission servers saw. */
  logins: () => readonly LoginAttempt[];
  /** How often the services at which reps sign in were asked for another access token. */
  refreshes: () => number;
  names: NameServer;
  /** The product's own server, and what another beside it would be started with. */
  server: Server;
  config: Config;
  mailPorts: World['mailPorts'];
  stop(): Promise<void>;
}

/** Starts the sandbox from built pages. Stops what it had started when something fails on the way. */
export async function startSandbox({
  folder,
  databaseUrl,
  ports,
  log,
  clock = Date.now,
  signIns = SIGN_IN_SERVICES,
  graph = true,
  relay = true,
}: SandboxOptions): Promise<Sandbox> {
  const home = folder ?? mkdtempSync(join(tmpdir(), 'postlane-sandbox-'));
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end();
  };
  if (folder === null) stops.push(async () => rmSync(home, { recursive: true, force: true }));
  try {
    const switches = new Switchboard();
    const authority = await CertificateAuthority.open(home, new Date(clock()));
    const certificate = await authority.issueForThisMachine();
    const key = await openSigningKey(home);
    const panePort = await freePort(ports.pane);
    const paneOrigin = `https://localhost:${String(panePort)}`;
    const services = await Promise.all(
      SIGN_IN_SERVICES.map(async (service) => ({
        service,
        ...(await startSignInService({
          ...{ service, certificate, key, switches, clock },
          port: await freePort(ports.services[service]),
          redirectUri: `${paneOrigin}/oauth/callback`,
        })),
      })),
    );
    stops.push(() => Promise.all(services.map(({ stop: end }) => end())));
    const bearers = { bearer: bearerAmong(services), bearerOf: bearerAt(services, 'microsoft') };
    const world = await startWorld(authority, switches, clock, bearers);
    stops.push(world.stop);

    const pagePort = await freePort(ports.page);
    const pageUrl = `https://localhost:${String(pagePort)}/`;
    const identity = await startIdentityProvider({
      port: await freePort(ports.identity),
      certificate,
      key,
      switches,
      redirectUri: `${paneOrigin}/sign-in.html`,
    });
    stops.push(identity.stop);

    const config: Config = {
      port: panePort,
      publicUrl: paneOrigin,
      database: databaseUrl === undefined ? { folder: join(home, 'database') } : { url: databaseUrl },
      credentialKeys: [{ id: 'sandbox', key: credentialKey(home) }],
      identity: {
        issuer: identity.issuer,
        audience: API_AUDIENCE,
        tenants: PEOPLE.map(({ tenantId }) => tenantId),
        clientId: ADDIN_CLIENT_ID,
        scope: API_SCOPE,
        admins: [],
      },
      registrations: Object.fromEntries(
        services
          .filter(({ service }) => signIns.includes(service))
          .map(({ service, issuer }) => [service, { issuer, ...registrationAt(service) }]),
      ),
      microsoftGraph: graph && signIns.includes('microsoft') ? GRAPH_URL : null,
      submissionAllow: [ALLOWED_NETWORK],
      nameServers: [world.names.address],
      ispDatabase: null,
      extraCa: [authority.certificate],
      frameAncestors: [new URL(pageUrl).origin],
      paneDir: BUILT.pane,
      messageBytes: 25 * 1024 * 1024,
      trustProxy: false,
      mailboxConnections: 1,
      ceiling: NO_LIMITS,
      defaultChannel: relay ? { server: serverAt(RELAY.host, 465), ...RELAY_LOGIN, limits: SAFE_LIMITS } : null,
      retentionDays: 90,
      checkHours: 6,
      alertWebhook: null,
      logLevel: 'info',
    };
    const server = await buildServer(config, {
      clock,
      dial: world.dial,
      https: certificate,
      log: log ?? createWriteStream(join(home, 'server.log'), { flags: 'a' }),
    });
    stops.push(server.stop);
    for (const [path, { body, type }] of assembleOfficeJs())
      server.app.get(path, (_request, reply) => reply.type(type).send(body));
    guardBackend(server.app.server, switches);
    await server.start();

    const paneUrl = `${paneOrigin}/taskpane.html`;
    const nestedSignIn = new NestedSignIn({ issuer: identity.issuer, key, switches, now: clock });
    const { mailboxes } = world;
    const page = await startPageServer({
      port: pagePort,
      certificate,
      folder: BUILT.outlook,
      paneUrl,
      addIn: readManifest(readFileSync(join(BUILT.pane, 'manifest.xml'), 'utf8')),
      switches,
      mailboxes,
      nestedSignIn,
    });
    stops.push(() => page.close());

    return {
      pageUrl,
      paneUrl,
      identityOrigin: new URL(identity.issuer).origin,
      authority,
      switches,
      received: () => mailboxes.received(),
      whenReceived: (count) => mailboxes.whenReceived(count),
      logins: () => mailboxes.logins(),
      refreshes: () => services.reduce((sum, service) => sum + service.refreshes(), 0),
      names: world.names,
      server,
      config,
      mailPorts: world.mailPorts,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What DEFAULT_CHANNEL_URL would hold. */
const RELAY_LOGIN = { username: RELAY_ACCOUNT.username, password: RELAY_ACCOUNT.password };

/** The key under which the product seals credentials, kept so that channels outlive a restart. */
function credentialKey(folder: string): Uint8Array {
  const file = join(folder, 'credential-key');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600 });
  }
  return new Uint8Array(readFileSync(file));
}

async function run(): Promise<void> {
  await buildPages((sentence) => console.log(sentence));
  const folder = fileURLToPath(new URL('../../.data/sandbox', import.meta.url));
  const sandbox = await startSandbox({
    folder,
    ports: { page: 4430, pane: 4431, identity: 4432, services: { microsoft: 4433, google: 4434 } },
  });
  let stopping: Promise<void> | null = null;
  const stop = (): void => {
    stopping ??= sandbox.stop();
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  console.log(`
  Postlane's sandbox is at  ${sandbox.pageUrl}

  The browser will warn of an unknown certificate authority, which is the sandbox's own: go on to the page.
  Firefox wants to be told of the pane and of the identity provider too: open ${new URL(sandbox.paneUrl).origin} and
  ${sandbox.identityOrigin} once.
  Ctrl+C stops it.
`);
  openBrowser(sandbox.pageUrl);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await run().catch((error: unknown) => {
    console.error(`The sandbox did not start. ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  });
}
