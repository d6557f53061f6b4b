import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ConnectLine, PoliciesReport } from '../../../src/contract/shapes.ts';
import { CHANNEL_KINDS, DEFAULT_POLICIES, type Policies } from '../../../src/domain/policies.ts';
import { NO_LIMITS } from '../../../src/domain/limit.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { ADMIN, connectRequest, draft, HOST, linesOf, queued, startWorld, type World } from '../world.ts';

const POLICIES = '/api/organisation/policies';
const PASSWORDS = CHANNEL_KINDS.filter((kind) => kind !== 'password');

describe('the policies of an organisation', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({}, { ceiling: { ...NO_LIMITS, messagesPerMinute: 50 }, retentionDays: 60 });
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    await patch(DEFAULT_POLICIES);
  });

  const ask = async (method: 'GET' | 'PATCH' | 'POST', url: string, payload?: object, rep = ADMIN, claims?: object) => {
    const headers = await world.as(rep, claims);
    const reply = await world.server.app.inject({ method, url, headers, ...(payload && { payload }) });
    return { status: reply.statusCode, body: reply.json() as unknown };
  };
  const patch = (wish: Partial<Policies>, rep?: string, claims?: object) => ask('PATCH', POLICIES, wish, rep, claims);
  const report = async (rep?: string, claims?: object) =>
    (await ask('GET', POLICIES, undefined, rep, claims)).body as PoliciesReport;
  const connect = async (rep: string, changes: Parameters<typeof connectRequest>[0] = {}) => {
    const sender = { name: rep, address: `${rep}@firma.example` };
    const request = connectRequest({ username: sender.address, sender, ...changes });
    return (await linesOf(world, '/api/channels', request, rep)).at(-1);
  };
  const idOf = (line: ConnectLine | undefined): string => {
    if (line === undefined || !('channel' in line)) throw new Error(JSON.stringify(line));
    return line.channel.id;
  };
  const EXCHANGE = { providerId: 'microsoft365', server: serverAt('smtp.office365.com', 587) } as const;
  const forbids = (policy: string) => ({ failure: { kind: 'policy-forbids', policy } });

  it('are for its administrators', async () => {
    for (const [method, url] of [
      ['GET', POLICIES],
      ['PATCH', POLICIES],
      ['POST', `${POLICIES}/weigh`],
    ] as const) {
      const asked = await ask(method, url, method === 'GET' ? undefined : { sharing: false }, 'ada');
      expect(asked).toMatchObject({ status: 403, body: { failure: { kind: 'admins-only' } } });
    }
    expect((await report()).policies.sharing).toBe(true);
  });

  it('are told to everybody as far as channels are judged by them, and to no other company', async () => {
    await patch({ hosts: ['*.firma.example'], exchangePasswords: false, recipientsPerDay: 500 });
    const { channelKinds, sharing } = DEFAULT_POLICIES;
    const allows = { channelKinds, sharing, hosts: ['*.firma.example'], exchangePasswords: false };
    expect((await ask('GET', '/api/me', undefined, 'ada')).body).toEqual({ isAdmin: false, isExpected: false, allows });
    const theirs = (await ask('GET', '/api/me', undefined, 'ada', { tid: 'elsewhere' })).body;
    expect(theirs).toMatchObject({ allows: { hosts: [], exchangePasswords: true } });
  });

  it('name a server as the DNS does, in whichever letters it is typed', async () => {
    const named = { server: serverAt('mail.Müller.example', 587), username: 'full-address' as const };
    await patch({ hosts: ['*.müller.example'], companyServer: named });
    const { policies } = await report();
    expect(policies.hosts).toEqual(['*.xn--mller-kva.example']);
    expect(policies.companyServer?.server.host).toBe('mail.xn--mller-kva.example');
    const server = serverAt('mail.anders.müller.example', 587);
    const lines = await linesOf(world, '/api/channels', connectRequest({ server }));
    expect(lines[0]).toMatchObject({ step: 'dns' });
    for (const typed of ['ü.', 'mail.müller.example/owa'])
      expect(await ask('PATCH', POLICIES, { hosts: [typed] })).toMatchObject({ status: 400 });
  });

  it('are shown with their defaults, who set them, and what the operator allows', async () => {
    const claims = { name: 'Carla Chief', preferred_username: 'carla@firma.example' };
    const { status, body } = await patch({ recipientsPerDay: 500 }, ADMIN, claims);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      policies: { ...DEFAULT_POLICIES, recipientsPerDay: 500 },
      defaults: DEFAULT_POLICIES,
      operator: { messagesPerMinute: 50, recipientsPerDay: null, retentionDays: 60 },
    });
    expect((await report()).set).toContainEqual({
      policy: 'recipientsPerDay',
      by: { objectId: ADMIN, name: 'Carla Chief', address: 'carla@firma.example' },
      at: expect.any(Number),
    });
    const log = (await ask('GET', '/api/organisation/audit?limit=1')).body;
    expect(log).toMatchObject({
      entries: [
        {
          by: { objectId: ADMIN, name: 'Carla Chief', address: 'carla@firma.example' },
          what: { kind: 'policy-changed', change: { policy: 'recipientsPerDay', before: null, after: 500 } },
        },
      ],
    });
  });

  it('are one organisation’s: another’s administrator changes only theirs', async () => {
    const elsewhere = { tid: 'elsewhere', roles: ['Postlane.Admin'] };
    await patch({ sharing: false, hosts: ['smtp.elsewhere.example'] }, 'eve', elsewhere);
    expect((await report()).policies).toEqual(DEFAULT_POLICIES);
    expect((await report('eve', elsewhere)).policies).toMatchObject({ sharing: false });
    expect((await ask('GET', '/api/organisation/audit', undefined, 'eve', elsewhere)).body).toMatchObject({
      entries: [{ by: { objectId: 'eve' } }, { by: { objectId: 'eve' } }],
    });
    expect(await connect('frida')).toHaveProperty('channel');
  });

  it.each<[object, string]>([
    [{ channelKinds: [] }, 'channelKinds'],
    [{ channelKinds: ['carrier-pigeon'] }, 'channelKinds.0'],
    [{ hosts: ['smtp firma'] }, 'hosts.0'],
    [{ messagesPerMinute: 0 }, 'messagesPerMinute'],
    [{ recipientsPerDay: 1.5 }, 'recipientsPerDay'],
    [{ retentionDays: 0 }, 'retentionDays'],
    [{ retentionDays: 61 }, 'retentionDays'],
    [{ sharing: 'yes' }, 'sharing'],
    [
      { companyServer: { server: { ...serverAt(HOST, 587), port: 80 }, username: 'full-address' } },
      'companyServer.server.port',
    ],
    [
      { hosts: ['smtp.elsewhere.example'], companyServer: { server: serverAt(HOST, 587), username: 'full-address' } },
      'companyServer',
    ],
  ])('are refused by name when they are wrong: %j', async (wish, path) => {
    const { status, body } = await ask('PATCH', POLICIES, wish);
    expect([status, body]).toMatchObject([400, { failure: { kind: 'invalid-request', faults: [{ path }] } }]);
    expect((await report()).policies).toEqual(DEFAULT_POLICIES);
  });

  it.each<[string, Partial<Policies>, Parameters<typeof connectRequest>[0]]>([
    ['channelKinds', { channelKinds: PASSWORDS }, EXCHANGE],
    ['channelKinds', { channelKinds: ['sign-in'] }, {}],
    ['hosts', { hosts: ['*.elsewhere.example'] }, {}],
    ['exchangePasswords', { exchangePasswords: false }, EXCHANGE],
    // Whatever the client calls it.
    ['exchangePasswords', { exchangePasswords: false }, { ...EXCHANGE, providerId: 'custom' }],
    ...['SMTP.Office365.com.', 'partner.outlook.cn', 'another.office365.com'].map(
      (host): [string, Partial<Policies>, Parameters<typeof connectRequest>[0]] => [
        'exchangePasswords',
        { exchangePasswords: false },
        { ...EXCHANGE, providerId: 'custom', server: serverAt(host, 587) },
      ],
    ),
  ])('by %s let no channel be connected that is not allowed: %j', async (policy, wish, changes) => {
    await patch(wish);
    const sender = { name: 'Gil', address: 'gil@firma.example' };
    const payload = connectRequest({ username: sender.address, sender, ...changes });
    const { status, body } = await ask('POST', '/api/channels', payload, 'gil');
    expect([status, body]).toMatchObject([403, forbids(policy)]);
    const { channelKinds, hosts } = { ...DEFAULT_POLICIES, ...wish };
    expect(body).toMatchObject({ failure: { allowed: { channelKinds, hosts } } });
  });

  it('judge what was connected before: it takes nothing new, and no other password', async () => {
    const id = idOf(await connect('hans'));
    await patch({ hosts: ['*.elsewhere.example'] });
    const headers = { ...(await world.as('hans')), 'idempotency-key': '6f1d2c3b-4a59-4687-9788-96a5b4c3d2e1' };
    const from = { name: 'Hans', address: 'hans@firma.example' };
    const payload = { channelId: id, draft: draft({ from }) };
    const reply = await world.server.app.inject({ method: 'POST', url: '/api/messages', headers, payload });
    expect([reply.statusCode, reply.json()]).toMatchObject([403, forbids('hosts')]);
    expect(await ask('POST', `/api/channels/${id}/test-message`, undefined, 'hans')).toMatchObject({ status: 403 });
    const credential = { kind: 'password', password: 'another' };
    expect(await ask('POST', `/api/channels/${id}/repair`, { credential }, 'hans')).toMatchObject({
      status: 403,
      body: forbids('hosts'),
    });
    const { body } = await ask('GET', `/api/channels/${id}`, undefined, 'hans');
    expect(body).toMatchObject({ channel: { forbiddenBy: 'hosts', health: { state: 'working' } } });
    // What it has it may prove again: mail that it took before may wait for that.
    expect((await linesOf(world, `/api/channels/${id}/repair`, {}, 'hans')).at(-1)).toHaveProperty('channel');
    await patch(DEFAULT_POLICIES);
    await queued(world, id, { from }, 'hans');
  });

  it('say before they are set how many channels they would forbid', async () => {
    await connect('ida');
    const { channels, forbidden } = (await report()).reach;
    expect([channels > 0, forbidden]).toEqual([true, 0]);
    const weighed = await ask('POST', `${POLICIES}/weigh`, { hosts: ['*.elsewhere.example'] });
    expect(weighed).toEqual({ status: 200, body: { reach: { channels, forbidden: channels } } });
    expect((await report()).policies.hosts).toEqual([]);
    expect(await ask('POST', `${POLICIES}/weigh`, { hosts: ['no dot'] })).toMatchObject({ status: 400 });
  });

  it('are weighed with a look at the server that is filled in, which stands in nobody’s way', async () => {
    const weigh = (host: string, port: 465 | 587) => {
      const wish = { companyServer: { server: serverAt(host, port), username: 'full-address' } };
      return ask('POST', `${POLICIES}/weigh`, wish);
    };
    expect((await weigh(HOST, 587)).body).toMatchObject({ server: { trouble: null } });
    const { status, body } = await weigh('nowhere.firma.example', 587);
    expect(status).toBe(200);
    expect(body).toMatchObject({ server: { trouble: { kind: 'name-not-found' } } });
    const companyServer = { server: serverAt('nowhere.firma.example', 587), username: 'full-address' } as const;
    expect((await patch({ companyServer })).status).toBe(200);
  });

  it('narrow what a channel may do, wherever that is shown', async () => {
    const id = idOf(await connect('jan'));
    await patch({ messagesPerMinute: 7, recipientsPerDay: 200 });
    const limits = { messagesPerMinute: 7, recipientsPerDay: 200 };
    expect((await ask('GET', `/api/channels/${id}`, undefined, 'jan')).body).toMatchObject({ channel: { limits } });
    expect((await ask('GET', `/api/channels/${id}/usage`, undefined, 'jan')).body).toMatchObject({ limits });
    await patch({ messagesPerMinute: 70 });
    expect((await ask('GET', `/api/channels/${id}/usage`, undefined, 'jan')).body).toMatchObject({
      limits: { messagesPerMinute: 50 },
    });
  });

  it('leave out of the recommendations what is not allowed, say why, and put the company’s server first', async () => {
    const recommend = async () =>
      (await ask('POST', '/api/recommendations', { emailAddress: 'kai@gmail.com', accountType: 'gmail' }, 'kai'))
        .body as {
        recommendations: { server: { host: string }; username: string; reason: string }[];
        withheld: unknown;
      };
    expect(await recommend()).toMatchObject({ recommendations: [{ reason: 'account-type' }], withheld: null });
    await patch({
      hosts: [HOST],
      companyServer: { server: serverAt(HOST, 587), username: 'local-part' },
    });
    expect(await recommend()).toMatchObject({
      recommendations: [{ reason: 'organisation', server: { host: HOST }, username: 'kai' }],
      withheld: { providerId: 'gmail', because: { policy: 'hosts', allowed: { hosts: [HOST] } } },
    });
  });
});
