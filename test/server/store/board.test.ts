import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BoardChannel, BoardPage } from '../../../src/domain/board.ts';
import type { DeliveryChannel } from '../../../src/domain/channel.ts';
import type { ProviderId } from '../../../src/domain/provider.ts';
import { forbiddenAmong, type Alike } from '../../../src/domain/alike.ts';
import { DEFAULT_POLICIES } from '../../../src/domain/policies.ts';
import { success } from '../../../src/domain/result.ts';
import { createBoard } from '../../../src/server/store/board.ts';
import { createPolicies } from '../../../src/server/store/policies.ts';
import { createSenders } from '../../../src/server/store/senders.ts';
import { engines } from './engines.ts';
import { ACCEPTED, CHIEF, mark, refusal, storeOn, type Store } from './fixtures.ts';

const ENDING: ProviderId[] = ['microsoft365', 'google-workspace'];

describe.each(engines)('the board of an organisation on $name', ({ open }) => {
  let store: Store;
  let board: ReturnType<typeof createBoard>;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    board = createBoard(own.opened.db);
    close = own.close;
  });
  afterAll(() => close());

  const of = (tenantId: string, address: string, changes: Partial<DeliveryChannel> = {}): Promise<DeliveryChannel> =>
    store.channel({
      owner: { tenantId, objectId: `id of ${address}` },
      providerId: 'microsoft365',
      username: address,
      sender: { name: `Name of ${address}`, address },
      ...changes,
    });
  const page = (tenantId: string, changes: Partial<BoardPage> = {}, forbidden: readonly Alike[] = []) =>
    board.page(tenantId, { ending: ENDING, forbidden }, { show: 'all', find: '', after: null, limit: 10, ...changes });
  const addresses = async (found: Promise<{ channels: BoardChannel[] }>): Promise<string[]> =>
    (await found).channels.map(({ sender }) => sender.address);

  it('shows each channel: whose, where, how it does, how much waits, and when it was last used', async () => {
    const ada = await of('show', 'ada@firma.example');
    await store.message(ada, 5);
    await store.settle(await store.taken(5), ACCEPTED, { state: 'accepted' }, 7);
    await store.message(ada, 8);
    await store.message(ada, 9, ['kim@kunde.example'], 1_000);
    await of('show', 'bea@firma.example', {
      providerId: 'custom',
      server: { ...ada.server, host: 'mail.firma.example' },
    });
    const { channels, next } = await page('show');
    expect(channels).toEqual([
      {
        id: ada.id,
        personId: 'id of ada@firma.example',
        person: null,
        sender: { name: 'Name of ada@firma.example', address: 'ada@firma.example' },
        providerId: 'microsoft365',
        host: 'smtp.firma.example',
        username: 'ada@firma.example',
        mechanism: 'PLAIN',
        team: null,
        isUnproven: false,
        broken: null,
        forbiddenBy: null,
        heldSince: null,
        stoppedSince: null,
        waiting: 2,
        colleagues: 0,
        colleaguesWaiting: 0,
        lastUsedAt: 7,
      },
      expect.objectContaining({ host: 'mail.firma.example', waiting: 0, lastUsedAt: null }),
    ]);
    expect(next).toBeNull();
    expect(await board.counts('show', ENDING)).toEqual({ channels: 2, broken: 0, ending: 1 });
  });

  it('tells why one is broken by its kind alone: what the server said may name whom the mail was for', async () => {
    const broken = await of('broken', 'cleo@firma.example');
    await of('broken', 'dora@firma.example');
    const id = await store.message(broken, 1);
    const because = refusal('sender-refused', 'mail', 550);
    await store.settle(
      await store.taken(1),
      { ended: 'failed', failure: because, refused: [] },
      { state: 'held', because },
      2,
    );
    expect(await store.stateOf(id)).toBe('held');
    const { channels } = await page('broken', { show: 'broken' });
    expect(channels).toMatchObject([{ id: broken.id, broken: { kind: 'sender-refused', since: 2 }, waiting: 1 }]);
    expect(await board.counts('broken', ENDING)).toMatchObject({ channels: 2, broken: 1 });
  });

  it('shows those on a password that ends, of all providers in one order', async () => {
    await of('end', 'zoe@firma.example');
    await of('end', 'ada@firma.example', { providerId: 'google-workspace' });
    await of('end', 'own@firma.example', { providerId: 'custom' });
    const signedIn = await of('end', 'bea@firma.example');
    const grant = { keyId: 'k1', text: 'grant', grant: { keyId: 'k1', text: 'sealed' } };
    await store.channels.save({ channel: signedIn, occasion: 'new-password' }, grant, [], 1);
    expect(await addresses(page('end', { show: 'ending' }))).toEqual(['ada@firma.example', 'zoe@firma.example']);
    const first = await page('end', { show: 'ending', limit: 1 });
    expect(await addresses(page('end', { show: 'ending', limit: 1, after: first.next }))).toEqual([
      'zoe@firma.example',
    ]);
    expect((await board.counts('end', ENDING)).ending).toBe(2);
  });

  it('shows those that policies forbid, of all kinds in one order, each with the policy', async () => {
    const policies = createPolicies(store.db);
    const wish = { hosts: ['smtp.firma.example'], exchangePasswords: false };
    const allowed = await of('forbid', 'mia@firma.example', { providerId: 'custom' });
    await of('forbid', 'zoe@firma.example');
    await of('forbid', 'ada@firma.example', {
      providerId: 'custom',
      server: { ...allowed.server, host: 'mail.elsewhere.example' },
    });
    const signedIn = await of('forbid', 'bea@firma.example');
    const grant = { keyId: 'k1', text: 'grant', grant: { keyId: 'k1', text: 'sealed' } };
    await store.channels.save({ channel: signedIn, occasion: 'new-password' }, grant, [], 1);
    await policies.change('forbid', CHIEF, (before) => success({ ...before, ...wish }), 1);
    const forbidden = forbiddenAmong({ ...DEFAULT_POLICIES, ...wish }, await policies.alike('forbid'));
    const shown = (changes: Partial<BoardPage> = {}) => page('forbid', { show: 'forbidden', ...changes }, forbidden);
    const first = await shown({ limit: 1 });
    const second = await shown({ limit: 1, after: first.next });
    expect([...first.channels, ...second.channels].map((one) => [one.sender.address, one.forbiddenBy])).toEqual([
      ['ada@firma.example', 'hosts'],
      ['zoe@firma.example', 'exchangePasswords'],
    ]);
    expect(second.next).toBeNull();
    expect(await addresses(shown({ find: 'Z' }))).toEqual(['zoe@firma.example']);
    expect(await addresses(page('forbid', { show: 'forbidden' }))).toEqual([]);
  });

  it('goes on where a page ended, whatever the case of an address', async () => {
    for (const name of ['Cleo', 'ada', 'Öle', 'bea', 'ada'])
      await of('pages', `${name}@firma.example`, { username: `${Math.random()}` });
    const seen: string[] = [];
    let after: BoardPage['after'] = null;
    do {
      const { channels, next } = await page('pages', { limit: 2, after });
      seen.push(...channels.map(({ sender }) => sender.address));
      after = next;
    } while (after !== null);
    expect(seen).toEqual(['ada', 'ada', 'bea', 'Cleo', 'Öle'].map((name) => `${name}@firma.example`));
  });

  it('finds an address by how it begins', async () => {
    for (const name of ['anna', 'Anton', 'bert', 'an%na']) await of('find', `${name}@firma.example`);
    expect(await addresses(page('find', { find: 'AN' }))).toEqual(
      ['an%na', 'anna', 'Anton'].map((one) => `${one}@firma.example`),
    );
    expect(await addresses(page('find', { find: 'an%' }))).toEqual(['an%na@firma.example']);
    expect(await addresses(page('find', { find: 'nna' }))).toEqual([]);
  });

  it('says whose each channel is by the word of the token, whatever its sender is called', async () => {
    const elins = await of('named', 'elin@firma.example');
    const noras = await of('named', 'elin@firma.example', {
      owner: { tenantId: 'named', objectId: 'nora' },
      username: 'nora@firma.example',
    });
    await store.directory.note(noras.owner, { name: 'Nora Lamp', address: 'Nora@firma.example' });
    await store.directory.note(
      { ...elins.owner, tenantId: 'elsewhere' },
      { name: 'Eve', address: 'eve@anders.example' },
    );
    const people = Object.fromEntries((await page('named')).channels.map(({ id, person }) => [id, person]));
    expect(people).toEqual({ [elins.id]: null, [noras.id]: { name: 'Nora Lamp', address: 'Nora@firma.example' } });
  });

  it('finds a channel by the own address of whose it is too, each once and in the one order', async () => {
    const mine = { tenantId: 'whose', objectId: 'nora' };
    await store.directory.note(mine, { name: 'Nora Lamp', address: 'Nora@firma.example' });
    for (const name of ['sales', 'nora', 'Alias']) await of('whose', `${name}@firma.example`, { owner: mine });
    await of('whose', 'norbert@firma.example');
    const ordered = ['alias', 'nora', 'norbert', 'sales'].map((name) =>
      expect.stringMatching(new RegExp(`^${name}@`, 'i')),
    );
    expect(await addresses(page('whose', { find: 'NOR' }))).toEqual(ordered);
    const first = await page('whose', { find: 'nor', limit: 2 });
    expect(await addresses(page('whose', { find: 'nor', limit: 2, after: first.next }))).toEqual(ordered.slice(2));
    expect(await addresses(page('whose', { find: 'norb' }))).toEqual([ordered[2]]);
  });

  it('tells what nobody vouches for, once the own address of its rep is known', async () => {
    const own = await of('vouched', 'own@firma.example', { providerId: 'custom' });
    const other = await of('vouched', 'zz@firma.example', { providerId: 'custom', owner: own.owner });
    const unproven = async () => (await page('vouched')).channels.map(({ isUnproven }) => isUnproven);
    expect(await unproven()).toEqual([false, false]);
    await store.directory.note(own.owner, { name: null, address: 'own@firma.example' });
    expect(await unproven()).toEqual([false, true]);
    const senders = createSenders(store.db, mark);
    await senders.openCode(own.owner, other.id, other.sender.address, 'hash', 1);
    await senders.proveByCode(own.owner, other.id, 'hash', 2);
    expect(await unproven()).toEqual([false, false]);
  });

  it('tells which channel is shared, and which has joined one', async () => {
    const shared = await of('team', 'ada@firma.example', { providerId: 'custom' });
    await store.sendingDomains.add('team', { domain: 'firma.example', token: '', createdAt: 0 }, CHIEF);
    await store.sharing.share(shared.owner, shared.id, ['firma.example'], CHIEF, 1);
    const team = { channelId: shared.id, domain: 'firma.example', by: shared.sender, named: [] };
    await of('team', 'bea@firma.example', { providerId: 'custom', username: shared.username, team });
    await of('team', 'cleo@firma.example');
    const { channels } = await page('team');
    expect(channels.map((one) => one.team)).toEqual(['shared', 'joined', null]);
  });

  it('knows nothing of another organisation', async () => {
    const there = await of('there', 'eve@anders.example');
    expect(await page('here')).toEqual({ channels: [], next: null });
    expect(await board.counts('here', ENDING)).toEqual({ channels: 0, broken: 0, ending: 0 });
    expect(await board.personOf('here', there.id)).toBeNull();
    expect(await board.personOf('there', there.id)).toBe('id of eve@anders.example');
  });
});
