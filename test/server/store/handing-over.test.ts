import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel, Owner } from '../../../src/domain/channel.ts';
import { DAY, MINUTE } from '../../../src/domain/instant.ts';
import type { Policies } from '../../../src/domain/policies.ts';
import { success } from '../../../src/domain/result.ts';
import { createLeaving } from '../../../src/server/store/leaving.ts';
import { createPeople } from '../../../src/server/store/people.ts';
import { createPolicies } from '../../../src/server/store/policies.ts';
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

  let theirs: DeliveryChannel;
  beforeEach(async () => {
    theirs = await store.channel({ owner: BEA, sender: { name: 'Bea', address: 'sales@firma.example' } });
    await store.prove(theirs);
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
    expect(await store.messages.release(BEA, id, null, 3)).toBe('done');
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
    expect(await store.heldMail.release(BEA, theirs.id, null, 5)).toBe(1);
    await store.channels.hold(BEA, theirs.id, 6);
    await store.channels.resume(BEA, theirs.id, DAY, 7);
    expect(await store.stateOf(id)).toBe('queued');
  });

  it('what may have arrived as what may have arrived', async () => {
    const id = await store.message(channel, 1);
    const taken = await store.underWay(2);
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
      const team = { channelId: shared.id, domain: PROOF.domain, by: shared.sender, named: [] };
      const member = await store.channel({ owner: BEA, username: shared.username, sender: theirs.sender, team });
      await store.prove(member, MINUTE);
      return member;
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

  describe('only to who may write as that address', () => {
    const MALLORY: Owner = { ...ADA, objectId: 'mallory' };
    const TO_MALLORY = { kind: 'hand-over', to: 'mallory' } as const;
    const refused = { cannotSendFrom: SALES.address };
    const offered = async (): Promise<string[]> =>
      ((await people.factsOf(ADA))?.successors ?? []).map(({ personId }) => personId).sort();
    let id: string;
    let mallorys: DeliveryChannel;
    beforeEach(async () => {
      id = await store.message(channel, 1);
      mallorys = await store.channel({ owner: MALLORY, sender: SALES });
    });

    it('and not to who only called a login of an own server so', async () => {
      expect(await offered()).toEqual(['bea']);
      expect(await leaving.remove(ADA, TO_MALLORY, 2, BY_CHIEF)).toEqual(refused);
      expect(await store.messages.find(ADA, id)).toMatchObject({ state: 'queued', channelId: channel.id });
      // What a code proved of one mailbox says nothing of another.
      const elsewhere = await store.channel({ owner: BEA, sender: SALES });
      await store.channels.remove(BEA, theirs.id, 2);
      expect(await offered()).toEqual([]);
      expect(await leaving.remove(ADA, TO_BEA, 2, BY_CHIEF)).toEqual(refused);
      await store.prove(elsewhere, MINUTE);
      expect(await leaving.remove(ADA, TO_BEA, 3, BY_CHIEF)).toMatchObject({ messages: 1 });
    });

    it('by the channel that may, where there is another', async () => {
      await store.channels.remove(BEA, theirs.id, 2);
      for (const createdAt of [1, 3]) await store.channel({ owner: BEA, sender: SALES, createdAt });
      const may = await store.channel({ owner: BEA, sender: SALES, createdAt: 2 });
      await store.prove(may, MINUTE);
      expect(await leaving.remove(ADA, TO_BEA, 3, BY_CHIEF)).toMatchObject({ messages: 1 });
      expect(await store.messages.find(BEA, id)).toMatchObject({ channelId: may.id });
    });

    it('be it an address that everybody may write as', async () => {
      const domain = { domain: 'firma.example', token: '', createdAt: 0 };
      await store.sendingDomains.add(ADA.tenantId, domain, CHIEF);
      await store.sendingDomains.prove(ADA.tenantId, domain.domain, CHIEF, 1);
      await store.sendingDomains.name(ADA.tenantId, domain.domain, 'sales@firma.example', CHIEF, 1);
      expect(await offered()).toEqual(['bea', 'mallory']);
      expect(await leaving.remove(ADA, TO_MALLORY, 2, BY_CHIEF)).toMatchObject({ messages: 1 });
      await store.sendingDomains.unname(ADA.tenantId, domain.domain, 'sales@firma.example', CHIEF, 3);
      expect(await store.messages.release(MALLORY, id, null, 4)).toBe('unproven');
    });

    it('and not where an administrator stopped the channel', async () => {
      await store.channels.stop(BEA, theirs.id, CHIEF, 2);
      expect(await offered()).toEqual([]);
      expect(await leaving.remove(ADA, TO_BEA, 3, BY_CHIEF)).toEqual(refused);
    });

    it('and not where the organisation forbids the channel', async () => {
      const forbid = (before: Policies) => success({ ...before, hosts: ['mail.firma.example'] });
      await createPolicies(store.db).change(ADA.tenantId, CHIEF, forbid, 2);
      expect(await offered()).toEqual([]);
      expect(await leaving.remove(ADA, TO_BEA, 3, BY_CHIEF)).toEqual(refused);
    });

    it('as the token at hand says, and not the last one, before anything goes', async () => {
      const called = (address: string) => store.directory.note(MALLORY, { name: 'Mallory', address });
      await called('mallory@firma.example');
      expect(await offered()).toEqual(['bea']);
      await called('sales@firma.example');
      expect(await offered()).toEqual(['bea', 'mallory']);
      expect(await leaving.remove(ADA, TO_MALLORY, 2, BY_CHIEF)).toMatchObject({ messages: 1 });
      for (const own of [null, 'mallory@firma.example']) {
        expect(await store.messages.release(MALLORY, id, own, 3)).toBe('unproven');
        expect(await store.heldMail.release(MALLORY, mallorys.id, own, 3)).toBe('unproven');
      }
      expect(await store.messages.find(MALLORY, id)).toMatchObject({ state: 'held', handedOver: true });
      expect(await store.open(4)).toBeNull();
      expect(await store.heldMail.release(MALLORY, mallorys.id, 'Sales@firma.example', 5)).toBe(1);
      expect((await store.taken(5)).id).toBe(id);
    });
  });

  it('to nobody of another organisation', async () => {
    await store.message(channel, 1);
    const elsewhere = { tenantId: 'elsewhere', objectId: 'eve' };
    await store.prove(await store.channel({ owner: elsewhere, sender: SALES }));
    expect(await leaving.remove(ADA, { kind: 'hand-over', to: 'eve' }, 2, BY_CHIEF)).toEqual({
      cannotSendFrom: SALES.address,
    });
  });
});
