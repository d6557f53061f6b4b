import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel, Owner } from '../../../src/domain/channel.ts';
import { DEFAULT_LOGIN } from '../../../src/domain/default-channel.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { CODE } from '../../../src/domain/proof-code.ts';
import { createDefaultChannel } from '../../../src/server/store/default-channel.ts';
import { createLeaving } from '../../../src/server/store/leaving.ts';
import { createSenders } from '../../../src/server/store/senders.ts';
import { createSpent } from '../../../src/server/store/spent.ts';
import { operators } from './engines.ts';
import {
  ACCEPTED,
  ADA,
  BY_CHIEF,
  byRep,
  failedBy,
  mark,
  refusal,
  SEALED,
  storeOn,
  chunks,
  type Store,
} from './fixtures.ts';

const DROP = { kind: 'drop' } as const;
const PEOPLE = ['kim@kunde.example', 'lou@kunde.example', 'max@kunde.example'];
const LOST = { kind: 'connection-lost', stage: 'after-data', host: '', port: 0, detail: null } as const;

describe.each(operators)('a rep’s share of the operator’s channel on $name', ({ open }) => {
  let store: Store;
  let relay: ReturnType<typeof createDefaultChannel>;
  let leaving: ReturnType<typeof createLeaving>;
  let close: () => Promise<void>;
  let ada: Owner;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    relay = createDefaultChannel(own.opened.db, randomUUID, mark);
    leaving = createLeaving(own.opened.db, mark);
    close = own.close;
  });
  afterAll(() => close());
  beforeEach(async () => {
    await store.clear();
    ada = { ...ADA, objectId: randomUUID() };
  });

  const shared = (): Promise<DeliveryChannel> =>
    store.channel({ owner: ada, providerId: 'default-channel', username: DEFAULT_LOGIN });
  const used = async (now: number): Promise<number> => (await relay.shareOf(ada, now)).used;
  /** One message on the wire, to so many people. */
  const underWay = async (channel: DeliveryChannel, now: number, people = PEOPLE) => {
    await store.message(channel, now, people);
    const taken = await store.taken(now);
    await store.settling.handOver(taken, null, now);
    return taken;
  };

  it('is no other one for who deletes everything and begins anew, and says nothing of whose it was', async () => {
    const channel = await shared();
    await store.settle(await underWay(channel, HOUR), ACCEPTED, { state: 'accepted' }, HOUR);
    await store.message(channel, HOUR, PEOPLE);
    expect(await used(HOUR)).toBe(6);
    await leaving.remove(ada, DROP, 2 * HOUR, byRep(ada));
    await shared();
    // What waited was never sent.
    expect(await relay.shareOf(ada, 2 * HOUR)).toMatchObject({ used: 3, waiting: 0, nextAt: HOUR + DAY });
    const kept = await store.db.selectFrom('spent').selectAll().execute();
    expect(kept).toEqual([{ who: expect.any(String), count: 3, at: HOUR }]);
    for (const name of Object.values(ada)) expect(JSON.stringify(kept)).not.toContain(name);
    await leaving.remove(ada, DROP, 3 * HOUR, BY_CHIEF);
    expect(await used(3 * HOUR)).toBe(3);
    expect(await used(HOUR + DAY)).toBe(0);
    await createSpent(store.db).sweep(HOUR + DAY);
    expect(await store.db.selectFrom('spent').selectAll().execute()).toEqual([]);
  });

  it('is used up by what was on its way when its rep deleted everything', async () => {
    await underWay(await shared(), 1);
    expect(await leaving.remove(ada, DROP, 2, byRep(ada))).toMatchObject({ underWay: 1 });
    await shared();
    expect(await used(3)).toBe(3);
  });

  it('comes back for who never had the mail that is dropped, and not for who has it or may have it', async () => {
    const channel = await shared();
    const [first = ''] = PEOPLE;
    const later = PEOPLE.slice(1).map((recipient) => {
      const failure = refusal('recipient-deferred', 'rcpt', 450);
      return { recipient, reply: failure.reply, failure };
    });
    const because = refusal('recipient-deferred', 'rcpt', 450);
    const half = await underWay(channel, 1);
    await store.settle(half, { ...ACCEPTED, refused: later }, { state: 'queued', dueAt: HOUR, because }, 2);
    expect(await used(2)).toBe(3);
    expect(await store.messages.drop(ada, half.id, 3)).toBe('done');
    expect(await store.messages.find(ada, half.id)).toMatchObject({
      recipients: [{ address: first, outcome: 'accepted' }, {}, {}],
    });
    expect(await used(3)).toBe(1);
    const unsure = await underWay(channel, 4);
    await store.settle(
      unsure,
      { ended: 'uncertain', failure: LOST, refused: [] },
      { state: 'uncertain', because: LOST },
      5,
    );
    await store.message(channel, 6, PEOPLE);
    expect(await used(6)).toBe(7);
    await store.channels.remove(ada, channel.id, 7);
    expect(await store.stateOf(unsure.id)).toBe('dropped');
    expect(await used(7)).toBe(4);
  });

  it('is used up by whom the relay refused, and not by whom it never heard of', async () => {
    const channel = await shared();
    const refused = refusal('sender-refused', 'mail', 550);
    await store.settle(await underWay(channel, 1), failedBy(refused), { state: 'refused', because: refused }, 2);
    expect(await used(2)).toBe(3);
    const away = { ...LOST, kind: 'connection-timed-out', stage: 'connect' } as const;
    await store.settle(await underWay(channel, 3), failedBy(away), { state: 'refused', because: away }, 4);
    expect(await used(4)).toBe(3);
  });

  it('has room for a message once, however often it comes at once', async () => {
    const channel = await shared();
    const id = randomUUID();
    const message = async () => ({
      ...{ id, owner: ada, channelId: channel.id, messageId: `<${id}@firma.example>`, subject: '', bytes: 12 },
      contentId: await store.contents.keep({ key: SEALED, chunks: chunks('sealed bytes') }, 1),
      envelope: { mailFrom: channel.sender.address, rcptTo: PEOPLE },
      sendAt: null,
    });
    const twice = [await message(), await message()].map((one) => relay.queue(one, 3, 1));
    expect((await Promise.all(twice)).sort()).toEqual(['known', 'queued']);
    expect(await relay.queue({ ...(await message()), id: randomUUID() }, 3, 1)).toBe('over-share');
  });

  it('of codes is no other one either for who deletes everything', async () => {
    const senders = createSenders(store.db, mark);
    const [address, channelId] = ['info@firma.example', randomUUID()];
    for (let count = 0; count < CODE.aDay; count += 1)
      expect(await senders.openCode(ada, channelId, address, 'hash', count * CODE.between)).toBe('opened');
    expect(await leaving.remove(ada, DROP, HOUR, byRep(ada))).toMatchObject({ channels: 0 });
    expect(await senders.tryCode(ada, address, HOUR)).toBeNull();
    expect(await senders.openCode(ada, channelId, address.toUpperCase(), 'hash', HOUR)).toEqual({ nextAt: DAY });
    expect(await senders.openCode(ada, channelId, 'other@firma.example', 'hash', HOUR)).toBe('opened');
    expect(await senders.openCode(ada, channelId, address, 'hash', DAY)).toBe('opened');
  });
});
