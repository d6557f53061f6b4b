import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { createNotes, type Change } from '../../../src/server/store/notes.ts';
import type { Database, Opened } from '../../../src/server/store/open.ts';
import { servers } from './engines.ts';
import { ACCEPTED, ADA, LEASE, OK, storeOn } from './fixtures.ts';

// Without a PostgreSQL server there is nothing to share: the embedded engine serves one process.
describe.each(servers)('several processes on $name', ({ open }) => {
  let opened: Opened;
  let other: Opened;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    ({ opened, close } = own);
    other = await own.again();
  });
  afterAll(() => close());

  it('never claim one message twice, and leave none', async () => {
    const stores = [storeOn(opened), storeOn(other)];
    const [store = storeOn(opened)] = stores;
    const ids: string[] = [];
    for (let mailbox = 0; mailbox < 4; mailbox += 1) {
      const channel = await store.channel();
      for (let message = 0; message < 3; message += 1) ids.push(await store.message(channel, 0));
    }
    const claimed: string[] = [];
    const courier = async (one: typeof store): Promise<void> => {
      while (claimed.length < ids.length) {
        const opening = await one.open(1);
        if (opening === null) continue;
        for (const held of opening.messages) {
          claimed.push(held.id);
          await one.settling.handOver(held, null, 1);
          await one.settling.handOver(null, { held, reply: OK }, 1);
        }
        await one.outbox.endConversation(opening.conversation, 1);
      }
    };
    await Promise.all(stores.flatMap((one) => [courier(one), courier(one)]));
    expect(claimed.sort()).toEqual(ids.sort());
  });

  it('never exceed a mailbox’s limit together', async () => {
    const stores = [storeOn(opened), storeOn(other)];
    const [store = storeOn(opened)] = stores;
    const channel = await store.channel({}, { messagesPerMinute: 4 });
    for (let message = 0; message < 10; message += 1) await store.message(channel, 0);
    let settled = 0;
    const courier = async (one: typeof store): Promise<void> => {
      const claimAndSettle = async (): Promise<void> => {
        const opening = await one.open(1_000);
        if (opening === null) return;
        const { credential, mailboxId } = opening.conversation;
        for (const held of opening.messages)
          if (
            await one.settling.settle(
              { ...held, credential, mailboxId, triedAt: 1_000 },
              ACCEPTED,
              { state: 'accepted' },
              null,
              1_000,
            )
          )
            settled += 1;
        await one.outbox.endConversation(opening.conversation, 1_000);
      };
      // While another has the mailbox there is nothing to claim: only what is settled says how far they are.
      while (settled < 4) await claimAndSettle();
      await claimAndSettle();
    };
    await Promise.all(stores.flatMap((one) => [courier(one), courier(one)]));
    expect(settled).toBe(4);
    const { allowance } = await store.usage.ofChannel(channel.id, 1_000);
    expect(allowance).toEqual({ messages: 0, nextAt: 61_000 });
    await store.channels.remove(ADA, channel.id, 1_000);
  });

  it('hear of each other’s changes', async () => {
    const notes = await createNotes(other);
    const leaving = new AbortController();
    const changes = notes.follow(ADA, leaving.signal)[Symbol.asyncIterator]();
    const first = changes.next() as Promise<{ value: Change }>;
    const channel = await storeOn(opened).channel();
    expect((await first).value).toEqual({ about: 'channel', id: channel.id });
    leaving.abort();
    expect(await changes.next()).toEqual({ done: true, value: undefined });
  });

  it('hear of nothing that was not written', async () => {
    const store = storeOn(opened);
    const channel = await store.channel();
    const notes = await createNotes(other);
    const leaving = new AbortController();
    const changes = notes.follow(ADA, leaving.signal)[Symbol.asyncIterator]();
    const first = changes.next() as Promise<{ value: Change }>;
    const envelope = { mailFrom: 'a@b.example', rcptTo: ['c@d.example'] };
    const gone = { id: randomUUID(), owner: ADA, channelId: channel.id, messageId: '<b@c>', subject: '', bytes: 1 };
    const queued = store.outbox.queue({ ...gone, envelope, contentId: randomUUID(), sendAt: null }, 1);
    await expect(queued).rejects.toThrow();
    const id = await store.message(channel, 2);
    expect((await first).value).toEqual({ about: 'message', id });
    leaving.abort();
    await store.channels.remove(ADA, channel.id, 3);
  });

  it('hear again after the connection was cut, and know that they missed something', async () => {
    const notes = await createNotes(other);
    const due = new Promise<void>((resolve) => notes.onDue(() => resolve()));
    const changes = notes.follow(ADA, new AbortController().signal)[Symbol.asyncIterator]();
    const next = changes.next();
    await cutListeners(opened);
    expect(await next).toEqual({ done: true, value: undefined });
    await due;
    const again = notes.follow(ADA, new AbortController().signal)[Symbol.asyncIterator]();
    const heard = again.next() as Promise<{ value: Change }>;
    const channel = await storeOn(opened).channel();
    expect((await heard).value).toEqual({ about: 'channel', id: channel.id });
  });

  it('begin no hand-over of what another is taking back', async () => {
    const store = storeOn(opened);
    const id = await store.message(await store.channel(), 0);
    const claimed = await store.taken(1);
    let handedOver: Promise<boolean> = Promise.resolve(true);
    await whileLocked(
      opened,
      'channels',
      () => storeOn(other).settling.reclaim(2 + LEASE),
      async () => {
        // It waits for the one that takes back, so nobody waits for it here.
        handedOver = store.settling.handOver(claimed, null, 2 + LEASE);
        await Promise.race([handedOver, untilWaiting(opened.db, 2)]);
      },
    );
    expect(await handedOver).toBe(false);
    expect((await store.taken(2 + LEASE)).id).toBe(id);
  });

  it('leave alone what was renewed while they wanted to take it back', async () => {
    const store = storeOn(opened);
    const id = await store.message(await store.channel(), 0);
    const { conversation } = await store.begun(1);
    await whileLocked(
      opened,
      'mailboxes',
      () => storeOn(other).settling.reclaim(2 + LEASE),
      () => store.outbox.renew([conversation.id], 10 * LEASE),
    );
    expect(await store.stateOf(id)).toBe('in-flight');
  });

  it('renew leases in one order, however their rows lie: two renewals do not wait in a circle', async () => {
    const store = storeOn(opened);
    const channels = [await store.channel(), await store.channel()];
    for (const channel of channels) await store.message(channel, 0);
    const [low, high] = ['00000000-0000-4000-8000-000000000000', 'ffffffff-ffff-4fff-bfff-ffffffffffff'] as const;
    for (const id of [high, low]) await store.outbox.openConversation(1, id, 1 + LEASE);
    let renewed: Promise<unknown> = Promise.resolve();
    await opened.db.transaction().execute(async (trx) => {
      const lock = (id: string) => sql`select from conversations where id = ${id}::uuid for update`.execute(trx);
      await lock(low);
      renewed = storeOn(other).outbox.renew([low, high], 2 * LEASE);
      await untilWaiting(opened.db, 1);
      await lock(high);
    });
    await renewed;
    for (const { id } of channels) await store.channels.remove(ADA, id, 2);
    expect(await store.settling.reclaim(2 + 2 * LEASE)).toBe(2);
  });

  it('take over from one that was killed: sent again before the hand-over, uncertain after', async () => {
    const store = storeOn(opened);
    const channels = [await store.channel(), await store.channel()];
    const ids = await Promise.all(channels.map((channel) => store.message(channel, 0)));
    const url = await urlOf(opened);
    const victim = spawn(process.execPath, [fileURLToPath(new URL('victim.ts', import.meta.url)), url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [said] = (await once(victim.stdout, 'data')) as [Buffer];
    const { handedOver } = JSON.parse(String(said)) as { handedOver: string };
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    await store.settling.reclaim(2 + LEASE);
    const other = ids.find((id) => id !== handedOver) ?? '';
    expect(await store.stateOf(handedOver)).toBe('uncertain');
    expect(await store.stateOf(other)).toBe('queued');
    expect((await store.taken(2 + LEASE)).id).toBe(other);
    expect(await store.open(2 + LEASE)).toBeNull();
  });
});

/** Runs `meanwhile` while nobody gets at a table's rows, then waits for what they held up. */
async function whileLocked(
  { db }: Opened,
  table: 'channels' | 'mailboxes',
  heldUp: () => Promise<unknown>,
  meanwhile: () => Promise<unknown>,
): Promise<void> {
  let waiting: Promise<unknown> = Promise.resolve();
  await db.transaction().execute(async (trx) => {
    await sql`lock table ${sql.table(table)} in access exclusive mode`.execute(trx);
    waiting = heldUp();
    await untilWaiting(db, 1);
    await meanwhile();
  });
  await waiting;
}

/** Until so many of the database's processes wait for a lock. */
async function untilWaiting(db: Database, count: number): Promise<void> {
  const waiting = sql`select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await waiting.execute(db)).rows.length < count);
}

async function urlOf({ db }: Opened): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
  const url = new URL(process.env['TEST_DATABASE_URL'] ?? '');
  url.pathname = `/${rows[0]?.name}`;
  return url.href;
}

const cutListeners = ({ db }: Opened): Promise<unknown> =>
  sql`select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and query = 'listen postlane'`.execute(db);
