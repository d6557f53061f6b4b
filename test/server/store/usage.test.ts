import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { NO_LIMITS } from '../../../src/domain/limit.ts';
import { createUsage } from '../../../src/server/store/usage.ts';
import { engines } from './engines.ts';
import { ACCEPTED, SEALED, refusal, storeOn, type Store } from './fixtures.ts';

describe.each(engines)('what a mailbox is used for, on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());

  const accepted = async (at: number) => store.settle(await store.taken(at), ACCEPTED, { state: 'accepted' }, at);

  it('is shown in 24 hours, though another process’s clock is ahead', async () => {
    const channel = await store.channel();
    for (const at of [HOUR, DAY + MINUTE]) {
      await store.message(channel, at);
      await accepted(at);
    }
    const { recipientsByHour } = await store.usage.ofChannel(channel.id, DAY);
    expect(recipientsByHour).toEqual([1, ...Array.from({ length: 22 }, () => 0), 1]);
  });

  it('is summed up in its windows: what was answered in them, and what is on the wire', async () => {
    const channel = await store.channel({}, { messagesPerMinute: 3 });
    const at = 2 * DAY;
    const answered = [at - MINUTE + 1, at - MINUTE, at - DAY + 1, at - DAY];
    await store.usage.report(
      channel.id,
      answered.map((when, index) => ({ id: randomUUID(), at: when, recipients: 10 ** index })),
      at,
    );
    await store.message(channel, at, ['kim@kunde.example', 'lee@kunde.example']);
    const taken = await store.taken(at);
    const recipientsByHour = [100, ...Array.from({ length: 22 }, () => 0), 13];
    expect(await store.usage.ofChannel(channel.id, at)).toMatchObject({
      usage: { messagesInMinute: 2, recipientsInDay: 113, reportedInDay: 111 },
      allowance: { messages: 1, nextAt: at },
      recipientsByHour,
    });
    await store.settle(taken, ACCEPTED, { state: 'accepted' }, at);
  });

  it('counts as waiting what waits for its turn, not what is scheduled for later', async () => {
    const channel = await store.channel();
    await store.message(channel, HOUR);
    await store.message(channel, HOUR, ['kim@kunde.example'], 3 * HOUR);
    const waitingAt = async (now: number) => (await store.usage.ofChannel(channel.id, now)).waiting;
    expect([await waitingAt(2 * HOUR), await waitingAt(3 * HOUR)]).toEqual([1, 2]);
    await store.channels.remove(channel.owner, channel.id, HOUR);
  });

  it('tells how much mail a channel would take with it, whatever that waits for, and no other channel’s', async () => {
    const username = 'shared@firma.example';
    const channel = await store.channel({ username });
    const other = await store.channel({ username });
    const states = ['queued', 'held', 'uncertain', 'in-flight', 'accepted'] as const;
    for (const state of states) {
      const id = await store.message(channel, HOUR, ['kim@kunde.example'], DAY);
      await store.db.updateTable('messages').set({ state }).where('id', '=', id).execute();
    }
    await store.message(other, HOUR);
    expect(await store.usage.ofChannel(channel.id, HOUR)).toMatchObject({ waiting: 1, droppable: 3 });
    for (const { id, owner } of [channel, other]) await store.channels.remove(owner, id, HOUR);
  });

  it('stands as it was sent, waits and is paused', async () => {
    const channel = await store.channel({ providerId: 'microsoft365' }, { recipientsPerDay: 10 });
    await store.message(channel, HOUR, ['kim@kunde.example', 'lee@kunde.example']);
    await accepted(HOUR);
    await store.message(channel, 2 * HOUR, ['a@kunde.example', 'b@kunde.example', 'c@kunde.example']);
    await store.message(channel, 2 * HOUR);
    await store.message(channel, 2 * HOUR, ['later@kunde.example'], DAY);
    const because = refusal('throttled', 'data', 451);
    await store.db
      .updateTable('mailboxes')
      .set({ paused_until: 3 * HOUR, paused_because: JSON.stringify(because) as never })
      .where('username', '=', channel.username)
      .execute();
    expect(await store.usage.standing(channel.id, 2 * HOUR)).toEqual({
      providerId: 'microsoft365',
      limits: { ...NO_LIMITS, recipientsPerDay: 10 },
      counted: [{ recipients: 2, repliedAt: HOUR }],
      usedInDay: 2,
      ahead: { messages: 2, recipients: 4 },
      pause: { until: 3 * HOUR, because },
    });
    await store.channels.remove(channel.owner, channel.id, HOUR);
  });

  it('reads no more than the minute where a day has no limit, and tells the day’s use all the same', async () => {
    const channel = await store.channel({}, { messagesPerMinute: 1 });
    for (const at of [HOUR, 2 * HOUR]) {
      await store.message(channel, at);
      await accepted(at);
    }
    expect(await store.usage.standing(channel.id, 2 * HOUR)).toMatchObject({
      counted: [{ recipients: 1, repliedAt: 2 * HOUR }],
      usedInDay: 2,
      ahead: { messages: 0, recipients: 0 },
      pause: null,
    });
  });

  it('lumps together what left the minute, of one minute each', async () => {
    const channel = await store.channel({}, { messagesPerMinute: 9, recipientsPerDay: 100 });
    const ats = [HOUR + 1, HOUR + 2, 2 * HOUR, 3 * HOUR - 1, 3 * HOUR];
    await store.usage.report(
      channel.id,
      ats.map((at, index) => ({ id: randomUUID(), at, recipients: index + 1 })),
      3 * HOUR,
    );
    const line = await store.usage.line(channel.id, 3 * HOUR);
    const counted = [...(line?.counted ?? [])].sort((a, b) => (a.repliedAt ?? 0) - (b.repliedAt ?? 0));
    expect(counted).toEqual([
      { recipients: 3, repliedAt: HOUR + 2 },
      { recipients: 3, repliedAt: 2 * HOUR },
      { recipients: 4, repliedAt: 3 * HOUR - 1 },
      { recipients: 5, repliedAt: 3 * HOUR },
    ]);
  });

  it('says what a next message waits for, unless a thousand are ahead of it', async () => {
    const channel = await store.channel({}, { messagesPerMinute: 30 });
    const first = await store.message(channel, HOUR, ['kim@kunde.example', 'lee@kunde.example']);
    expect(await store.usage.line(channel.id, HOUR)).toEqual({
      limits: channel.limits,
      counted: [],
      ahead: { messages: 1, recipients: 2 },
      pause: null,
    });
    await sql`
      insert into messages (
        id, tenant_id, object_id, channel_id, mailbox_id, message_id, state, subject, mail_from, bytes, queued_at, due_at
      )
      select gen_random_uuid(), tenant_id, object_id, channel_id, mailbox_id, message_id, state, subject, mail_from,
        bytes, queued_at, due_at
      from messages, generate_series(1, 999) where id = ${first}`.execute(store.db);
    expect(await store.usage.line(channel.id, HOUR)).toBeNull();
    expect(await store.usage.standing(channel.id, HOUR)).toMatchObject({ ahead: { messages: 1_000 } });
    await store.channels.remove(channel.owner, channel.id, HOUR);
  });

  it('stands nowhere once its channel is gone', async () => {
    expect(await store.usage.standing(randomUUID(), HOUR)).toBeNull();
    expect(await store.usage.line(randomUUID(), HOUR)).toBeNull();
  });

  it('finds the channels of a mailbox by an index, however many channels there are', async () => {
    const plan = await store.db.transaction().execute(async (trx) => {
      // So few rows would be read one by one: what is asked is whether there is another way.
      await sql`set local enable_seqscan = off`.execute(trx);
      return sql`explain select id from channels where mailbox_id = ${randomUUID()}::uuid`.execute(trx);
    });
    expect(JSON.stringify(plan.rows)).toContain('channels_of_mailbox');
  });

  it('is forgotten in small steps, however much of it there is', async () => {
    const channel = await store.channel();
    const id = await store.message(channel, HOUR);
    await accepted(HOUR);
    await sql`
      insert into messages (
        id, tenant_id, object_id, channel_id, mailbox_id, message_id, state, subject, mail_from, bytes, queued_at, settled_at
      )
      select gen_random_uuid(), tenant_id, object_id, channel_id, mailbox_id, message_id, state, subject, mail_from,
        bytes, queued_at, settled_at
      from messages, generate_series(1, 2500) where id = ${id}`.execute(store.db);
    await sql`
      insert into counted (lease, mailbox_id, recipients, replied_at)
      select gen_random_uuid(), mailbox_id, 1, ${HOUR}::int8
      from messages where channel_id = ${channel.id}`.execute(store.db);
    await sql`create table swept (rows int4)`.execute(store.db);
    await sql`
      create function note_swept() returns trigger language plpgsql as $$
        begin insert into swept select count(*) from gone; return null; end $$`.execute(store.db);
    for (const table of ['messages', 'counted'])
      await sql
        .raw(
          `create trigger swept after delete on ${table} referencing old table as gone for each statement execute function note_swept()`,
        )
        .execute(store.db);
    await store.usage.sweep(2 * DAY, 2 * HOUR);
    expect(await store.messages.find(channel.owner, id)).toBeNull();
    const { rows } = await sql<{ rows: number }>`select rows from swept`.execute(store.db);
    for (const table of ['messages', 'counted']) await sql.raw(`drop trigger swept on ${table}`).execute(store.db);
    expect(Math.max(...rows.map((step) => step.rows))).toBe(1_000);
    expect(rows.reduce((sum, step) => sum + step.rows, 0)).toBeGreaterThanOrEqual(5_000);
  });

  it('has the ceiling for a limit where that is lower', async () => {
    const channel = await store.channel({}, { messagesPerMinute: 30, recipientsPerDay: 100 });
    const ceiling = { ...NO_LIMITS, messagesPerMinute: 10, recipientsPerDay: 200 };
    const limits = { ...NO_LIMITS, messagesPerMinute: 10, recipientsPerDay: 100 };
    const usage = createUsage(store.db, ceiling);
    expect(await usage.ofChannel(channel.id, HOUR)).toMatchObject({ limits });
    expect(await usage.standing(channel.id, HOUR)).toMatchObject({ limits });
  });

  describe('by another way', () => {
    it('counts once for an id, and for every channel of the mailbox', async () => {
      const channel = await store.channel({}, { recipientsPerDay: 10 });
      const bo = { tenantId: 'firma', objectId: 'bo' };
      const shared = { ...channel, id: randomUUID(), owner: bo };
      await store.channels.save({ channel: shared, occasion: 'connect' }, SEALED, [], 0);
      const sent = { id: randomUUID(), at: HOUR, recipients: 7 };
      await store.usage.report(channel.id, [sent, sent], HOUR);
      await store.usage.report(shared.id, [sent], HOUR);
      for (const { id } of [channel, shared]) {
        const { usage } = await store.usage.ofChannel(id, 2 * HOUR);
        expect(usage).toEqual({ messagesInMinute: 0, recipientsInDay: 7, reportedInDay: 7 });
      }
    });

    it('counts for each mailbox that it is said of', async () => {
      const sent = { id: randomUUID(), at: HOUR, recipients: 7 };
      const channels = [await store.channel(), await store.channel()];
      for (const { id } of channels) await store.usage.report(id, [sent], HOUR);
      for (const { id } of channels) expect((await store.usage.ofChannel(id, HOUR)).usage.reportedInDay).toBe(7);
    });

    it('counts no further than to the day’s limit, so that nobody can use up more than the day for the others', async () => {
      const channel = await store.channel({}, { recipientsPerDay: 10 });
      const reported = [6, 7, 5].map((recipients, index) => ({ id: randomUUID(), at: HOUR + index, recipients }));
      await store.usage.report(channel.id, reported.slice(0, 2), 2 * HOUR);
      await store.usage.report(channel.id, reported, 2 * HOUR);
      expect((await store.usage.ofChannel(channel.id, 2 * HOUR)).usage.recipientsInDay).toBe(10);
    });

    it('keeps our own mail waiting', async () => {
      const channel = await store.channel({}, { recipientsPerDay: 10 });
      await store.usage.report(channel.id, [{ id: randomUUID(), at: 20 * HOUR, recipients: 10 }], 20 * HOUR);
      await store.message(channel, 21 * HOUR);
      expect(await store.open(21 * HOUR)).toBeNull();
      expect((await store.taken(20 * HOUR + DAY)).envelope.rcptTo).toEqual(['kim@kunde.example']);
    });

    it('is nothing when nothing is said', async () => {
      const channel = await store.channel();
      await store.usage.report(channel.id, [], HOUR);
      expect((await store.usage.ofChannel(channel.id, HOUR)).usage.recipientsInDay).toBe(0);
    });
  });
});
