import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { DeliveryFailure } from '../../../src/domain/failure.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { GIVE_UP_AFTER, type Attempt, type Settlement } from '../../../src/domain/outbox.ts';
import { operators } from './engines.ts';
import { ACCEPTED, ADA, failedBy, OK, refusal, SEALED, storeOn, type Store, type Taken } from './fixtures.ts';

const because = refusal('throttled', 'mail', 451);
const pausedUntil = (until: number, failure: DeliveryFailure = because) => ({ until, because: failure });

describe.each(operators)('a mailbox that is paused, on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());

  const pause = (taken: Taken, now: number, until: number, failure: DeliveryFailure = because): Promise<boolean> => {
    const again: Settlement = { state: 'queued', dueAt: now, because: failure };
    return store.settle(taken, failedBy(failure), again, now, pausedUntil(until, failure));
  };
  const mailboxOf = (taken: Taken) =>
    store.db
      .selectFrom('mailboxes')
      .selectAll()
      .where('id', '=', taken.conversation.mailboxId)
      .executeTakeFirstOrThrow();
  const clear = async (id: string): Promise<unknown> => store.channels.remove(ADA, id, 0);

  it('lets nothing go until the pause is over, and says so of its channel', async () => {
    const channel = await store.channel();
    const first = await store.message(channel, 1);
    await store.message(channel, 2);
    await pause(await store.taken(10), 10, 5_000);
    await store.message(channel, 20);
    expect((await store.channels.find(ADA, channel.id))?.pause).toEqual(pausedUntil(5_000));
    expect(await store.open(4_999)).toBeNull();
    expect(await store.outbox.nextDueAt()).toBe(5_000);
    const { conversation, messages } = await store.begun(5_000);
    expect(messages).toHaveLength(3);
    expect(messages.at(-1)).toMatchObject({ id: first, attempts: 2, tryingSince: 10 });
    expect(conversation.pauses).toBe(1);
    await store.outbox.endConversation(conversation, 5_000);
    await clear(channel.id);
  });

  it('has failed since its first pause, however often, until a message is accepted', async () => {
    const channel = await store.channel();
    await store.message(channel, 1);
    await pause(await store.taken(10), 10, 100);
    const second = await store.taken(100);
    await pause(second, 110, 1_000);
    expect(await mailboxOf(second)).toMatchObject({ pauses: 2, failing_since: 10, paused_until: 1_000 });
    const third = await store.taken(1_000);
    await store.settling.handOver(third, null, 1_000);
    await store.settling.handOver(null, { held: third, reply: OK, mailboxWasPaused: true }, 1_001);
    expect(await mailboxOf(third)).toMatchObject({ pauses: 0, failing_since: null, paused_until: null });
    await store.outbox.endConversation(third.conversation, 1_002);
    await clear(channel.id);
  });

  it.each<[string, Attempt, Settlement]>([
    [
      'refused for its content',
      failedBy(refusal('content-refused', 'after-data', 554)),
      { state: 'refused', because: refusal('content-refused', 'after-data', 554) },
    ],
    [
      'put off for a recipient',
      failedBy(refusal('recipient-deferred', 'rcpt', 450)),
      { state: 'queued', dueAt: HOUR, because: refusal('recipient-deferred', 'rcpt', 450) },
    ],
    ['accepted late', ACCEPTED, { state: 'accepted' }],
  ])('is not paused any more when the server has looked at a message: %s', async (_, attempt, settlement) => {
    const channel = await store.channel();
    await store.message(channel, 1);
    await pause(await store.taken(10), 10, 100);
    const next = await store.taken(100);
    await store.settle(next, attempt, settlement, 110);
    expect(await mailboxOf(next)).toMatchObject({ pauses: 0, failing_since: null, paused_until: null });
    await clear(channel.id);
  });

  it.each<[string, DeliveryFailure, object]>([
    [
      'ends a pause of who could not log in',
      refusal('too-many-logins', 'auth', 454),
      { pauses: 0, paused_until: null },
    ],
    ['leaves a pause of who sent too much', because, { pauses: 1, paused_until: HOUR, due_at: HOUR }],
  ])('when its login is proven anew: %s', async (_, failure, left) => {
    const channel = await store.channel();
    await store.message(channel, 1);
    const taken = await store.taken(10);
    await pause(taken, 10, HOUR, failure);
    await store.channels.save({ channel, occasion: 'new-password' }, SEALED, [], 30);
    expect(await mailboxOf(taken)).toMatchObject({ failing_since: null, ...left });
    expect((await store.open(30))?.messages).toEqual(
      failure === because ? undefined : [expect.objectContaining({ id: taken.id, attempts: 1 })],
    );
    await clear(channel.id);
  });

  it('gives a running conversation no more', async () => {
    const channel = await store.channel();
    await store.message(channel, 1);
    const { conversation, messages } = await store.begun(10);
    const tried = {
      ...messages[0],
      credential: conversation.credential,
      mailboxId: conversation.mailboxId,
      triedAt: 10,
    } as Taken;
    const again: Settlement = { state: 'queued', dueAt: 10, because };
    await store.settling.settle(tried, failedBy(because), again, pausedUntil(5_000), 10);
    expect(await store.outbox.more(conversation, 20)).toBe('over');
    await store.outbox.endConversation(conversation, 20);
    await clear(channel.id);
  });

  it('gives up what it could have sent for longer than we try, and keeps what came later', async () => {
    const channel = await store.channel();
    const old = await store.message(channel, 1, ['a@kunde.example']);
    await store.message(channel, 2);
    const late = 20 + GIVE_UP_AFTER;
    await pause(await store.taken(10), 10, late);
    const young = await store.message(channel, late - MINUTE);
    const scheduled = await store.message(channel, 50, ['b@kunde.example'], late + HOUR);
    const probe = await store.taken(late);
    const others = (await store.messages.list(ADA, 100)).filter(({ channelId }) => channelId === channel.id);
    await store.settle(probe, failedBy(because), { state: 'refused', because }, late, pausedUntil(late + MINUTE));
    expect(others).toHaveLength(4);
    expect(await store.messages.find(ADA, old)).toMatchObject({
      state: 'refused',
      because,
      recipients: [{ outcome: 'refused', reply: because.reply }],
    });
    expect(await store.stateOf(young)).toBe('queued');
    expect(await store.stateOf(scheduled)).toBe('queued');
    await clear(channel.id);
  });

  describe('when it did not fail all the time', () => {
    const quota = refusal('mailbox-quota-exceeded', 'after-data', 554);

    it.each<[string, DeliveryFailure, number, DeliveryFailure, number]>([
      ['our own limit kept its mail meanwhile', because, 100, because, 2 * DAY],
      ['a window that opened late is followed by a server that is away', quota, 2 * DAY, because, 10],
    ])('gives nothing up: %s', async (_, first, until, second, tryingSince) => {
      const channel = await store.channel();
      const ids = [await store.message(channel, 1), await store.message(channel, 2), await store.message(channel, 3)];
      await pause(await store.taken(10), 10, until, first);
      const next = await store.taken(2 * DAY);
      expect(next).toMatchObject({ tryingSince, attempts: 1 });
      await pause(next, 2 * DAY, 2 * DAY + MINUTE, second);
      expect(await Promise.all(ids.map(store.stateOf))).toEqual(['queued', 'queued', 'queued']);
      await clear(channel.id);
    });

    it('lets what was claimed and not begun keep the time it was to go at', async () => {
      const channel = await store.channel();
      const id = await store.message(channel, 1);
      await store.settle(await store.taken(10), failedBy(because), { state: 'queued', dueAt: HOUR, because }, 10);
      const { conversation } = await store.begun(HOUR);
      expect(await store.stateOf(id)).toBe('in-flight');
      await store.outbox.endConversation(conversation, HOUR);
      expect(await store.messages.find(ADA, id)).toMatchObject({ state: 'queued', dueAt: HOUR, attempts: 1 });
      await clear(channel.id);
    });
  });

  it('pauses with the whole tenant at the same server, and no other', async () => {
    const failure = refusal('tenant-quota-exceeded', 'data', 550);
    const mine = await store.channel();
    const colleague = await store.channel({ owner: { ...ADA, objectId: 'bo' } });
    const elsewhere = await store.channel({ server: { host: 'smtp.other.example', port: 587, security: 'starttls' } });
    const stranger = await store.channel({ owner: { tenantId: 'kunde', objectId: 'kim' } });
    await store.message(mine, 1);
    await pause(await store.taken(10), 10, DAY, failure);
    const pausesOf = await Promise.all(
      [mine, colleague, elsewhere, stranger].map(
        async ({ owner, id }) => (await store.channels.find(owner, id))?.pause,
      ),
    );
    expect(pausesOf).toEqual([pausedUntil(DAY, failure), pausedUntil(DAY, failure), null, null]);
  });

  it('pauses the tenant though the database was away in the middle of it', async () => {
    const failure = refusal('tenant-quota-exceeded', 'data', 550);
    const owner = { tenantId: 'werk', objectId: 'bo' };
    const mine = await store.channel({ owner });
    const colleague = await store.channel({ owner: { ...owner, objectId: 'cy' } });
    await store.message(mine, 1);
    const taken = await store.taken(10);
    await sql`alter table mailboxes add constraint away check (paused_until is null or username != ${sql.lit(colleague.username)}) not valid`.execute(
      store.db,
    );
    await expect(pause(taken, 10, DAY, failure)).rejects.toThrow('away');
    await sql`alter table mailboxes drop constraint away`.execute(store.db);
    await pause(taken, 10, DAY, failure);
    expect((await store.channels.find(colleague.owner, colleague.id))?.pause).toEqual(pausedUntil(DAY, failure));
  });
});
