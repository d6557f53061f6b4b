import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { DAY, MINUTE } from '../../../src/domain/instant.ts';
import { operators } from './engines.ts';
import { ACCEPTED, ADA, failedBy, refusal, storeOn, type Store } from './fixtures.ts';

describe.each(operators)('the mail of a channel on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  beforeEach(() => store.clear());
  afterAll(() => close());

  describe('whose login is rejected', () => {
    const because = refusal('password-rejected');

    it('breaks the channel and holds its whole queue, at once', async () => {
      const channel = await store.channel();
      const ids = [await store.message(channel, 1), await store.message(channel, 2)];
      const settlement = { state: 'held' as const, because };
      await store.settle(await store.taken(5), failedBy(because), settlement, 6);
      expect(await Promise.all(ids.map(store.stateOf))).toEqual(['held', 'held']);
      expect((await store.channels.find(ADA, channel.id))?.health).toEqual({ state: 'broken', since: 6, because });
      expect(await store.open(DAY)).toBeNull();
      const later = await store.message(channel, 7);
      expect(await store.stateOf(later)).toBe('held');
      expect(await store.messages.release(ADA, later, null, 8)).toBe('not-now');
    });

    it('lets everything go again with the new proof', async () => {
      const channel = await store.channel();
      const id = await store.message(channel, 1);
      const settlement = { state: 'held' as const, because };
      await store.settle(await store.taken(5), failedBy(because), settlement, 6);
      await store.channels.save(
        { channel: { ...channel, verifiedAt: 9 }, occasion: 'new-password' },
        { keyId: 'k1', text: 'new' },
        [],
        9,
      );
      expect((await store.taken(9)).id).toBe(id);
    });

    it('uses up no patience while it is held: mail of last week, let go by a word, goes anew', async () => {
      const channel = await store.channel();
      const ids = [await store.message(channel, 1), await store.message(channel, 2)];
      const settlement = { state: 'held' as const, because };
      await store.settle(await store.taken(5), failedBy(because), settlement, 6);
      const repairedAt = 7 * DAY;
      await store.channels.save({ channel, occasion: 'new-password' }, { keyId: 'k1', text: 'new' }, [], repairedAt);
      expect(await store.heldMail.release(ADA, channel.id, null, repairedAt)).toBe(2);
      for (const id of ids) {
        const again = await store.taken(repairedAt + MINUTE);
        expect(again).toMatchObject({ id, attempts: 1, tryingSince: repairedAt + MINUTE });
        await store.settle(again, ACCEPTED, { state: 'accepted' }, repairedAt + MINUTE);
      }
    });

    it('does not break a channel that was repaired while the old password was being refused', async () => {
      const channel = await store.channel();
      const id = await store.message(channel, 1);
      const claimed = await store.taken(5);
      await store.channels.save({ channel, occasion: 'new-password' }, { keyId: 'k1', text: 'new' }, [], 6);
      const settlement = { state: 'held' as const, because };
      await store.settle(claimed, failedBy(because), settlement, 7);
      expect(await store.stateOf(id)).toBe('queued');
      expect(await store.taken(DAY)).toMatchObject({ id, attempts: 1, tryingSince: DAY });
      expect((await store.channels.find(ADA, channel.id))?.health.state).toBe('working');
    });
  });

  it('is dropped when it is removed, and stays on record', async () => {
    const channel = await store.channel();
    const onTheWire = await store.message(channel, 1);
    const claimed = await store.taken(3);
    const waiting = await store.message(channel, 3);
    expect(await store.channels.remove({ ...ADA, objectId: 'bo' }, channel.id, 4)).toBe('not-found');
    expect(await store.channels.remove(ADA, channel.id, 4)).toBe('removed');
    expect(await store.stateOf(waiting)).toBe('dropped');
    const because = refusal('throttled', 'mail', 451);
    await store.settle(claimed, failedBy(because), { state: 'queued', dueAt: 9, because }, 5);
    expect(await store.stateOf(onTheWire)).toBe('dropped');
    expect(await store.db.selectFrom('contents').selectAll().execute()).toEqual([]);
    expect(await store.db.selectFrom('channels').selectAll().execute()).toEqual([]);
  });

  it('is given up in one go, however much it is', async () => {
    const channel = await store.channel();
    const id = await store.message(channel, 1);
    const many = 70_000;
    await sql`insert into messages (id, tenant_id, object_id, channel_id, mailbox_id, message_id, state, subject,
        mail_from, bytes, queued_at, due_at)
      select gen_random_uuid(), tenant_id, object_id, channel_id, mailbox_id, message_id, state, subject,
        mail_from, bytes, queued_at, due_at from messages, generate_series(2, ${many}::int4) where id = ${id}`.execute(
      store.db,
    );
    await store.channels.remove(ADA, channel.id, 4);
    const { dropped } = await store.db
      .selectFrom('messages')
      .select(({ fn }) => fn.countAll<number>().as('dropped'))
      .where('state', '=', 'dropped')
      .executeTakeFirstOrThrow();
    expect(dropped).toBe(many);
    expect(await store.db.selectFrom('contents').selectAll().execute()).toEqual([]);
  });

  it('keeps why it is uncertain when the channel is removed', async () => {
    const channel = await store.channel();
    const id = await store.message(channel, 1);
    const because = {
      kind: 'connection-lost' as const,
      stage: 'after-data' as const,
      host: 'h',
      port: 1,
      detail: null,
    };
    await store.settle(
      await store.taken(2),
      { ended: 'uncertain', failure: because, refused: [] },
      { state: 'uncertain', because },
      3,
    );
    await store.channels.remove(ADA, channel.id, 4);
    expect(await store.messages.find(ADA, id)).toMatchObject({ state: 'dropped', because, settledAt: 4 });
  });
});
