import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel } from '../../../src/domain/channel.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { operators } from './engines.ts';
import { ADA, failedBy, LEASE, refusal, SEALED, storeOn, type Store } from './fixtures.ts';

const because = refusal('password-rejected');
const OTHER = { ...ADA, objectId: 'bo' };

describe.each(operators)('held mail on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  let channel: DeliveryChannel;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  beforeEach(async () => {
    await store.clear();
    channel = await store.channel();
  });
  afterAll(() => close());

  const breakAt = async (now: number): Promise<void> =>
    void (await store.settle(await store.taken(now), failedBy(because), { state: 'held', because }, now));
  const mend = (now: number) =>
    store.channels.save({ channel, occasion: 'new-password' }, { keyId: 'k1', text: 'new' }, [], now);
  const states = (ids: readonly string[]) => Promise.all(ids.map(store.stateOf));
  const held = async () => (await store.channels.find(ADA, channel.id))?.held;

  it('goes by itself when it is no older than a day, in its order, and waits for a word when it is', async () => {
    const old = await store.message(channel, 1);
    await breakAt(2);
    const scheduled = await store.message(channel, 3, undefined, 3 * DAY);
    const fresh = [await store.message(channel, DAY), await store.message(channel, DAY + 1)];
    await mend(2 * DAY);
    expect(await states([old, scheduled, ...fresh])).toEqual(['held', 'queued', 'queued', 'queued']);
    expect(await held()).toBe(1);
    const { messages } = await store.begun(2 * DAY);
    expect(messages.map(({ id }) => id)).toEqual(fresh);
    expect(await store.history.of(ADA, channel.id)).toMatchObject([
      { because, noticedBy: 'mail', until: 2 * DAY, mendedBy: 'rep', waited: 4 },
    ]);
  });

  it('that is old is sent or dropped one by one, or all at once, by its owner’s word alone', async () => {
    const ids = [await store.message(channel, 1), await store.message(channel, 1), await store.message(channel, 1)];
    await breakAt(2);
    expect(await store.heldMail.release(ADA, channel.id, null, 3)).toBeNull();
    await mend(2 * DAY);
    expect(await store.heldMail.release(OTHER, channel.id, null, 2 * DAY)).toBeNull();
    expect(await store.messages.drop(ADA, ids[0] ?? '', 2 * DAY)).toBe('done');
    expect(await store.heldMail.release(ADA, channel.id, null, 2 * DAY)).toBe(2);
    expect(await states(ids)).toEqual(['dropped', 'queued', 'queued']);
    expect((await store.begun(2 * DAY)).messages).toHaveLength(2);
    expect(await store.heldMail.drop(ADA, channel.id, 2 * DAY)).toBe(0);
  });

  it('that is dropped all at once leaves no content', async () => {
    const ids = [await store.message(channel, 1), await store.message(channel, 1)];
    await breakAt(2);
    await mend(2 * DAY);
    expect(await store.heldMail.drop(ADA, channel.id, 2 * DAY)).toBe(2);
    expect(await states(ids)).toEqual(['dropped', 'dropped']);
    expect(await store.db.selectFrom('contents').select('id').execute()).toEqual([]);
  });

  describe('while the rep changes the password', () => {
    it('is all there is: nothing leaves, nothing logs in, and what comes is held', async () => {
      const id = await store.message(channel, 1);
      expect(await store.channels.hold(ADA, channel.id, 2)).toBe(true);
      const later = await store.message(channel, 3);
      expect(await states([id, later])).toEqual(['held', 'held']);
      expect(await store.open(DAY)).toBeNull();
      expect(await store.channels.find(ADA, channel.id)).toMatchObject({
        ...{ health: { state: 'working' }, heldSince: 2, held: 2, nextCheckAt: null },
      });
      expect(await store.messages.release(ADA, id, null, 4)).toBe('not-now');
    });

    it('goes again with the new one, and the history knows it was planned', async () => {
      const id = await store.message(channel, 1);
      await store.channels.hold(ADA, channel.id, 2);
      await mend(HOUR);
      expect(await store.stateOf(id)).toBe('queued');
      expect((await store.channels.find(ADA, channel.id))?.heldSince).toBeNull();
      expect(await store.history.of(ADA, channel.id)).toMatchObject([
        { since: 2, because: null, noticedBy: null, until: HOUR, mendedBy: 'rep', waited: 1 },
      ]);
    });

    it('goes again with the old one when it was not changed after all', async () => {
      const id = await store.message(channel, 1);
      await store.channels.hold(ADA, channel.id, 2);
      expect(await store.channels.resume(ADA, channel.id, 6 * HOUR, 3)).toBe(true);
      expect(await store.channels.find(ADA, channel.id)).toMatchObject({ heldSince: null, nextCheckAt: 6 * HOUR });
      expect((await store.taken(3)).id).toBe(id);
    });

    it('is held back by a conversation that goes on no longer than what it had begun', async () => {
      await store.message(channel, 1);
      const { conversation } = await store.begun(2);
      const next = await store.message(channel, 2);
      await store.channels.hold(ADA, channel.id, 3);
      expect(await store.outbox.more(conversation, 4)).toBe('over');
      await store.outbox.endConversation(conversation, 5, 6 * HOUR);
      expect(await store.stateOf(next)).toBe('held');
      expect((await store.channels.find(ADA, channel.id))?.nextCheckAt).toBeNull();
    });

    it('stays where it is when a message is put off meanwhile, and breaks nothing', async () => {
      const id = await store.message(channel, 1);
      const taken = await store.taken(2);
      await store.channels.hold(ADA, channel.id, 3);
      const failure = refusal('temporarily-unavailable', 'mail', 451);
      await store.settle(taken, failedBy(failure), { state: 'queued', dueAt: 9, because: failure }, 4);
      expect(await store.stateOf(id)).toBe('held');
      expect((await store.channels.find(ADA, channel.id))?.health.state).toBe('working');
    });

    it('stays kept back when it mended meanwhile, and a look that began before says so too', async () => {
      const look = { ...channel, health: { state: 'working' as const, since: 4 }, nextCheckAt: DAY };
      const id = await store.message(channel, 1);
      await store.channels.hold(ADA, channel.id, 3);
      expect(await store.channels.save({ channel: look, occasion: 'check' }, SEALED, [], 4)).toBe('kept');
      expect(await store.channels.find(ADA, channel.id)).toMatchObject({ heldSince: 3, nextCheckAt: null });
      expect(await store.stateOf(id)).toBe('held');
    });

    it('stays kept back when what was on its way breaks the channel, and that mends by itself', async () => {
      const id = await store.message(channel, 1);
      const taken = await store.taken(2);
      // Out of reach for who keeps it back: it has begun to leave.
      await store.settling.handOver(taken, null, 2);
      await store.channels.hold(ADA, channel.id, 3);
      const because = refusal('smtp-auth-off-for-tenant');
      await store.settle(taken, failedBy(because), { state: 'held', because }, 4);
      expect(await store.channels.find(ADA, channel.id)).toMatchObject({ health: { state: 'broken' }, heldSince: 3 });
      expect(await store.channels.resume(ADA, channel.id, 9, 5)).toBe(true);

      const check = await store.checking.open(DAY, DAY + LEASE, []);
      if (check === null) throw new Error('The channel does not test itself.');
      const { conversation } = check;
      const mended = { ...conversation.channel, health: { state: 'working' as const, since: DAY }, nextCheckAt: null };
      expect(await store.channels.save({ channel: mended, occasion: 'check' }, conversation.credential, [], DAY)).toBe(
        'kept',
      );
      await store.outbox.endConversation(conversation, DAY);

      expect(await store.channels.find(ADA, channel.id)).toMatchObject({
        ...{ health: { state: 'working' }, heldSince: 3, nextCheckAt: null },
      });
      expect(await store.stateOf(id)).toBe('held');
      expect(await store.history.of(ADA, channel.id)).toMatchObject([
        { because: null, until: null },
        { because: { kind: 'smtp-auth-off-for-tenant' }, mendedBy: 'check' },
        { because: null, mendedBy: 'other-cause' },
      ]);
      await store.channels.resume(ADA, channel.id, 3 * DAY, 2 * DAY);
      expect((await store.channels.find(ADA, channel.id))?.heldSince).toBeNull();
    });

    it('breaks nothing that is broken, and resumes nothing that is not held', async () => {
      await store.message(channel, 1);
      await breakAt(2);
      await store.channels.hold(ADA, channel.id, 3);
      await store.channels.resume(ADA, channel.id, 9, 4);
      expect(await store.channels.find(ADA, channel.id)).toMatchObject({
        health: { state: 'broken' },
        heldSince: null,
      });
      expect(await store.channels.hold(OTHER, channel.id, 5)).toBe(false);
    });
  });

  it('knows the rule of the password, and forgets a day with the password it was named for', async () => {
    const change = (expiryRule: { on: string } | { everyDays: number } | null) =>
      store.channels.change(ADA, channel.id, { expiryRule });
    expect((await change({ on: '2026-12-05' }))?.expiryRule).toEqual({ on: '2026-12-05' });
    expect((await change({ everyDays: 90 }))?.expiryRule).toEqual({ everyDays: 90 });
    expect((await change(null))?.expiryRule).toBeNull();
    await store.channels.save({ channel, occasion: 'connect' }, SEALED, [], 1);
    expect(await store.channels.change(ADA, channel.id, {})).toMatchObject({ expiryRule: null });
  });
});
