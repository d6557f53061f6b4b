import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel, Owner } from '../../../src/domain/channel.ts';
import { DAY } from '../../../src/domain/instant.ts';
import { createLeaving } from '../../../src/server/store/leaving.ts';
import { createPeople } from '../../../src/server/store/people.ts';
import { engines } from './engines.ts';
import { ADA, BY_CHIEF, CHIEF, mark, refusal, storeOn, type Store } from './fixtures.ts';

const BEA: Owner = { ...ADA, objectId: 'bea' };
const SALES = { name: 'Sales', address: 'Sales@firma.example' };
const TO_BEA = { kind: 'hand-over', to: 'bea' } as const;

describe.each(engines)('whoever leaves hands over on $name', ({ open }) => {
  let store: Store;
  let leaving: ReturnType<typeof createLeaving>;
  let people: ReturnType<typeof createPeople>;
  let channel: DeliveryChannel;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    leaving = createLeaving(own.opened.db, mark);
    people = createPeople(own.opened.db);
    close = own.close;
  });
  afterAll(() => close());
  beforeEach(async () => {
    await store.clear();
    channel = await store.channel({ sender: SALES });
  });
  /** One message on the wire, which was claimed with all that waits. */
  const underWay = async (at: number) => {
    const taken = await store.taken(at);
    await store.settling.handOver(taken, null, at);
    return taken;
  };

  let theirs: DeliveryChannel;
  beforeEach(async () => {
    theirs = await store.channel({ owner: BEA, sender: { name: 'Bea', address: 'sales@firma.example' } });
  });

  it('what waits to a colleague who can send it from the same address, there to be decided', async () => {
    const id = await store.message(channel, 1);
    const later = await store.message(channel, 1, ['kim@kunde.example'], DAY);
    expect(await leaving.remove(ADA, TO_BEA, 2, BY_CHIEF)).toEqual({ channels: 1, messages: 2, underWay: 0 });
    expect(await store.open(DAY)).toBeNull();
    for (const one of [id, later])
      expect(await store.messages.find(BEA, one)).toMatchObject({
        ...{ state: 'held', channelId: theirs.id, handedOver: true, from: 'Sales@firma.example' },
      });
    expect(await store.channels.find(BEA, theirs.id)).toMatchObject({ held: 2 });
    expect(await store.messages.release(BEA, id, 3)).toBe('done');
    expect(await store.messages.find(BEA, id)).toMatchObject({ state: 'queued', handedOver: false });
    expect((await store.taken(3)).id).toBe(id);
    expect(await store.messages.drop(BEA, later, 3)).toBe('done');
  });

  it('what no break that is mended lets go by itself', async () => {
    const id = await store.message(channel, 1);
    await leaving.remove(ADA, TO_BEA, 2, BY_CHIEF);
    await store.channels.hold(BEA, theirs.id, 3);
    await store.channels.resume(BEA, theirs.id, DAY, 4);
    expect(await store.stateOf(id)).toBe('held');
    expect(await store.heldMail.release(BEA, theirs.id, 5)).toBe(1);
    await store.channels.hold(BEA, theirs.id, 6);
    await store.channels.resume(BEA, theirs.id, DAY, 7);
    expect(await store.stateOf(id)).toBe('queued');
  });

  it('what may have arrived as what may have arrived', async () => {
    const id = await store.message(channel, 1);
    const taken = await underWay(2);
    const failure = refusal('temporarily-unavailable', 'after-data', 451);
    await store.settle(
      taken,
      { ended: 'uncertain', failure, refused: [] },
      { state: 'uncertain', because: failure },
      3,
    );
    await leaving.remove(ADA, TO_BEA, 4, BY_CHIEF);
    expect(await store.messages.find(BEA, id)).toMatchObject({ state: 'uncertain', channelId: theirs.id });
    expect(await store.messages.drop(BEA, id, 5)).toBe('done');
    expect(await store.stateOf(id)).toBe('accepted');
  });

  describe('to a colleague of a team', () => {
    const PROOF = { domain: 'firma.example', token: '', createdAt: 0, provenAt: 0, lostAt: null };
    const join = async (shared: DeliveryChannel): Promise<DeliveryChannel> => {
      await store.sendingDomains.add(ADA.tenantId, PROOF, CHIEF);
      await store.sharing.share(shared.owner, shared.id, [PROOF.domain], CHIEF, 1);
      await store.channels.remove(BEA, theirs.id, 1);
      const team = { channelId: shared.id, domain: PROOF.domain, by: shared.sender };
      return store.channel({ owner: BEA, username: shared.username, sender: theirs.sender, team });
    };

    it('nothing where the colleague has only what goes with who leaves', async () => {
      const id = await store.message(channel, 1);
      const member = await join(channel);
      expect(await people.factsOf(ADA)).toMatchObject({ successors: [] });
      expect(await leaving.remove(ADA, TO_BEA, 2, BY_CHIEF)).toEqual({ cannotSendFrom: SALES.address });
      expect(await store.stateOf(id)).toBe('queued');
      expect(await store.channels.find(BEA, member.id)).not.toBeNull();
    });

    it('what waits, where the team is somebody else’s', async () => {
      const id = await store.message(channel, 1);
      const member = await join(await store.channel({ owner: { ...ADA, objectId: 'cleo' } }));
      expect(await people.factsOf(ADA)).toMatchObject({ successors: [{ personId: 'bea' }] });
      expect(await leaving.remove(ADA, TO_BEA, 2, BY_CHIEF)).toMatchObject({ messages: 1 });
      expect(await store.messages.find(BEA, id)).toMatchObject({ state: 'held', channelId: member.id });
    });
  });

  it('nothing at all to who cannot send from an address that some of it is from', async () => {
    const own = await store.channel({ sender: { name: 'Ada', address: 'ada@firma.example' } });
    const ids = [await store.message(channel, 1), await store.message(own, 1)];
    const claimed = await store.begun(2);
    expect(await leaving.remove(ADA, TO_BEA, 3, BY_CHIEF)).toEqual({ cannotSendFrom: 'ada@firma.example' });
    expect(await leaving.remove(ADA, { kind: 'hand-over', to: 'cleo' }, 3, BY_CHIEF)).toMatchObject({
      cannotSendFrom: expect.any(String),
    });
    expect(await store.channels.list(ADA)).toHaveLength(2);
    await store.outbox.endConversation(claimed.conversation, 4);
    for (const id of ids) expect(await store.stateOf(id)).toBe('queued');
  });

  it('to nobody of another organisation', async () => {
    await store.message(channel, 1);
    const elsewhere = { tenantId: 'elsewhere', objectId: 'eve' };
    await store.channel({ owner: elsewhere, sender: SALES });
    expect(await leaving.remove(ADA, { kind: 'hand-over', to: 'eve' }, 2, BY_CHIEF)).toEqual({
      cannotSendFrom: SALES.address,
    });
  });
});
