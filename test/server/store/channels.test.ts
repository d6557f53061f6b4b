import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { engines } from './engines.ts';
import { ADA, SEALED, storeOn, type Store } from './fixtures.ts';

describe.each(engines)('channels on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());

  it('come back as they were saved', async () => {
    const channel = await store.channel({}, { messagesPerMinute: 30, messageBytes: 1_000 });
    expect(await store.channels.find(ADA, channel.id)).toEqual(channel);
    expect(await store.channels.list(ADA)).toContainEqual(channel);
  });

  it('are one for an owner, a login and a sender, however it is spelled', async () => {
    const channel = await store.channel();
    const spelled = { ...channel, username: channel.username.toUpperCase() };
    const another = { channel: { ...spelled, id: randomUUID() }, occasion: 'connect' as const };
    expect(await store.channels.save(another, SEALED, [], 1)).toBe('outdated');
    expect((await store.channels.findSame(ADA, spelled))?.id).toBe(channel.id);
    const alias = { name: 'Vertrieb', address: 'vertrieb@firma.example' };
    const besides = { channel: { ...channel, id: randomUUID(), sender: alias }, occasion: 'connect' as const };
    expect(await store.channels.save(besides, SEALED, [], 1)).toBe('kept');
  });

  it('share a mailbox, with its limits, by whatever name they know its server', async () => {
    const channel = await store.channel({ server: { host: 'smtp.gmail.com', port: 465, security: 'tls' } });
    const server = { ...channel.server, host: 'smtp.googlemail.com' };
    expect((await store.channels.findSame(ADA, { ...channel, server }))?.id).toBe(channel.id);
    const bo = { ...channel, server, id: randomUUID(), owner: { ...ADA, objectId: 'bo' } };
    await store.channels.save({ channel: bo, occasion: 'connect' }, SEALED, [], 1);
    expect(await store.channels.find(bo.owner, bo.id)).toEqual(bo);
    await store.usage.report(bo.id, [{ id: randomUUID(), at: 1, recipients: 7 }], 1);
    expect((await store.usage.ofChannel(channel.id, 1)).usage.reportedInDay).toBe(7);
  });

  it('are only their owner’s', async () => {
    const channel = await store.channel();
    const stranger = { ...ADA, tenantId: 'other' };
    expect(await store.channels.find(stranger, channel.id)).toBeNull();
    expect(await store.channels.change(stranger, channel.id, { senderName: 'Eve' })).toBeNull();
    expect(await store.channels.findSame(stranger, channel)).toBeNull();
    expect(await store.channels.remove(stranger, channel.id, 1)).toBe('not-found');
  });

  it('stay removed, though a proof of them comes in afterwards', async () => {
    const channel = await store.channel();
    await store.channels.remove(ADA, channel.id, 1);
    expect(await store.channels.save({ channel, occasion: 'new-password' }, SEALED, [], 2)).toBe('outdated');
    expect(await store.channels.find(ADA, channel.id)).toBeNull();
  });

  it('change the name people see, and nothing else', async () => {
    const channel = await store.channel();
    const renamed = { ...channel, sender: { ...channel.sender, name: 'Ada R.' } };
    expect(await store.channels.change(ADA, channel.id, { senderName: 'Ada R.' })).toEqual(renamed);
  });

  it('keep their credential as it was sealed, and no trace of it once removed', async () => {
    const channel = await store.channel();
    const rows = () =>
      store.db
        .selectFrom('channels')
        .select(['credential', 'credential_key_id'])
        .where('id', '=', channel.id)
        .execute();
    expect(await rows()).toEqual([{ credential: SEALED.text, credential_key_id: SEALED.keyId }]);
    await store.channels.remove(ADA, channel.id, 1);
    expect(await rows()).toEqual([]);
  });
});
