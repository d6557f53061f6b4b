import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Forecast, QueuedMessage, UsageReport } from '../../../src/contract/shapes.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { MAY_WAIT } from '../../../src/domain/outbox.ts';
import { connectedChannel, draft, queued, shown, startWorld, type World } from '../world.ts';

/** Nothing leaves here: the server is built and does not deliver. */
describe('what will happen to mail, over HTTP', () => {
  let world: World;
  let channelId: string;
  beforeAll(async () => {
    // The clock of this test's own moments.
    world = await startWorld({}, {}, { clock: Date.now });
    channelId = await connectedChannel(world);
  });
  afterAll(() => world.stop());

  const get = async (url: string, rep?: string) => world.server.app.inject({ url, headers: await world.as(rep) });
  const post = async (url: string, payload: object, rep?: string, id: string = randomUUID()) =>
    world.server.app.inject({
      method: 'POST',
      url,
      headers: { ...(await world.as(rep)), 'idempotency-key': id },
      payload,
    });
  const invalid = (path: string) => ({ failure: { kind: 'invalid-request', faults: [{ path }] } });
  const bcc = ['a@kunde.example', 'b@kunde.example', 'c@kunde.example'].map((address) => ({ name: '', address }));

  describe('a forecast', () => {
    const forecast = (query: string, rep?: string) => get(`/api/channels/${channelId}/forecast?${query}`, rep);

    it('tells when a load leaves, and what is ahead of it', async () => {
      await queued(world, channelId, { bcc });
      const before = Date.now();
      const told = (await forecast('recipients=240&messages=12')).json() as Forecast;
      expect(told).toMatchObject({ messages: 12, recipients: 240, usedInDay: 0, later: null, warnings: [] });
      expect(told.ahead.messages).toBeGreaterThanOrEqual(1);
      expect(told.ahead.recipients).toBeGreaterThanOrEqual(4);
      expect(told.startsAt).toBeGreaterThanOrEqual(before);
      expect(told.doneAt).toBe(told.startsAt);
    });

    it('is for one message, unless it is told otherwise, and for a time to come', async () => {
      const sendAt = Date.now() + HOUR;
      expect((await forecast(`recipients=3&sendAt=${sendAt}`)).json()).toMatchObject({ messages: 1, startsAt: sendAt });
    });

    it.each([
      ['recipients=2&messages=3', 'messages'],
      [`recipients=1&sendAt=${Date.now() + MAY_WAIT + HOUR}`, 'sendAt'],
      ['messages=1', 'recipients'],
      ['recipients=0', 'recipients'],
      ['recipients=100000&messages=10001', 'messages'],
    ])('is refused for %s', async (query, path) => {
      const reply = await forecast(query);
      expect([reply.statusCode, reply.json()]).toMatchObject([400, invalid(path)]);
    });

    it('is told to the channel’s owner alone', async () => {
      expect((await forecast('recipients=1', 'eve')).statusCode).toBe(404);
    });
  });

  describe('mail that left by another way', () => {
    const report = (sent: object[], rep?: string) => post(`/api/channels/${channelId}/usage`, { sent }, rep);
    const usage = async () => ((await get(`/api/channels/${channelId}/usage`)).json() as UsageReport).usage;

    it('counts once it is reported, and once for an id', async () => {
      const now = Date.now();
      const sent = [
        { id: randomUUID(), at: now - HOUR, recipients: 5 },
        { id: randomUUID(), at: now + MINUTE / 2, recipients: 2 },
        { id: randomUUID(), at: now - DAY - 1, recipients: 11 },
      ];
      for (let again = 0; again < 2; again += 1) expect((await report(sent)).statusCode).toBe(204);
      expect(await usage()).toEqual({ messagesInMinute: 1, recipientsInDay: 7, reportedInDay: 7 });
    });

    it('is refused when it says that it left tomorrow', async () => {
      const before = await usage();
      const past = { id: randomUUID(), at: Date.now(), recipients: 1 };
      const reply = await report([past, { ...past, id: randomUUID(), at: Date.now() + 2 * MINUTE }]);
      expect([reply.statusCode, reply.json()]).toMatchObject([400, invalid('sent.1.at')]);
      expect(await usage()).toEqual(before);
    });

    it('is refused when one mail is said to have gone to more than any provider takes', async () => {
      const reply = await report([{ id: randomUUID(), at: Date.now(), recipients: 1_001 }]);
      expect([reply.statusCode, reply.json()]).toMatchObject([400, invalid('sent.0.recipients')]);
    });

    it('is the channel’s owner’s to report', async () => {
      const sent = [{ id: randomUUID(), at: Date.now(), recipients: 1 }];
      expect((await report(sent, 'eve')).statusCode).toBe(404);
    });
  });

  describe('a message', () => {
    const send = (wish: object, id?: string) =>
      post('/api/messages', { channelId, draft: draft({ bcc }), ...wish }, 'ada', id);

    it('is expected to leave at the time it was given', async () => {
      const id = randomUUID();
      const sendAt = Date.now() + DAY;
      expect((await send({ sendAt }, id)).json()).toMatchObject({ state: 'queued', expectedAt: sendAt });
      expect(await shown(world, id)).toMatchObject({ sendAt, dueAt: sendAt });
    });

    it('is expected to leave at once when that time is over', async () => {
      const id = randomUUID();
      const before = Date.now();
      const { expectedAt } = (await send({ sendAt: before - HOUR }, id)).json() as QueuedMessage;
      expect(expectedAt).toBeGreaterThanOrEqual(before);
      expect(expectedAt).toBeLessThanOrEqual(Date.now());
      expect(await shown(world, id)).toMatchObject({ sendAt: null, dueAt: expectedAt });
    });

    it('goes to those of the draft who are named, in the draft’s order and spelling', async () => {
      const id = randomUUID();
      expect((await send({ rcptTo: ['C@Kunde.example', 'kim@kunde.example'] }, id)).statusCode).toBe(202);
      const { recipients } = await shown(world, id);
      expect(recipients.map(({ address }) => address)).toEqual(['kim@kunde.example', 'c@kunde.example']);
    });

    it.each<[string, object]>([
      ['sendAt', { sendAt: Date.now() + MAY_WAIT + HOUR }],
      ['rcptTo.1', { rcptTo: ['kim@kunde.example', 'eve@kunde.example'] }],
      ['rcptTo', { rcptTo: [] }],
    ])('is refused for its %s', async (path, wish) => {
      const reply = await send(wish);
      expect([reply.statusCode, reply.json()]).toMatchObject([400, invalid(path)]);
    });
  });

  describe('a message that waits', () => {
    const reschedule = (id: string, sendAt: number | null, rep?: string) =>
      post(`/api/messages/${id}/reschedule`, { sendAt }, rep);

    it('leaves at another time, or at once after all', async () => {
      const id = await queued(world, channelId);
      const sendAt = Date.now() + HOUR;
      expect((await reschedule(id, sendAt)).json()).toMatchObject({ message: { id, sendAt, dueAt: sendAt } });
      const before = Date.now();
      const { message } = (await reschedule(id, null)).json() as { message: { sendAt: null; dueAt: number } };
      expect(message.sendAt).toBeNull();
      expect(message.dueAt).toBeGreaterThanOrEqual(before);
      expect(message.dueAt).toBeLessThanOrEqual(Date.now());
    });

    it('has no such time more than 30 days ahead, nor once it is dropped, nor by another rep', async () => {
      const id = await queued(world, channelId);
      const far = await reschedule(id, Date.now() + MAY_WAIT + HOUR);
      expect([far.statusCode, far.json()]).toMatchObject([400, invalid('sendAt')]);
      expect((await reschedule(id, null, 'eve')).statusCode).toBe(404);
      await post(`/api/messages/${id}/drop`, {});
      expect((await reschedule(id, null)).statusCode).toBe(409);
    });
  });
});
