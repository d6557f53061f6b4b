import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { json } from '../../../src/server/store/tables.ts';
import { operators } from './engines.ts';
import { ACCEPTED, ADA, failedBy, OK, refusal, storeOn, type Store } from './fixtures.ts';

describe.each(operators)('a message that some recipients have, on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  beforeEach(() => store.clear());
  afterAll(() => close());

  it('goes again for those alone who were put off, and keeps what the others got it by', async () => {
    const channel = await store.channel();
    const id = await store.message(channel, 1, ['a@kunde.example', 'b@kunde.example', 'c@kunde.example']);
    const never = refusal('recipient-refused', 'rcpt', 550);
    const because = refusal('recipient-deferred', 'rcpt', 450);
    const attempt = {
      ...ACCEPTED,
      refused: [
        { recipient: 'a@kunde.example', reply: never.reply, failure: never },
        { recipient: 'b@kunde.example', reply: because.reply, failure: because },
      ],
    };
    await store.settle(await store.taken(2), attempt, { state: 'queued', dueAt: 100, because }, 3);
    expect(await store.messages.find(ADA, id)).toMatchObject({
      state: 'queued',
      reply: OK,
      because,
      recipients: [{ outcome: 'refused' }, { outcome: 'waiting', reply: null }, { outcome: 'accepted' }],
    });
    expect(await store.db.selectFrom('contents').selectAll().execute()).toHaveLength(1);

    const second = await store.taken(100);
    expect(second).toMatchObject({ envelope: { rcptTo: ['b@kunde.example'] }, reachedSome: true });
    const refused = [{ recipient: 'b@kunde.example', reply: never.reply, failure: never }];
    await store.settle(second, { ...failedBy(never), refused }, { state: 'accepted' }, 101);
    expect(await store.messages.find(ADA, id)).toMatchObject({
      state: 'accepted',
      reply: OK,
      because: null,
      recipients: [{ outcome: 'refused' }, { outcome: 'refused', reply: never.reply }, { outcome: 'accepted' }],
    });
    expect(await store.db.selectFrom('contents').selectAll().execute()).toEqual([]);
  });

  it('holds those who were put off when another message broke the channel meanwhile', async () => {
    const channel = await store.channel();
    const because = refusal('recipient-deferred', 'rcpt', 450);
    const attempt = {
      ...ACCEPTED,
      refused: [{ recipient: 'b@kunde.example', reply: because.reply, failure: because }],
    };
    const again = { state: 'queued' as const, dueAt: 100, because };
    const id = await store.message(channel, 1, ['a@kunde.example', 'b@kunde.example']);
    const claimed = await store.taken(2);
    await store.db
      .updateTable('channels')
      .set({ broken_because: json<DeliveryFailure | null>(refusal('password-rejected')) })
      .execute();
    await store.settle(claimed, attempt, again, 3);
    expect(await store.messages.find(ADA, id)).toMatchObject({
      state: 'held',
      recipients: [{ outcome: 'accepted' }, { outcome: 'waiting' }],
    });
  });

  it('is accepted for those who have it when its channel was removed meanwhile', async () => {
    const channel = await store.channel();
    const because = refusal('recipient-deferred', 'rcpt', 450);
    const refused = [{ recipient: 'b@kunde.example', reply: because.reply, failure: because }];
    const id = await store.message(channel, 1, ['a@kunde.example', 'b@kunde.example']);
    const claimed = await store.taken(2);
    await store.channels.remove(ADA, channel.id, 3);
    await store.settle(claimed, { ...ACCEPTED, refused }, { state: 'queued', dueAt: 100, because }, 4);
    expect(await store.messages.find(ADA, id)).toMatchObject({
      state: 'accepted',
      recipients: [{ outcome: 'accepted' }, { outcome: 'refused', reply: because.reply }],
    });
  });

  describe('and that nobody tries again', () => {
    const later = refusal('recipient-deferred', 'rcpt', 450);
    const refused = [{ recipient: 'b@kunde.example', reply: later.reply, failure: later }];
    const restWaits = async () => {
      const channel = await store.channel();
      const id = await store.message(channel, 1, ['a@kunde.example', 'b@kunde.example']);
      const again = { state: 'queued' as const, dueAt: 100, because: later };
      await store.settle(await store.taken(2), { ...ACCEPTED, refused }, again, 3);
      return { channel, id };
    };
    const record = (id: string) => store.messages.find(ADA, id);
    const acceptedForSome = {
      state: 'accepted',
      reply: OK,
      dueAt: null,
      recipients: [{ outcome: 'accepted' }, { outcome: 'refused' }],
    };

    it('is accepted for those who have it when its owner drops it', async () => {
      const { id } = await restWaits();
      await store.messages.drop(ADA, id, 4);
      expect(await record(id)).toMatchObject({ ...acceptedForSome, settledAt: 4 });
      expect(await store.db.selectFrom('contents').selectAll().execute()).toEqual([]);
    });

    it('is accepted for those who have it when its channel is removed', async () => {
      const { channel, id } = await restWaits();
      await store.channels.remove(ADA, channel.id, 4);
      expect(await record(id)).toMatchObject({ ...acceptedForSome, settledAt: 4 });
    });

    it('is accepted for those who have it when its channel is removed during a later attempt in vain', async () => {
      const { channel, id } = await restWaits();
      const claimed = await store.taken(100);
      await store.channels.remove(ADA, channel.id, 101);
      const settlement = { state: 'queued' as const, dueAt: 200, because: later };
      await store.settle(claimed, { ...failedBy(later), refused }, settlement, 102);
      expect(await record(id)).toMatchObject({ ...acceptedForSome, settledAt: 102 });
    });

    it('is accepted for those who have it when its channel is removed and the attempt let go', async () => {
      const { channel, id } = await restWaits();
      const claimed = await store.taken(100);
      await store.channels.remove(ADA, channel.id, 101);
      await store.settling.letGo(claimed, 200, 102);
      expect(await record(id)).toMatchObject({ ...acceptedForSome, settledAt: 102 });
    });
  });

  it('does not say of those who were refused that they have it, when nobody knows of the others', async () => {
    const id = await store.message(await store.channel(), 1, ['kim@kunde.example', 'weg@kunde.example']);
    const because = {
      kind: 'connection-lost' as const,
      stage: 'after-data' as const,
      host: 'h',
      port: 1,
      detail: null,
    };
    const failure = refusal('recipient-refused', 'rcpt', 550);
    const refused = [{ recipient: 'weg@kunde.example', reply: failure.reply, failure }];
    const attempt = { ended: 'uncertain' as const, failure: because, refused };
    await store.settle(await store.taken(2), attempt, { state: 'uncertain', because }, 3);
    expect(await store.messages.drop(ADA, id, 4)).toBe('done');
    expect((await store.messages.find(ADA, id))?.recipients).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'refused', reply: failure.reply },
    ]);
  });

  it('is accepted, by no reply, when its owner says that it arrived', async () => {
    const id = await store.message(await store.channel(), 1);
    const because = {
      kind: 'connection-lost' as const,
      stage: 'after-data' as const,
      host: 'h',
      port: 1,
      detail: null,
    };
    const attempt = { ended: 'uncertain' as const, failure: because, refused: [] };
    await store.settle(await store.taken(2), attempt, { state: 'uncertain', because }, 3);
    expect(await store.messages.drop(ADA, id, 4)).toBe('done');
    expect(await store.messages.find(ADA, id)).toMatchObject({
      state: 'accepted',
      reply: null,
      because: null,
      settledAt: 4,
      recipients: [{ outcome: 'accepted' }],
    });
    expect(await store.db.selectFrom('contents').selectAll().execute()).toEqual([]);
    expect(await store.messages.release(ADA, id, null, 5)).toBe('not-now');
  });
});
