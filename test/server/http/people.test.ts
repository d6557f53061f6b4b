import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exportReply } from '../../../src/contract/people.ts';
import type { Message } from '../../../src/contract/shapes.ts';
import { DAY } from '../../../src/domain/instant.ts';
import { ADMIN, connectRequest, draft, linesOf, PASSWORD, queued, SENDER, startWorld, type World } from '../world.ts';

const SALES = { name: 'Sales', address: 'sales@firma.example' };
/** Whose mailbox it is. */
const BEA = { name: 'Bea Lamp', preferred_username: SALES.address };
const PEOPLE = '/api/organisation/people';
type Method = 'GET' | 'POST' | 'DELETE';

describe('a person who leaves', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());

  const ask = async (method: Method, url: string, rep = ADMIN, claims = {}) => {
    const reply = await world.server.app.inject({ method, url, headers: await world.as(rep, claims) });
    return { status: reply.statusCode, body: reply.json<unknown>(), text: reply.body };
  };
  async function connect(rep: string, sender = SALES): Promise<string> {
    const request = connectRequest({ username: `${rep}@firma.example`, sender });
    const last = (await linesOf(world, '/api/channels', request, rep)).at(-1);
    if (last === undefined || !('channel' in last)) throw new Error(JSON.stringify(last));
    return last.channel.id;
  }
  const write = (rep: string, channelId: string, subject = 'Only between us'): Promise<string> =>
    queued(world, channelId, { from: SALES, subject }, rep);

  it('is shown to an administrator before: what waits, and not a word of it', async () => {
    await write('ada', await connect('ada'));
    await connect('bea');
    await ask('GET', '/api/me', 'ada', { name: 'Ada Reimer' });
    await ask('GET', '/api/me', 'bea', BEA);
    const { body, text } = await ask('GET', `${PEOPLE}/ada`);
    expect(body).toEqual({
      person: { name: 'Ada Reimer', address: SENDER.address },
      channels: [{ id: expect.any(String), sender: SALES, providerId: 'custom', host: 'smtp.firma.example' }],
      waiting: [{ from: SALES.address, recipients: 1, state: 'queued', queuedAt: expect.any(Number), sendAt: null }],
      waitingCount: 1,
      underWay: 0,
      records: 0,
      colleagues: 0,
      colleaguesWaiting: 0,
      successors: [{ personId: 'bea', person: { name: 'Bea Lamp', address: SALES.address }, sender: SALES }],
    });
    for (const secret of ['Only between us', 'kim@kunde.example', PASSWORD]) expect(text).not.toContain(secret);
    expect(await ask('GET', `${PEOPLE}/nobody`)).toMatchObject({ status: 404 });
  });

  it('goes when it was said what becomes of the mail, and not before', async () => {
    for (const query of ['', '?mail=keep', '?mail=hand-over', '?mail=hand-over&to='])
      expect(await ask('DELETE', `${PEOPLE}/ada${query}`)).toMatchObject({ status: 400 });
    expect(await ask('DELETE', `${PEOPLE}/ada?mail=hand-over&to=ada`)).toMatchObject({ status: 400 });
    expect(await ask('DELETE', `${PEOPLE}/ada?mail=hand-over&to=cleo`)).toMatchObject({
      status: 422,
      body: { failure: { kind: 'sender-not-allowed', address: SALES.address } },
    });
    expect(await ask('DELETE', `${PEOPLE}/ada?mail=hand-over&to=bea`)).toEqual(
      expect.objectContaining({ status: 200, body: { channels: 1, messages: 1, underWay: 0 } }),
    );
    const { messages } = (await ask('GET', '/api/messages', 'bea')).body as { messages: Message[] };
    expect(messages).toMatchObject([{ subject: 'Only between us', state: 'held', handedOver: true }]);
    const [{ id, channelId } = { id: '', channelId: '' }] = messages;
    const unproven = { failure: { kind: 'sender-unproven', address: SALES.address } };
    // Of whom the token says another name by now, nobody says that she may write so.
    for (const url of [`/api/messages/${id}/release`, `/api/channels/${channelId}/held/release`])
      expect(await ask('POST', url, 'bea')).toMatchObject({ status: 422, body: unproven });
    expect(await ask('POST', `/api/messages/${id}/release`, 'bea', BEA)).toMatchObject({
      ...{ status: 200, body: { message: { state: 'queued', handedOver: false } } },
    });
    const channels = await ask('GET', '/api/channels', 'ada');
    expect(channels.body).toEqual({ channels: [] });
    expect(await ask('DELETE', `${PEOPLE}/ada?mail=drop`)).toMatchObject({ status: 404 });
    // Of all that was asked, what was done is noted.
    const mail = { kind: 'hand-over', to: 'bea' };
    const what = {
      kind: 'person-removed',
      personId: 'ada',
      person: { name: 'Ada Reimer', address: SENDER.address },
      successor: { name: 'Bea Lamp', address: SALES.address },
      addresses: [SALES.address],
      colleagues: 0,
      messages: 1,
      mail,
    };
    const { body: log } = await ask('GET', '/api/organisation/audit');
    expect(log).toEqual({
      entries: [
        {
          ...{ id: expect.any(Number), at: expect.any(Number) },
          by: expect.objectContaining({ objectId: ADMIN }),
          what,
        },
      ],
      next: null,
    });
  });

  it('with a token that still counts finds nothing, sends nothing, and may begin anew', async () => {
    const channelId = await connect('dora');
    const id = await write('dora', channelId);
    await ask('DELETE', `${PEOPLE}/dora?mail=drop`);
    const again = { channelId, draft: draft({ from: SALES }) };
    const headers = { ...(await world.as('dora')), 'idempotency-key': id };
    const reply = await world.server.app.inject({ method: 'POST', url: '/api/messages', headers, payload: again });
    expect(reply.statusCode).toBe(404);
    expect(await ask('GET', '/api/messages', 'dora')).toMatchObject({ body: { messages: [] } });
    expect(await connect('dora')).not.toBe(channelId);
    const { body } = await ask('GET', `${PEOPLE}/dora`);
    expect(body).toMatchObject({ person: { address: SENDER.address } });
  });

  describe('or stays, and', () => {
    it('takes along everything as one file, without a credential', async () => {
      const channelId = await connect('emil', { ...SENDER, address: 'emil@firma.example' });
      const headers = await world.as('emil');
      const ids = [];
      for (const subject of ['One', 'Two "quoted"'])
        ids.push(
          await queued(world, channelId, { from: { name: '', address: 'emil@firma.example' }, subject }, 'emil'),
        );
      const reply = await world.server.app.inject({ url: '/api/me/export', headers });
      expect(reply.headers).toMatchObject({
        'content-type': expect.stringContaining('application/json'),
        'content-disposition': 'attachment; filename="postlane.json"',
      });
      // By the contract every moment is a text.
      const file = exportReply.parse(reply.json());
      expect(reply.body).not.toMatch(/[:,[]\d{13}\D/);
      expect(file).toMatchObject({
        person: { tenantId: 'firma', objectId: 'emil', name: null, address: SENDER.address },
        channels: [{ channel: { id: channelId, username: 'emil@firma.example' }, breaks: [] }],
      });
      expect(file.messages.map(({ id }) => id).sort()).toEqual(ids.sort());
      expect(file.messages.map(({ subject }) => subject).sort()).toEqual(['One', 'Two "quoted"']);
      for (const secret of [PASSWORD, 'sealed', 'credentialMark']) expect(reply.body).not.toContain(secret);
      expect(await ask('GET', '/api/me/export', 'nobody')).toMatchObject({ body: { channels: [], messages: [] } });
    });

    it('deletes everything, twice if need be', async () => {
      const channelId = await connect('fritz');
      await world.server.app.inject({
        method: 'POST',
        url: '/api/messages',
        headers: {
          ...(await world.as('fritz', { preferred_username: SALES.address })),
          'idempotency-key': '6f1d2c3b-4a59-4687-9788-96a5b4c3d2e1',
        },
        payload: { channelId, draft: draft({ from: SALES }), sendAt: Date.now() + DAY },
      });
      expect((await ask('DELETE', '/api/me', 'fritz')).body).toEqual({ channels: 1, messages: 1, underWay: 0 });
      expect((await ask('GET', '/api/me/export', 'fritz')).body).toMatchObject({ channels: [], messages: [] });
      expect((await ask('DELETE', '/api/me', 'fritz')).body).toEqual({ channels: 0, messages: 0, underWay: 0 });
    });

    it('does not delete what an administrator has paused', async () => {
      const channelId = await connect('gerd');
      await world.server.app.inject({
        method: 'POST',
        url: `/api/organisation/channels/${channelId}/pause`,
        headers: await world.as(ADMIN),
      });
      expect(await ask('DELETE', '/api/me', 'gerd')).toMatchObject({
        status: 409,
        body: { failure: { kind: 'conflict', reason: 'an administrator has paused it' } },
      });
    });
  });
});
