import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { operators } from './engines.ts';
import { ADA, LEASE, storeOn, type Store } from './fixtures.ts';

const EVE = { tenantId: 'firma', objectId: 'eve' };

describe.each(operators)('who has no place left, on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());

  it('is passed over, and the next one is not', async () => {
    const eves = { owners: [EVE], hosts: [] };
    await store.message(await store.channel({ owner: EVE }), 1);
    const id = await store.message(await store.channel(), 2);
    expect(await store.outbox.nextDueAt(eves)).toBe(2);
    const opening = await store.outbox.openConversation(10, randomUUID(), 10 + LEASE, eves);
    expect(opening?.messages[0]?.id).toBe(id);
    const all = { owners: [EVE, ADA], hosts: [] };
    expect(await store.outbox.openConversation(10, randomUUID(), 10 + LEASE, all)).toBeNull();
    expect(await store.outbox.nextDueAt(all)).toBeNull();
    expect((await store.begun(10)).conversation.channel.owner).toEqual(EVE);
  });

  it('keeps nobody waiting in a mailbox they share, but for the mail of theirs that is next', async () => {
    const eves = { owners: [EVE], hosts: [] };
    const shared = await store.channel();
    const hers = await store.channel({ owner: EVE, username: shared.username });
    const id = await store.message(shared, 21);
    await store.message(hers, 22);
    expect(await store.outbox.nextDueAt(eves)).toBe(21);
    const opening = await store.outbox.openConversation(30, randomUUID(), 30 + LEASE, eves);
    if (opening === null) throw new Error('Nothing may go.');
    expect(opening.messages).toMatchObject([{ id }]);
    await store.outbox.endConversation(opening.conversation, 31);
    await store.messages.drop(ADA, id, 32);
    expect(await store.outbox.openConversation(40, randomUUID(), 40 + LEASE, eves)).toBeNull();
    expect((await store.begun(40)).conversation.channel.owner).toEqual(EVE);
  });

  it('may be a server: its mailboxes are passed over, however their channels write its name', async () => {
    const busy = { owners: [], hosts: ['slow.example'] };
    await store.message(await store.channel({ server: { host: 'Slow.example', port: 587, security: 'starttls' } }), 51);
    const id = await store.message(await store.channel(), 52);
    expect(await store.outbox.nextDueAt(busy)).toBe(52);
    expect((await store.outbox.openConversation(60, randomUUID(), 60 + LEASE, busy))?.messages).toMatchObject([{ id }]);
    expect(await store.outbox.openConversation(60, randomUUID(), 60 + LEASE, busy)).toBeNull();
    expect((await store.begun(60)).conversation.channel.server.host).toBe('Slow.example');
  });
});
