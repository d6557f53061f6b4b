import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ReplyOf } from '../../../src/contract/endpoints.ts';
import type { Board, Channel } from '../../../src/contract/shapes.ts';
import { ADMIN, connectRequest, linesOf, PASSWORD, queued, SENDER, shown, startWorld, type World } from '../world.ts';

type AuditLog = ReplyOf<'listAudit'>;

const BOARD = '/api/organisation/channels';

describe('the board of an organisation', () => {
  let world: World;
  let ada: string;
  beforeAll(async () => {
    world = await startWorld();
    ada = await connect('ada');
    for (const rep of ['bea', 'cleo']) await connect(rep);
  });
  afterAll(() => world.stop());

  async function connect(rep: string): Promise<string> {
    const address = `${rep}@firma.example`;
    const request = connectRequest({
      providerId: 'microsoft365',
      server: { host: 'smtp.office365.com', port: 587, security: 'starttls' },
      username: address,
      sender: { name: SENDER.name, address },
    });
    const last = (await linesOf(world, '/api/channels', request, rep)).at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(last));
    return last.channel.id;
  }
  const ask = async (method: 'GET' | 'POST' | 'DELETE', url: string, rep = ADMIN) =>
    world.server.app.inject({ method, url, headers: await world.as(rep) });
  const board = async (query = ''): Promise<Board> => (await ask('GET', `${BOARD}${query}`)).json();
  const channelOf = async (rep: string): Promise<Channel | undefined> => {
    const { channels } = (await ask('GET', '/api/channels', rep)).json<{ channels: Channel[] }>();
    return channels[0];
  };

  it('shows what an administrator needs to look after it, and no credential, subject or recipient', async () => {
    const subject = 'Only between us';
    const message = await queued(world, ada, { subject });
    const { channels, next, counts } = await board();
    expect(channels[0]).toEqual({
      id: ada,
      personId: 'ada',
      person: { name: null, address: SENDER.address },
      sender: { name: SENDER.name, address: 'ada@firma.example' },
      providerId: 'microsoft365',
      host: 'smtp.office365.com',
      transport: 'smtp',
      credential: 'password',
      account: null,
      team: null,
      isUnproven: false,
      passwordEndsOn: '2026-12-31',
      broken: null,
      forbiddenBy: null,
      heldSince: null,
      stoppedSince: null,
      waiting: 1,
      colleagues: 0,
      colleaguesWaiting: 0,
      lastUsedAt: null,
    });
    expect([channels.length, next, counts]).toEqual([
      3,
      null,
      { channels: 3, broken: 0, forbidden: 0, ending: 3, endsOn: '2026-12-31' },
    ]);
    const { body } = await ask('GET', BOARD);
    for (const secret of [PASSWORD, subject, 'kim@kunde.example', message]) expect(body).not.toContain(secret);
  });

  it('is shown page by page, in parts, and by how an address begins', async () => {
    const first = await board('?limit=2');
    const second = await board(`?limit=2&after=${encodeURIComponent(first.next ?? '')}`);
    const addresses = [...first.channels, ...second.channels].map(({ sender }) => sender.address);
    expect(addresses).toEqual(['ada@firma.example', 'bea@firma.example', 'cleo@firma.example']);
    expect((await board('?show=broken')).channels).toEqual([]);
    expect((await board('?show=ending&find=CLEO')).channels).toMatchObject([{ personId: 'cleo' }]);
  });

  it('counts and shows those that a policy forbids', async () => {
    const set = async (exchangePasswords: boolean) =>
      world.server.app.inject({
        method: 'PATCH',
        url: '/api/organisation/policies',
        headers: await world.as(ADMIN),
        payload: { exchangePasswords },
      });
    expect((await board('?show=forbidden')).channels).toEqual([]);
    expect((await set(false)).statusCode).toBe(200);
    const { channels, counts } = await board('?show=forbidden&limit=1');
    expect([channels, counts.forbidden]).toMatchObject([[{ id: ada, forbiddenBy: 'exchangePasswords' }], 3]);
    await set(true);
  });

  it.each(['?show=secrets', '?limit=501', '?find=a%0ab', '?after=1/a'])(
    'answers no question such as %s',
    async (query) => {
      expect((await ask('GET', `${BOARD}${query}`)).statusCode).toBe(400);
    },
  );

  it('pauses a channel, which its rep sees and cannot undo, and lets it go again', async () => {
    const id = await connect('dora');
    const url = `${BOARD}/${id}`;
    expect((await ask('POST', `${url}/pause`)).statusCode).toBe(204);
    const paused = await channelOf('dora');
    expect(paused?.stoppedSince).toEqual(expect.any(Number));
    const { channels } = await board('?find=dora');
    expect(channels).toMatchObject([{ stoppedSince: paused?.stoppedSince }]);

    expect((await ask('POST', `/api/channels/${id}/resume`, 'dora')).json()).toMatchObject({
      channel: { stoppedSince: paused?.stoppedSince },
    });
    const removed = await ask('DELETE', `/api/channels/${id}`, 'dora');
    expect([removed.statusCode, removed.json()]).toEqual([
      409,
      { failure: { kind: 'conflict', reason: 'an administrator has paused it' } },
    ]);
    expect(await connect('dora')).toBe(id);
    expect((await channelOf('dora'))?.stoppedSince).toBe(paused?.stoppedSince);

    expect((await ask('POST', `${url}/resume`)).statusCode).toBe(204);
    expect((await channelOf('dora'))?.stoppedSince).toBeNull();
  });

  it('removes a channel, with what waits in it, and keeps nobody from connecting another', async () => {
    const id = await connect('emil');
    const headers = { ...(await world.as('emil')) };
    const reply = await world.server.app.inject({ method: 'POST', url: `/api/channels/${id}/test-message`, headers });
    expect((await ask('DELETE', `${BOARD}/${id}`)).statusCode).toBe(204);
    expect(await channelOf('emil')).toBeUndefined();
    const { id: message } = reply.json<{ id: string }>();
    const asEmil = { server: world.server, as: async () => world.as('emil') };
    expect(await shown(asEmil, message)).toMatchObject({ state: 'dropped' });
    expect(await connect('emil')).not.toBe(id);
  });

  it('notes who did which of it, and nothing that was refused', async () => {
    const id = await connect('fritz');
    const url = `${BOARD}/${id}`;
    const log = async () => (await ask('GET', '/api/organisation/audit')).json<AuditLog>().entries;
    const before = await log();
    expect((await ask('POST', `${url}/pause`, 'fritz')).statusCode).toBe(403);
    expect((await ask('POST', `${BOARD}/00000000-0000-4000-8000-000000000000/pause`)).statusCode).toBe(404);
    expect(await log()).toEqual(before);
    for (const [method, act] of [
      ['POST', `${url}/pause`],
      ['POST', `${url}/resume`],
      ['DELETE', url],
    ] as const)
      expect((await ask(method, act)).statusCode).toBe(204);
    const channel = {
      ...{ personId: 'fritz', address: 'fritz@firma.example' },
      ...{ providerId: 'microsoft365', host: 'smtp.office365.com' },
    };
    const by = expect.objectContaining({ objectId: ADMIN });
    expect((await log()).slice(0, 3)).toEqual(
      [
        { kind: 'channel-removed', channel, colleagues: 0 },
        { kind: 'channel-let-go', channel },
        { kind: 'channel-stopped', channel },
      ].map((what) => ({ id: expect.any(Number), at: expect.any(Number), by, what })),
    );
  });
});
