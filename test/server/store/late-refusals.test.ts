import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Check } from '../../../src/domain/claimed.ts';
import type { DeliveryChannel } from '../../../src/domain/channel.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { operators } from './engines.ts';
import { ADA, failedBy, LEASE, refusal, SEALED, storeOn, type Store } from './fixtures.ts';

const REFUSED = refusal('password-rejected');
const OFF = refusal('smtp-auth-off-for-mailbox');
const USERNAME = 'verkauf@firma.example';

describe.each(operators)('a refusal that is told late, on $name,', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  beforeEach(() => store.clear());
  afterAll(() => close());

  /** A rep's channel of the one login, with this password: a rep's own change with it, those of others do not. */
  const channel = (name: string, mark: string, changes: Partial<DeliveryChannel> = {}): Promise<DeliveryChannel> => {
    const sender = { name, address: `${name}@firma.example` };
    return store.channel({ owner: { ...ADA, objectId: name }, username: USERNAME, sender, ...changes }, {}, mark);
  };
  const begun = async (): Promise<Check> => {
    const check = await store.checking.open(5, 5 + LEASE, []);
    if (check === null) throw new Error('No channel is to be looked at.');
    return check;
  };
  /** Proves a channel with this password, which the server takes. */
  const proven = async (one: DeliveryChannel, mark: string, now: number): Promise<void> => {
    const working = { ...one, health: { state: 'working' as const, since: now } };
    const sealed = { keyId: 'k1', text: `${mark}, sealed for ${one.id} at ${now}`, mark };
    expect(await store.channels.save({ channel: working, occasion: 'new-password' }, sealed, [], now)).toBe('kept');
  };
  const healthOf = async ({ owner, id }: DeliveryChannel) => (await store.channels.find(owner, id))?.health;

  describe('of a password that was taken meanwhile, through another channel that has it,', () => {
    it('breaks none of them when a look met it, and has that channel looked at soon', async () => {
      const [looked, other] = [await channel('ada', 'p', { nextCheckAt: 1 }), await channel('bo', 'p')];
      const check = await begun();
      await proven(other, 'p', 7);
      await store.checking.failed(check, OFF, 9 * HOUR, 8);
      for (const one of [looked, other]) expect((await healthOf(one))?.state).toBe('working');
      expect((await store.channels.find(ADA, looked.id))?.nextCheckAt).toBe(8);
    });

    it('breaks none of them when mail met it, which goes again', async () => {
      const [sends, other] = [await channel('ada', 'p'), await channel('bo', 'p')];
      const id = await store.message(sends, 1);
      const taken = await store.taken(5);
      await proven(other, 'p', 7);
      await store.settle(taken, failedBy(OFF), { state: 'held', because: OFF }, 8);
      for (const one of [sends, other]) expect((await healthOf(one))?.state).toBe('working');
      expect((await store.taken(9)).id).toBe(id);
    });

    it('breaks none of them, and lets it not rest, when a rep who typed it met it', async () => {
      const one = await channel('ada', 'p');
      await proven(one, 'p', 7);
      await store.refusals.refused(one, 'p', { because: REFUSED, triedAt: 6 }, 8);
      expect((await healthOf(one))?.state).toBe('working');
      expect(await store.refusals.restsUntil(one, 'p', 9)).toBeNull();
    });

    it('breaks them when its login began after that', async () => {
      const one = await channel('ada', 'p');
      await proven(one, 'p', 7);
      await store.refusals.refused(one, 'p', { because: REFUSED, triedAt: 8 }, 9);
      expect((await healthOf(one))?.state).toBe('broken');
    });
  });

  describe('of the password that its channel had before,', () => {
    it('breaks the others that have it still, by a look or by mail, and lets it rest', async () => {
      const [looked, other] = [await channel('ada', 'old', { nextCheckAt: 1 }), await channel('bo', 'old')];
      const check = await begun();
      await proven(looked, 'new', 7);
      await store.checking.failed(check, REFUSED, null, 8);
      await store.outbox.endConversation(check.conversation, 8);
      expect((await healthOf(looked))?.state).toBe('working');
      expect(await healthOf(other)).toMatchObject({ state: 'broken', because: REFUSED });
      expect(await store.refusals.restsUntil(looked, 'old', 9)).toBe(8 + HOUR);

      const third = await channel('cid', 'older');
      await store.message(third, 10);
      const taken = await store.taken(11);
      const fourth = await channel('dan', 'older');
      await proven(third, 'new', 12);
      await store.settle(taken, failedBy(REFUSED), { state: 'held', because: REFUSED }, 13);
      const states = await Promise.all([looked, other, third, fourth].map(healthOf));
      expect(states.map((health) => health?.state)).toEqual(['working', 'broken', 'working', 'broken']);
    });

    it('breaks the others that have it still where they are, though the channel that met it is with another login by now', async () => {
      const [moves, other] = [await channel('ada', 'old'), await channel('bo', 'old')];
      await store.message(moves, 1);
      const taken = await store.taken(5);
      await proven({ ...moves, username: 'ada@firma.example' }, 'new', 7);
      await store.settle(taken, failedBy(REFUSED), { state: 'held', because: REFUSED }, 8);
      expect((await healthOf(moves))?.state).toBe('working');
      expect(await healthOf(other)).toMatchObject({ state: 'broken', because: REFUSED });
      expect(await store.refusals.restsUntil(other, 'old', 9)).toBe(8 + HOUR);
    });

    it('breaks the channel though its mail was kept back while the login was under way', async () => {
      const one = await channel('ada', 'old');
      await store.message(one, 1);
      const taken = await store.taken(5);
      await store.channels.hold(ADA, one.id, 6);
      await store.settle(taken, failedBy(REFUSED), { state: 'held', because: REFUSED }, 8);
      expect(await healthOf(one)).toMatchObject({ state: 'broken', because: REFUSED });
      expect(await store.refusals.restsUntil(one, 'old', 9)).toBe(8 + HOUR);
    });

    it('still counts for the others when one of them is mended with a new one', async () => {
      const [one, other] = [await channel('ada', 'old', { nextCheckAt: 1 }), await channel('bo', 'old')];
      const check = await begun();
      await store.checking.failed(check, REFUSED, null, 6);
      await store.outbox.endConversation(check.conversation, 6);
      await proven(one, 'new', 7);
      expect((await healthOf(one))?.state).toBe('working');
      expect(await healthOf(other)).toMatchObject({ state: 'broken', because: REFUSED });
      expect(await store.checking.openOf(other.id, 8, 8 + LEASE)).toEqual({ nextAt: 6 + HOUR });
      expect(await store.refusals.restsUntil(one, 'old', 8)).toBe(6 + HOUR);
      expect(await store.refusals.restsUntil(one, 'new', 8)).toBeNull();
    });
  });

  it('says nothing of a channel that has no mark and another password by now', async () => {
    const one = await store.channel({ nextCheckAt: 1 });
    const check = await begun();
    await store.channels.save({ channel: one, occasion: 'new-password' }, { ...SEALED, text: 'new' }, [], 6);
    await store.checking.failed(check, REFUSED, null, 7);
    expect((await healthOf(one))?.state).toBe('working');
  });
});
