import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel } from '../../../src/domain/channel.ts';
import type { Check } from '../../../src/domain/claimed.ts';
import { NEIGHBOURS_WITHIN, selfTestAt } from '../../../src/domain/health.ts';
import { DAY, HOUR, MINUTE } from '../../../src/domain/instant.ts';
import { engines } from './engines.ts';
import { ADA, failedBy, LEASE, refusal, SEALED, storeOn, type Store } from './fixtures.ts';

const NEW = { keyId: 'k1', text: 'new' };

describe.each(engines)('looks at channels on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  beforeEach(() => store.clear());
  afterAll(() => close());

  const look = (now: number, hosts: string[] = []) => store.checking.open(now, now + LEASE, hosts);
  const lookAt = ({ id }: DeliveryChannel, now: number) => store.checking.openOf(id, now, now + LEASE);
  const begun = async (now: number): Promise<Check> => {
    const check = await look(now);
    if (check === null) throw new Error('No channel is to be looked at.');
    return check;
  };
  const end = ({ conversation }: Check, now: number) => store.outbox.endConversation(conversation, now);
  /** A channel that is broken by this, noticed by a look at a moment. */
  const broken = async (because = refusal('smtp-auth-off-for-tenant'), now = 5): Promise<DeliveryChannel> => {
    const channel = await store.channel({ nextCheckAt: now });
    const check = await begun(now);
    await store.checking.failed(check, because, selfTestAt(because, 0, now, 0), now);
    await end(check, now);
    return channel;
  };

  it('begin when they are due, the one that waits longest first, and not twice', async () => {
    const second = await store.channel({ nextCheckAt: 20 });
    const first = await store.channel({ nextCheckAt: 10 });
    await store.channel();
    expect(await look(9)).toBeNull();
    expect(await store.checking.nextAt(9)).toBe(10);
    expect((await begun(30)).conversation.channel.id).toBe(first.id);
    expect((await begun(30)).conversation.channel.id).toBe(second.id);
    expect(await look(30)).toBeNull();
  });

  it('leave hosts alone that hang', async () => {
    await store.channel({ nextCheckAt: 1 });
    expect(await look(2, ['smtp.firma.example'])).toBeNull();
    expect(await store.checking.nextAt(2, ['smtp.other.example'])).toBe(1);
    await store.channel({ nextCheckAt: 9 });
    expect(await store.checking.nextAt(2, ['smtp.firma.example'])).toBe(9);
  });

  it('keep mail from logging in beside them, and let it go when they end', async () => {
    const channel = await store.channel({ nextCheckAt: 1 });
    await store.message(channel, 1);
    const check = await begun(2);
    expect(await store.open(3)).toBeNull();
    await end(check, 4);
    expect(await store.open(4)).not.toBeNull();
  });

  it('wait while mail is on its way, or its provider wants a pause', async () => {
    const channel = await store.channel({ nextCheckAt: 1 });
    await store.message(channel, 1);
    const { conversation } = await store.begun(2);
    expect(await look(3)).toBeNull();
    expect((await store.shown(channel)).nextCheckAt).toBe(3 + 10 * MINUTE);
    await store.outbox.endConversation(conversation, 3, 7 * HOUR);
    expect(await store.shown(channel)).toMatchObject({ checkedAt: 3, nextCheckAt: 7 * HOUR });

    const paused = await store.channel({ nextCheckAt: 1 });
    await store.message(paused, 1);
    const failure = refusal('too-many-logins');
    const pause = { until: 2 * HOUR, because: failure };
    const settlement = { state: 'queued' as const, dueAt: 2 * HOUR, because: failure };
    const taken = await store.taken(2);
    await store.settle(taken, failedBy(failure), settlement, 3, pause);
    expect(await look(4)).toBeNull();
    expect((await store.channels.find(ADA, taken.conversation.channel.id))?.nextCheckAt).toBe(2 * HOUR);
  });

  it('begin at one server fewer than 60 times in any minute, whoever asks, and nearly as often', async () => {
    for (let count = 0; count < 120; count += 1) await store.channel({ nextCheckAt: 0 });
    const moments: number[] = [];
    for (let now = 1; moments.length < 120; now = (await store.checking.nextAt(now)) ?? NaN)
      while ((await look(now)) !== null) moments.push(now);
    const busiest = moments.map((end) => moments.filter((one) => one > end - MINUTE && one <= end).length);
    expect(Math.max(...busiest)).toBe(58);
    expect((moments.at(-1) ?? NaN) - 1).toBeLessThan(2.2 * MINUTE);
  });

  it('stand in line at one server, the one that waits longest first, and hold up none at another', async () => {
    const waiting = [];
    for (let due = 1; due <= 5; due += 1) waiting.push(await store.channel({ nextCheckAt: due }));
    const server = { host: 'smtp.other.example', port: 587, security: 'starttls' } as const;
    const other = await store.channel({ nextCheckAt: 50, server });
    const begins = async (now: number) => (await begun(now)).conversation.channel.id;
    for (const { id } of waiting.slice(0, 2)) expect(await begins(10_000)).toBe(id);
    expect(await begins(10_000)).toBe(other.id);
    const nexts = await Promise.all(waiting.slice(2).map(async (one) => (await store.shown(one)).nextCheckAt));
    expect(nexts).toEqual([10_140, 11_210, 12_280]);
    expect(await look(10_139)).toBeNull();
    expect(await begins(10_140)).toBe(waiting[2]?.id);
    expect(await begins(11_700)).toBe(waiting[3]?.id);
  });

  it('say of a channel that works when it was seen, and when it is next', async () => {
    const channel = await store.channel({ nextCheckAt: 1 });
    const check = await begun(2);
    await store.checking.passed(check.conversation, 5 * HOUR, 3);
    expect(await store.shown(channel)).toMatchObject({ checkedAt: 3, nextCheckAt: 5 * HOUR });
  });

  it('count trouble in a row and tell nobody of it', async () => {
    const channel = await store.channel({ nextCheckAt: 1 });
    for (const now of [2, HOUR]) {
      const check = await begun(now);
      await store.checking.troubled(check.conversation, now + MINUTE);
      await end(check, now);
    }
    expect((await begun(2 * HOUR)).checks).toBe(2);
    expect(await store.shown(channel)).toMatchObject({ health: { state: 'working' }, checkedAt: 0 });
  });

  it('break a channel and hold its queue at once, and say by what they noticed it', async () => {
    const channel = await store.channel({ nextCheckAt: 1 });
    const id = await store.message(channel, 1, undefined, DAY);
    const because = refusal('password-rejected');
    const check = await begun(2);
    await store.checking.failed(check, because, null, 3);
    await end(check, 4);
    expect(await store.stateOf(id)).toBe('held');
    expect(await store.shown(channel)).toMatchObject({
      ...{ health: { state: 'broken', since: 3, because }, held: 1, nextCheckAt: null },
    });
    expect(await store.history.of(ADA, channel.id)).toMatchObject([
      { since: 3, because, noticedBy: 'check', until: null, mendedBy: null, waited: 1 },
    ]);
    expect(await look(DAY)).toBeNull();
  });

  it('say nothing of a channel that got another password meanwhile', async () => {
    const channel = await store.channel({ nextCheckAt: 1 });
    const check = await begun(2);
    await store.channels.save({ channel, occasion: 'new-password' }, NEW, [], 3);
    await store.checking.failed(check, refusal('password-rejected'), null, 4);
    expect((await store.shown(channel)).health.state).toBe('working');
  });

  it('break one whose rep has begun to keep its mail back meanwhile: its password was refused all the same', async () => {
    const held = await store.channel({ nextCheckAt: 1 });
    const other = await begun(5);
    await store.channels.hold(ADA, held.id, 6);
    await store.checking.failed(other, refusal('password-rejected'), null, 7);
    expect(await store.shown(held)).toMatchObject({ health: { state: 'broken' }, nextCheckAt: null });
  });

  it('go on with a broken channel, and say when its cause has become another', async () => {
    const channel = await broken();
    const check = await begun(HOUR + 5);
    expect(check.conversation.channel.health.state).toBe('broken');
    await store.checking.failed(check, refusal('password-rejected'), null, 2 * HOUR);
    await end(check, 2 * HOUR);
    expect((await store.shown(channel)).health).toMatchObject({
      since: 2 * HOUR,
      because: { kind: 'password-rejected' },
    });
    expect(await store.history.of(ADA, channel.id)).toMatchObject([
      { since: 2 * HOUR, because: { kind: 'password-rejected' }, until: null },
      { since: 5, because: { kind: 'smtp-auth-off-for-tenant' }, until: 2 * HOUR, mendedBy: 'other-cause' },
    ]);
  });

  it('mend a broken channel, unless it got another password while they were at it', async () => {
    const channel = await broken();
    await store.channels.save({ channel, occasion: 'check' }, SEALED, [], 9);
    expect((await store.shown(channel)).health).toEqual({ state: 'working', since: 0 });
    expect(await store.history.of(ADA, channel.id)).toMatchObject([{ until: 9, mendedBy: 'check' }]);
    await store.channels.save({ channel, occasion: 'new-password' }, NEW, [], 10);
    expect(await store.channels.save({ channel, occasion: 'check' }, SEALED, [], 11)).toBe('outdated');
  });

  it('ask for the neighbours soon, spread evenly, when what broke one may be theirs', async () => {
    const at = 10 * HOUR;
    const neighbours = [];
    for (let count = 0; count < 20; count += 1) neighbours.push(await store.channel({ nextCheckAt: DAY }));
    const elsewhere = await store.channel({ nextCheckAt: DAY, owner: { ...ADA, tenantId: 'other' } });
    const server = { host: 'smtp.other.example', port: 587, security: 'starttls' } as const;
    const other = await store.channel({ nextCheckAt: DAY, server });
    await broken(refusal('smtp-auth-off-for-tenant'), at);
    const soon = await Promise.all(neighbours.map(async (one) => (await store.shown(one)).nextCheckAt ?? 0));
    for (const next of soon) expect(next - at).toBeLessThan(NEIGHBOURS_WITHIN);
    expect(Math.max(...soon) - Math.min(...soon)).toBeGreaterThan(NEIGHBOURS_WITHIN / 3);
    expect((await store.shown(elsewhere)).nextCheckAt).toBe(DAY);
    expect((await store.shown(other)).nextCheckAt).toBe(DAY);
  });

  it('leave the neighbours alone when it is one’s own', async () => {
    const neighbour = await store.channel({ nextCheckAt: DAY });
    await broken(refusal('password-rejected'));
    expect((await store.shown(neighbour)).nextCheckAt).toBe(DAY);
  });

  it('are remembered when their process dies: a broken credential is not tried again within the hour', async () => {
    const channel = await broken();
    await begun(HOUR + 5);
    await store.settling.reclaim(DAY);
    expect((await store.shown(channel)).nextCheckAt).toBe(2 * HOUR + 5);
    expect(await lookAt(channel, HOUR + 6)).toEqual({ nextAt: 2 * HOUR + 5 });
  });

  describe('at their rep’s word', () => {
    const tried = async (channel: DeliveryChannel, now: number): Promise<Check> => {
      const check = await lookAt(channel, now);
      if (check === null || check === 'busy' || 'nextAt' in check) throw new Error('It is not tried.');
      return check;
    };

    it('begin at once where nobody else has the mailbox, and keep it from the mail', async () => {
      const channel = await store.channel({ nextCheckAt: DAY });
      const check = await tried(channel, 1);
      await store.message(channel, 2);
      expect(await store.open(3)).toBeNull();
      expect(await lookAt(channel, 3)).toBe('busy');
      expect((await store.shown(channel)).nextCheckAt).toBe(DAY);
      await end(check, 4);
      await store.begun(5);
      expect(await lookAt(channel, 6)).toBe('busy');
    });

    it('wait for an hour after a password was refused, and say for how long', async () => {
      const channel = await broken(refusal('password-rejected'));
      expect(await lookAt(channel, 4 + HOUR)).toEqual({ nextAt: 5 + HOUR });
      await end(await tried(channel, 5 + HOUR), 6 + HOUR);
      expect(await lookAt(channel, 7 + HOUR)).toEqual({ nextAt: 5 + 2 * HOUR });
      // The rep's to mend: it tests itself no sooner for having been tried.
      expect((await store.shown(channel)).nextCheckAt).toBeNull();
    });

    it('may come again at once when the password was not given away', async () => {
      const channel = await broken();
      const check = await tried(channel, 5 + HOUR);
      await store.checking.untried(check);
      await end(check, 6 + HOUR);
      expect(await lookAt(channel, 7 + HOUR)).toHaveProperty('conversation');
    });

    it('put off what it would try by itself within the hour', async () => {
      const channel = await broken(refusal('smtp-auth-off-for-tenant'));
      await end(await tried(channel, HOUR + 5), HOUR + 6);
      expect((await store.shown(channel)).nextCheckAt).toBe(2 * HOUR + 5);
    });

    it('break a channel whose mail its rep keeps back: the password it has is not tried again', async () => {
      const channel = await store.channel();
      await store.channels.hold(ADA, channel.id, 1);
      const check = await tried(channel, 2);
      await store.checking.failed(check, refusal('password-rejected'), null, 3);
      await end(check, 4);
      expect(await store.shown(channel)).toMatchObject({ health: { state: 'broken', since: 3 }, heldSince: 1 });
      expect(await lookAt(channel, 5)).toEqual({ nextAt: HOUR + 3 });
    });

    it('find no channel that is gone', async () => {
      const channel = await store.channel();
      await store.channels.remove(ADA, channel.id, 1);
      expect(await lookAt(channel, 2)).toBeNull();
    });
  });
});
