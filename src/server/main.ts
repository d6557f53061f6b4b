import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { connect, isIP } from 'node:net';
import { Readable, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { domainToASCII } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { SIGN_IN_SERVICES } from '../domain/credential.ts';
import { checkAt } from '../domain/health.ts';
import { DAY, HOUR, type Instant } from '../domain/instant.ts';
import { tellAlerts } from './alerts.ts';
import { anyAddress } from './any-address.ts';
import type { Config } from './config.ts';
import { createCourier } from './courier.ts';
import { discover } from './discovery/discover.ts';
import { createEgress, type Dial } from './egress.ts';
import { createHttp } from './http.ts';
import { createAuthenticate } from './identity/access-tokens.ts';
import { signInAt } from './identity/sign-in.ts';
import { createSignInServices } from './oauth/sign-in-services.ts';
import { channelRoutes } from './routes/channels.ts';
import type { Door } from './routes/endpoint.ts';
import { eventRoutes } from './routes/events.ts';
import { messageRoutes } from './routes/messages.ts';
import { operationRoutes } from './routes/operations.ts';
import { paneRoutes } from './routes/pane.ts';
import { recommendationRoutes } from './routes/recommendations.ts';
import { settingsRoutes } from './routes/settings.ts';
import { CALLBACK_PATH, signInRoutes } from './routes/sign-ins.ts';
import { compose } from './smtp/compose.ts';
import { openSession } from './smtp/session.ts';
import type { Timeouts } from './smtp/timeouts.ts';
import { verify } from './smtp/verify.ts';
import { startSteadyClock } from './steady-clock.ts';
import { createAlerting, type Alert } from './store/alerting.ts';
import { createChannels } from './store/channels.ts';
import { createContents } from './store/contents.ts';
import { createMessages } from './store/messages.ts';
import { createNotes } from './store/notes.ts';
import { openDatabase } from './store/open.ts';
import { createOutbox } from './store/outbox.ts';
import { createRenewing } from './store/renewing.ts';
import { createSettling } from './store/settling.ts';
import { createSignIns } from './store/sign-ins.ts';
import { createUsage } from './store/usage.ts';
import { createChecking } from './store/checking.ts';
import { createHeldMail } from './store/held-mail.ts';
import { createHistory } from './store/history.ts';
import { carryMail } from './use-cases/carry-mail.ts';
import { checkChannel } from './use-cases/check-channel.ts';
import { connectChannel } from './use-cases/connect-channel.ts';
import { currentLogin } from './use-cases/current-login.ts';
import { decideHeld } from './use-cases/decide-held.ts';
import { detectMailbox } from './use-cases/detect-mailbox.ts';
import { followChanges } from './use-cases/follow-changes.ts';
import { forecastLoad } from './use-cases/forecast-load.ts';
import { manageChannels } from './use-cases/manage-channels.ts';
import { manageMessages } from './use-cases/manage-messages.ts';
import { queueMessage } from './use-cases/queue-message.ts';
import { repairChannel } from './use-cases/repair-channel.ts';
import { reportUsage } from './use-cases/report-usage.ts';
import { sendTestMessage } from './use-cases/send-test-message.ts';
import { showUsage } from './use-cases/show-usage.ts';
import { SIGN_IN_LASTS, signInToSend } from './use-cases/sign-in-to-send.ts';
import { createTrustingFetch } from './trusting-fetch.ts';
import { openContent, sealContent } from './vault/content.ts';
import {
  createVault,
  openCredential,
  openGrant,
  openSignIn,
  sealCredential,
  sealGrant,
  sealSignIn,
} from './vault/vault.ts';
import { createWebhook } from './webhook.ts';

/** What a server takes from the world around it; each has its real one. */
export interface Surroundings {
  /** The one that all processes at the database share. */
  clock?: () => Instant;
  random?: () => number;
  newId?: () => string;
  dial?: Dial;
  /** For delivery. */
  timeouts?: Timeouts;
  /** Where the log goes; standard output. */
  log?: Writable;
  https?: { key: string; cert: string };
  /** Origins that may give the pane scripts, besides us and Microsoft. */
  scriptSources?: string[];
}

export interface Server {
  app: FastifyInstance;
  /** Listens and begins to deliver. */
  start(): Promise<{ url: string }>;
  /** Takes no more, finishes what is on the wire, and lets everything go. */
  stop(): Promise<void>;
}

/** Builds the server with all its parts: the one place where they meet. */
export async function buildServer(config: Config, surroundings: Surroundings = {}): Promise<Server> {
  const { random = Math.random, newId = randomUUID, dial = connectTo, timeouts } = surroundings;
  const { hostname } = new URL(config.publicUrl);
  const egress = createEgress({
    nameServers: config.nameServers.length === 0 ? null : config.nameServers,
    allow: config.submissionAllow,
    dial,
    ca: config.extraCa,
    onForbidden: (refused) =>
      app.log.warn(refused, 'an address inside the network was asked for: SUBMISSION_ALLOW may name it'),
    // A name without a dot is known in this house only: many servers take it for a forgery. An address is no name.
    ...(hostname.includes('.') && isIP(hostname) === 0 && { clientName: hostname }),
  });
  const fetch = createTrustingFetch(config.extraCa);
  const vault = createVault(config.credentialKeys);

  const opened = await openDatabase(config.database);
  const shared = surroundings.clock
    ? { now: surroundings.clock, stop: () => {} }
    : await startSteadyClock({ readDatabase: opened.time, monotonic: () => performance.now() });
  const clock = shared.now;
  const authenticate = createAuthenticate(config.identity, fetch, clock);
  const notes = await createNotes(opened);
  const channels = createChannels(opened.db, newId, config.ceiling);
  const contents = createContents(opened.db, newId);
  const messages = createMessages(opened.db);
  const outbox = createOutbox(opened.db, newId, config.mailboxConnections, config.ceiling);
  const settling = createSettling(opened.db);
  const usage = createUsage(opened.db, config.ceiling);
  const checking = createChecking(opened.db, newId, config.ceiling);
  const history = createHistory(opened.db);
  const alerting = createAlerting(opened.db);

  const app = await createHttp({
    publicUrl: config.publicUrl,
    trustProxy: config.trustProxy,
    identityOrigin: new URL(config.identity.issuer).origin,
    frameAncestors: config.frameAncestors,
    scriptSources: surroundings.scriptSources ?? [],
    messageBytes: config.messageBytes,
    logLevel: config.logLevel,
    log: surroundings.log,
    https: surroundings.https ?? null,
    newId,
  });

  const stopping = new AbortController();
  const onFault = (error: unknown): void => app.log.error({ err: error }, 'an attempt failed on our side');
  const services = createSignInServices(config.registrations, `${config.publicUrl}${CALLBACK_PATH}`, fetch, clock);
  const login = currentLogin({
    ...createRenewing(opened.db),
    openGrant: openGrant.bind(null, vault),
    sealGrant: sealGrant.bind(null, vault),
    refresh: services.refresh,
    sleep: pause,
    clock,
  });
  const signIns = createSignIns(opened.db);
  const signIn = signInToSend({
    ...services,
    ...signIns,
    seal: sealSignIn.bind(null, vault),
    unseal: openSignIn.bind(null, vault),
    newId,
    newSecret: () => randomBytes(32).toString('base64url'),
    hash: (secret) => createHash('sha256').update(secret).digest('base64url'),
    clock,
  });

  const checkEvery = config.checkHours * HOUR;
  const proving = {
    verify: (...[candidate, said, signal]: Parameters<Parameters<typeof connectChannel>[0]['verify']>) =>
      verify(candidate, said, { egress, clock }, signal),
    currentLogin: login.of,
    findSignedIn: signIn.findSignedIn,
    forgetSignedIn: signIn.forgetSignedIn,
    seal: sealCredential.bind(null, vault),
    openCredential: openCredential.bind(null, vault),
    ...channels,
    nextCheckAt: () => checkAt(checkEvery, clock(), random()),
    openCheck: checking.openOf,
    failed: checking.failed,
    endConversation: outbox.endConversation,
    sleep: pause,
    onFault,
    stopping: stopping.signal,
    clock,
  };
  const queue = queueMessage({
    findChannel: channels.find,
    findMessage: messages.find,
    domainToASCII,
    compose: (draft, { messageId, date }, attachment) =>
      compose(draft, { messageId, date: new Date(date) }, (index) => Readable.from(attachment(index))),
    keepContent: async (messageId, content, now) => contents.keep(await sealContent(vault, messageId, content), now),
    eraseContent: contents.erase,
    async queue(message, now) {
      const outcome = await outbox.queue(message, now);
      courier.wake();
      return outcome;
    },
    line: usage.line,
    messageBytes: config.messageBytes,
    newId,
    clock,
  });

  // A connection that stays open for the next request would hold up the stop for more than a minute.
  app.addHook('onSend', async (_request, reply) => {
    if (stopping.signal.aborted) reply.header('connection', 'close');
  });
  const door: Door = { app, authenticate, stopping: stopping.signal };
  const { countAttempt, countCheck } = operationRoutes(app, {
    answers: opened.answers,
    countUnsettled: messages.countUnsettled,
    countConversations: () => courier.open,
  });
  const offered = SIGN_IN_SERVICES.filter(services.offers);
  settingsRoutes(door, {
    identity: signInAt(config.identity),
    signIns: offered,
    messageBytes: config.messageBytes,
  });
  signInRoutes(door, signIn, config.publicUrl);
  recommendationRoutes(
    door,
    detectMailbox({
      discover: (address, accountType, signal) => discover(address, accountType, egress, signal),
      offered,
    }),
  );
  channelRoutes(door, {
    connectChannel: connectChannel({ ...proving, newId }),
    repairChannel: repairChannel(proving),
    manageChannels: manageChannels({ ...proving, breaksOf: history.of }),
    decideHeld: decideHeld({ ...createHeldMail(opened.db), find: channels.find, clock }),
    sendTestMessage: sendTestMessage({ findChannel: channels.find, queueMessage: queue, newId }),
    showUsage: showUsage({ find: channels.find, useOf: usage.ofChannel, clock }),
    forecastLoad: forecastLoad({ find: channels.find, standing: usage.standing, clock }),
    reportUsage: reportUsage({ find: channels.find, report: usage.report, clock }),
  });
  messageRoutes(
    door,
    { queueMessage: queue, manageMessages: manageMessages({ ...messages, clock }) },
    config.messageBytes,
  );
  eventRoutes(
    door,
    followChanges({ follow: notes.follow, findMessage: messages.find, listMessages: messages.list }),
    clock,
  );
  const hasPane = await paneRoutes(app, config.paneDir);

  const carry = carryMail({
    ...outbox,
    endConversation: (conversation, loggedIn, now) =>
      outbox.endConversation(conversation, now, loggedIn ? proving.nextCheckAt() : null),
    ...settling,
    openCredential: openCredential.bind(null, vault),
    openSession: ({ id, server }, credential, signal) =>
      login.by(id, credential, (said) => openSession(server, said, { egress, timeouts, signal })),
    async readSmall(messages) {
      const found = await contents.openSmall(messages.flatMap(({ contentId }) => contentId ?? []));
      const read = messages.map(async ({ id, contentId }) => {
        const sealed = contentId === null ? undefined : found.get(contentId);
        return sealed && ([id, await buffer(openContent(vault, id, sealed))] as const);
      });
      return new Map((await Promise.all(read)).filter((entry) => entry !== undefined));
    },
    async *openContent(messageId, contentId) {
      if (contentId === null) throw new Error('The content is gone.');
      yield* openContent(vault, messageId, await contents.open(contentId));
    },
    onEnded(message, ended) {
      countAttempt(ended);
      app.log.info({ message: message.id, attempt: message.attempts, ended }, 'attempted');
    },
    onFault,
    sleep: pause,
    clock,
    random,
  });
  const check = checkChannel({
    ...proving,
    ...checking,
    async logIn({ id, server }, credential, signal) {
      const session = await login.by(id, credential, (said) => openSession(server, said, { egress, timeouts, signal }));
      if (session.ok) await session.value.quit();
      return session;
    },
    onChecked({ channel }, ended) {
      countCheck(ended);
      app.log.info({ channel: channel.id, ended }, 'checked');
    },
    checkEvery,
    random,
  });
  const courier = createCourier({
    openCheck: checking.open,
    check: ({ conversation, checks }, closing) => check(conversation, checks, closing),
    nextCheckAt: checking.nextAt,
    open: (now, leaseUntil, busy) => outbox.openConversation(now, newId(), leaseUntil, busy),
    carry: ({ conversation, messages: first }, place) => carry(conversation, first, place),
    renew: outbox.renew,
    reclaim: settling.reclaim,
    async sweep(now) {
      // No upload is under way for that long: http.ts ends a request before.
      await contents.sweep(now - HOUR);
      await usage.sweep(now, now - config.retentionDays * DAY);
      await alerting.sweep(now - DAY);
      await signIns.sweep(now - SIGN_IN_LASTS);
      await history.sweep(now - config.retentionDays * DAY);
    },
    nextDueAt: outbox.nextDueAt,
    onDue: notes.onDue,
    onFault: (error) => app.log.error({ err: error }, 'the courier stumbled'),
    clock,
  });

  const tellOperator = (url: string): Promise<void> => {
    const post = createWebhook(url, fetch);
    const tell = async (alert: Alert): Promise<void> => post(alert.id, alert);
    const onFault = (error: unknown): void => app.log.error({ err: error }, 'an alert was not told');
    return tellAlerts({ ...alerting, tell, onFault, clock }, stopping.signal);
  };
  let telling = Promise.resolve();
  return {
    app,
    async start() {
      if ('folder' in config.database)
        app.log.warn(
          `The database is embedded, in ${config.database.folder}: for trying only, it does not survive a power cut. Set DATABASE_URL for production.`,
        );
      if (!hasPane) app.log.warn(`There is no pane in ${config.paneDir}: npm run build makes it.`);
      const url = await app.listen({ port: config.port, host: anyAddress() });
      courier.start();
      if (config.alertWebhook !== null) telling = tellOperator(config.alertWebhook);
      return { url };
    },
    async stop() {
      stopping.abort();
      await Promise.all([app.close(), courier.stop(), telling]);
      shared.stop();
      await opened.close();
    },
  };
}

const connectTo: Dial = (address, port) => connect({ host: address, port });
