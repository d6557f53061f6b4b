import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel } from '../../../src/domain/channel.ts';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { engines } from './engines.ts';
import { LEASE, refusal, storeOn, type Store } from './fixtures.ts';

describe.each(engines)('a password that is refused, on $name,', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  beforeEach(async () => {
    for (const table of ['messages', 'conversations', 'channels', 'mailboxes', 'check_turns'] as const)
      await store.db.deleteFrom(table).execute();
  });
  afterAll(() => close());

  const shown = async ({ id, owner }: DeliveryChannel): Promise<DeliveryChannel> => {
    const found = await store.channels.find(owner, id);
    if (found === null) throw new Error('The channel is gone.');
    return found;
  };
  /** Looks at the one channel that is due, and meets this. */
  const failedLook = async (because: DeliveryFailure): Promise<void> => {
    const check = await store.checking.open(2, 2 + LEASE, []);
    if (check === null) throw new Error('No channel is to be looked at.');
    await store.checking.failed(check.conversation, because, null, 3);
    await store.outbox.endConversation(check.conversation, 4);
  };

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

    await failedLook(refusal('password-rejected'));

    for (const one of [tried, same])
      expect((await shown(one)).health).toMatchObject({ state: 'broken', because: { kind: 'password-rejected' } });
    for (const one of [renewed, elsewhere, unmarked]) expect((await shown(one)).health.state).toBe('working');
    expect((await store.messages.find(bob, waiting))?.state).toBe('held');
    expect(await store.history.of(bob, same.id)).toMatchObject([{ noticedBy: 'check', until: null, waited: 1 }]);
    // Nobody tries it again within the hour, by whichever of them.
    expect(await store.checking.openOf(same.id, 5, 5 + LEASE)).toMatchObject({ nextAt: 3 + HOUR });
  });

  it('breaks one channel alone by what is not of the password', async () => {
    const login = { username: 'verkauf@firma.example' };
    await store.channel({ ...login, nextCheckAt: 1 }, {}, 'password');
    const other = await store.channel(
      { ...login, sender: { name: 'Ada', address: 'a@firma.example' } },
      {},
      'password',
    );
    await failedLook(refusal('smtp-auth-off-for-tenant'));
    expect((await shown(other)).health.state).toBe('working');
  });

  it('is tried at its server an hour later at the soonest, by new channels too, and elsewhere at any time', async () => {
    const tried = await store.channel({ nextCheckAt: 1 }, {}, 'old password');
    await failedLook(refusal('password-rejected'));
    const spelled = { server: tried.server, username: tried.username.toUpperCase() };
    expect(await store.channels.restsUntil(spelled, 'old password', 4)).toBe(3 + HOUR);
    expect(await store.channels.restsUntil(spelled, 'old password', 3 + HOUR)).toBeNull();
    expect(await store.channels.restsUntil(spelled, 'new password', 4)).toBeNull();
    expect(
      await store.channels.restsUntil({ ...spelled, username: 'bob@firma.example' }, 'old password', 4),
    ).toBeNull();
  });
});
