import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { engines } from './engines.ts';
import { ACCEPTED, storeOn, type Store } from './fixtures.ts';

describe.each(engines)('what a mailbox is used for, on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());

  it('is shown in 24 hours, though another process’s clock is ahead', async () => {
    const channel = await store.channel();
    for (const at of [HOUR, DAY + MINUTE]) {
      await store.message(channel, at);
      await store.settle(await store.taken(at), ACCEPTED, { state: 'accepted' }, at);
    }
    const { recipientsByHour } = await store.usage.ofChannel(channel.id, DAY);
    expect(recipientsByHour).toEqual([1, ...Array.from({ length: 22 }, () => 0), 1]);
  });

  it('leaves room by the minute, and by the day where a day has a limit', async () => {
    const roomIn = async (limits: { messagesPerMinute?: number; recipientsPerDay?: number }) => {
      const channel = await store.channel({}, limits);
      await store.message(channel, HOUR);
      await store.settle(await store.taken(HOUR), ACCEPTED, { state: 'accepted' }, HOUR);
      const { allowance, waiting } = await store.usage.roomFor(channel.id, 1, 2 * HOUR);
      return { ...allowance, waiting };
    };
    expect(await roomIn({ messagesPerMinute: 1 })).toEqual({ messages: 1, nextAt: 2 * HOUR, waiting: 0 });
    expect(await roomIn({ recipientsPerDay: 1 })).toEqual({ messages: 0, nextAt: HOUR + DAY, waiting: 0 });
  });
});
