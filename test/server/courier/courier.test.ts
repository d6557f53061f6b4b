import { describe, expect, it, jest } from '@jest/globals';
import type { Owner } from '../../../src/domain/channel.ts';
import type { Busy } from '../../../src/domain/claimed.ts';
import { createCourier, LEASE, type CourierNeeds } from '../../../src/server/courier.ts';
import type { Place } from '../../../src/server/use-cases/mail-supply.ts';
import { IDLE } from './idle.ts';

interface Opened {
  conversation: { id: string; mailboxId: string; channel: { owner: Owner; server: { host: string } } };
}

/** A courier over a list of mailboxes, each of the owner its name begins with and at the server that an “at” names: `due` are those with mail, `begun` those whose conversation began, `finish` ends one. */
function courierOver(due: string[], needs: Partial<CourierNeeds<Opened, Opened>> = {}) {
  const begun: string[] = [];
  const places = new Map<string, Place>();
  const finishing = new Map<string, () => void>();
  const waiting: { count: number; resolve: () => void }[] = [];
  let tellDue = (_mailboxId: string | null): void => {};
  const courier = createCourier<Opened, Opened>({
    ...IDLE,
    async open(_now, _leaseUntil, busy) {
      const next = due.findIndex((id) => !isBusy(id, busy));
      const [id] = next < 0 ? [] : due.splice(next, 1);
      return id === undefined ? null : { conversation: { id, mailboxId: id, channel: channelOf(id) } };
    },
    carry({ conversation: { id } }, place) {
      begun.push(id);
      places.set(id, place);
      for (const { count, resolve } of waiting) if (begun.length >= count) resolve();
      return new Promise((resolve) => finishing.set(id, resolve));
    },
    onDue: (listener) => void (tellDue = listener),
    ...needs,
  });
  return {
    courier,
    begun,
    tellDue: (mailboxId: string | null = null) => tellDue(mailboxId),
    finish: (id: string) => finishing.get(id)?.(),
    placeOf: (id: string): Place => {
      const place = places.get(id);
      if (place === undefined) throw new Error(`${id} has not begun.`);
      return place;
    },
    untilBegun: (count: number) =>
      new Promise<void>((resolve) => (begun.length >= count ? resolve() : waiting.push({ count, resolve }))),
  };
}

const channelOf = (id: string) => ({
  owner: { tenantId: 'firma', objectId: id.split(' ', 1)[0] ?? '' },
  server: { host: id.split(' at ')[1] ?? `${id.replaceAll(' ', '-')}.example` },
});
const isBusy = (id: string, { owners, hosts }: Busy): boolean => {
  const { owner, server } = channelOf(id);
  return owners.some(({ objectId }) => objectId === owner.objectId) || hosts.includes(server.host.toLowerCase());
};
/** Far longer than any test: whoever rests for so long is woken, or the test does not end. */
const LONG = 600_000;

describe('the courier', () => {
  it('opens conversations for all that are due at once: a slow server does not hold the others', async () => {
    const { courier, untilBegun, finish } = courierOver(['slow', 'quick', 'other']);
    courier.start();
    await untilBegun(3);
    expect(courier.open).toBe(3);
    ['slow', 'quick', 'other'].forEach(finish);
    await courier.stop();
    expect(courier.open).toBe(0);
  });

  it('is woken by the word that mail is due', async () => {
    const due: string[] = [];
    const { courier, tellDue, untilBegun, finish, begun } = courierOver(due);
    courier.start();
    due.push('late');
    tellDue('late');
    await untilBegun(1);
    finish('late');
    await courier.stop();
    expect(begun).toEqual(['late']);
  });

  it('wakes by itself when the next mail is due', async () => {
    const due: string[] = [];
    const { courier, untilBegun, finish } = courierOver(due, {
      async nextDueAt() {
        due.push('scheduled');
        return 30;
      },
    });
    courier.start();
    await untilBegun(1);
    due.length = 0;
    finish('scheduled');
    await courier.stop();
  });

  it('gives new mail to the conversation that rests with its mailbox, and looks for no other', async () => {
    let looked = 0;
    const due = ['ada', 'bo'];
    const { courier, tellDue, untilBegun, finish, placeOf } = courierOver(due, {
      async nextDueAt() {
        looked += 1;
        return null;
      },
    });
    courier.start();
    await untilBegun(2);
    await new Promise(setImmediate);
    const resting = [placeOf('ada').rest(LONG), placeOf('bo').rest(LONG)];
    const before = looked;
    tellDue('ada');
    expect(await Promise.race(resting)).toBe(true);
    await new Promise(setImmediate);
    expect(looked).toBe(before);
    tellDue(null);
    expect(await resting[1]).toBe(true);
    ['ada', 'bo'].forEach(finish);
    await courier.stop();
  });

  it('reminds a conversation of mail that came while it was busy, until it heeds that', async () => {
    const { courier, tellDue, untilBegun, finish, placeOf } = courierOver(['ada']);
    courier.start();
    await untilBegun(1);
    tellDue('ada');
    expect(await placeOf('ada').rest(LONG)).toBe(true);
    placeOf('ada').heed();
    expect(await placeOf('ada').rest(1)).toBe(false);
    finish('ada');
    await courier.stop();
  });

  it('finishes what is on the wire before it stops, takes no more, and wakes who rests', async () => {
    const due = ['on the wire'];
    const { courier, begun, tellDue, untilBegun, finish, placeOf } = courierOver(due);
    courier.start();
    await untilBegun(1);
    const resting = placeOf('on the wire').rest(LONG);
    let stopped = false;
    const stopping = courier.stop().then(() => (stopped = true));
    await resting;
    expect(placeOf('on the wire').closing.aborted).toBe(true);
    due.push('too late');
    tellDue();
    await new Promise(setImmediate);
    expect(stopped).toBe(false);
    finish('on the wire');
    await stopping;
    expect(begun).toEqual(['on the wire']);
  });

  it('bounds how many conversations it has at once', async () => {
    const { courier, begun, untilBegun, finish } = courierOver(Array.from({ length: 60 }, (_, one) => `${one} mail`));
    courier.start();
    await untilBegun(50);
    await new Promise(setImmediate);
    expect(begun).toHaveLength(50);
    finish('0 mail');
    await untilBegun(51);
    const stopping = courier.stop();
    begun.forEach(finish);
    await stopping;
  });

  it('asks for the places back when all are taken and others wait, and only then', async () => {
    const due = Array.from({ length: 50 }, (_, one) => `${one} mail`);
    let waits: number | null = null;
    let asked = (): void => {};
    const next = (): Promise<void> => new Promise((resolve) => (asked = resolve));
    const { courier, begun, tellDue, untilBegun, finish, placeOf } = courierOver(due, {
      async nextDueAt() {
        setImmediate(asked);
        return waits;
      },
    });
    const first = next();
    courier.start();
    await untilBegun(50);
    await first;
    expect(placeOf('0 mail').wanted).toBe(false);
    const resting = placeOf('0 mail').rest(LONG);
    waits = 0;
    tellDue('another');
    expect(await resting).toBe(true);
    expect(begun.every((id) => placeOf(id).wanted)).toBe(true);
    waits = null;
    begun.forEach(finish);
    await courier.stop();
  });

  it('gives one owner a few places, and the rest to the others', async () => {
    const slow = Array.from({ length: 60 }, (_, number) => `eve ${number}`);
    const due = [...slow, 'ada 1', 'bo 1'];
    const { courier, begun, untilBegun, finish, placeOf } = courierOver(due, {
      nextDueAt: async ({ owners }) => (owners.length === 0 && due.length > 0 ? 0 : null),
    });
    courier.start();
    await untilBegun(7);
    await new Promise(setImmediate);
    expect(begun).toEqual([...slow.slice(0, 5), 'ada 1', 'bo 1']);
    // Her other mailboxes wait for her own places, not for anybody else's.
    expect(['eve 0', 'eve 4', 'ada 1'].map((id) => placeOf(id).wanted)).toEqual([true, true, false]);
    finish('eve 0');
    await untilBegun(8);
    expect(begun.at(-1)).toBe('eve 5');
    due.length = 0;
    begun.forEach(finish);
    await courier.stop();
  });

  it('gives one server half its places, and the rest to the others', async () => {
    const slow = Array.from({ length: 60 }, (_, number) => `${number} at Slow.example`);
    const due = [...slow, 'ada at quick.example'];
    const { courier, begun, untilBegun, finish, placeOf } = courierOver(due, {
      nextDueAt: async ({ hosts }) => (hosts.length === 0 && due.length > 0 ? 0 : null),
    });
    courier.start();
    await untilBegun(26);
    await new Promise(setImmediate);
    expect(begun).toEqual([...slow.slice(0, 25), 'ada at quick.example']);
    expect(['0 at Slow.example', 'ada at quick.example'].map((id) => placeOf(id).wanted)).toEqual([true, false]);
    finish('0 at Slow.example');
    await untilBegun(27);
    expect(begun.at(-1)).toBe('25 at Slow.example');
    due.length = 0;
    begun.forEach(finish);
    await courier.stop();
  });

  it('looks for mail every half minute, should the word that some is due not come', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
    const due: string[] = [];
    const { courier, begun, finish } = courierOver(due);
    courier.start();
    await jest.advanceTimersByTimeAsync(1_000);
    due.push('unheard of');
    await jest.advanceTimersByTimeAsync(29_500);
    jest.useRealTimers();
    expect(begun).toEqual(['unheard of']);
    finish('unheard of');
    await courier.stop();
  });

  it('goes on after a fault of the database, and tells it', async () => {
    const faults: unknown[] = [];
    let told = (): void => {};
    const first = new Promise<void>((resolve) => (told = resolve));
    let broken = true;
    const { courier } = courierOver([], {
      async open() {
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

  it('sweeps when it starts: it may have been away for long', async () => {
    let swept = 0;
    const { courier } = courierOver([], { sweep: async () => void (swept += 1) });
    courier.start();
    expect(swept).toBe(1);
    await courier.stop();
  });

  it('begins conversations under a lease that four renewals would have to miss', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
    const renewed: string[][] = [];
    const until: number[] = [];
    const { courier, finish } = courierOver(['ada'], {
      async renew(ids, leaseUntil) {
        renewed.push(ids);
        until.push(leaseUntil);
      },
    });
    courier.start();
    await jest.advanceTimersByTimeAsync(LEASE - 1);
    jest.useRealTimers();
    expect(renewed).toEqual([[], ['ada'], ['ada'], ['ada']]);
    expect(new Set(until)).toEqual(new Set([LEASE]));
    finish('ada');
    await courier.stop();
  });
});
