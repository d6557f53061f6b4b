import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectedChannel, connectRequest, linesOf, queued, SENDER, shown, startWorld, type World } from '../world.ts';

const wrong = { kind: 'password' as const, password: 'wrong-pl4nted' };

describe('channels over HTTP', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());
  const get = async (url: string, rep?: string) => world.server.app.inject({ url, headers: await world.as(rep) });

  it('end the lines with the failure when a step fails, and save nothing', async () => {
    const lines = await linesOf(world, '/api/channels', connectRequest({ credential: wrong }), 'bo');
    expect(lines.at(-2)).toMatchObject({ step: 'auth', outcome: 'failed' });
    expect(lines.at(-1)).toMatchObject({ failure: { kind: 'password-rejected', stage: 'auth', reply: { code: 535 } } });
    expect((await get('/api/channels', 'bo')).json()).toEqual({ channels: [] });
  });

  it('refuse a candidate that cannot be one before any step', async () => {
    const payload = connectRequest({ server: { host: 'localhost', port: 465, security: 'starttls' } });
    const reply = await world.server.app.inject({
      method: 'POST',
      url: '/api/channels',
      headers: await world.as(),
      payload,
    });
    expect(reply.statusCode).toBe(400);
    expect(reply.json()).toMatchObject({
      failure: { faults: [{ path: 'server.host', fault: 'no-dot' }, { path: 'server.security' }] },
    });
  });

  it('mend the channel that is there when the same is connected again', async () => {
    const first = await connectedChannel(world);
    expect(await connectedChannel(world)).toBe(first);
    expect((await get('/api/channels')).json()).toMatchObject({ channels: [{ id: first }] });
  });

  it('belong to one rep: another finds nothing', async () => {
    const id = await connectedChannel(world);
    for (const url of [`/api/channels/${id}`, `/api/channels/${id}/usage`])
      expect((await get(url, 'eve')).statusCode).toBe(404);
  });

  it('show their use against their limits', async () => {
    const id = await connectedChannel(world);
    await queued(world, id);
    expect((await get(`/api/channels/${id}/usage`)).json()).toMatchObject({
      limits: { messagesPerMinute: null },
      usage: { messagesInMinute: 0, recipientsInDay: 0 },
      allowance: { messages: null },
      waiting: 1,
    });
  });

  it('take a new name for the sender, and nothing else', async () => {
    const id = await connectedChannel(world);
    const payload = { sender: { name: 'Ada R.', address: 'chef@firma.example' }, username: 'root' };
    const headers = await world.as();
    const reply = await world.server.app.inject({ method: 'PATCH', url: `/api/channels/${id}`, headers, payload });
    expect(reply.json()).toMatchObject({
      channel: { username: SENDER.address, sender: { name: 'Ada R.', address: SENDER.address } },
    });
  });

  it('are repaired by the five steps with a new password, and stay as they are when it is wrong', async () => {
    const id = await connectedChannel(world);
    const url = `/api/channels/${id}/repair`;
    expect((await linesOf(world, url, { credential: wrong })).at(-1)).toMatchObject({
      failure: { kind: 'password-rejected' },
    });
    expect((await get(`/api/channels/${id}`)).json()).toMatchObject({ channel: { health: { state: 'working' } } });
    const good = await linesOf(world, url, { credential: connectRequest().credential });
    expect(good.at(-1)).toMatchObject({ channel: { id } });
  });

  it('drop what waits in them when they are removed', async () => {
    const id = await connectedChannel(world);
    const message = await queued(world, id);
    const headers = await world.as();
    const remove = () => world.server.app.inject({ method: 'DELETE', url: `/api/channels/${id}`, headers });
    expect((await remove()).statusCode).toBe(204);
    expect((await remove()).statusCode).toBe(404);
    expect(await shown(world, message)).toMatchObject({ state: 'dropped' });
  });

  it('send a test message to their own address', async () => {
    const id = await connectedChannel(world);
    const url = `/api/channels/${id}/test-message`;
    const reply = await world.server.app.inject({ method: 'POST', url, headers: await world.as() });
    expect(reply.statusCode).toBe(202);
    const message = await shown(world, (reply.json() as { id: string }).id);
    expect(message.recipients).toEqual([{ address: SENDER.address, outcome: 'waiting', reply: null }]);
  });
});
