import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { engines } from './engines.ts';
import { ADA, LEASE, storeOn, type Store } from './fixtures.ts';

const EVE = { tenantId: 'firma', objectId: 'eve' };

describe.each(engines)('an owner with no place left, on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());

  it('is passed over, and the next one is not', async () => {
    await store.message(await store.channel({ owner: EVE }), 1);
    const id = await store.message(await store.channel(), 2);
    expect(await store.outbox.nextDueAt([EVE])).toBe(2);
    const opening = await store.outbox.openConversation(10, randomUUID(), 10 + LEASE, [EVE]);
    expect(opening?.messages[0]?.id).toBe(id);
    expect(await store.outbox.openConversation(10, randomUUID(), 10 + LEASE, [EVE, ADA])).toBeNull();
    expect(await store.outbox.nextDueAt([EVE, ADA])).toBeNull();
    expect((await store.begun(10)).conversation.channel.owner).toEqual(EVE);
  });
});
