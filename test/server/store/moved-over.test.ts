import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel, Kept } from '../../../src/domain/channel.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import { BEHIND_THAT_MESSAGE } from '../../../src/domain/sender-proof.ts';
import { operators } from './engines.ts';
import { ACCEPTED, ADA, failedBy, OK, refusal, SEALED, storeOn, type Store, type Taken } from './fixtures.ts';

const NEW = { keyId: 'k1', text: 'grant' };
const THROTTLED = refusal('temporarily-unavailable', 'data', 451);

describe.each(operators)('the mail of a channel that moves over to another login on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  beforeEach(() => store.clear());
  afterAll(() => close());

  /** Proves it by a sign-in as another than its password was for. */
  const movedOver = async (channel: DeliveryChannel, now: number): Promise<Kept> => {
    const username = `signed-in-${channel.username}`;
    const moved = { ...channel, username, health: { state: 'working' as const, since: now } };
    return store.channels.save({ channel: moved, occasion: 'new-password' }, NEW, [], now);
  };
  const mailboxesOf = async (): Promise<string[]> =>
    (await store.db.selectFrom('messages').select('mailbox_id').distinct().execute()).map(
      ({ mailbox_id }) => mailbox_id,
    );

  it('goes by the new one, whether it was queued or held', async () => {
    const channel = await store.channel();
    const because = refusal('password-rejected');
    const first = await store.message(channel, 1);
    await store.settle(await store.taken(5), failedBy(because), { state: 'held', because }, 6);
    await movedOver(channel, 9);
    const second = await store.message(channel, 10);
    const { conversation, messages } = await store.begun(10);
    expect(messages.map(({ id }) => id)).toEqual([first, second]);
    expect(conversation).toMatchObject({ credential: NEW, channel: { username: `signed-in-${channel.username}` } });
    expect(await mailboxesOf()).toEqual([conversation.mailboxId]);
  });

  it('lets one go first that shows whether the new one may send so, where nothing but a message shows it', async () => {
    const channel = await store.channel({ providerId: 'microsoft365' });
    const because = refusal('password-rejected');
    const held = await store.message(channel, 1);
    await store.settle(await store.taken(5), failedBy(because), { state: 'held', because }, 6);
    await movedOver(channel, 9);
    const trial = await store.message(channel, 10);
    const { conversation, messages } = await store.begun(10);
    expect(messages.map(({ id }) => id)).toEqual([trial]);
    expect(await store.outbox.more(conversation, 9 + BEHIND_THAT_MESSAGE)).toMatchObject({
      messages: [{ id: held }],
    });
  });

  it('goes by the new one though the old one’s conversation had claimed it, and that gets no more', async () => {
    const channel = await store.channel();
    const [begun, claimed] = [await store.message(channel, 1), await store.message(channel, 2)];
    const old = await store.begun(5);
    const [first, second] = old.messages;
    if (first === undefined || second === undefined) throw new Error('Two were to be claimed.');
    await store.settling.handOver(first, null, 6);
    await movedOver(channel, 7);
    expect(await store.stateOf(begun)).toBe('in-flight');
    const { conversation, messages } = await store.begun(8);
    expect(messages).toMatchObject([{ id: claimed, attempts: 1 }]);
    expect(conversation.mailboxId).not.toBe(old.conversation.mailboxId);
    // The one that has begun ends as it would have; the next is not the old one’s any more.
    expect(await store.settling.handOver(second, { held: first, reply: OK }, 9)).toBe(false);
    expect(await store.stateOf(begun)).toBe('accepted');
    expect(await store.outbox.more(old.conversation, 10)).toBe('over');
    await store.outbox.endConversation(old.conversation, 11);
    expect(await store.stateOf(claimed)).toBe('in-flight');
  });

  describe.each<[string, (held: Taken) => Promise<unknown>]>([
    [
      'is put off',
      (held) =>
        store.settling.settle(held, failedBy(THROTTLED), { state: 'queued', dueAt: 20, because: THROTTLED }, null, 9),
    ],
    ['did not leave after all', (held) => store.settling.letGo(held, null, 9)],
    [
      'is refused for its old password',
      (held) => {
        const because = refusal('password-rejected');
        return store.settling.settle(held, failedBy(because), { state: 'held', because }, null, 9);
      },
    ],
  ])('and had begun to leave by the old one, and then %s,', (_what, ends) => {
    it('goes again by the new one', async () => {
      const channel = await store.channel();
      const id = await store.message(channel, 1);
      const taken = await store.taken(5);
      await store.settling.handOver(taken, null, 6);
      await movedOver(channel, 7);
      expect(await store.open(8)).toBeNull();
      await ends(taken);
      await store.outbox.endConversation(taken.conversation, 10);
      const again = await store.taken(30);
      expect(again.id).toBe(id);
      expect(again.conversation.mailboxId).not.toBe(taken.conversation.mailboxId);
    });
  });

  it('stays in doubt where it was, and goes by the new one when its rep says so', async () => {
    const channel = await store.channel();
    const id = await store.message(channel, 1);
    const taken = await store.taken(5);
    await store.settling.handOver(taken, null, 6);
    await movedOver(channel, 7);
    await store.outbox.endConversation(taken.conversation, 8);
    expect(await store.stateOf(id)).toBe('uncertain');
    expect(await store.messages.release(ADA, id, null, 9)).toBe('done');
    expect(await store.taken(9)).toMatchObject({ id, conversation: { credential: NEW } });
  });

  it('leaves the mail of others in its old mailbox where it is', async () => {
    const username = 'verkauf@firma.example';
    const channel = await store.channel({ username });
    const bo = { owner: { tenantId: 'firma', objectId: 'bo' }, sender: { name: 'Bo', address: 'bo@firma.example' } };
    const other = await store.channel({ username, ...bo });
    const [mine, theirs] = [await store.message(channel, 1), await store.message(other, 2)];
    await movedOver(channel, 3);
    const one = await store.taken(5);
    const two = await store.taken(5);
    expect([one.id, two.id].sort()).toEqual([mine, theirs].sort());
    expect(one.conversation.mailboxId).not.toBe(two.conversation.mailboxId);
  });

  it('counts for its new login too, and no longer than it would have', async () => {
    const channel = await store.channel({}, { recipientsPerDay: 3 });
    await store.message(channel, 1, ['kim@kunde.example', 'lo@kunde.example']);
    await store.settle(await store.taken(5), ACCEPTED, { state: 'accepted' }, 6);
    await store.message(channel, 7, ['kim@kunde.example']);
    const begun = await store.taken(8);
    await store.settling.handOver(begun, null, 8);
    await movedOver(channel, 9);
    expect((await store.usage.ofChannel(channel.id, 10)).usage.recipientsInDay).toBe(3);
    await store.settling.letGo(begun, 11, 10);
    await store.outbox.endConversation(begun.conversation, 11);
    expect((await store.usage.ofChannel(channel.id, 12)).usage.recipientsInDay).toBe(2);
    expect((await store.usage.ofChannel(channel.id, 25 * HOUR)).usage.recipientsInDay).toBe(0);
  });

  it('stays where it is when its rep has a channel for that login and sender already', async () => {
    const channel = await store.channel();
    await store.channel({ username: `signed-in-${channel.username}`, sender: channel.sender });
    const id = await store.message(channel, 1);
    expect(await movedOver(channel, 2)).toBe('outdated');
    expect((await store.channels.find(ADA, channel.id))?.username).toBe(channel.username);
    expect(await store.taken(3)).toMatchObject({ id, conversation: { credential: SEALED } });
  });
});
