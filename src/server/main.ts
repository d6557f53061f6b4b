import { randomUUID } from 'node:crypto';
import type { Writable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Instant } from '../domain/instant.ts';
import { tellAlerts } from './alerts.ts';
import { anyAddress } from './any-address.ts';
import type { Config } from './config.ts';
import type { Dial } from './egress.ts';
import { createHttp } from './http.ts';
import { operationRoutes } from './routes/operations.ts';
import { paneRoutes } from './routes/pane.ts';
import type { Timeouts } from './smtp/timeouts.ts';
import { startSteadyClock } from './steady-clock.ts';
import type { Alert } from './store/alerting.ts';
import { createTrustingFetch } from './trusting-fetch.ts';
import { createVault } from './vault/vault.ts';
import { createWebhook } from './webhook.ts';
import { wireApi } from './wiring/api.ts';
import { wireDefaultChannel } from './wiring/default-channel.ts';
import { wireDelivery } from './wiring/delivery.ts';
import { connectTo, wireEgress } from './wiring/egress.ts';
import type { Ground } from './wiring/ground.ts';
import { wireProving } from './wiring/proving.ts';
import { wireSending } from './wiring/sending.ts';
import { wireSigningIn } from './wiring/signing-in.ts';
import { openStores } from './wiring/stores.ts';

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

/** Builds the server with all its parts: here they meet, each wired in a file of its own. */
export async function buildServer(config: Config, surroundings: Surroundings = {}): Promise<Server> {
  const { random = Math.random, newId = randomUUID, dial = connectTo, timeouts } = surroundings;
  const egress = wireEgress(config, dial, (refused) =>
    app.log.warn(refused, 'an address inside the network was asked for: SUBMISSION_ALLOW may name it'),
  );
  const fetch = createTrustingFetch(config.extraCa);
  const vault = createVault(config.credentialKeys);
  const stores = await openStores(config, newId, vault.mark);
  const shared = surroundings.clock
    ? { now: surroundings.clock, stop: () => {} }
    : await startSteadyClock({ readDatabase: stores.opened.time, monotonic: () => performance.now() });
  const clock = shared.now;
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
  const { signal } = stopping;
  const outside = { vault, egress, fetch, timeouts, clock, random, newId };
  const ground: Ground = { config, app, stores, ...outside, stopping: signal, onFault };

  // A connection that stays open for the next request would hold up the stop for more than a minute.
  app.addHook('onSend', async (_request, reply) => {
    if (signal.aborted) reply.header('connection', 'close');
  });
  const counts = operationRoutes(app, {
    answers: stores.opened.answers,
    countUnsettled: stores.messages.countUnsettled,
    countConversations: () => courier.open,
  });
  const defaultChannel = wireDefaultChannel(config, vault);
  const signingIn = wireSigningIn(ground, defaultChannel);
  const sending = wireSending(ground, signingIn, defaultChannel);
  const proving = wireProving(ground, signingIn, sending, defaultChannel);
  const courier = wireDelivery(ground, sending, proving, counts);
  wireApi(ground, signingIn, proving, () => courier.wake());
  const hasPane = await paneRoutes(app, config.paneDir);

  const tellOperator = (url: string): Promise<void> => {
    const post = createWebhook(url, fetch);
    const tell = async (alert: Alert): Promise<void> => post(alert.id, alert);
    const onFault = (error: unknown): void => app.log.error({ err: error }, 'an alert was not told');
    return tellAlerts({ ...stores.alerting, tell, onFault, clock }, signal);
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
      await stores.defaultChannel.follow(defaultChannel, clock());
      const url = await app.listen({ port: config.port, host: anyAddress() });
      courier.start();
      if (config.alertWebhook !== null) telling = tellOperator(config.alertWebhook);
      return { url };
    },
    async stop() {
      stopping.abort();
      await Promise.all([app.close(), courier.stop(), telling]);
      shared.stop();
      await stores.opened.close();
    },
  };
}
