import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel } from '../../../src/domain/channel.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { json } from '../../../src/server/store/tables.ts';
import { operators } from './engines.ts';
import { LEASE, refusal, SEALED, storeOn, type Store } from './fixtures.ts';

describe.each(operators)('a password that is refused, on $name,', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  beforeEach(() => store.clear());
  afterAll(() => close());

  it('breaks every channel that has the refused password for the same login, and no other', async () => {
    const bob = { tenantId: 'firma', objectId: 'bob' };
    const login = { username: 'verkauf@firma.example' };
    const asBob = { ...login, owner: bob };
    const tried = await store.channel({ ...login, nextCheckAt: 1 }, {}, 'old password');
    const same = await store.channel(
      { ...asBob, sender: { name: 'Bob', address: 'bob@firma.example' } },
      {},
      'old password',
    );
    const renewed = await store.channel(
      { ...asBob, sender: { name: 'Bob', address: 'b@firma.example' } },
      {},
      'new password',
    );
    const elsewhere = await store.channel({}, {}, 'old password');
    const unmarked = await store.channel({ ...login, sender: { name: 'Ada', address: 'a@firma.example' } });
    const waiting = await store.message(same, 1);

    await store.failedLook(refusal('password-rejected'));

    for (const one of [tried, same])
      expect((await store.shown(one)).health).toMatchObject({
        state: 'broken',
        because: { kind: 'password-rejected' },
      });
    for (const one of [renewed, elsewhere, unmarked]) expect((await store.shown(one)).health.state).toBe('working');
    expect((await store.messages.find(bob, waiting))?.state).toBe('held');
    expect(await store.history.of(bob, same.id)).toMatchObject([{ noticedBy: 'check', until: null, waited: 1 }]);
    // Nobody tries it again within the hour, by whichever of them.
    expect(await store.checking.openOf(same.id, 5, 5 + LEASE)).toMatchObject({ nextAt: 3 + HOUR });
  });

  it('breaks one channel alone by what no login meets', async () => {
    const login = { username: 'verkauf@firma.example' };
    await store.channel({ ...login, nextCheckAt: 1 }, {}, 'password');
    const other = await store.channel(
      { ...login, sender: { name: 'Ada', address: 'a@firma.example' } },
      {},
      'password',
    );
    await store.failedLook(refusal('sender-blocked', 'mail'));
    expect((await store.shown(other)).health.state).toBe('working');
  });

  describe('or whose login IT has switched off,', () => {
    const OFF = refusal('smtp-auth-off-for-tenant');
    const three = (): Promise<DeliveryChannel[]> =>
      Promise.all(
        ['ada', 'bob', 'cid'].map((objectId) =>
          store.channel(
            {
              ...{ owner: { tenantId: 'firma', objectId }, username: 'verkauf@firma.example', nextCheckAt: 1 },
              sender: { name: objectId, address: `${objectId}@firma.example` },
            },
            {},
            'password',
          ),
        ),
      );

    it('is tried once an hour at the most, through whichever of its channels', async () => {
      const channels = await three();
      let id = 0;
      const tries: number[] = [];
      for (let now = 2; now < 12 * HOUR; now += 5 * MINUTE) {
        for (;;) {
          const check = await store.checking.open(now, now + LEASE, []);
          if (check === null) break;
          tries.push(now);
          // Now the one, now the other has had a moment of its own: by chance, or because its rep asked.
          await store.checking.failed(check, OFF, now + HOUR, now);
          const other = channels[(id += 1) % channels.length];
          await store.db.updateTable('channels').set({ check_at: now }).where('id', '=', String(other?.id)).execute();
          await store.outbox.endConversation(check.conversation, now);
        }
        for (const one of channels) {
          const asked = await store.checking.openOf(one.id, now, now + LEASE);
          if (asked !== null && asked !== 'busy' && 'conversation' in asked) {
            tries.push(now);
            await store.checking.failed(asked, OFF, now + HOUR, now);
            await store.outbox.endConversation(asked.conversation, now);
          }
        }
      }
      expect(tries.length).toBeGreaterThan(8);
      for (const [place, at] of tries.entries()) expect(at - (tries[place - 1] ?? -HOUR)).toBeGreaterThanOrEqual(HOUR);
      for (const one of channels)
        expect((await store.shown(one)).health).toMatchObject({ because: { kind: OFF.kind } });
    });

    it('leaves one broken that is so by what no login shows to be over', async () => {
      const [first, second] = (await three()) as [DeliveryChannel, DeliveryChannel, DeliveryChannel];
      await store.db
        .updateTable('channels')
        .set({ broken_because: json<DeliveryFailure | null>(refusal('sender-blocked', 'mail')), check_at: null })
        .where('id', '=', second.id)
        .execute();
      await store.failedLook(OFF);
      const check = await store.checking.openOf(first.id, 4 + HOUR, 4 + HOUR + LEASE);
      if (check === null || check === 'busy' || 'nextAt' in check) throw new Error('It is not tried.');
      await store.checking.failed(check, OFF, null, 5 + HOUR);
      await store.outbox.endConversation(check.conversation, 5 + HOUR);
      const mended = { ...(await store.shown(first)), health: { state: 'working' as const, since: 6 + HOUR } };
      await store.channels.save({ channel: mended, occasion: 'check' }, SEALED, [], 6 + HOUR);
      expect((await store.shown(second)).health).toMatchObject({
        state: 'broken',
        because: { kind: 'sender-blocked' },
      });
    });

    it('mends all of them by the one login that is taken, and lets their mail go', async () => {
      const [first, second, third] = (await three()) as [DeliveryChannel, DeliveryChannel, DeliveryChannel];
      await store.channels.hold(third.owner, third.id, 1);
      const waiting = await store.message(second, 1);
      await store.failedLook(OFF);
      expect((await store.messages.find(second.owner, waiting))?.state).toBe('held');
      const broken = await store.shown(first);
      const mended = { ...broken, health: { state: 'working' as const, since: HOUR }, nextCheckAt: 6 * HOUR };
      expect(await store.channels.save({ channel: mended, occasion: 'check' }, SEALED, [], HOUR)).toBe('kept');
      for (const one of [second, third])
        expect((await store.shown(one)).health).toMatchObject({ state: 'working', since: HOUR });
      expect(await store.shown(second)).toMatchObject({ heldSince: null, nextCheckAt: 6 * HOUR });
      expect((await store.messages.find(second.owner, waiting))?.state).toBe('queued');
      expect(await store.history.of(second.owner, second.id)).toMatchObject([{ until: HOUR, mendedBy: 'check' }]);
      // What its rep keeps back stays so.
      expect(await store.shown(third)).toMatchObject({ heldSince: 1, nextCheckAt: null });
    });
  });

  it('is tried at its server an hour later at the soonest, by new channels too, and elsewhere at any time', async () => {
    const tried = await store.channel({ nextCheckAt: 1 }, {}, 'old password');
    await store.failedLook(refusal('password-rejected'));
    const spelled = { ...tried, username: tried.username.toUpperCase() };
    expect(await store.refusals.restsUntil(spelled, 'old password', 4)).toBe(3 + HOUR);
    expect(await store.refusals.restsUntil(spelled, 'old password', 3 + HOUR)).toBeNull();
    expect(await store.refusals.restsUntil(spelled, 'new password', 4)).toBeNull();
    expect(
      await store.refusals.restsUntil({ ...spelled, username: 'bob@firma.example' }, 'old password', 4),
    ).toBeNull();
  });

  describe('as a rep typed it,', () => {
    const REFUSED = refusal('password-rejected');

    it('rests, and breaks every channel that has it', async () => {
      const [has, other] = [await store.channel({}, {}, 'old password'), await store.channel({}, {}, 'old password')];
      const waiting = await store.message(has, 1);
      await store.refusals.refused(has, 'old password', { because: REFUSED, triedAt: 5 }, 5);
      expect((await store.shown(has)).health).toMatchObject({ state: 'broken', since: 5 });
      expect(await store.stateOf(waiting)).toBe('held');
      expect((await store.shown(other)).health.state).toBe('working');
      await store.refusals.refused(has, 'mistyped', { because: REFUSED, triedAt: 6 }, 6);
      expect(await store.refusals.restsUntil(has, 'mistyped', 7)).toBe(6 + HOUR);
    });

    it('may be tried again at once where IT has to switch something, if no channel has it', async () => {
      const channel = await store.channel({}, {}, 'another');
      const off = refusal('smtp-auth-off-for-mailbox');
      await store.refusals.refused(channel, 'typed', { because: off, triedAt: 5 }, 5);
      expect(await store.refusals.restsUntil(channel, 'typed', 6)).toBeNull();
      expect((await store.shown(channel)).health.state).toBe('working');
    });

    it('rests though its channel was removed, or got another, and until it is taken', async () => {
      const removed = await store.channel({ nextCheckAt: 1 }, {}, 'old password');
      await store.failedLook(refusal('password-rejected'));
      await store.channels.remove(removed.owner, removed.id, 4);
      expect(await store.refusals.restsUntil(removed, 'old password', 5)).toBe(3 + HOUR);

      const renewed = await store.channel({ nextCheckAt: 1 }, {}, 'old password');
      await store.failedLook(refusal('password-rejected'));
      const working = { ...(await store.shown(renewed)), health: { state: 'working' as const, since: 6 } };
      await store.channels.save(
        { channel: working, occasion: 'new-password' },
        { keyId: 'k1', text: 'new', mark: 'new password' },
        [],
        6,
      );
      expect(await store.refusals.restsUntil(renewed, 'old password', 7)).toBe(3 + HOUR);
      await store.channels.save(
        { channel: working, occasion: 'new-password' },
        { keyId: 'k1', text: 'old', mark: 'old password' },
        [],
        8,
      );
      expect(await store.refusals.restsUntil(renewed, 'old password', 9)).toBeNull();
      await store.refusals.refused(renewed, 'mistyped', { because: REFUSED, triedAt: 10 }, 10);
      await store.refusals.sweep(11);
      expect(await store.db.selectFrom('refusals').selectAll().where('mark', '=', 'mistyped').execute()).toEqual([]);
    });
  });
});
