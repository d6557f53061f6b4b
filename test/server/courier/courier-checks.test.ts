import { describe, expect, it } from '@jest/globals';
import { createCourier } from '../../../src/server/courier.ts';
import { IDLE } from './idle.ts';

interface Check {
  conversation: { id: string; mailboxId: string; channel: { owner: typeof ADA; server: { host: string } } };
}

const ADA = { tenantId: 'firma', objectId: 'ada' };

/** A courier with channels to look at, by the hosts they are at, and no mail; `finish` ends a look. */
function courierOver(hosts: string[]) {
  const due = hosts.map((host, index): Check => ({
    conversation: { id: `${index} at ${host}`, mailboxId: `${index}`, channel: { owner: ADA, server: { host } } },
  }));
  const begun: string[] = [];
  const finishing = new Map<string, () => void>();
  const aborted: string[] = [];
  let count = { wanted: 0, tell: (): void => {} };
  const courier = createCourier<Check, Check>({
    ...IDLE,
    async openCheck(_now, _leaseUntil, busy) {
      const next = due.findIndex(({ conversation }) => !busy.includes(conversation.channel.server.host));
      return next < 0 ? null : (due.splice(next, 1)[0] ?? null);
    },
    check({ conversation: { id } }, closing) {
      begun.push(id);
      if (begun.length >= count.wanted) count.tell();
      return new Promise((resolve) => {
        finishing.set(id, resolve);
        closing.addEventListener('abort', () => {
          aborted.push(id);
          resolve();
        });
      });
    },
  });
  return {
    courier,
    begun,
    aborted,
    finish: (id: string) => finishing.get(id)?.(),
    untilBegun: (wanted: number) =>
      new Promise<void>((tell) => (begun.length >= wanted ? tell() : (count = { wanted, tell }))),
  };
}

describe('the courier looks at channels', () => {
  it('at two of one server and five in all at once, and at the next when one is done', async () => {
    const { courier, begun, finish, untilBegun } = courierOver(['a', 'a', 'a', 'b', 'c', 'd', 'e']);
    courier.start();
    await untilBegun(5);
    expect(begun).toEqual(['0 at a', '1 at a', '3 at b', '4 at c', '5 at d']);
    expect(courier.open).toBe(5);
    finish('3 at b');
    await untilBegun(6);
    expect(begun.at(-1)).toBe('6 at e');
    finish('0 at a');
    await untilBegun(7);
    expect(begun.at(-1)).toBe('2 at a');
    await courier.stop();
  });

  it('and calls off what it has begun when it stops', async () => {
    const { courier, aborted, untilBegun } = courierOver(['a']);
    courier.start();
    await untilBegun(1);
    await courier.stop();
    expect(aborted).toEqual(['0 at a']);
    expect(courier.open).toBe(0);
  });
});
