import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { BodyOf } from '../../../src/contract/endpoints.ts';
import type { Channel, ConnectLine, Prepared, SendingDomain, SharedChannel } from '../../../src/contract/shapes.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { startNameServer, type NameServer } from '../../../src/sandbox/names/name-server.ts';
import type { NameRecord } from '../../../src/sandbox/names/zones.ts';
import { ADMIN, connectRequest, draft, HOST, PASSWORD, startWorld, until, type World } from '../world.ts';

const DOMAIN = 'firma.example';
const RELAY = 'smtp.sendgrid.net';
const KEY = 'SG.new-Key';
const CHIEF = { name: 'Ida Chef', address: 'chief@firma.example' };
const ADMIN_ROLE = { roles: ['Postlane.Admin'] };

describe('a team', () => {
  let world: World;
  let names: NameServer;
  let now = Date.now();
  let passwords: string[] = [];
  /** In each test the people are others of the same addresses: so many logins a minute are for one. */
  let turn = 0;
  const zones = new Map<string, readonly NameRecord[]>();
  for (const host of [HOST, RELAY, 'smtp.office365.com']) zones.set(host, [{ type: 'A', address: '127.1.0.1' }]);
  beforeAll(async () => {
    names = await startNameServer(zones, () => false);
    world = await startWorld(
      {
        onAuth: ({ password }, _session, done) =>
          passwords.includes(String(password))
            ? done(null, { user: 'key' })
            : done(Object.assign(new Error('5.7.8 Authentication credentials invalid'), { responseCode: 535 })),
      },
      { nameServers: [names.address] },
      { clock: () => now },
    );
  });
  beforeEach(async () => {
    passwords = [PASSWORD];
    for (const rep of [ADMIN, 'bea', 'cleo'])
      for (const { id } of await channelsOf(rep)) await ask('DELETE', `/api/channels/${id}`, rep);
    turn += 1;
    // A password that was refused in the test before has rested.
    now += HOUR;
  });
  afterAll(async () => {
    await world.stop();
    await names.stop();
  });

  const as = (rep: string, claims = {}) =>
    world.as(`${rep}-${turn}`, {
      preferred_username: `${rep}@${DOMAIN}`,
      ...(rep === ADMIN && ADMIN_ROLE),
      ...claims,
    });
  const ask = async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    url: string,
    rep: string,
    payload?: object,
    claims = {},
  ) => {
    const headers = await as(rep, claims);
    const reply = await world.server.app.inject({ method, url, headers, ...(payload && { payload }) });
    const isJson = String(reply.headers['content-type']).startsWith('application/json');
    return { status: reply.statusCode, body: isJson ? (reply.json() as unknown) : null, text: reply.body };
  };
  const kindOf = ({ body }: { body: unknown }): string | undefined =>
    (body as { failure?: { kind: string } } | null)?.failure?.kind;
  const lines = (text: string): ConnectLine[] =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ConnectLine);
  const channelsOf = async (rep: string): Promise<Channel[]> =>
    ((await ask('GET', '/api/channels', rep)).body as { channels: Channel[] }).channels;

  const connect = async (rep: string, changes: Partial<BodyOf<'connectChannel'>> = {}): Promise<string> => {
    const request = connectRequest({
      ...{ providerId: 'sendgrid', server: { host: RELAY, port: 587, security: 'starttls' }, username: 'apikey' },
      ...{ sender: rep === ADMIN ? CHIEF : { name: rep, address: `${rep}@${DOMAIN}` }, ...changes },
    });
    const last = lines((await ask('POST', '/api/channels', rep, request)).text).at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(last));
    return last.channel.id;
  };
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
  const prepared = async (rep: string, claims = {}): Promise<Prepared> =>
    (await ask('GET', '/api/prepared', rep, undefined, claims)).body as Prepared;
  const join = (id: string, rep: string, claims = {}) =>
    ask('POST', `/api/teams/${id}/join`, rep, { name: `Name of ${rep}` }, claims);
  const shared = async (): Promise<string> => {
    publish(await add());
    await check();
    const id = await connect(ADMIN);
    expect((await share(id)).status).toBe(200);
    return id;
  };
  const joined = async (id: string, rep: string): Promise<Channel> => {
    const last = lines((await join(id, rep)).text).at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(last));
    return last.channel;
  };

  it('proves its domain by a record that is looked up when it asks', async () => {
    const added = await add('Firma.Example');
    expect(added).toMatchObject({
      ...{ domain: DOMAIN, provenAt: null, lostAt: null },
      record: { name: '_postlane.firma.example', value: expect.stringMatching(/^postlane-domain=[\w-]{24}$/) },
    });
    publish(null);
    expect(await check()).toMatchObject({ found: 'missing', domain: { provenAt: null } });
    zones.set(added.record.name, [{ type: 'TXT', data: 'postlane-domain=somebody-else' }]);
    expect(await check()).toMatchObject({ found: 'other-value', domain: { provenAt: null } });
    publish(added);
    expect(await check()).toMatchObject({ found: 'found', domain: { provenAt: now, lostAt: null } });
    publish(null);
    expect(await check()).toMatchObject({ found: 'missing', domain: { provenAt: now, lostAt: now } });
    expect((await ask('GET', '/api/organisation/domains', ADMIN)).body).toMatchObject({ domains: [{ lostAt: now }] });
  });

  it.each([
    ['gmail.com', 'mail-service'],
    ['co.uk', 'public-suffix'],
    ['blogspot.com', 'public-suffix'],
    ['no domain', 'bad-domain'],
  ])('cannot have %s as its domain', async (domain, fault) => {
    expect(await ask('POST', '/api/organisation/domains', ADMIN, { domain })).toMatchObject({
      status: 400,
      body: { failure: { kind: 'invalid-request', faults: [{ path: 'domain', fault }] } },
    });
  });

  it('keeps a domain from another company while its own record stands, and loses it with the record', async () => {
    const ours = await add();
    publish(ours);
    await check();
    const foreign = { tid: 'elsewhere', ...ADMIN_ROLE };
    const theirs = await add(DOMAIN, 'eve', foreign);
    expect(theirs.record.value).not.toBe(ours.record.value);
    const both = [ours, theirs].map(({ record }): NameRecord => ({ type: 'TXT', data: record.value }));
    zones.set(ours.record.name, both);
    expect(await check(DOMAIN, 'eve', foreign)).toMatchObject({ found: 'taken', domain: { provenAt: null } });
    publish(theirs);
    expect(await check(DOMAIN, 'eve', foreign)).toMatchObject({ found: 'found', domain: { provenAt: now } });
    expect(await check()).toMatchObject({ found: 'other-value', domain: { provenAt: null } });
    await ask('DELETE', `/api/organisation/domains/${DOMAIN}`, 'eve', undefined, foreign);
  });

  it('shares a channel, and a colleague joins and sends without ever seeing its login', async () => {
    const id = await shared();
    expect(await prepared('bea')).toEqual({
      teams: [{ id, providerId: 'sendgrid', domain: DOMAIN, by: CHIEF }],
      address: 'bea@firma.example',
    });
    expect((await ask('GET', '/api/me', 'bea')).body).toEqual({ isAdmin: false, isExpected: true });
    const reply = await join(id, 'bea');
    expect(
      lines(reply.text).map((line) => ('step' in line ? `${line.step} ${line.outcome}` : Object.keys(line))),
    ).toEqual([
      ...['dns', 'tcp', 'tls', 'auth', 'sender'].flatMap((step) => [`${step} started`, `${step} passed`]),
      ['channel'],
    ]);
    const channel = await joined(id, 'cleo');
    expect(channel).toMatchObject({
      ...{ team: { by: CHIEF }, providerId: 'sendgrid', username: '' },
      sender: { name: 'Name of cleo', address: 'cleo@firma.example' },
    });
    expect(reply.text).not.toContain(PASSWORD);
    expect(reply.text).not.toContain('127.1.0.1');
    expect((await prepared('bea')).teams).toEqual([]);
    expect((await ask('GET', '/api/me', 'bea')).body).toEqual({ isAdmin: false, isExpected: false });

    const { url } = await world.server.start();
    const messageId = 'a3d1f6e0-1111-4f7e-8a33-1d8f7c2a0001';
    const from = { name: '', address: 'cleo@firma.example' };
    const headers = { ...(await as('cleo')), 'idempotency-key': messageId };
    const payload = { channelId: channel.id, draft: draft({ from }) };
    const queued = await world.server.app.inject({ method: 'POST', url: '/api/messages', headers, payload });
    expect(queued.statusCode).toBe(202);
    const asCleo = { server: world.server, as: () => as('cleo') };
    await until(asCleo, url, messageId, ({ state }) => state === 'accepted');
    expect(world.taken.at(-1)).toMatchObject({ mailFrom: 'cleo@firma.example', rcptTo: ['kim@kunde.example'] });
    // As another it sends for nobody.
    const other = { channelId: channel.id, draft: draft({ from: CHIEF }) };
    const again = { ...headers, 'idempotency-key': 'a3d1f6e0-1111-4f7e-8a33-1d8f7c2a0002' };
    const refused = await world.server.app.inject({
      method: 'POST',
      url: '/api/messages',
      headers: again,
      payload: other,
    });
    expect([refused.statusCode, refused.json()]).toMatchObject([422, { failure: { kind: 'sender-not-allowed' } }]);

    const seen = (await ask('GET', '/api/organisation/shared-channels', ADMIN)).body as { channels: SharedChannel[] };
    expect(seen.channels).toMatchObject([
      {
        ...{ id, domains: [DOMAIN], boundBy: null },
        members: [{ sender: { address: 'bea@firma.example' } }, { sender: { address: 'cleo@firma.example' } }],
      },
    ]);
  });

  it('is found by who is of the very domain, in the very company, and by nobody else', async () => {
    const id = await shared();
    const others: [string, object][] = [
      ['bea', { preferred_username: `bea@sub.${DOMAIN}` }],
      ['bea', { preferred_username: `bea@not${DOMAIN}` }],
      ['bea', { preferred_username: 'bea' }],
      ['bea', { preferred_username: undefined }],
      ['bea', { tid: 'elsewhere' }],
      // A guest’s name is another company’s word.
      ['bea', { idp: 'https://sts.windows.net/elsewhere/' }],
      ['bea', { acct: 1 }],
      [ADMIN, {}],
    ];
    for (const [rep, claims] of others) {
      expect((await prepared(rep, claims)).teams).toEqual([]);
      expect(kindOf(await join(id, rep, claims))).toBe('not-found');
    }
    expect(await channelsOf('bea')).toEqual([]);
  });

  it('lets a colleague name another sender nowhere', async () => {
    const id = await shared();
    const headers = await as('bea');
    const payload = { name: 'Bea', address: CHIEF.address, sender: CHIEF };
    const url = `/api/teams/${id}/join`;
    const reply = await world.server.app.inject({ method: 'POST', url, headers, payload });
    expect(lines(reply.body).at(-1)).toMatchObject({ channel: { sender: { address: 'bea@firma.example' } } });
  });

  it('is looked after by its administrator alone', async () => {
    const id = await shared();
    const own = await joined(id, 'bea');
    const path = `/api/channels/${own.id}`;
    const credential = { kind: 'password', password: KEY };
    for (const [method, url, payload] of [
      ['POST', `${path}/repair`, { credential }],
      ['POST', `${path}/repair`, { credential: { kind: 'sign-in', reference: 'one' } }],
      ['PATCH', path, { expiry: { everyDays: 30 } }],
      ['POST', `${path}/hold`, undefined],
      ['POST', `${path}/resume`, undefined],
    ] as const)
      expect([url, kindOf(await ask(method, url, 'bea', payload))]).toEqual([url, 'of-team']);
    const request = connectRequest({
      ...{ providerId: 'sendgrid', server: { host: RELAY, port: 587, security: 'starttls' }, username: 'apikey' },
      sender: { name: 'Bea', address: 'bea@firma.example' },
    });
    // What SendGrid calls everybody is known by the sender here, so another key is another channel of the own.
    expect(lines((await ask('POST', '/api/channels', 'bea', request)).text).at(-1)).toHaveProperty(
      'channel.team',
      null,
    );
    expect((await ask('PATCH', path, 'bea', { sender: { name: 'B. Bea' } })).body).toMatchObject({
      channel: { sender: { name: 'B. Bea' } },
    });
    expect(kindOf(await share(own.id, { domains: [DOMAIN] }, 'bea'))).toBe('admins-only');
    expect(kindOf(await share(own.id, { domains: [DOMAIN] }, 'bea', ADMIN_ROLE))).toBe('of-team');
    expect(kindOf(await share(id, { domains: [DOMAIN] }, 'bea', ADMIN_ROLE))).toBe('not-found');
    expect(kindOf(await ask('DELETE', `/api/channels/${id}/share`, 'bea', undefined, ADMIN_ROLE))).toBe('not-found');
    expect(kindOf(await join(id, 'bea'))).toBe('channel-exists');
  });

  it('is mended for all by the administrator’s new password', async () => {
    const id = await shared();
    await joined(id, 'bea');
    passwords = [KEY];
    now += DAY / 2;
    const again = lines((await ask('POST', `/api/channels/${id}/repair`, ADMIN, {})).text).at(-1);
    expect(again).toMatchObject({ failure: { kind: 'password-rejected' } });
    const health = async (): Promise<string | undefined> => (await channelsOf('bea'))[0]?.health.state;
    expect(await health()).toBe('broken');
    const credential = { kind: 'password', password: KEY };
    const repaired = lines((await ask('POST', `/api/channels/${id}/repair`, ADMIN, { credential })).text).at(-1);
    expect(repaired).toHaveProperty('channel.health.state', 'working');
    expect(await health()).toBe('working');
    // The colleague’s own try shows that it has the new one.
    const [beas] = await channelsOf('bea');
    const tried = await ask('POST', `/api/channels/${String(beas?.id)}/repair`, 'bea', {});
    expect(lines(tried.text).at(-1)).toHaveProperty('channel.health.state', 'working');
  });

  it('takes in nobody once its record is gone for a day, and leaves who is in it alone', async () => {
    const id = await shared();
    await joined(id, 'bea');
    const record = await add();
    publish(null);
    now += DAY - 1;
    expect((await prepared('cleo')).teams).toHaveLength(1);
    now += 2;
    expect(kindOf(await join(id, 'cleo'))).toBe('domain-unproven');
    expect((await ask('GET', '/api/organisation/domains', ADMIN)).body).toMatchObject({ domains: [{ lostAt: now }] });
    expect((await channelsOf('bea'))[0]).toMatchObject({ health: { state: 'working' } });
    expect(kindOf(await share(id))).toBe('domain-unproven');
    publish(record);
    expect(await joined(id, 'cleo')).toMatchObject({ team: { by: CHIEF } });
  });

  it('ends with the sharing, and with the administrator’s channel', async () => {
    const id = await shared();
    await joined(id, 'bea');
    expect(kindOf(await ask('DELETE', `/api/organisation/domains/${DOMAIN}`, ADMIN))).toBe('conflict');
    expect((await ask('DELETE', `/api/channels/${id}/share`, ADMIN)).status).toBe(204);
    expect(await channelsOf('bea')).toEqual([]);
    await share(id);
    await joined(id, 'bea');
    await ask('DELETE', `/api/channels/${id}`, ADMIN);
    expect(await channelsOf('bea')).toEqual([]);
    expect((await ask('DELETE', `/api/organisation/domains/${DOMAIN}`, ADMIN)).status).toBe(204);
  });

  describe('may not have a credential that is one person’s,', () => {
    const bound: [string, Partial<BodyOf<'connectChannel'>>, string][] = [
      [
        'a mailbox of Microsoft 365',
        { providerId: 'microsoft365', server: { host: 'smtp.office365.com', port: 587, security: 'starttls' } },
        'mailbox',
      ],
      [
        'a mailbox of Microsoft 365 that is called a company’s own',
        { providerId: 'custom', server: { host: 'smtp.office365.com', port: 587, security: 'starttls' } },
        'mailbox',
      ],
      [
        'the address’s own login at a company’s server',
        { providerId: 'custom', server: { host: HOST, port: 587, security: 'starttls' } },
        'mailbox',
      ],
    ];

    it.each(bound)('%s: not by sharing, whatever is asked', async (_what, changes, because) => {
      publish(await add());
      await check();
      const id = await connect(ADMIN, { ...changes, username: CHIEF.address });
      for (const payload of [
        { domains: [DOMAIN] },
        { domains: [DOMAIN], sendsForOthers: true },
        { domains: [DOMAIN], sendsForOthers: true, providerId: 'sendgrid', username: 'relay' },
      ])
        expect(await share(id, payload)).toMatchObject({
          status: 422,
          body: { failure: { kind: 'credential-bound', because } },
        });
      expect((await ask('GET', '/api/organisation/shared-channels', ADMIN)).body).toMatchObject({
        channels: [{ id, boundBy: because, domains: [] }],
      });
      expect(kindOf(await join(id, 'bea'))).toBe('not-found');
      expect((await prepared('bea')).teams).toEqual([]);
    });

    it('not by changing what a channel is', async () => {
      const id = await connect(ADMIN, { ...bound[0]?.[1], username: CHIEF.address });
      const change = {
        providerId: 'sendgrid',
        username: 'apikey',
        team: null,
        sender: { name: 'Ida', address: 'x@firma.example' },
      };
      expect((await ask('PATCH', `/api/channels/${id}`, ADMIN, change)).body).toMatchObject({
        channel: { providerId: 'microsoft365', username: CHIEF.address, sender: { address: CHIEF.address } },
      });
      expect(kindOf(await share(id, { domains: [DOMAIN], sendsForOthers: true }))).toBe('credential-bound');
    });

    it('not by a repair that would put a sign-in into a channel that is shared', async () => {
      const id = await shared();
      const payload = {
        credential: { kind: 'sign-in', reference: 'of a sign-in at Microsoft', account: CHIEF.address },
      };
      const reply = await ask('POST', `/api/channels/${id}/repair`, ADMIN, payload);
      expect(reply.status).toBe(409);
      expect((await channelsOf(ADMIN))[0]).toMatchObject({ credential: 'password' });
    });

    it('and a company’s own login only by the administrator’s word that it sends for others', async () => {
      publish(await add());
      await check();
      const own = {
        providerId: 'custom',
        server: { host: HOST, port: 587, security: 'starttls' },
        username: 'relay',
      } as const;
      const id = await connect(ADMIN, own);
      expect((await share(id)).body).toMatchObject({ failure: { kind: 'credential-bound', because: 'unsaid' } });
      expect((await share(id, { domains: [DOMAIN], sendsForOthers: true })).status).toBe(200);
      // The name of a server that nobody publishes stays with who looks after it.
      expect(await joined(id, 'bea')).toMatchObject({ server: { host: '' }, username: '' });
      const request = connectRequest({ ...own, sender: { name: 'Bea', address: 'bea@firma.example' } });
      expect(kindOf(await ask('POST', '/api/channels', 'bea', request))).toBe('of-team');
    });
  });
});
