import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel } from '../../../src/domain/channel.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { json } from '../../../src/server/store/tables.ts';
import { operators } from './engines.ts';
import { ADA, refusal, SEALED, storeOn, type Store } from './fixtures.ts';

describe.each(operators)('a password of several channels, on $name,', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  beforeEach(() => store.clear());
  afterAll(() => close());

  it('that its rep is about to change is kept back in all of that rep’s channels, and in no other’s', async () => {
    const username = 'verkauf@firma.example';
    const named = (name: string) => ({ username, sender: { name, address: `${name}@firma.example` } });
    const bob = { tenantId: 'firma', objectId: 'bob' };
    const [one, other] = [await store.channel(named('a'), {}, 'old'), await store.channel(named('b'), {}, 'old')];
    const theirs = await store.channel({ ...named('c'), owner: bob }, {}, 'old');
    const another = await store.channel(named('d'), {}, 'another');
    const waiting = await store.message(other, 1);
    await store.channels.hold(one.owner, one.id, 2);
    for (const held of [one, other]) expect(await store.shown(held)).toMatchObject({ heldSince: 2, nextCheckAt: null });
    for (const goes of [theirs, another]) expect(await store.shown(goes)).toMatchObject({ heldSince: null });
    expect(await store.stateOf(waiting)).toBe('held');
    expect(await store.history.of(other.owner, other.id)).toMatchObject([{ because: null, until: null, waited: 1 }]);
    await store.channels.resume(other.owner, other.id, HOUR, 3);
    for (const goes of [one, other])
      expect(await store.shown(goes)).toMatchObject({ heldSince: null, nextCheckAt: HOUR });
    expect(await store.stateOf(waiting)).toBe('queued');
  });

  describe('or is changed by its rep,', () => {
    const username = 'verkauf@firma.example';
    const named = (name: string) => ({ username, sender: { name, address: `${name}@firma.example` } });
    const NEW = { keyId: 'k1', text: 'sealed anew', mark: 'new' };
    /** Takes the new password for one of them, with what is sealed for these. */
    const renewed = async (channel: DeliveryChannel, along: readonly string[], now: number) =>
      store.channels.save(
        {
          channel: { ...(await store.shown(channel)), ...WORKS, credentialAt: now, heldSince: null },
          occasion: 'new-password',
        },
        NEW,
        [],
        now,
        along.map((id) => ({ id, credential: { ...NEW, text: `sealed for ${id}` } })),
      );
    const WORKS = { health: { state: 'working', since: 5 }, nextCheckAt: HOUR } as const;

    it('is given once, to all of that rep’s channels that have the login, kept back or broken', async () => {
      const [one, kept] = [await store.channel(named('a'), {}, 'old'), await store.channel(named('b'), {}, 'old')];
      await store.channels.change(ADA, kept.id, { expiryRule: { on: '2026-12-31' } });
      const bob = { tenantId: 'firma', objectId: 'bob' };
      const theirs = await store.channel({ ...named('c'), owner: bob }, {}, 'old');
      const another = await store.channel(named('d'), {}, 'another');
      const waiting = await store.message(kept, 1);
      await store.channels.hold(one.owner, one.id, 2);
      const broken = await store.channel({ ...named('e'), nextCheckAt: 1 }, {}, 'old');
      await store.failedLook(refusal('password-rejected'));

      const along = await store.sharing.changingWith(one.id);
      expect([...along].sort()).toEqual([kept.id, broken.id].sort());
      expect(await renewed(one, [kept.id], 5)).toBe('outdated');
      expect(await renewed(one, along, 5)).toBe('kept');
      for (const mended of [one, kept, broken])
        expect(await store.shown(mended)).toMatchObject({
          ...WORKS,
          heldSince: null,
          credentialAt: 5,
          expiryRule: null,
        });
      expect(await store.channels.credentialOf(ADA, kept.id)).toEqual({ ...NEW, text: `sealed for ${kept.id}` });
      expect(await store.stateOf(waiting)).toBe('queued');
      // Nobody else is given what this rep typed.
      expect((await store.shown(theirs)).health).toMatchObject({
        state: 'broken',
        because: { kind: 'password-rejected' },
      });
      for (const other of [theirs, another]) expect(await store.shown(other)).toMatchObject({ credentialAt: 0 });
    });

    it('is given to all of them when the server has another name since the last version', async () => {
      const [one, other] = [await store.channel(named('a'), {}, 'old'), await store.channel(named('b'), {}, 'old')];
      await store.channels.hold(one.owner, one.id, 2);
      const broken = await store.channel({ ...named('c'), nextCheckAt: 1 }, {}, 'old');
      const waiting = await Promise.all([one, other, broken].map((channel) => store.message(channel, 1)));
      await store.failedLook(refusal('password-rejected'));
      await store.db
        .updateTable('mailboxes')
        .set({ host: 'as-it-was-called.firma.example' })
        .where('username', '=', username)
        .execute();

      const along = await store.sharing.changingWith(one.id);
      expect([...along].sort()).toEqual([other.id, broken.id].sort());
      expect(await renewed(one, along, 5)).toBe('kept');
      for (const mended of [one, other, broken])
        expect(await store.shown(mended)).toMatchObject({ ...WORKS, heldSince: null, credentialAt: 5 });
      for (const id of waiting) expect(await store.stateOf(id)).toBe('queued');
      // What the next look at the others proves brings them into one mailbox again.
      expect(await store.sharing.changingWith(one.id)).toEqual([]);
      expect(await store.sharing.changingWith(other.id)).toEqual([broken.id]);
    });

    it('lets nothing be looked at that is broken by what no login shows to be over', async () => {
      const [one, other] = [await store.channel(named('a'), {}, 'old'), await store.channel(named('b'), {}, 'old')];
      await store.channels.hold(one.owner, one.id, 2);
      await store.db
        .updateTable('channels')
        .set({ broken_because: json<DeliveryFailure | null>(refusal('sender-blocked', 'mail')) })
        .where('id', '=', other.id)
        .execute();
      expect(await renewed(one, [other.id], 5)).toBe('kept');
      expect(await store.shown(other)).toMatchObject({
        ...{ heldSince: null, nextCheckAt: null },
        health: { state: 'broken', because: { kind: 'sender-blocked' } },
      });
    });

    it('or not after all, goes on with what there is in all of them', async () => {
      const [one, other] = [await store.channel(named('a'), {}, 'old'), await store.channel(named('b'), {}, 'old')];
      const waiting = await store.message(other, 1);
      await store.channels.hold(one.owner, one.id, 2);
      const again = { ...(await store.shown(one)), ...WORKS, heldSince: null };
      expect(await store.channels.save({ channel: again, occasion: 'again' }, SEALED, [], 5)).toBe('kept');
      expect(await store.shown(other)).toMatchObject({ heldSince: null, nextCheckAt: HOUR });
      expect(await store.stateOf(waiting)).toBe('queued');
    });

    it('whose place a sign-in takes, waits on in the others: a sign-in is good for one', async () => {
      const [one, other] = [await store.channel(named('a'), {}, 'old'), await store.channel(named('b'), {}, 'old')];
      await store.channels.hold(one.owner, one.id, 2);
      const grant = { keyId: 'k1', text: 'grant' };
      const signedIn = { ...(await store.shown(one)), ...WORKS, heldSince: null };
      const sealed = { keyId: 'k1', text: 'by sign-in', grant };
      expect(await store.channels.save({ channel: signedIn, occasion: 'new-password' }, sealed, [], 5)).toBe('kept');
      expect(await store.shown(other)).toMatchObject({ heldSince: 2, nextCheckAt: null });
    });
  });
});
