import type { BodyOf } from '../../../src/contract/endpoints.ts';
import type { Channel, ConnectLine, Prepared, SendingDomain } from '../../../src/contract/shapes.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { startNameServer } from '../../../src/sandbox/names/name-server.ts';
import type { NameRecord } from '../../../src/sandbox/names/zones.ts';
import type { Config } from '../../../src/server/config.ts';
import { ADMIN, connectRequest, HOST, PASSWORD, startWorld, type Instead } from '../world.ts';
import { PROVIDER_HOSTS } from '../provider-hosts.ts';

export const DOMAIN = 'firma.example';
export const RELAY = 'smtp.sendgrid.net';
export const CHIEF = { name: 'Ida Chef', address: 'chief@firma.example' };
export const ADMIN_ROLE = { roles: ['Postlane.Admin'] };

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export const linesIn = (text: string): ConnectLine[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ConnectLine);

/** What kind of failure a reply is; undefined for none. */
export const kindOf = ({ body }: { body: unknown }): string | undefined =>
  (body as { failure?: { kind: string } } | null)?.failure?.kind;

export function channelIn(text: string): Channel {
  const last = linesIn(text).at(-1);
  if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(last));
  return last.channel;
}

/** A company with an administrator and colleagues, whose DNS the test writes; in each turn the people are others of the same addresses, since so many logins a minute are for one. */
export async function startTeams(changes: Partial<Config> = {}, surroundings: Instead = {}) {
  const zones = new Map<string, readonly NameRecord[]>();
  for (const host of [HOST, ...PROVIDER_HOSTS]) zones.set(host, [{ type: 'A', address: '127.1.0.1' }]);
  const names = await startNameServer(zones, () => false);
  const now = { at: Date.now() };
  let passwords: string[] = [];
  let turn = 0;
  const world = await startWorld(
    {
      authMethods: ['PLAIN', 'LOGIN', 'XOAUTH2'],
      onAuth: ({ password, accessToken }, _session, done) =>
        passwords.includes(String(accessToken ?? password))
          ? done(null, { user: 'key' })
          : done(Object.assign(new Error('5.7.8 Authentication credentials invalid'), { responseCode: 535 })),
    },
    { nameServers: [names.address], ...changes },
    { clock: () => now.at, ...surroundings },
  );

  const as = (rep: string, claims = {}) =>
    world.as(`${rep}-${turn}`, {
      preferred_username: `${rep}@${DOMAIN}`,
      ...(rep === ADMIN && ADMIN_ROLE),
      ...claims,
    });
  const ask = async (method: Method, url: string, rep: string, payload?: object, claims = {}) => {
    const headers = await as(rep, claims);
    const reply = await world.server.app.inject({ method, url, headers, ...(payload && { payload }) });
    const isJson = String(reply.headers['content-type']).startsWith('application/json');
    return { status: reply.statusCode, body: isJson ? (reply.json() as unknown) : null, text: reply.body };
  };
  const channelsOf = async (rep: string): Promise<Channel[]> =>
    ((await ask('GET', '/api/channels', rep)).body as { channels: Channel[] }).channels;
  const connect = async (rep: string, changes: Partial<BodyOf<'connectChannel'>> = {}): Promise<string> => {
    const request = connectRequest({
      ...{ providerId: 'sendgrid', server: { host: RELAY, port: 587, security: 'starttls' }, username: 'apikey' },
      ...{ sender: rep === ADMIN ? CHIEF : { name: rep, address: `${rep}@${DOMAIN}` }, ...changes },
    });
    return channelIn((await ask('POST', '/api/channels', rep, request)).text).id;
  };
  /** Writes the record of a domain into the DNS; null takes it out. */
  const publish = (domain: SendingDomain | null): void => {
    if (domain === null) zones.delete(`_postlane.${DOMAIN}`);
    else zones.set(domain.record.name, [{ type: 'TXT', data: domain.record.value }]);
  };
  const add = async (domain = DOMAIN, rep = ADMIN, claims = {}): Promise<SendingDomain> =>
    ((await ask('POST', '/api/organisation/domains', rep, { domain }, claims)).body as { domain: SendingDomain })
      .domain;
  const check = async (domain = DOMAIN, rep = ADMIN, claims = {}) =>
    (await ask('POST', `/api/organisation/domains/${domain}/check`, rep, undefined, claims)).body as {
      domain: SendingDomain;
      found: string;
    };
  const share = (id: string, payload: object = { domains: [DOMAIN] }, rep = ADMIN, claims = {}) =>
    ask('POST', `/api/channels/${id}/share`, rep, payload, claims);
  const join = (id: string, rep: string, claims = {}) =>
    ask('POST', `/api/teams/${id}/join`, rep, { name: `Name of ${rep}` }, claims);
  return {
    ...{ world, now, zones, as, ask, channelsOf, connect, publish, add, check, share, join },
    /** Takes these passwords or access tokens, and no others. */
    takes(...taken: string[]): void {
      passwords = taken;
    },
    async nextTurn(): Promise<void> {
      passwords = [PASSWORD];
      for (const rep of [ADMIN, 'bea', 'cleo'])
        for (const { id } of await channelsOf(rep)) await ask('DELETE', `/api/channels/${id}`, rep);
      turn += 1;
      // A password that was refused in the turn before has rested.
      now.at += HOUR;
    },
    prepared: async (rep: string, claims = {}): Promise<Prepared> =>
      (await ask('GET', '/api/prepared', rep, undefined, claims)).body as Prepared,
    /** The administrator's channel, shared with the domain. */
    async shared(): Promise<string> {
      publish(await add());
      await check();
      const id = await connect(ADMIN);
      const reply = await share(id);
      if (reply.status !== 200) throw new Error(reply.text);
      return id;
    },
    joined: async (id: string, rep: string): Promise<Channel> => channelIn((await join(id, rep)).text),
    async stop(): Promise<void> {
      await world.stop();
      await names.stop();
    },
  };
}

export type Teams = Awaited<ReturnType<typeof startTeams>>;
