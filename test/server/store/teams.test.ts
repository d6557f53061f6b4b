import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel, Kept, Owner } from '../../../src/domain/channel.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { createBoard } from '../../../src/server/store/board.ts';
import { createPeople } from '../../../src/server/store/people.ts';
import { engines } from './engines.ts';
import { ADA, CHIEF, LEASE, refusal, SEALED, storeOn, type Store } from './fixtures.ts';

const BOB: Owner = { tenantId: 'firma', objectId: 'bob' };
const CLEO: Owner = { tenantId: 'firma', objectId: 'cleo' };
const DOMAIN = 'firma.example';
const OTHER = 'firma-nord.example';
const KEY = { ...SEALED, mark: 'the key' };

describe.each(engines)('a team’s channel on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  let team: DeliveryChannel;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  beforeEach(async () => {
    await store.clear();
    for (const domain of [DOMAIN, OTHER])
      await store.sendingDomains.add('firma', { domain, token: domain, createdAt: 0 }, CHIEF);
    team = await store.channel(
      { username: 'key-1', sender: { name: 'Ada', address: 'ada@firma.example' } },
      {},
      'the key',
    );
    expect(await store.sharing.share(ADA, team.id, [DOMAIN, OTHER], CHIEF, 1)).toBe(true);
  });
  afterAll(() => close());

  const member = (owner: Owner, domain = DOMAIN): DeliveryChannel => ({
    ...team,
    id: randomUUID(),
    owner,
    sender: { name: owner.objectId, address: `${owner.objectId}@${domain}` },
    team: { channelId: team.id, domain, by: team.sender, named: [] },
  });
  const join = async (owner: Owner, domain = DOMAIN): Promise<DeliveryChannel> => {
    const channel = member(owner, domain);
    expect(await keep(channel, domain)).toBe('kept');
    return channel;
  };
  const keep = (channel: DeliveryChannel, domain = DOMAIN, opened = KEY): Promise<Kept> =>
    store.channels.save(
      { channel, occasion: 'connect', joins: { domain, credential: opened } },
      { keyId: 'k1', text: `sealed for ${channel.id}`, mark: 'the key' },
      [],
      2,
    );
  const refused = async ({ id }: DeliveryChannel, now: number): Promise<void> => {
    const check = await store.checking.openOf(id, now, now + LEASE);
    if (check === null || check === 'busy' || 'nextAt' in check) throw new Error('It is not tried.');
    await store.checking.failed(check, refusal('password-rejected'), null, now);
    await store.outbox.endConversation(check.conversation, now);
  };

  it('is a channel of the colleague’s own in the team’s mailbox, and the team’s administrator sees who has it', async () => {
    const bobs = await join(BOB);
    expect(await store.shown(bobs)).toMatchObject({
      owner: BOB,
      sender: { address: 'bob@firma.example' },
      team: { channelId: team.id, domain: DOMAIN, by: { name: 'Ada', address: 'ada@firma.example' }, named: [] },
    });
    const rows = await store.db.selectFrom('channels').select(['mailbox_id', 'credential']).execute();
    expect(new Set(rows.map((row) => row.mailbox_id)).size).toBe(1);
    expect(new Set(rows.map((row) => row.credential)).size).toBe(2);
    expect(await store.sharing.ofOwner(ADA)).toMatchObject([
      {
        channel: { id: team.id, team: null },
        domains: [OTHER, DOMAIN],
        members: [{ id: bobs.id, sender: { address: 'bob@firma.example' }, works: true, joinedAt: 0 }],
      },
    ]);
    expect(await store.sharing.ofOwner(BOB)).toEqual([]);
    expect([(await store.shown(team)).colleagues, (await store.shown(bobs)).colleagues]).toEqual([1, 0]);
  });

  it('is offered in its tenant and by its domains alone', async () => {
    expect((await store.sharing.withDomain('firma', DOMAIN)).map(({ id }) => id)).toEqual([team.id]);
    expect(await store.sharing.withDomain('elsewhere', DOMAIN)).toEqual([]);
    expect(await store.sharing.withDomain('firma', 'sub.firma.example')).toEqual([]);
  });

  it.each<[string, (channel: DeliveryChannel) => Promise<Kept>]>([
    ['by a domain it is not shared with', (channel) => keep(channel, 'sub.firma.example')],
    ['from another tenant', (channel) => keep({ ...channel, owner: { tenantId: 'elsewhere', objectId: 'bob' } })],
    ['with a credential that it has no more', (channel) => keep(channel, DOMAIN, { ...KEY, text: 'before' })],
  ])('is not joined %s', async (_how, save) => {
    expect(await save(member(BOB))).toBe('outdated');
    expect(await store.sharing.changingWith(team.id)).toEqual([]);
  });

  it('is not joined once it is not shared any more', async () => {
    await store.sharing.share(ADA, team.id, [], CHIEF, 2);
    expect(await keep(member(BOB))).toBe('outdated');
  });

  it.each(['hold', 'stop'] as const)('is not joined on a %s, and is when that has ended', async (kept) => {
    if (kept === 'hold') await store.channels.hold(ADA, team.id, 2);
    else await store.channels.stop(ADA, team.id, CHIEF, 2);
    expect(await keep(member(BOB))).toBe('outdated');
    if (kept === 'hold') await store.channels.resume(ADA, team.id, HOUR, 3);
    else await store.channels.endStop(ADA, team.id, CHIEF, 3);
    expect(await keep(member(BOB))).toBe('kept');
  });

  it('is shared by its owner alone, with domains of the tenant’s, and not passed on', async () => {
    const bobs = await join(BOB);
    expect(await store.sharing.share(BOB, team.id, [DOMAIN], CHIEF, 3)).toBe(false);
    expect(await store.sharing.share(BOB, bobs.id, [DOMAIN], CHIEF, 3)).toBe(false);
    expect(await store.sharing.share(ADA, team.id, ['elsewhere.example'], CHIEF, 3)).toBe(false);
    expect(await store.sharing.withDomain('firma', DOMAIN)).toHaveLength(1);
  });

  it('breaks with all of the team’s by one refused login, whoever’s it was', async () => {
    const [bobs, cleos] = [await join(BOB), await join(CLEO)];
    const waiting = await store.message(cleos, 2);
    await refused(bobs, 3);
    for (const one of [team, bobs, cleos])
      expect((await store.shown(one)).health).toMatchObject({
        state: 'broken',
        because: { kind: 'password-rejected' },
      });
    expect(await store.stateOf(waiting)).toBe('held');
    expect(await store.checking.openOf(cleos.id, 4, 4 + LEASE)).toEqual({ nextAt: 3 + HOUR });
  });

  it('breaks with the team’s also where keys were changed between the two', async () => {
    const bobs = await join(BOB);
    await store.db
      .updateTable('channels')
      .set({ credential_mark: 'by a newer key' })
      .where('id', '=', bobs.id)
      .execute();
    await refused(team, 3);
    expect((await store.shown(bobs)).health.state).toBe('broken');
  });

  it('is mended with the team’s in one transaction, each with the new password sealed for itself', async () => {
    const [bobs, cleos] = [await join(BOB), await join(CLEO)];
    await refused(team, 3);
    const waiting = await store.message(bobs, 3);
    const proven = { ...team, health: { state: 'working' as const, since: HOUR }, credentialAt: HOUR, nextCheckAt: 7 };
    const save = (ids: string[]): Promise<Kept> =>
      store.channels.save(
        { channel: proven, occasion: 'new-password' },
        { keyId: 'k2', text: 'new for ada', mark: 'new key' },
        [],
        HOUR,
        ids.map((id) => ({ id, credential: { keyId: 'k2', text: `new for ${id}`, mark: 'new key' } })),
      );
    // Whoever joined meanwhile is not left behind with the old one.
    expect(await save([bobs.id])).toBe('outdated');
    expect((await store.shown(team)).health.state).toBe('broken');
    expect(await save([bobs.id, cleos.id])).toBe('kept');
    for (const one of [team, bobs, cleos])
      expect(await store.shown(one)).toMatchObject({ health: { state: 'working' }, credentialAt: HOUR });
    expect(await store.channels.credentialOf(BOB, bobs.id)).toEqual({
      ...{ keyId: 'k2', text: `new for ${bobs.id}`, mark: 'new key' },
    });
    expect(await store.stateOf(waiting)).toBe('queued');
  });

  it('gets the new password of another channel that its administrator has by that login, keys changed or not', async () => {
    const own = await store.channel(
      { username: 'key-1', sender: { name: 'Ada', address: 'a@firma.example' } },
      {},
      'the key',
    );
    const bobs = await join(BOB);
    await store.db
      .updateTable('channels')
      .set({ credential_mark: 'by a newer key' })
      .where('id', '=', bobs.id)
      .execute();
    expect([...(await store.sharing.changingWith(own.id))].sort()).toEqual([team.id, bobs.id].sort());
    // A colleague's changes nothing.
    expect(await store.sharing.changingWith(bobs.id)).toEqual([]);
    const proven = { ...own, health: { state: 'working' as const, since: HOUR }, credentialAt: HOUR };
    const save = (ids: string[]): Promise<Kept> =>
      store.channels.save(
        { channel: proven, occasion: 'new-password' },
        { keyId: 'k2', text: 'new for ada', mark: 'new key' },
        [],
        HOUR,
        ids.map((id) => ({ id, credential: { keyId: 'k2', text: `new for ${id}`, mark: 'new key' } })),
      );
    expect(await save([team.id])).toBe('outdated');
    expect(await save([team.id, bobs.id])).toBe('kept');
    expect(await store.channels.credentialOf(BOB, bobs.id)).toMatchObject({ text: `new for ${bobs.id}` });
  });

  it('is kept back while the team’s password changes, and goes again with it', async () => {
    const bobs = await join(BOB);
    const waiting = await store.message(bobs, 2);
    await store.channels.hold(ADA, team.id, 3);
    expect(await store.shown(bobs)).toMatchObject({ heldSince: 3, nextCheckAt: null });
    await store.channels.resume(ADA, team.id, HOUR, 4);
    expect(await store.shown(bobs)).toMatchObject({ heldSince: null, nextCheckAt: HOUR });
    await store.channels.hold(ADA, team.id, 5);
    expect(await store.stateOf(waiting)).toBe('held');
    const proven = { ...team, credentialAt: 6, nextCheckAt: HOUR };
    const credential = { keyId: 'k2', text: 'new', mark: 'new key' };
    const members = [{ id: bobs.id, credential }];
    await store.channels.save({ channel: proven, occasion: 'new-password' }, credential, [], 6, members);
    expect(await store.shown(bobs)).toMatchObject({ heldSince: null, nextCheckAt: HOUR });
    expect(await store.stateOf(waiting)).toBe('queued');
  });

  it('is stopped with the team’s, and goes again with it, but where it was stopped by itself', async () => {
    const [bobs, cleos] = [await join(BOB), await join(CLEO)];
    const [waiting, stays] = [await store.message(bobs, 2), await store.message(cleos, 2)];
    await store.channels.stop(CLEO, cleos.id, CHIEF, 3);
    await store.channels.stop(ADA, team.id, CHIEF, 4);
    expect([await store.shown(bobs), await store.shown(cleos)]).toMatchObject([
      { stoppedSince: 4 },
      { stoppedSince: 3 },
    ]);
    expect(await store.stateOf(waiting)).toBe('held');
    expect(await store.open(5)).toBeNull();
    await store.channels.endStop(ADA, team.id, CHIEF, 6);
    expect([await store.shown(bobs), await store.shown(cleos)]).toMatchObject([
      { stoppedSince: null },
      { stoppedSince: 3 },
    ]);
    expect([await store.stateOf(waiting), await store.stateOf(stays)]).toEqual(['queued', 'held']);
  });

  it('is not stopped with a colleague’s', async () => {
    const [bobs, cleos] = [await join(BOB), await join(CLEO)];
    await store.channels.stop(BOB, bobs.id, CHIEF, 3);
    for (const one of [team, cleos]) expect(await store.shown(one)).toMatchObject({ stoppedSince: null });
  });

  it('is not let go by a colleague’s proof of what it has', async () => {
    const bobs = await join(BOB);
    const waiting = await store.message(bobs, 2);
    const credential = await store.channels.credentialOf(BOB, bobs.id);
    if (credential === null) throw new Error('It has no credential.');
    await store.channels.hold(ADA, team.id, 3);
    const again = { channel: { ...bobs, nextCheckAt: HOUR }, occasion: 'again' as const };
    expect(await store.channels.save(again, credential, [], 4)).toBe('kept');
    expect(await store.shown(bobs)).toMatchObject({ heldSince: 3, nextCheckAt: null });
    expect(await store.stateOf(waiting)).toBe('held');
  });

  it('goes with the domain it was joined by, and its waiting mail is dropped', async () => {
    const [bobs, cleos] = [await join(BOB), await join(CLEO, OTHER)];
    const [gone, stays] = [await store.message(bobs, 2), await store.message(cleos, 2)];
    expect(await store.sharing.share(ADA, team.id, [OTHER], CHIEF, 3)).toBe(true);
    expect(await store.channels.find(BOB, bobs.id)).toBeNull();
    expect(await store.channels.find(CLEO, cleos.id)).not.toBeNull();
    expect([await store.stateOf(gone), await store.stateOf(stays)]).toEqual(['dropped', 'queued']);
  });

  it('is told of before it goes with the team’s: how many, and how much waits in them', async () => {
    const [bobs, cleos] = [await join(BOB), await join(CLEO)];
    await store.message(team, 2);
    for (const one of [bobs, cleos, cleos]) await store.message(one, 2);
    const { channels } = await createBoard(store.db).page(
      'firma',
      { ending: [], forbidden: [] },
      {
        show: 'all',
        find: '',
        after: null,
        limit: 9,
      },
    );
    expect(channels.map((one) => [one.personId, one.waiting, one.colleagues, one.colleaguesWaiting])).toEqual([
      ['ada', 1, 2, 3],
      ['bob', 1, 0, 0],
      ['cleo', 2, 0, 0],
    ]);
    const people = createPeople(store.db);
    expect(await people.factsOf(ADA)).toMatchObject({ waitingCount: 1, colleagues: 2, colleaguesWaiting: 3 });
    expect(await people.factsOf(BOB)).toMatchObject({ waitingCount: 1, colleagues: 0, colleaguesWaiting: 0 });
  });

  it('goes with the team’s channel, and a colleague’s alone when that one leaves', async () => {
    const [bobs, cleos] = [await join(BOB), await join(CLEO)];
    const waiting = await store.message(cleos, 2);
    expect(await store.channels.remove(BOB, bobs.id, 3)).toBe('removed');
    expect(await store.sharing.changingWith(team.id)).toEqual([cleos.id]);
    expect(await store.channels.remove(ADA, team.id, 4)).toBe('removed');
    expect(await store.channels.find(CLEO, cleos.id)).toBeNull();
    expect(await store.stateOf(waiting)).toBe('dropped');
    expect(await store.sharing.withDomain('firma', DOMAIN)).toEqual([]);
  });
});
