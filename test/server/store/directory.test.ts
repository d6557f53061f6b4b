import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { engines } from './engines.ts';
import { ADA, storeOn, type Store } from './fixtures.ts';

describe.each(engines)('how people are called on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());
  beforeEach(() => store.clear());

  /** Which write the row is of. */
  const written = async () =>
    (await sql<{ xmin: string }>`select xmin::text from people`.execute(store.db)).rows[0]?.xmin;

  it('is as the last token said, also where it says less', async () => {
    expect(await store.directory.nameOf(ADA)).toBeNull();
    await store.directory.note(ADA, { name: 'Ada Lamp', address: 'ada@firma.example' });
    await store.directory.note(ADA, { name: 'Ada Reimer', address: null });
    expect(await store.directory.nameOf(ADA)).toEqual({ name: 'Ada Reimer', address: null });
  });

  it('is not written again while it stays the same', async () => {
    await store.directory.note(ADA, { name: null, address: 'ada@firma.example' });
    const first = await written();
    await store.directory.note(ADA, { name: null, address: 'ada@firma.example' });
    expect(await written()).toBe(first);
    await store.directory.note(ADA, { name: 'Ada', address: 'ada@firma.example' });
    expect(await written()).not.toBe(first);
  });

  it('is written by whoever is first, where two say it at once', async () => {
    const named = { name: 'Ada', address: 'ada@firma.example' };
    await Promise.all(Array.from({ length: 5 }, () => store.directory.note(ADA, named)));
    expect(await store.directory.nameOf(ADA)).toEqual(named);
  });

  it('is forgotten once there is nothing else of them, and not before', async () => {
    const channel = await store.channel();
    for (const objectId of ['ada', 'bea'])
      await store.directory.note({ ...ADA, objectId }, { name: objectId, address: null });
    await store.directory.sweep();
    expect(await store.directory.nameOf({ ...ADA, objectId: 'bea' })).toBeNull();
    expect(await store.directory.nameOf(ADA)).not.toBeNull();
    await store.channels.remove(ADA, channel.id, 1);
    await store.directory.sweep();
    expect(await store.directory.nameOf(ADA)).toBeNull();
  });
});
