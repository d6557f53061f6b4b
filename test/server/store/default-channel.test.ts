import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel, Owner } from '../../../src/domain/channel.ts';
import { DEFAULT_LOGIN, DEFAULT_SERVER, SAFE_LIMITS } from '../../../src/domain/default-channel.ts';
import { NO_LIMITS } from '../../../src/domain/limit.ts';
import { createChannels } from '../../../src/server/store/channels.ts';
import { createDefaultChannel } from '../../../src/server/store/default-channel.ts';
import { createLeaving } from '../../../src/server/store/leaving.ts';
import { operators } from './engines.ts';
import { ADA, mark, SEALED, storeOn, type Store } from './fixtures.ts';

const BO: Owner = { ...ADA, objectId: 'bo' };
const RELAY = { mark: 'mark-1', limits: SAFE_LIMITS };
/** As processes wrote it that took the server from the channel. */
const EARLIER = { host: 'old.example.com', port: 587, security: 'starttls' } as const;

describe.each(operators)('the operator’s channel on $name', ({ open }) => {
  let store: Store;
  let relay: ReturnType<typeof createDefaultChannel>;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    relay = createDefaultChannel(own.opened.db, randomUUID, mark);
    close = own.close;
  });
  afterAll(() => close());
  beforeEach(() => store.clear());

  const shared = (changes: Partial<DeliveryChannel> = {}) =>
    store.channel({
      ...{ providerId: 'default-channel', server: DEFAULT_SERVER, username: DEFAULT_LOGIN },
      ...{ sender: { name: 'Ada', address: 'ada@firma.example' }, ...changes },
    });
  const mailboxes = () =>
    store.db.selectFrom('mailboxes').selectAll().where('username', '=', DEFAULT_LOGIN).orderBy('id').execute();
  const found = async ({ owner, id }: DeliveryChannel) => store.channels.find(owner, id);

  it('has one mailbox, with limits, before anybody has a channel and whoever is proven meanwhile', async () => {
    await relay.follow(RELAY, 0);
    await createLeaving(store.db, mark).sweep();
    await shared();
    await relay.follow(
      { ...RELAY, limits: { ...SAFE_LIMITS, relay: { ...SAFE_LIMITS.relay, recipientsPerDay: 7 } } },
      1,
    );
    const late = await shared({ owner: BO });
    await store.channels.save({ channel: late, occasion: 'again' }, SEALED, [], 2);
    expect(await mailboxes()).toMatchObject([{ host: '', limits: { recipientsPerDay: 7 } }]);
  });

  it('has limits where a proof is faster than the start', async () => {
    await shared();
    expect(await mailboxes()).toMatchObject([{ limits: SAFE_LIMITS.relay }]);
  });

  it('allows what the configuration does now, whatever it was proven under, but no more than its server takes at once', async () => {
    const channel = await shared({ limits: { ...NO_LIMITS, messageBytes: 1_000, recipientsPerDay: 1 } });
    const more = createChannels(store.db, randomUUID, NO_LIMITS, { ...SAFE_LIMITS, recipientsPerDayEach: 9 });
    expect(await more.find(ADA, channel.id)).toMatchObject({
      limits: { recipientsPerDay: 9, recipientsPerMessage: 9, messageBytes: 1_000 },
    });
  });

  it('is gathered into that mailbox from where earlier processes had it, with all that waits', async () => {
    const before = await shared({ server: EARLIER });
    const elsewhere = await shared({ owner: BO, server: { ...EARLIER, host: 'older.example.com' } });
    const twice = await shared({ owner: BO, server: EARLIER });
    const waiting = [await store.message(before, 1), await store.message(elsewhere, 1), await store.message(twice, 1)];
    expect(await mailboxes()).toHaveLength(2);
    for (const now of [2, 3]) await relay.follow(RELAY, now);
    expect((await mailboxes()).filter(({ host }) => host === '')).toHaveLength(1);
    const bos = (await store.channels.list(BO)).map(({ id }) => id);
    expect(bos).toHaveLength(1);
    expect((await found(before))?.server).toEqual(DEFAULT_SERVER);
    const rows = await store.db.selectFrom('messages').selectAll().where('id', 'in', waiting).execute();
    const [one] = (await mailboxes()).filter(({ host }) => host === '');
    for (const row of rows)
      expect(row).toMatchObject({
        state: 'queued',
        mailbox_id: one?.id,
        channel_id: row.object_id === 'bo' ? bos[0] : before.id,
      });
    expect(one?.due_at).not.toBeNull();
    // What is empty goes as any other's does.
    await createLeaving(store.db, mark).sweep();
    expect(await mailboxes()).toHaveLength(1);
  });
});
