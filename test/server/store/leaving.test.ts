import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel, Owner } from '../../../src/domain/channel.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { createAudit } from '../../../src/server/store/audit.ts';
import { createBoard } from '../../../src/server/store/board.ts';
import { createInvitations } from '../../../src/server/store/invitations.ts';
import { createLeaving } from '../../../src/server/store/leaving.ts';
import { createPeople } from '../../../src/server/store/people.ts';
import { engines } from './engines.ts';
import { ADA, BY_CHIEF, byRep, CHIEF, failedBy, mark, refusal, SEALED, storeOn, type Store } from './fixtures.ts';

const BEA: Owner = { ...ADA, objectId: 'bea' };
const SALES = { name: 'Sales', address: 'Sales@firma.example' };
const ANY_PAGE = { show: 'all', find: '', after: null, limit: 9 } as const;
const [DROP, TO_BEA] = [{ kind: 'drop' }, { kind: 'hand-over', to: 'bea' }] as const;

describe.each(engines)('a person who leaves on $name', ({ open }) => {
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

  const everythingOf = async ({ tenantId, objectId }: Owner) => {
    const tables = ['channels', 'messages', 'sign_ins'] as const;
    const counts = tables.map(async (table) => {
      const rows = await store.db
        .selectFrom(table)
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('object_id', '=', objectId)
        .execute();
      return rows.length;
    });
    return Promise.all(counts);
  };
  const rows = async (table: 'contents' | 'content_chunks' | 'recipients' | 'breaks' | 'messages' | 'mailboxes') =>
    (await store.db.selectFrom(table).selectAll().execute()).length;
  const acceptedAt = (at: number) => (taken: Awaited<ReturnType<Store['underWay']>>) =>
    store.settling.handOver(null, { held: taken, reply: { code: 250, enhanced: null, text: 'OK' } }, at);

  it('leaves nothing behind: no channel, credential, sign-in, record, or content by its key', async () => {
    const sent = await store.message(channel, 1);
    await acceptedAt(2)(await store.underWay(1));
    await store.message(channel, 3);
    await store.message(channel, 3, ['kim@kunde.example'], DAY);
    await store.db
      .insertInto('sign_ins')
      .values({
        ...{ id: randomUUID(), tenant_id: ADA.tenantId, object_id: ADA.objectId },
        ...{ service: 'microsoft', login_hint: 'ada@firma.example', created_at: 1 },
      })
      .execute();
    await store.channels.hold(ADA, channel.id, 3);
    expect(await store.messages.find(ADA, sent)).toMatchObject({ state: 'accepted' });

    await store.directory.note(ADA, { name: 'Ada Lamp', address: 'ada@firma.example' });
    expect(await leaving.remove(ADA, DROP, 4, BY_CHIEF)).toEqual({ channels: 1, messages: 2, underWay: 0 });
    expect(await store.directory.nameOf(ADA)).toBeNull();
    expect(await everythingOf(ADA)).toEqual([0, 0, 0]);
    for (const table of ['contents', 'content_chunks', 'recipients', 'breaks'] as const)
      expect(await rows(table)).toBe(0);
    expect(await leaving.remove(ADA, DROP, 5, BY_CHIEF)).toBe('not-found');
  });

  it('counts and hands over no test or code of ours: it goes with its channel', async () => {
    await store.prove(await store.channel({ owner: BEA, sender: SALES }));
    const mail = await store.message(channel, 1);
    await store.message(channel, 1, [SALES.address], null, true);
    await store.channels.hold(ADA, channel.id, 2);
    expect(await people.factsOf(ADA)).toMatchObject({ waitingCount: 1, waiting: [{ from: SALES.address }] });
    const { channels } = await createBoard(store.db).page(ADA.tenantId, { ending: [], forbidden: [] }, ANY_PAGE);
    expect(channels.map(({ personId, waiting }) => [personId, waiting])).toContainEqual([ADA.objectId, 1]);
    expect(await leaving.remove(ADA, TO_BEA, 3, BY_CHIEF)).toMatchObject({ messages: 1 });
    expect(await store.messages.find(BEA, mail)).toMatchObject({ state: 'held' });
    expect(await rows('messages')).toBe(1);
  });

  it('takes back the invitations to the addresses that a removed person has, and names a removed inviter no more', async () => {
    const invitations = createInvitations(store.db);
    const { server, providerId } = channel;
    const invite = (address: string) => ({
      ...{ id: randomUUID(), address, providerId, server, username: address, by: SALES, invitedAt: 1 },
    });
    await invitations.invite(ADA.tenantId, ['Ada@firma.example', 'kim@firma.example'].map(invite), byRep(ADA).by);
    await store.directory.note(ADA, { name: 'Ada Lamp', address: 'ada@firma.example' });
    await leaving.remove(ADA, DROP, 4, BY_CHIEF);
    const left = await invitations.list(ADA.tenantId);
    expect(left.map(({ address, by }) => [address, by])).toEqual([['kim@firma.example', null]]);
    const log = await createAudit(store.db).list(ADA.tenantId, { after: null, limit: 2 });
    expect(JSON.stringify(log)).toMatch(/invitation-withdrawn.+ada@firma\.example/);
    await store.db.deleteFrom('invitations').execute();
  });

  it('leaves a colleague’s things as they are, in the same mailbox too', async () => {
    const theirs = await store.channel({ owner: BEA, username: channel.username });
    const id = await store.message(theirs, 1);
    await store.message(channel, 1);
    await leaving.remove(ADA, DROP, 2, BY_CHIEF);
    expect(await store.channels.find(BEA, theirs.id)).not.toBeNull();
    expect((await store.taken(3)).id).toBe(id);
  });

  it('lets what has begun to leave come to its end as nobody’s, and takes the rest of the conversation back', async () => {
    for (let count = 0; count < 3; count += 1) await store.message(channel, 1);
    const taken = await store.underWay(2);
    expect(await leaving.remove(ADA, DROP, 3, BY_CHIEF)).toEqual({ channels: 1, messages: 2, underWay: 1 });
    expect(await everythingOf(ADA)).toEqual([0, 0, 0]);
    // Its content is whole until it is there.
    expect([await rows('messages'), await rows('contents')]).toEqual([1, 1]);
    expect(await store.outbox.more(taken.conversation, 4)).toBe('over');
    await leaving.sweep();
    await acceptedAt(5)(taken);
    await store.outbox.endConversation(taken.conversation, 5);
    expect(await rows('contents')).toBe(0);
    await leaving.sweep();
    expect(await rows('messages')).toBe(0);
  });

  it('whose message nobody can tell the end of has nobody to tell it to either', async () => {
    await store.message(channel, 1);
    const taken = await store.underWay(2);
    await leaving.remove(ADA, DROP, 3, BY_CHIEF);
    await store.settling.reclaim(2 + HOUR);
    await leaving.sweep();
    await store.contents.sweep(DAY);
    expect([await rows('messages'), await rows('contents')]).toEqual([0, 0]);
    await acceptedAt(DAY)(taken);
    expect(await rows('messages')).toBe(0);
  });

  it('is forgotten by login too, once nothing counts for it any more', async () => {
    await store.message(channel, 1);
    await acceptedAt(2)(await store.underWay(1)).then(() => store.db.deleteFrom('conversations').execute());
    await leaving.remove(ADA, DROP, 3, BY_CHIEF);
    await leaving.sweep();
    expect(await rows('mailboxes')).toBe(1);
    await store.usage.sweep(3 * DAY, 0);
    await leaving.sweep();
    expect(await rows('mailboxes')).toBe(0);
  });

  it('begins anew by connecting again', async () => {
    await leaving.remove(ADA, DROP, 2, BY_CHIEF);
    const again = await store.channel({ sender: SALES, username: channel.username });
    expect(await store.channels.list(ADA)).toMatchObject([{ id: again.id }]);
  });

  it('does not leave by the own word while an administrator has paused a channel', async () => {
    await store.channels.stop(ADA, channel.id, CHIEF, 2);
    expect(await leaving.remove(ADA, DROP, 3, byRep(ADA))).toBe('stopped');
    expect(await store.channels.list(ADA)).toHaveLength(1);
    expect(await leaving.remove(ADA, DROP, 3, BY_CHIEF)).toMatchObject({ channels: 1 });
  });

  describe('is shown before', () => {
    it('by channels, by what waits without a word of it, and by who could send that', async () => {
      await store.message(channel, 1);
      await acceptedAt(1)(await store.underWay(1));
      await store.message(channel, 2, ['kim@kunde.example', 'lou@kunde.example'], DAY);
      await store.prove(await store.channel({ owner: BEA, sender: { name: 'Ada', address: 'sales@firma.example' } }));
      const named = { name: 'Bea Lamp', address: 'bea@firma.example' };
      await store.directory.note(BEA, named);
      await store.channel({
        owner: { ...ADA, objectId: 'cleo' },
        sender: { name: 'Cleo', address: 'c@firma.example' },
      });
      await store.prove(await store.channel({ owner: { tenantId: 'elsewhere', objectId: 'eve' }, sender: SALES }));
      expect(await people.factsOf(ADA)).toEqual({
        person: null,
        channels: [{ id: channel.id, sender: SALES, providerId: 'custom', host: 'smtp.firma.example' }],
        waiting: [{ from: SALES.address, recipients: 2, state: 'queued', queuedAt: 2, sendAt: DAY }],
        waitingCount: 1,
        underWay: 0,
        records: 1,
        colleagues: 0,
        colleaguesWaiting: 0,
        successors: [{ personId: 'bea', person: named, sender: { name: 'Ada', address: 'sales@firma.example' } }],
      });
    });

    it('unless there is nothing', async () => {
      expect(await people.factsOf({ ...ADA, objectId: 'nobody' })).toBeNull();
    });
  });

  it('takes along every record, however many are read at a time', async () => {
    const ids: string[] = [];
    for (let at = 1; at <= 5; at += 1) ids.push(await store.message(channel, Math.ceil(at / 2)));
    const pages: string[][] = [];
    for await (const page of store.messages.all(ADA, 2)) pages.push(page.map(({ id }) => id));
    expect(pages.map((page) => page.length)).toEqual([2, 2, 1]);
    expect(pages.flat().sort()).toEqual([...ids].sort());
  });

  it('does not wait in a circle with who leaves at the same time for each other’s mail', async () => {
    const theirs = await store.channel({ owner: BEA, sender: SALES });
    for (const one of [channel, theirs]) {
      await store.prove(one);
      await store.message(one, 1);
    }
    const both = await Promise.all([
      leaving.remove(ADA, TO_BEA, 2, BY_CHIEF),
      leaving.remove(BEA, { kind: 'hand-over', to: 'ada' }, 2, BY_CHIEF),
    ]);
    // Whoever was first gave the mail to the other, who then had nobody to give it to.
    expect(both).toEqual(
      expect.arrayContaining([{ channels: 1, messages: 1, underWay: 0 }, { cannotSendFrom: SALES.address }]),
    );
  });

  it('is nobody whose channel broke what is left', async () => {
    const theirs = await store.channel({ owner: BEA, username: channel.username }, {}, 'same');
    await store.channels.save({ channel, occasion: 'new-password' }, { ...SEALED, mark: 'same' }, [], 1);
    const because = refusal('password-rejected');
    await store.message(channel, 1);
    await store.settle(await store.taken(1), failedBy(because), { state: 'held', because }, 2);
    await leaving.remove(ADA, DROP, 3, BY_CHIEF);
    expect(await store.channels.find(BEA, theirs.id)).toMatchObject({ health: { state: 'broken' } });
  });
});
