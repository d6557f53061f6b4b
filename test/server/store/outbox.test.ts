import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY, MINUTE } from '../../../src/domain/instant.ts';
import { engines } from './engines.ts';
import { ACCEPTED, ADA, failedBy, LEASE, OK, refusal, SEALED, storeOn, type Store } from './fixtures.ts';

describe.each(engines)('the outbox on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  beforeEach(() => store.clear());
  afterAll(() => close());

  it('gives each message out once, in the order it came', async () => {
    const channel = await store.channel();
    const first = await store.message(channel, 1);
    const second = await store.message(channel, 2);
    const claimed = await store.taken(10);
    expect(claimed).toMatchObject({ id: first, attempts: 1, credential: SEALED, bytes: 12 });
    expect(claimed.envelope).toEqual({ mailFrom: channel.sender.address, rcptTo: ['kim@kunde.example'] });
    expect(await store.open(10)).toBeNull();
    await store.settle(claimed, ACCEPTED, { state: 'accepted' }, 20);
    expect((await store.taken(20)).id).toBe(second);
  });

  it('is one message when the same id is queued twice', async () => {
    const channel = await store.channel();
    const id = await store.message(channel, 1);
    const contentId = await store.contents.keep({ key: SEALED, chunks: (async function* () {})() }, 1);
    const again = {
      id,
      owner: ADA,
      channelId: channel.id,
      messageId: '<b@c>',
      subject: '',
      bytes: 1,
      contentId,
      sendAt: null,
    };
    const envelope = { mailFrom: 'a@b.example', rcptTo: ['c@d.example'] };
    expect(await store.outbox.queue({ ...again, envelope }, 5)).toBe('known');
    expect(await store.messages.list(ADA, 10)).toHaveLength(1);
  });

  it('says in-flight before anything leaves, and tells the whole record once it is settled', async () => {
    const channel = await store.channel();
    const id = await store.message(channel, 1, ['kim@kunde.example', 'nobody@kunde.example']);
    const claimed = await store.taken(10);
    expect(await store.stateOf(id)).toBe('in-flight');
    const refused = refusal('recipient-refused', 'rcpt', 550);
    const attempt = {
      ...ACCEPTED,
      refused: [{ recipient: 'nobody@kunde.example', reply: refused.reply, failure: refused }],
    };
    await store.settle(claimed, attempt, { state: 'accepted' }, 20);
    expect(await store.messages.find(ADA, id)).toMatchObject({
      state: 'accepted',
      settledAt: 20,
      reply: OK,
      because: null,
      recipients: [
        { address: 'kim@kunde.example', outcome: 'accepted', reply: null },
        { address: 'nobody@kunde.example', outcome: 'refused', reply: refused.reply },
      ],
    });
  });

  it('erases the content with the word that the message is over', async () => {
    const channel = await store.channel();
    await store.message(channel, 1);
    await store.settle(await store.taken(2), ACCEPTED, { state: 'accepted' }, 3);
    const dropped = await store.message(channel, 4);
    await store.messages.drop(ADA, dropped, 5);
    expect(await store.db.selectFrom('contents').selectAll().execute()).toEqual([]);
    expect(await store.db.selectFrom('content_chunks').selectAll().execute()).toEqual([]);
  });

  it('leaves a refused recipient out of the next attempt, and keeps one that was put off', async () => {
    const channel = await store.channel();
    const id = await store.message(channel, 1, ['a@kunde.example', 'b@kunde.example', 'c@kunde.example']);
    const never = refusal('recipient-refused', 'rcpt', 550);
    const later = refusal('recipient-deferred', 'rcpt', 450);
    const because = refusal('temporarily-unavailable', 'data', 451);
    const attempt = {
      ...failedBy(because),
      refused: [
        { recipient: 'a@kunde.example', reply: never.reply, failure: never },
        { recipient: 'b@kunde.example', reply: later.reply, failure: later },
      ],
    };
    await store.settle(await store.taken(2), attempt, { state: 'queued', dueAt: 100, because }, 3);
    expect(await store.stateOf(id)).toBe('queued');
    expect(await store.open(99)).toBeNull();
    const { envelope, attempts, tryingSince } = await store.taken(100);
    expect(envelope.rcptTo).toEqual(['b@kunde.example', 'c@kunde.example']);
    expect({ attempts, tryingSince }).toEqual({ attempts: 2, tryingSince: 2 });
  });

  describe('pacing', () => {
    it('counts a message from its claim until one window after its reply', async () => {
      const channel = await store.channel({}, { messagesPerMinute: 1 });
      await store.message(channel, 0);
      await store.message(channel, 0);
      const first = await store.taken(1_000);
      await store.settle(first, ACCEPTED, { state: 'accepted' }, 5_000);
      expect(await store.open(4_999 + MINUTE)).toBeNull();
      expect(await store.outbox.nextDueAt()).toBe(5_000 + MINUTE);
      expect(await store.open(5_000 + MINUTE)).not.toBeNull();
    });

    it('is one allowance for two channels on one mailbox', async () => {
      const one = await store.channel({ username: 'Team@firma.example' }, { messagesPerMinute: 1 });
      const other = await store.channel(
        { username: 'team@FIRMA.example', owner: { tenantId: 'firma', objectId: 'bo' } },
        { messagesPerMinute: 1 },
      );
      await store.message(one, 0);
      await store.message(other, 0);
      await store.settle(await store.taken(1), ACCEPTED, { state: 'accepted' }, 2);
      expect(await store.open(3)).toBeNull();
    });

    it('counts each recipient of each message against the day', async () => {
      const channel = await store.channel({}, { recipientsPerDay: 3 });
      await store.message(channel, 0, ['a@k.example', 'b@k.example']);
      await store.message(channel, 0, ['c@k.example', 'd@k.example']);
      await store.settle(await store.taken(1), ACCEPTED, { state: 'accepted' }, 2);
      expect(await store.open(3)).toBeNull();
      expect(await store.outbox.nextDueAt()).toBe(2 + DAY);
    });

    it('does not count a conversation that ended before the data', async () => {
      const channel = await store.channel({}, { messagesPerMinute: 1 });
      await store.message(channel, 0);
      const because = {
        kind: 'connection-refused' as const,
        stage: 'connect' as const,
        host: 'h',
        port: 587,
        detail: null,
      };
      await store.settle(await store.taken(1), failedBy(because), { state: 'queued', dueAt: 3, because }, 2);
      expect(await store.open(3)).not.toBeNull();
    });

    it('holds one conversation a mailbox at a time, and lets other mailboxes go', async () => {
      const busy = await store.channel();
      await store.message(busy, 0);
      await store.message(busy, 0);
      const single = await store.message(await store.channel(), 5);
      await store.taken(10);
      expect((await store.taken(10)).id).toBe(single);
      expect(await store.open(10)).toBeNull();
    });
  });

  describe('when a process dies', () => {
    it('sends again what had not begun to leave', async () => {
      const channel = await store.channel();
      const id = await store.message(channel, 1);
      await store.taken(10);
      expect(await store.settling.reclaim(10 + LEASE)).toBe(0);
      expect(await store.settling.reclaim(11 + LEASE)).toBe(1);
      expect(await store.taken(11 + LEASE)).toMatchObject({ id, attempts: 1, tryingSince: 11 + LEASE });
    });

    it('never sends again by itself what had begun to leave', async () => {
      const channel = await store.channel();
      const id = await store.message(channel, 1);
      const claimed = await store.taken(10);
      expect(await store.settling.handOver(claimed, null, 10)).toBe(true);
      await store.settling.reclaim(11 + LEASE);
      expect(await store.messages.find(ADA, id)).toMatchObject({
        state: 'uncertain',
        because: { kind: 'connection-lost', stage: 'after-data' },
      });
      expect(await store.open(DAY)).toBeNull();
      expect(await store.messages.release(ADA, id, null, DAY)).toBe('done');
      expect(await store.taken(DAY)).toMatchObject({ id, attempts: 1, tryingSince: DAY });
    });

    it('keeps a lease that is renewed', async () => {
      await store.message(await store.channel(), 1);
      const { conversation } = await store.begun(10);
      await store.outbox.renew([conversation.id], 10 * LEASE);
      expect(await store.settling.reclaim(5 * LEASE)).toBe(0);
    });

    it('lets nothing leave under a lease that was lost', async () => {
      await store.message(await store.channel(), 1);
      const claimed = await store.taken(10);
      await store.settling.reclaim(11 + LEASE);
      expect(await store.settling.handOver(claimed, null, 10)).toBe(false);
      expect(await store.settle(claimed, ACCEPTED, { state: 'accepted' }, 12 + LEASE)).toBe(false);
    });

    it('believes the late word of a process that lived after all', async () => {
      const id = await store.message(await store.channel(), 1);
      const claimed = await store.taken(10);
      await store.settling.handOver(claimed, null, 10);
      await store.settling.reclaim(11 + LEASE);
      await store.settle(claimed, ACCEPTED, { state: 'accepted' }, 12 + LEASE);
      expect(await store.stateOf(id)).toBe('accepted');
    });
  });

  it('does not let one message without its content hold up the others', async () => {
    const poor = await store.message(await store.channel(), 1);
    const other = await store.message(await store.channel(), 2);
    await store.db
      .deleteFrom('contents')
      .where('id', 'in', (row) =>
        row
          .selectFrom('messages')
          .select('content_id')
          .where('messages.id', '=', poor)
          .$castTo<{ content_id: string }>(),
      )
      .execute();
    expect(await store.taken(3)).toMatchObject({ id: poor, contentId: null });
    expect((await store.taken(3)).id).toBe(other);
  });

  it('sweeps content that no message came to point to, and what counts no more', async () => {
    const channel = await store.channel();
    const kept = await store.message(channel, 100);
    await store.contents.keep({ key: SEALED, chunks: (async function* () {})() }, 100);
    await store.contents.sweep(101);
    expect(await store.db.selectFrom('contents').selectAll().execute()).toHaveLength(1);
    await store.settle(await store.taken(100), ACCEPTED, { state: 'accepted' }, 200);
    await store.usage.sweep(201 + DAY, 201);
    expect(await store.db.selectFrom('counted').selectAll().execute()).toEqual([]);
    expect(await store.messages.find(ADA, kept)).toBeNull();
  });

  it('shows nobody another’s message', async () => {
    const id = await store.message(await store.channel(), 1);
    const stranger = { tenantId: 'firma', objectId: randomUUID() };
    expect(await store.messages.find(stranger, id)).toBeNull();
    expect(await store.messages.drop(stranger, id, 2)).toBe('not-found');
    expect(await store.messages.list(stranger, 10)).toEqual([]);
  });
});
