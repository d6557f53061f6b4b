import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { operators } from './engines.ts';
import { ADA, CHIEF, storeOn, type Store } from './fixtures.ts';

describe.each(operators)('a sending domain on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());
  const add = (tenantId: string, domain: string, token = tenantId): Promise<void> =>
    store.sendingDomains.add(tenantId, { domain, token, createdAt: 1 }, CHIEF);

  it('keeps its token when it is named again', async () => {
    await add('firma', 'again.example', 'first');
    await add('firma', 'again.example', 'second');
    expect(await store.sendingDomains.find('firma', 'again.example')).toMatchObject({ token: 'first' });
  });

  it('is lost only when it was proven, and found again by a proof', async () => {
    await add('firma', 'lost.example');
    await store.sendingDomains.lose('firma', 'lost.example', 2);
    expect(await store.sendingDomains.find('firma', 'lost.example')).toMatchObject({ provenAt: null, lostAt: null });
    await store.sendingDomains.prove('firma', 'lost.example', CHIEF, 3);
    await store.sendingDomains.lose('firma', 'lost.example', 4);
    await store.sendingDomains.lose('firma', 'lost.example', 5);
    expect(await store.sendingDomains.find('firma', 'lost.example')).toMatchObject({ provenAt: 3, lostAt: 4 });
    await store.sendingDomains.prove('firma', 'lost.example', CHIEF, 6);
    expect(await store.sendingDomains.find('firma', 'lost.example')).toMatchObject({ provenAt: 6, lostAt: null });
  });

  it('is one organisation’s at a time: whoever proves it has it', async () => {
    for (const tenant of ['firma', 'other']) await add(tenant, 'moved.example');
    await store.sendingDomains.prove('firma', 'moved.example', CHIEF, 2);
    expect(await store.sendingDomains.holderOf('moved.example', 'other')).toMatchObject({ token: 'firma' });
    expect(await store.sendingDomains.holderOf('moved.example', 'firma')).toBeNull();
    await store.sendingDomains.prove('other', 'moved.example', CHIEF, 3);
    expect(await store.sendingDomains.find('firma', 'moved.example')).toMatchObject({ provenAt: null });
    expect(await store.sendingDomains.holderOf('moved.example', 'firma')).toMatchObject({ token: 'other' });
  });

  it('is forgotten by its organisation alone, and not while a channel is shared with it', async () => {
    await add('firma', 'gone.example');
    const channel = await store.channel();
    await store.sharing.share(ADA, channel.id, ['gone.example'], CHIEF, 2);
    expect(await store.sendingDomains.remove('other', 'gone.example', CHIEF, 4)).toBe('unknown');
    expect(await store.sendingDomains.remove('firma', 'gone.example', CHIEF, 4)).toBe('shared');
    await store.sharing.share(ADA, channel.id, [], CHIEF, 3);
    expect(await store.sendingDomains.remove('firma', 'gone.example', CHIEF, 4)).toBe('removed');
    expect(await store.sendingDomains.list('firma')).not.toContainEqual(
      expect.objectContaining({ domain: 'gone.example' }),
    );
  });
});
