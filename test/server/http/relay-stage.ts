import { randomUUID } from 'node:crypto';
import type { SMTPServerOptions } from 'smtp-server';
import type { Channel, ConnectLine } from '../../../src/contract/shapes.ts';
import { SAFE_LIMITS } from '../../../src/domain/default-channel.ts';
import type { Config } from '../../../src/server/config.ts';
import { draft, HOST, PASSWORD, SENDER, startWorld, type World } from '../world.ts';

export const USERNAME = 'relay-login-of-the-operator';
export const RELAY: NonNullable<Config['defaultChannel']> = {
  server: { host: HOST, port: 587, security: 'starttls' },
  username: USERNAME,
  password: PASSWORD,
  limits: SAFE_LIMITS,
};

export const logins: string[] = [];
/** As whom the relay was asked, by the name in the TLS handshake. */
export const asked: unknown[] = [];
/** A relay that says what it hears, as some do. */
export const MAIL: SMTPServerOptions = {
  onSecure(_socket, session, done) {
    asked.push((session as { servername?: unknown }).servername);
    done();
  },
  onAuth({ username, password }, _session, done) {
    logins.push(username ?? '');
    if (username === USERNAME && password === PASSWORD) done(null, { user: username });
    else done(Object.assign(new Error(`5.7.8 ${username} with ${password} is wrong`), { responseCode: 535 }));
  },
};

/** Those that a test began, the newest last. */
export const worlds: World[] = [];

/** Stops all of them, and forgets what the relay heard. */
export async function endRelays(): Promise<void> {
  // Whoever came to another's database goes first.
  for (const world of worlds.splice(0).reverse()) await world.stop();
  logins.length = 0;
  asked.length = 0;
}

export async function withRelay(
  changes: Partial<typeof RELAY> = {},
  config: Partial<Config> = {},
  mail: SMTPServerOptions = {},
): Promise<World> {
  const world = await startWorld({ ...MAIL, ...mail }, { defaultChannel: { ...RELAY, ...changes }, ...config });
  worlds.push(world);
  return world;
}

/** Asks as a rep whose token says an own address. */
export const asking =
  (world: World, rep = 'ada', claims: object = { preferred_username: `${rep}@firma.example` }) =>
  async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object, headers: object = {}) =>
    world.server.app.inject({ method, url, headers: { ...(await world.as(rep, claims)), ...headers }, payload });

export const use = (ask: ReturnType<typeof asking>, address: string = SENDER.address) =>
  ask('POST', '/api/default-channel', { sender: { name: 'Ada Reimer', address } });

export const linesIn = (body: string): ConnectLine[] =>
  body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ConnectLine);

export async function channelOf(ask: ReturnType<typeof asking>, address?: string): Promise<Channel> {
  const last = linesIn((await use(ask, address)).body).at(-1);
  if (last === undefined || !('channel' in last)) throw new Error(`No channel: ${JSON.stringify(last)}`);
  return last.channel;
}

export const send = (ask: ReturnType<typeof asking>, channelId: string, people: number, from = SENDER) => {
  const to = Array.from({ length: people }, (_, index) => ({ name: '', address: `kim${String(index)}@kunde.example` }));
  return ask('POST', '/api/messages', { channelId, draft: draft({ from, to }) }, { 'idempotency-key': randomUUID() });
};
