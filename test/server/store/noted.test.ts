import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Audited, Author, NotedChannel } from '../../../src/domain/audit.ts';
import type { DeliveryChannel, Owner } from '../../../src/domain/channel.ts';
import type { Invitation } from '../../../src/domain/team.ts';
import { createAudit } from '../../../src/server/store/audit.ts';
import { createLeaving } from '../../../src/server/store/leaving.ts';
import { operators } from './engines.ts';
import { BY_CHIEF, byRep, CHIEF, mark, SEALED, storeOn, type Store } from './fixtures.ts';

const DOMAIN = 'firma.example';
const ADAS: Author = { objectId: 'ada', name: 'Ada', address: 'ada@firma.example' };
const DROP = { kind: 'drop' } as const;

describe.each(operators)('what an administrator does, as it is noted, on $name', ({ open }) => {
  let store: Store;
  let leaving: ReturnType<typeof createLeaving>;
  let audit: ReturnType<typeof createAudit>;
  let close: () => Promise<void>;
  let tenantId: string;
  let ada: Owner;
  let channel: DeliveryChannel;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    leaving = createLeaving(own.opened.db, mark);
    audit = createAudit(own.opened.db);
    close = own.close;
  });
  afterAll(() => close());
  beforeEach(async () => {
    await store.clear();
    // The log of an organisation is never emptied: each test is in one of its own.
    tenantId = randomUUID();
    ada = { tenantId, objectId: 'ada' };
    channel = await store.channel({ owner: ada });
  });

  const entries = () => audit.list(tenantId, { after: null, limit: 10 });
  /** What is noted, the oldest first. */
  const noted = async (): Promise<Audited[]> => (await entries()).map(({ what }) => what).reverse();
  const told = ({ owner, sender: { address }, providerId, server }: DeliveryChannel): NotedChannel => ({
    ...{ personId: owner.objectId, address, providerId, host: server.host },
  });
  const add = (domain = DOMAIN, of = tenantId) =>
    store.sendingDomains.add(of, { domain, token: of, createdAt: 1 }, CHIEF);
  const share = (domains: string[], owner = ada) => store.sharing.share(owner, channel.id, domains, CHIEF, 2);
  const join = async (objectId: string, domain = DOMAIN): Promise<void> => {
    const kept = await store.channels.save(
      {
        channel: {
          ...{ ...channel, id: randomUUID(), owner: { tenantId, objectId } },
          ...{ sender: { name: objectId, address: `${objectId}@${domain}` } },
          team: { channelId: channel.id, domain, by: channel.sender, named: [] },
        },
        ...{ occasion: 'connect', joins: { domain, credential: SEALED } },
      },
      SEALED,
      [],
      2,
    );
    expect(kept).toBe('kept');
  };

  describe('of a channel', () => {
    it('is each that was paused and let go again, whose, and by whom', async () => {
      const { username } = channel;
      const alias = await store.channel({
        owner: ada,
        username,
        sender: { name: 'Ada', address: 'info@firma.example' },
      });
      await store.channels.stop(ada, channel.id, CHIEF, 5);
      await store.channels.endStop(ada, alias.id, CHIEF, 6);
      const found = await entries();
      expect(found).toHaveLength(4);
      for (const one of [channel, alias]) {
        const stopped = { kind: 'channel-stopped', channel: told(one) };
        const letGo = { kind: 'channel-let-go', channel: told(one) };
        expect(found).toContainEqual({ id: expect.any(Number), at: 5, by: CHIEF, what: stopped });
        expect(found).toContainEqual({ id: expect.any(Number), at: 6, by: CHIEF, what: letGo });
      }
    });

    it('is nothing where nothing changes, or there is no such channel', async () => {
      await store.channels.endStop(ada, channel.id, CHIEF, 5);
      for (const owner of [
        { ...ada, tenantId: 'elsewhere' },
        { ...ada, objectId: 'bea' },
      ]) {
        expect(await store.channels.stop(owner, channel.id, CHIEF, 5)).toBe(false);
        expect(await store.channels.remove(owner, channel.id, 5, BY_CHIEF)).toBe('not-found');
      }
      expect(await noted()).toEqual([]);
      await store.channels.stop(ada, channel.id, CHIEF, 6);
      await store.channels.stop(ada, channel.id, CHIEF, 7);
      expect(await noted()).toHaveLength(1);
      expect(await audit.list('elsewhere', { after: null, limit: 10 })).toEqual([]);
    });

    it('is its removal, with how many colleagues’ went with it, and not that of one a rep had alone', async () => {
      await add();
      await share([DOMAIN]);
      for (const objectId of ['bob', 'cleo']) await join(objectId);
      const own = await store.channel({ owner: ada });
      await store.channels.remove(ada, own.id, 3);
      expect(await store.channels.remove(ada, channel.id, 4, BY_CHIEF)).toBe('removed');
      expect((await noted()).slice(2)).toEqual([{ kind: 'channel-removed', channel: told(channel), colleagues: 2 }]);
    });

    it('is its removal by its own rep too, where the organisation shares it', async () => {
      await add();
      await share([DOMAIN]);
      await join('bob');
      expect(await store.channels.remove(ada, channel.id, 4, { of: 'rep', by: ADAS })).toBe('removed');
      expect((await entries())[0]).toEqual({
        ...{ id: expect.any(Number), at: 4, by: ADAS },
        what: { kind: 'channel-removed', channel: told(channel), colleagues: 1 },
      });
    });

    it('is with whom it is shared, as it was and as it is, and who lost it by that', async () => {
      for (const domain of [DOMAIN, 'nord.example']) await add(domain);
      await share(['nord.example', DOMAIN]);
      await share([DOMAIN, 'nord.example']);
      await join('bob');
      await share(['nord.example']);
      expect(await share(['elsewhere.example'])).toBe(false);
      expect(await share([DOMAIN], { ...ada, objectId: 'bea' })).toBe(false);
      await share([]);
      const shared = { kind: 'channel-shared', channel: told(channel) };
      expect((await noted()).slice(2)).toEqual([
        { ...shared, before: [], after: [DOMAIN, 'nord.example'], colleagues: 0 },
        { ...shared, before: [DOMAIN, 'nord.example'], after: ['nord.example'], colleagues: 1 },
        { ...shared, before: ['nord.example'], after: [], colleagues: 0 },
      ]);
    });
  });

  describe('of a person', () => {
    const removed = { kind: 'person-removed', personId: 'ada', person: null };

    it('is the removal, with every channel’s address, and that the mail was dropped', async () => {
      const other = await store.channel({ owner: ada });
      for (const one of [channel, other, other]) await store.message(one, 2);
      await leaving.remove(ada, DROP, 3, BY_CHIEF);
      const addresses = expect.arrayContaining([channel.sender.address, other.sender.address]);
      expect(await noted()).toEqual([{ ...removed, addresses, colleagues: 0, messages: 3, mail: DROP }]);
    });

    it('is whom the mail was handed over to', async () => {
      await store.prove(await store.channel({ owner: { tenantId, objectId: 'bea' }, sender: channel.sender }));
      await store.message(channel, 2);
      const mail = { kind: 'hand-over', to: 'bea' } as const;
      await leaving.remove(ada, mail, 3, BY_CHIEF);
      expect(await noted()).toEqual([
        { ...removed, addresses: [channel.sender.address], colleagues: 0, messages: 1, mail, successor: null },
      ]);
    });

    it('is how many colleagues lost a channel by it', async () => {
      await add();
      await share([DOMAIN]);
      for (const objectId of ['bob', 'cleo']) await join(objectId);
      await leaving.remove(ada, DROP, 3, BY_CHIEF);
      expect((await noted()).at(-1)).toMatchObject({ ...removed, colleagues: 2, messages: 0 });
    });

    it('is each channel that the organisation shared, and no more, where one leaves by the own word', async () => {
      await add();
      await share([DOMAIN]);
      for (const objectId of ['bob', 'cleo']) await join(objectId);
      await store.message(await store.channel({ owner: ada }), 2);
      expect(await leaving.remove(ada, DROP, 3, { of: 'rep', by: ADAS })).toMatchObject({ channels: 2 });
      const what = { kind: 'channel-removed', channel: told(channel), colleagues: 2 };
      expect((await entries()).slice(0, -2)).toEqual([{ id: expect.any(Number), at: 3, by: ADAS, what }]);
      expect(await leaving.remove({ ...ada, objectId: 'bob' }, DROP, 4, byRep(ada))).toBe('not-found');
    });

    it('is nothing where nobody was removed, or one left by the own word', async () => {
      await store.message(channel, 2);
      const refused = await leaving.remove(ada, { kind: 'hand-over', to: 'bea' }, 3, BY_CHIEF);
      expect(refused).toEqual({ cannotSendFrom: channel.sender.address });
      expect(await leaving.remove({ ...ada, objectId: 'nobody' }, DROP, 3, BY_CHIEF)).toBe('not-found');
      expect(await leaving.remove(ada, DROP, 3, byRep(ada))).toMatchObject({ channels: 1 });
      expect(await noted()).toEqual([]);
    });
  });

  describe('of a domain', () => {
    it('is that it was added, proven and removed, each once', async () => {
      for (let times = 0; times < 2; times += 1) {
        await add();
        await store.sendingDomains.prove(tenantId, DOMAIN, CHIEF, 2);
      }
      for (let times = 0; times < 2; times += 1) await store.sendingDomains.remove(tenantId, DOMAIN, CHIEF, 3);
      const kinds = ['domain-added', 'domain-proven', 'domain-removed'];
      expect(await noted()).toEqual(kinds.map((kind) => ({ kind, domain: DOMAIN })));
    });

    it('is each address that was named, and one that is not any more, each once', async () => {
      await add();
      await store.sendingDomains.prove(tenantId, DOMAIN, CHIEF, 2);
      const address = `sales@${DOMAIN}`;
      for (let times = 0; times < 2; times += 1)
        expect(await store.sendingDomains.name(tenantId, DOMAIN, address, CHIEF, 3)).toBe('named');
      expect(await store.sendingDomains.unname(tenantId, DOMAIN, address, CHIEF, 4)).toBe(true);
      expect(await store.sendingDomains.unname(tenantId, DOMAIN, address, CHIEF, 5)).toBe(false);
      expect((await noted()).slice(2)).toEqual(
        ['address-named', 'address-not-named'].map((kind) => ({ kind, domain: DOMAIN, address })),
      );
    });

    it('is that it was proven again after it was lost, where an administrator looked', async () => {
      await add();
      await store.sendingDomains.prove(tenantId, DOMAIN, null, 2);
      await store.sendingDomains.lose(tenantId, DOMAIN, 3);
      await store.sendingDomains.prove(tenantId, DOMAIN, CHIEF, 4);
      expect((await entries()).map(({ at, what: { kind } }) => [at, kind])).toEqual([
        [4, 'domain-proven'],
        [1, 'domain-added'],
      ]);
    });

    it('is nothing for one that is not there, is shared, or is proven by another organisation', async () => {
      const other = randomUUID();
      await store.sendingDomains.prove(tenantId, DOMAIN, CHIEF, 2);
      await add();
      await share([DOMAIN]);
      expect(await store.sendingDomains.remove(tenantId, DOMAIN, CHIEF, 3)).toBe('shared');
      await add(DOMAIN, other);
      await store.sendingDomains.prove(other, DOMAIN, CHIEF, 4);
      expect((await noted()).map(({ kind }) => kind)).toEqual(['domain-added', 'channel-shared']);
      expect(await audit.list(other, { after: null, limit: 10 })).toMatchObject([
        { what: { kind: 'domain-proven' } },
        { what: { kind: 'domain-added' } },
      ]);
    });
  });

  it('is each invitation that was made, and one that was withdrawn', async () => {
    const invitation = (address: string): Invitation => ({
      ...{ id: randomUUID(), address, providerId: 'custom', server: channel.server, username: address },
      ...{ by: channel.sender, invitedAt: 2 },
    });
    const [bob, cleo] = [invitation('Bob@firma.example'), invitation('cleo@firma.example')];
    await store.invitations.invite(tenantId, [bob, cleo], CHIEF);
    expect(await store.invitations.remove('elsewhere', bob.id, CHIEF, 3)).toBe(false);
    expect(await store.invitations.remove(tenantId, bob.id, CHIEF, 3)).toBe(true);
    expect(await store.invitations.remove(tenantId, bob.id, CHIEF, 4)).toBe(false);
    const at = { providerId: 'custom', host: 'smtp.firma.example' };
    expect(await noted()).toEqual([
      { kind: 'colleague-invited', address: 'bob@firma.example', ...at },
      { kind: 'colleague-invited', address: cleo.address, ...at },
      { kind: 'invitation-withdrawn', address: 'bob@firma.example', ...at },
    ]);
    expect(await audit.list('elsewhere', { after: null, limit: 10 })).toEqual([]);
  });
});
