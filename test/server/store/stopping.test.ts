import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel, Owner } from '../../../src/domain/channel.ts';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { operators } from './engines.ts';
import { ADA, BY_CHIEF, CHIEF, failedBy, refusal, SEALED, storeOn, type Store } from './fixtures.ts';

const OTHER: Owner = { ...ADA, objectId: 'bea' };

describe.each(operators)('what an administrator stops on $name', ({ open }) => {
  let store: Store;
  let channel: DeliveryChannel;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());
  beforeEach(async () => {
    await store.clear();
    channel = await store.channel({ nextCheckAt: 6 * HOUR });
  });

  const shown = (one = channel) => store.channels.find(one.owner, one.id);
  const history = () => store.history.of(ADA, channel.id);
  const stop = (at: number) => store.channels.stop(ADA, channel.id, CHIEF, at);
  const endStop = (at: number) => store.channels.endStop(ADA, channel.id, CHIEF, at);
  const proven = (at: number): DeliveryChannel => ({
    ...channel,
    health: { state: 'working', since: at },
    nextCheckAt: DAY,
  });

  it('sends nothing, logs in nowhere, and holds what comes', async () => {
    const before = await store.message(channel, 1);
    expect(await stop(2)).toBe(true);
    const later = await store.message(channel, 3);
    expect([await store.stateOf(before), await store.stateOf(later)]).toEqual(['held', 'held']);
    expect(await store.open(DAY)).toBeNull();
    expect(await store.checking.open(DAY, DAY + 1)).toBeNull();
    expect(await store.checking.nextAt(DAY)).toBeNull();
    expect(await shown()).toMatchObject({ stoppedSince: 2, held: 2, nextCheckAt: null, health: { state: 'working' } });
    expect(await store.messages.release(ADA, before, null, 4)).toBe('not-now');
    expect(await store.heldMail.release(ADA, channel.id, null, 4)).toBeNull();
  });

  it('goes again by the administrator’s word, and the history tells of both', async () => {
    const id = await store.message(channel, 1);
    await stop(2);
    await endStop(HOUR);
    expect(await store.stateOf(id)).toBe('queued');
    expect(await shown()).toMatchObject({ stoppedSince: null, nextCheckAt: 6 * HOUR });
    expect(await history()).toMatchObject([
      { since: 2, because: null, keptBy: 'admin', until: HOUR, mendedBy: 'admin', waited: 1 },
    ]);
  });

  it('is let go by no word of its rep’s: not by resuming, a new password, or connecting it anew', async () => {
    const id = await store.message(channel, 1);
    await stop(2);
    await store.channels.resume(ADA, channel.id, DAY, 3);
    for (const occasion of ['new-password', 'again'] as const)
      expect(await store.channels.save({ channel: proven(4), occasion }, SEALED, [], 4)).toBe('kept');
    for (const id of [channel.id, randomUUID()])
      expect(await store.channels.save({ channel: { ...proven(4), id }, occasion: 'connect' }, SEALED, [], 4)).toBe(
        'outdated',
      );
    expect(await store.channels.remove(ADA, channel.id, 5)).toBe('stopped');
    expect(await store.channels.list(ADA)).toHaveLength(1);
    expect(await shown()).toMatchObject({ stoppedSince: 2 });
    expect(await store.stateOf(id)).toBe('held');
    expect(await store.open(DAY)).toBeNull();
  });

  it('is all that its rep has at that login, now or later, and nothing of somebody else’s', async () => {
    const { username } = channel;
    const alias = await store.channel({ username, sender: { name: 'Ada', address: 'info@firma.example' } });
    const theirs = await store.channel({ username, owner: OTHER });
    await stop(2);
    const late = await store.channel({ username, sender: { name: 'Ada', address: 'late@firma.example' } });
    expect(await shown(alias)).toMatchObject({ stoppedSince: 2 });
    expect(await shown(late)).toMatchObject({ stoppedSince: 2 });
    expect(await shown(theirs)).toMatchObject({ stoppedSince: null });
    await endStop(3);
    for (const one of [channel, alias, late]) expect(await shown(one)).toMatchObject({ stoppedSince: null });
  });

  it.each<[string, Partial<DeliveryChannel>, number | null]>([
    ['another user name at its server', { sender: { name: 'Ada', address: 'other@firma.example' } }, 2],
    ['its sender at another server', { server: { host: 'mail.elsewhere.example', port: 465, security: 'tls' } }, 2],
    [
      'neither its sender nor its server',
      {
        server: { host: 'mail.elsewhere.example', port: 465, security: 'tls' },
        sender: { name: 'Ada', address: 'other@firma.example' },
      },
      null,
    ],
  ])('is so for what its rep connects with %s', async (_what, changes, since) => {
    await stop(2);
    const { server, sender } = channel;
    const other = await store.channel({ server, sender, ...changes, username: 'ada' });
    expect(await shown(other)).toMatchObject({ stoppedSince: since });
    expect(await store.stateOf(await store.message(other, 3))).toBe(since === null ? 'queued' : 'held');
    const theirs = await store.channel({ server, sender, ...changes, username: 'bea', owner: OTHER });
    expect(await shown(theirs)).toMatchObject({ stoppedSince: null });
  });

  it('moves to no other mailbox, and moves as it likes when it goes again', async () => {
    await stop(2);
    const moved = { channel: { ...proven(3), username: 'ada' }, occasion: 'new-password' as const };
    expect(await store.channels.save(moved, SEALED, [], 3)).toBe('outdated');
    expect(await shown()).toMatchObject({ username: channel.username, stoppedSince: 2 });
    await endStop(4);
    expect(await store.channels.save(moved, SEALED, [], 5)).toBe('kept');
  });

  it('is also what its rep moves into its mailbox, with the mail that waits there', async () => {
    const server = { host: 'mail.elsewhere.example', port: 465, security: 'tls' } as const;
    const other = await store.channel({ server });
    const id = await store.message(other, 1);
    await stop(2);
    const moved: DeliveryChannel = { ...other, server: channel.server, username: channel.username };
    expect(await store.channels.save({ channel: moved, occasion: 'new-password' }, SEALED, [], 3)).toBe('kept');
    expect(await shown(other)).toMatchObject({ stoppedSince: 2, held: 1 });
    expect(await store.open(DAY)).toBeNull();
    await endStop(4);
    expect(await store.stateOf(id)).toBe('queued');
  });

  it('stays kept back by its rep too, whoever says so first', async () => {
    const id = await store.message(channel, 1);
    await store.channels.hold(ADA, channel.id, 2);
    await stop(3);
    await endStop(4);
    expect(await shown()).toMatchObject({ heldSince: 2, stoppedSince: null });
    await stop(5);
    await store.channels.resume(ADA, channel.id, DAY, 6);
    expect(await shown()).toMatchObject({ heldSince: null, stoppedSince: 5 });
    await store.channels.hold(ADA, channel.id, 7);
    await endStop(8);
    expect(await shown()).toMatchObject({ heldSince: 7, stoppedSince: null });
    expect(await store.stateOf(id)).toBe('held');
    await store.channels.resume(ADA, channel.id, DAY, 9);
    expect(await store.stateOf(id)).toBe('queued');
    expect((await history()).map(({ keptBy, mendedBy }) => [keptBy, mendedBy])).toEqual([
      ['rep', 'rep'],
      ['admin', 'admin'],
      ['rep', 'other-cause'],
      ['admin', 'admin'],
      ['rep', 'other-cause'],
    ]);
  });

  it('stays broken by what broke it, and stopped when it is mended', async () => {
    const id = await store.message(channel, 1);
    const because = refusal('smtp-auth-off-for-tenant');
    await store.settle(await store.taken(1), failedBy(because), { state: 'held', because }, 2);
    await stop(3);
    expect(await shown()).toMatchObject({ health: { state: 'broken' }, stoppedSince: 3 });
    await store.channels.save({ channel: proven(4), occasion: 'new-password' }, SEALED, [], 4);
    expect(await shown()).toMatchObject({ health: { state: 'working' }, stoppedSince: 3 });
    expect(await store.stateOf(id)).toBe('held');
    expect(await history()).toMatchObject([
      { because: null, keptBy: 'admin', until: null },
      { because: { kind: 'smtp-auth-off-for-tenant' }, mendedBy: 'rep' },
    ]);
  });

  it('lets what has begun to leave come to its end, and takes the rest back', async () => {
    const ids = [await store.message(channel, 1), await store.message(channel, 1)];
    const { conversation, messages } = await store.begun(2);
    const [first] = messages;
    if (first === undefined) throw new Error('Nothing was claimed.');
    await store.settling.handOver(first, null, 2);
    await stop(3);
    const states = await Promise.all(ids.map((id) => store.stateOf(id)));
    expect(states.sort()).toEqual(['held', 'in-flight']);
    expect(await store.outbox.more(conversation, 4)).toBe('over');
  });

  it('is removed by an administrator, with what waits', async () => {
    const id = await store.message(channel, 1);
    await stop(2);
    expect(await store.channels.remove(ADA, channel.id, 3, BY_CHIEF)).toBe('removed');
    expect([await shown(), await store.stateOf(id)]).toEqual([null, 'dropped']);
    expect(await store.channels.stop(ADA, randomUUID(), CHIEF, 4)).toBe(false);
  });
});
