import { describe, expect, it, jest } from '@jest/globals';
import type { Owner } from '../../../src/domain/channel.ts';
import { createCourier, LEASE, type CourierNeeds } from '../../../src/server/courier.ts';

interface Mail {
  id: string;
  lease: string;
  channel: { owner: Owner };
}

/** A courier over a list, each mail of the owner its name begins with: `queue` is what is due, `begun` what it took, `finish` ends a delivery. */
function courierOver(queue: string[], needs: Partial<CourierNeeds<Mail>> = {}) {
  const begun: string[] = [];
  const finishing = new Map<string, () => void>();
  const waiting: { count: number; resolve: () => void }[] = [];
  let due = (): void => {};
  const courier = createCourier<Mail>({
    async claim(_now, _leaseUntil, busy) {
      const next = queue.findIndex((id) => !busy.some(({ objectId }) => objectId === ownerOf(id).objectId));
      const [id] = next < 0 ? [] : queue.splice(next, 1);
      return id === undefined ? null : { id, lease: id, channel: { owner: ownerOf(id) } };
    },
    deliver({ id }) {
      begun.push(id);
      for (const { count, resolve } of waiting) if (begun.length >= count) resolve();
      return new Promise((resolve) => finishing.set(id, resolve));
    },
    renew: async () => {},
    reclaim: async () => 0,
    sweep: async () => {},
    nextDueAt: async () => null,
    onDue: (listener) => void (due = listener),
    onFault: (error) => {
      throw error;
    },
    clock: () => 0,
    ...needs,
  });
  return {
    ...courier,
    begun,
    tellDue: () => due(),
    finish: (id: string) => finishing.get(id)?.(),
    untilBegun: (count: number) =>
      new Promise<void>((resolve) => (begun.length >= count ? resolve() : waiting.push({ count, resolve }))),
  };
}

const ownerOf = (id: string): Owner => ({ tenantId: 'firma', objectId: id.split(' ', 1)[0] ?? '' });

describe('the courier', () => {
  it('takes all that is due at once: a slow server does not hold the others', async () => {
    const courier = courierOver(['slow', 'quick', 'other']);
    courier.start();
    await courier.untilBegun(3);
    ['slow', 'quick', 'other'].forEach(courier.finish);
    await courier.stop();
  });

  it('is woken by the word that mail is due', async () => {
    const queue: string[] = [];
    const courier = courierOver(queue);
    courier.start();
    queue.push('late');
    courier.tellDue();
    await courier.untilBegun(1);
    courier.finish('late');
    await courier.stop();
    expect(courier.begun).toEqual(['late']);
  });

  it('wakes by itself when the next message is due', async () => {
    const queue: string[] = [];
    const courier = courierOver(queue, {
      async nextDueAt() {
        queue.push('scheduled');
        return 30;
      },
    });
    courier.start();
    await courier.untilBegun(1);
    courier.finish('scheduled');
    await courier.stop();
  });

  it('finishes what is on the wire before it stops, and takes no more', async () => {
    const queue = ['on the wire'];
    const courier = courierOver(queue);
    courier.start();
    await courier.untilBegun(1);
    let stopped = false;
    const stopping = courier.stop().then(() => (stopped = true));
    queue.push('too late');
    courier.tellDue();
    await new Promise(setImmediate);
    expect(stopped).toBe(false);
    courier.finish('on the wire');
    await stopping;
    expect(courier.begun).toEqual(['on the wire']);
  });

  it('bounds how many it carries at once', async () => {
    const courier = courierOver(Array.from({ length: 60 }, (_, number) => `${number} mail`));
    courier.start();
    await courier.untilBegun(50);
    await new Promise(setImmediate);
    expect(courier.begun).toHaveLength(50);
    courier.finish('0 mail');
    await courier.untilBegun(51);
    const stopping = courier.stop();
    courier.begun.forEach(courier.finish);
    await stopping;
  });

  it('gives one owner a few places, and the rest to the others', async () => {
    const slow = Array.from({ length: 60 }, (_, number) => `eve ${number}`);
    const queue = [...slow, 'ada 1', 'bo 1'];
    const courier = courierOver(queue);
    courier.start();
    await courier.untilBegun(7);
    await new Promise(setImmediate);
    expect(courier.begun).toEqual([...slow.slice(0, 5), 'ada 1', 'bo 1']);
    courier.finish('eve 0');
    await courier.untilBegun(8);
    expect(courier.begun.at(-1)).toBe('eve 5');
    queue.length = 0;
    courier.begun.forEach(courier.finish);
    await courier.stop();
  });

  it('looks for mail every half minute, should the word that some is due not come', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
    const queue: string[] = [];
    const courier = courierOver(queue);
    courier.start();
    await jest.advanceTimersByTimeAsync(1_000);
    queue.push('unheard of');
    await jest.advanceTimersByTimeAsync(29_500);
    jest.useRealTimers();
    expect(courier.begun).toEqual(['unheard of']);
    courier.finish('unheard of');
    await courier.stop();
  });

  it('goes on after a fault of the database, and tells it', async () => {
    const faults: unknown[] = [];
    let told = (): void => {};
    const first = new Promise<void>((resolve) => (told = resolve));
    let broken = true;
    const courier = courierOver([], {
      async claim() {
        if (!broken) return null;
        broken = false;
        throw new Error('The database is away.');
      },
      onFault(error) {
        faults.push(error);
        told();
      },
    });
    courier.start();
    await first;
    await courier.stop();
    expect(faults).toEqual([new Error('The database is away.')]);
  });

  it('takes messages under a lease that four renewals would have to miss', async () => {
    const until: number[] = [];
    const courier = courierOver([], {
      async claim(now, leaseUntil) {
        until.push(leaseUntil - now);
        return null;
      },
    });
    courier.start();
    await courier.stop();
    expect(until.every((length) => length === LEASE)).toBe(true);
  });
});
