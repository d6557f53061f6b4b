import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY, MINUTE } from '../../../src/domain/instant.ts';
import { NO_LIMITS, type Counted } from '../../../src/domain/limit.ts';
import { allowanceOf } from '../../../src/server/store/allowing.ts';
import { randomUUID } from 'node:crypto';
import type { Opened } from '../../../src/server/store/open.ts';
import { allowance } from '../../domain/allowance.ts';
import { operators } from './engines.ts';
import { ADA, chunks, LEASE, OK, refusal, SEALED, storeOn, failedBy, type Store } from './fixtures.ts';

describe.each(operators)('conversations on $name', ({ open }) => {
  let opened: Opened;
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    ({ opened, close } = own);
    store = storeOn(opened);
  });
  beforeEach(() => store.clear());
  afterAll(() => close());

  const several = async (count: number, limits = {}, rcptTo = ['kim@kunde.example']) => {
    const channel = await store.channel({}, limits);
    const ids: string[] = [];
    for (let index = 0; index < count; index += 1) ids.push(await store.message(channel, index, rcptTo));
    return { channel, ids };
  };
  const idsOf = (messages: readonly { id: string }[]): string[] => messages.map(({ id }) => id);

  it('take their mail in batches, in the order it came', async () => {
    const { ids } = await several(40);
    const { conversation, messages } = await store.begun(100);
    expect(idsOf(messages)).toEqual(ids.slice(0, 30));
    expect(await store.outbox.more(conversation, 100)).toMatchObject({ messages: ids.slice(30).map((id) => ({ id })) });
    expect(await store.outbox.more(conversation, 100)).toEqual({ messages: [], nextAt: null });
  });

  it('take no more than the minute and the day allow, counting each recipient', async () => {
    await several(5, { messagesPerMinute: 3 });
    expect((await store.begun(100)).messages).toHaveLength(3);
    await several(5, { recipientsPerDay: 5 }, ['a@k.example', 'b@k.example']);
    const { conversation, messages } = await store.begun(100);
    expect(messages).toHaveLength(2);
    for (const held of messages) {
      await store.settling.handOver(held, null, 100);
      await store.settling.handOver(null, { held, reply: OK }, 200);
    }
    expect(await store.outbox.more(conversation, 300)).toEqual({ messages: [], nextAt: 200 + DAY });
  });

  it('keep to what the operator allows, when that is less', async () => {
    await several(3, { messagesPerMinute: 3 });
    const careful = storeOn(opened, 1, { ...NO_LIMITS, messagesPerMinute: 2 });
    expect((await careful.begun(100)).messages).toHaveLength(2);
  });

  it('let a message to more than a day’s recipients go alone', async () => {
    const channel = await store.channel({}, { recipientsPerDay: 2 });
    const large = await store.message(channel, 1, ['a@k.example', 'b@k.example', 'c@k.example']);
    await store.message(channel, 2);
    expect(idsOf((await store.begun(10)).messages)).toEqual([large]);
  });

  it('have as many connections as are allowed, and the second one only when the first has logged in', async () => {
    await several(70);
    const wide = storeOn(opened, 2);
    const { conversation } = await wide.begun(100);
    expect(await wide.open(100)).toBeNull();
    await wide.outbox.loggedIn(conversation, 100);
    const second = await wide.begun(100);
    await wide.outbox.loggedIn(second.conversation, 100);
    expect(await wide.open(100)).toBeNull();
    await wide.outbox.endConversation(conversation, 100);
    expect(await wide.open(100)).not.toBeNull();
  });

  describe('whose connection ended', () => {
    const connected = async (connections = 1) => {
      const { channel } = await several(70);
      const wide = storeOn(opened, connections);
      const opening = await wide.begun(100);
      await wide.outbox.loggedIn(opening.conversation, 100);
      return { channel, wide, ...opening };
    };

    it('log in again, and no other begins until they have', async () => {
      const { wide, conversation } = await connected(2);
      expect(await wide.outbox.mayLogInAgain(conversation, 101)).toBe(true);
      expect(await wide.open(101)).toBeNull();
      await wide.outbox.loggedIn(conversation, 102);
      expect(await wide.open(102)).not.toBeNull();
    });

    it('do not while another of the mailbox tries the password', async () => {
      const { wide, conversation } = await connected(2);
      const other = await wide.begun(101);
      expect(await wide.outbox.mayLogInAgain(conversation, 102)).toBe(false);
      await wide.outbox.loggedIn(other.conversation, 103);
      expect(await wide.outbox.mayLogInAgain(conversation, 104)).toBe(true);
    });

    it('do not with a password that was changed, refused or paused for', async () => {
      const changed = await connected();
      await store.channels.save(
        { channel: changed.channel, occasion: 'new-password' },
        { keyId: 'k1', text: 'new' },
        [],
        101,
      );
      expect(await store.outbox.mayLogInAgain(changed.conversation, 102)).toBe(false);

      const broken = await connected();
      const [held] = broken.messages;
      if (held === undefined) throw new Error('Nothing was claimed.');
      const because = refusal('password-rejected');
      const { mailboxId } = broken.conversation;
      const tried = { ...held, credential: SEALED, mailboxId, triedAt: 100 };
      await store.settling.settle(tried, failedBy(because), { state: 'held', because }, null, 101);
      expect(await store.outbox.mayLogInAgain(broken.conversation, 102)).toBe(false);

      const paused = await connected();
      const { id } = paused.conversation;
      await store.db
        .updateTable('mailboxes')
        .set({ paused_until: 200 })
        .where('id', '=', paused.conversation.mailboxId)
        .execute();
      expect(await store.outbox.mayLogInAgain(paused.conversation, 199)).toBe(false);
      expect(await store.outbox.mayLogInAgain(paused.conversation, 200)).toBe(true);
      await store.db.deleteFrom('conversations').where('id', '=', id).execute();
      expect(await store.outbox.mayLogInAgain(paused.conversation, 201)).toBe(false);
    });
  });

  it('give back what they had not begun, to its place and with its patience', async () => {
    const { ids } = await several(3);
    const { conversation, messages } = await store.begun(100);
    const [first] = messages;
    if (first === undefined) throw new Error('Nothing was claimed.');
    await store.settling.handOver(first, null, 101);
    await store.settling.handOver(null, { held: first, reply: OK }, 102);
    await store.outbox.endConversation(conversation, 103);
    expect(await store.db.selectFrom('counted').selectAll().execute()).toHaveLength(1);
    const again = await store.begun(200);
    expect(again.messages).toMatchObject(ids.slice(1).map((id) => ({ id, attempts: 1, tryingSince: 200 })));
  });

  it('let a message go of which they know that nothing has left, though it had begun to, and count nothing', async () => {
    await several(1);
    const { messages } = await store.begun(100);
    const [held] = messages;
    if (held === undefined) throw new Error('Nothing was claimed.');
    await store.settling.handOver(held, null, 101);
    expect(await store.settling.letGo(held, 500, 102)).toBe(true);
    expect(await store.messages.find(ADA, held.id)).toMatchObject({ state: 'queued', attempts: 0, dueAt: 500 });
    expect(await store.db.selectFrom('counted').selectAll().execute()).toEqual([]);
    expect(await store.settling.letGo(held, 600, 103)).toBe(false);
  });

  it('send what is next while they settle the one before, and nothing whose lease is lost', async () => {
    const { ids } = await several(2);
    const { conversation, messages } = await store.begun(100);
    const [first, second] = messages;
    if (first === undefined || second === undefined) throw new Error('Too little was claimed.');
    expect(await store.settling.handOver(first, null, 101)).toBe(true);
    expect(await store.settling.handOver(second, { held: first, reply: OK }, 102)).toBe(true);
    expect(await store.messages.find(ADA, ids[0] ?? '')).toMatchObject({
      state: 'accepted',
      reply: OK,
      settledAt: 102,
    });
    await store.settling.reclaim(101 + LEASE);
    expect(await store.stateOf(second.id)).toBe('uncertain');
    expect(await store.settling.handOver(second, null, 102 + LEASE)).toBe(false);
    expect(await store.outbox.more(conversation, 102 + LEASE)).toBe('over');
    await store.settling.handOver(null, { held: second, reply: OK }, 103 + LEASE);
    expect(await store.stateOf(second.id)).toBe('accepted');
  });

  it('go to the end of the line, so that another mailbox’s single mail does not wait for a backlog', async () => {
    await several(40);
    const single = await store.message(await store.channel(), 50);
    const { conversation } = await store.begun(100);
    await store.outbox.endConversation(conversation, 101);
    expect(idsOf((await store.begun(102)).messages)).toEqual([single]);
  });

  it('are over when another channel’s turn has come, or the password was changed', async () => {
    const { channel } = await several(1);
    const { conversation } = await store.begun(10);
    const shared = await store.channel({
      username: channel.username,
      owner: { ...ADA, objectId: 'bo' },
      sender: { name: 'Bo', address: 'bo@firma.example' },
    });
    const others = await store.message(shared, 20);
    expect(await store.outbox.more(conversation, 30)).toBe('over');
    await store.outbox.endConversation(conversation, 30);
    const next = await store.begun(40);
    expect(next.conversation.channel.id).toBe(channel.id);
    expect(idsOf(next.messages)).not.toContain(others);
    await store.channels.save({ channel, occasion: 'new-password' }, { keyId: 'k1', text: 'new' }, [], 50);
    expect(await store.outbox.more(next.conversation, 60)).toBe('over');
  });

  it('wait for the time that the rep chose, through a broken channel too', async () => {
    const channel = await store.channel();
    const scheduled = await store.message(channel, 1, ['a@k.example'], 5_000);
    const now = await store.message(channel, 2);
    const { conversation, messages } = await store.begun(10);
    expect(idsOf(messages)).toEqual([now]);
    expect(await store.outbox.more(conversation, 11)).toEqual({ messages: [], nextAt: 5_000 });
    const because = refusal('password-rejected');
    const tried = { ...messages[0], conversation, credential: SEALED } as Parameters<Store['settle']>[0];
    await store.settle(tried, failedBy(because), { state: 'held', because }, 20);
    expect(await store.stateOf(scheduled)).toBe('held');
    await store.channels.save({ channel, occasion: 'new-password' }, { keyId: 'k1', text: 'new' }, [], 30);
    expect((await store.messages.find(ADA, scheduled))?.dueAt).toBe(5_000);
    expect(idsOf((await store.begun(40)).messages)).toEqual([now]);
  });

  it('open their small contents in one go', async () => {
    const keep = (...texts: string[]) => store.contents.keep({ key: SEALED, chunks: chunks(...texts) }, 1);
    const [small, two, large] = [await keep('one'), await keep('one', 'two'), await keep('x'.repeat(70_000))];
    const found = await store.contents.openSmall([small, two, large]);
    expect([...found.keys()]).toEqual([small]);
    const read: string[] = [];
    for await (const chunk of found.get(small)?.chunks ?? []) read.push(new TextDecoder().decode(chunk));
    expect({ read, key: found.get(small)?.key }).toEqual({ read: ['one'], key: SEALED });
  });

  it('are allowed what the rule for a mailbox allows', async () => {
    const { mailbox_id } = await store.db
      .selectFrom('channels')
      .select('mailbox_id')
      .where('id', '=', (await store.channel()).id)
      .executeTakeFirstOrThrow();
    const sent: Counted[] = [null, 10, DAY, DAY + 30_000, DAY + 59_000, DAY + 59_000].map((repliedAt) => ({
      recipients: 2,
      repliedAt,
      reported: repliedAt === DAY,
    }));
    for (const { repliedAt, ...one } of sent)
      await store.db
        .insertInto('counted')
        .values({ lease: randomUUID(), mailbox_id, replied_at: repliedAt, ...one })
        .execute();
    const now = DAY + MINUTE;
    for (const messagesPerMinute of [null, 1, 3, 4, 5])
      for (const recipientsPerDay of [null, 3, 9, 10, 11, 13])
        for (const recipients of [1, 4, 20]) {
          const limits = { ...NO_LIMITS, messagesPerMinute, recipientsPerDay };
          const told = await allowanceOf(store.db, { id: mailbox_id, limits }, recipients, now);
          expect({ limits, ...told }).toEqual({ limits, ...allowance(limits, sent, recipients, now) });
        }
  });
});
