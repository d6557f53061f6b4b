import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel } from '../../../src/domain/channel.ts';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { engines } from './engines.ts';
import { ADA, SEALED, failedBy, refusal, storeOn, type Store } from './fixtures.ts';

describe.each(engines)('mail with a time of its own, on $name', ({ open }) => {
  let store: Store;
  let channel: DeliveryChannel;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());
  beforeEach(async () => {
    channel = await store.channel();
  });

  const scheduled = (sendAt: number | null) => store.message(channel, HOUR, ['kim@kunde.example'], sendAt);
  const reschedule = (id: string, sendAt: number | null, now = HOUR) => store.messages.reschedule(ADA, id, sendAt, now);
  const times = async (id: string) => {
    const record = await store.messages.find(ADA, id);
    return record && { sendAt: record.sendAt, dueAt: record.dueAt };
  };

  it('leaves at that time, and not before', async () => {
    const id = await scheduled(2 * HOUR);
    expect(await times(id)).toEqual({ sendAt: 2 * HOUR, dueAt: 2 * HOUR });
    expect(await store.open(2 * HOUR - 1)).toBeNull();
    expect((await store.taken(2 * HOUR)).id).toBe(id);
  });

  it('does not keep other mail of its mailbox waiting', async () => {
    const later = await scheduled(2 * HOUR);
    const now = await scheduled(null);
    expect((await store.taken(HOUR)).id).toBe(now);
    await store.messages.drop(ADA, later, HOUR);
  });

  it('leaves at another time when its owner says so', async () => {
    const id = await scheduled(2 * HOUR);
    expect(await reschedule(id, 3 * HOUR)).toBe('done');
    expect(await times(id)).toEqual({ sendAt: 3 * HOUR, dueAt: 3 * HOUR });
    expect(await store.open(2 * HOUR)).toBeNull();
    expect((await store.taken(3 * HOUR)).id).toBe(id);
  });

  it('leaves at once when its owner says so, with all patience', async () => {
    const id = await scheduled(null);
    const because = refusal('recipient-deferred', 'rcpt', 450);
    const putOff = { state: 'queued' as const, dueAt: 3 * HOUR, because };
    await store.settle(await store.taken(HOUR), failedBy(because), putOff, HOUR);
    expect(await reschedule(id, null, 2 * HOUR)).toBe('done');
    expect(await times(id)).toEqual({ sendAt: null, dueAt: 2 * HOUR });
    expect(await store.taken(2 * HOUR)).toMatchObject({ id, attempts: 1, tryingSince: 2 * HOUR });
  });

  it('keeps its time while its channel is broken, and is due when that is mended', async () => {
    const breaking = await scheduled(null);
    const id = await scheduled(2 * HOUR);
    const because = refusal('password-rejected');
    const taken = await store.taken(HOUR);
    expect(taken.id).toBe(breaking);
    await store.settle(taken, failedBy(because), { state: 'held', because }, HOUR);
    expect(await reschedule(id, 4 * HOUR, HOUR)).toBe('done');
    expect(await times(id)).toEqual({ sendAt: 4 * HOUR, dueAt: null });
    await store.channels.save({ channel, occasion: 'new-password' }, SEALED, [], HOUR + MINUTE);
    expect(await times(id)).toEqual({ sendAt: 4 * HOUR, dueAt: 4 * HOUR });
    await store.channels.remove(ADA, channel.id, HOUR);
  });

  it('is nobody else’s to put off, nor anyone’s once it is on its way', async () => {
    const id = await scheduled(null);
    const bo = { tenantId: 'firma', objectId: 'bo' };
    expect(await store.messages.reschedule(bo, id, 2 * HOUR, HOUR)).toBe('not-found');
    await store.settling.handOver(await store.taken(HOUR), null, HOUR);
    expect(await reschedule(id, 2 * HOUR)).toBe('not-now');
  });

  it('is listed however much newer mail there is: what waits for its owner, then for its time, then what is over', async () => {
    const late = await scheduled(5 * HOUR);
    const held = await scheduled(3 * HOUR);
    const over = [await scheduled(null), await scheduled(null)];
    const all = [late, held, ...over];
    const set = (id: string, state: 'held' | 'accepted', queued_at: number) =>
      store.db.updateTable('messages').set({ state, queued_at }).where('id', '=', id).execute();
    await set(held, 'held', MINUTE);
    for (const [at, id] of over.entries()) await set(id, 'accepted', HOUR + at);
    const listed = async (limit: number) =>
      (await store.messages.list(ADA, limit)).map(({ id }) => id).filter((id) => all.includes(id));
    expect(await listed(10_000)).toEqual([held, late, ...over.toReversed()]);
    await store.channels.remove(ADA, channel.id, HOUR);
  });

  it('is shown to wait for the end of its mailbox’s pause', async () => {
    const soon = await scheduled(null);
    const late = await scheduled(5 * HOUR);
    await store.db
      .updateTable('mailboxes')
      .set({ paused_until: 3 * HOUR })
      .where('username', '=', channel.username)
      .execute();
    expect([await times(soon), await times(late)]).toEqual([
      { sendAt: null, dueAt: 3 * HOUR },
      { sendAt: 5 * HOUR, dueAt: 5 * HOUR },
    ]);
    const listed = (await store.messages.list(ADA, 50)).find(({ id }) => id === soon);
    expect(listed?.dueAt).toBe(3 * HOUR);
    await store.channels.remove(ADA, channel.id, HOUR);
  });
});
