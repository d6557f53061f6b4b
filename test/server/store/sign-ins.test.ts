import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Kept, Occasion } from '../../../src/domain/channel.ts';
import { createSignIns } from '../../../src/server/store/sign-ins.ts';
import { engines } from './engines.ts';
import { ADA, SEALED, storeOn, type Store } from './fixtures.ts';

describe.each(engines)('a sign-in that came to its end on $name', ({ open }) => {
  let store: Store;
  let signIns: ReturnType<typeof createSignIns>;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    signIns = createSignIns(store.db);
    close = own.close;
  });
  afterAll(() => close());

  async function ended(): Promise<{ id: string; isThere: () => Promise<boolean> }> {
    const id = randomUUID();
    await signIns.open({ id, service: 'microsoft', transport: 'smtp', loginHint: 'ada', owner: ADA, now: 1 });
    await signIns.grant(id, `hash of ${id}`, SEALED);
    return { id, isThere: async () => (await signIns.findGranted(ADA, `hash of ${id}`, 0)) !== null };
  }
  /** Saves a channel that was proven by it: a new one, or one that there is or was. */
  async function saved(signInId: string, occasion: Occasion, id: string = randomUUID()): Promise<Kept> {
    const channel = { ...(await store.channel()), id, username: `${id}@firma.example` };
    return store.channels.save({ channel, occasion }, { ...SEALED, signInId }, [], 2);
  }

  it('is used up by the channel that gets it, and gives no second one', async () => {
    const { id, isThere } = await ended();
    expect(await saved(id, 'connect')).toBe('kept');
    expect(await isThere()).toBe(false);
    const second = randomUUID();
    expect(await saved(id, 'connect', second)).toBe('sign-in-used');
    expect(await store.channels.find(ADA, second)).toBeNull();
  });

  it('mends a channel once', async () => {
    const { id } = await ended();
    const broken = await store.channel();
    expect(await saved(id, 'new-password', broken.id)).toBe('kept');
    expect(await saved(id, 'new-password', broken.id)).toBe('sign-in-used');
  });

  it('is there still when its channel was not kept', async () => {
    const { id, isThere } = await ended();
    expect(await saved(id, 'new-password')).toBe('outdated');
    expect(await isThere()).toBe(true);
  });

  it('makes one channel of two that come with it at the same moment', async () => {
    const { id } = await ended();
    const both = await Promise.all([saved(id, 'connect'), saved(id, 'connect')]);
    expect(both.sort()).toEqual(['kept', 'sign-in-used']);
  });
});
