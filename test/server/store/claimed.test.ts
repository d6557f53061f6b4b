import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { operators } from './engines.ts';
import { ADA, OK, storeOn, type Store } from './fixtures.ts';

describe.each(operators)('a message that is claimed and has not begun to leave, on $name,', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  beforeEach(() => store.clear());
  afterAll(() => close());

  const shown = (id: string) => store.messages.find(ADA, id);

  it('waits for its turn as far as its owner sees, and is on its way from when it begins', async () => {
    const channel = await store.channel();
    const id = await store.message(channel, 1);
    const taken = await store.taken(5);
    expect(await shown(id)).toMatchObject({ state: 'queued', attempts: 0, dueAt: 1 });
    await store.settling.handOver(taken, null, 6);
    expect(await shown(id)).toMatchObject({ state: 'in-flight', attempts: 1, dueAt: null });
  });

  it('is dropped by a word: then nothing of it may leave, it counts for nothing, and the others go on', async () => {
    const channel = await store.channel({}, { messagesPerMinute: 2, recipientsPerDay: 10 });
    const [first, second] = [await store.message(channel, 1), await store.message(channel, 2)];
    const { conversation, messages } = await store.begun(5);
    expect(await store.messages.drop(ADA, second, 6)).toBe('done');
    expect(await shown(second)).toMatchObject({ state: 'dropped' });
    const [one, other] = messages;
    if (one === undefined || other === undefined) throw new Error('Two were claimed.');
    expect(await store.settling.handOver(one, null, 7)).toBe(true);
    expect(await store.settling.handOver(other, { held: one, reply: OK }, 8)).toBe(false);
    expect(await shown(first)).toMatchObject({ state: 'accepted' });
    expect((await store.usage.ofChannel(channel.id, 9)).usage).toMatchObject({
      messagesInMinute: 1,
      recipientsInDay: 1,
    });
    await store.outbox.endConversation(conversation, 10);
    expect(await store.stateOf(second)).toBe('dropped');
  });

  it('is put off by a word, and goes at its new time', async () => {
    const channel = await store.channel();
    const id = await store.message(channel, 1);
    const { conversation } = await store.begun(5);
    expect(await store.messages.reschedule(ADA, id, HOUR, 6)).toBe('done');
    await store.outbox.endConversation(conversation, 7);
    expect(await store.open(HOUR - 1)).toBeNull();
    expect((await store.taken(HOUR)).id).toBe(id);
  });

  it('is neither once it has begun', async () => {
    const channel = await store.channel();
    const id = await store.message(channel, 1);
    await store.settling.handOver(await store.taken(5), null, 6);
    expect(await store.messages.drop(ADA, id, 7)).toBe('not-now');
    expect(await store.messages.reschedule(ADA, id, HOUR, 7)).toBe('not-now');
  });

  it('goes back to its place when it was to begin and did not, and is not in doubt', async () => {
    const channel = await store.channel();
    const id = await store.message(channel, 1);
    const taken = await store.taken(5);
    await store.settling.handOver(taken, null, 6);
    expect(await store.settling.letGo({ id, lease: channel.id }, null, 6)).toBe(false);
    expect(await store.settling.letGo(taken, null, 6)).toBe(true);
    await store.outbox.endConversation(taken.conversation, 7);
    expect(await shown(id)).toMatchObject({ state: 'queued', attempts: 0 });
    expect((await store.taken(DAY)).id).toBe(id);
  });
});
