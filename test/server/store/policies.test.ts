import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DAY, HOUR } from '../../../src/domain/instant.ts';
import { DEFAULT_POLICIES, type Policies } from '../../../src/domain/policies.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { createAudit } from '../../../src/server/store/audit.ts';
import { createPolicies } from '../../../src/server/store/policies.ts';
import { engines } from './engines.ts';
import { ACCEPTED, CHIEF, storeOn, type Store } from './fixtures.ts';

describe.each(engines)('an organisation’s policies on $name', ({ open }) => {
  let store: Store;
  let policies: ReturnType<typeof createPolicies>;
  let audit: ReturnType<typeof createAudit>;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    policies = createPolicies(own.opened.db);
    audit = createAudit(own.opened.db);
    close = own.close;
  });
  afterAll(() => close());

  const change = (tenantId: string, wish: Partial<Policies>, at = 1_000, by = CHIEF) =>
    policies.change(tenantId, by, (before) => success({ ...before, ...wish }), at);
  const noted = async (tenantId: string) =>
    (await audit.list(tenantId, { after: null, limit: 10 })).map(({ what, at }) => [what, at]);
  const of = (tenantId: string, limits = {}) => store.channel({ owner: { tenantId, objectId: 'ada' } }, limits);

  it('are the defaults until somebody sets them, and then say who did and when', async () => {
    expect(await policies.read('fresh')).toEqual({ values: DEFAULT_POLICIES, set: [] });
    await change('fresh', { sharing: false, hosts: ['*.firma.example'] }, 1_000);
    await change('fresh', { sharing: true }, 2_000, { objectId: 'other', name: null, address: null });
    const { values, set } = await policies.read('fresh');
    expect(values).toEqual({ ...DEFAULT_POLICIES, hosts: ['*.firma.example'] });
    expect(new Map(set.map((one) => [one.policy, one]))).toEqual(
      new Map([
        ['sharing', { policy: 'sharing', by: { objectId: 'other', name: null, address: null }, at: 2_000 }],
        ['hosts', { policy: 'hosts', by: CHIEF, at: 1_000 }],
      ]),
    );
  });

  it('are noted with what was before and after, and not where nothing changes', async () => {
    await change('noted', { retentionDays: 30 }, 1_000);
    await change('noted', { retentionDays: 30 }, 2_000);
    await change('noted', { retentionDays: null }, 3_000);
    expect(await noted('noted')).toEqual([
      [{ kind: 'policy-changed', change: { policy: 'retentionDays', before: 30, after: null } }, 3_000],
      [{ kind: 'policy-changed', change: { policy: 'retentionDays', before: null, after: 30 } }, 1_000],
    ]);
    expect(await policies.of('noted')).toEqual(DEFAULT_POLICIES);
  });

  it('are set as a whole or not at all', async () => {
    expect(await policies.change('refused', CHIEF, () => failed('no'), 1_000)).toEqual({ ok: false, failure: 'no' });
    expect([await policies.of('refused'), await noted('refused')]).toEqual([DEFAULT_POLICIES, []]);
  });

  it('are set by one administrator at a time: each decides on what the other left', async () => {
    const add = (host: string) =>
      policies.change('two', CHIEF, (before) => success({ ...before, hosts: [...before.hosts, host] }), 1_000);
    await Promise.all(['a.example', 'b.example', 'c.example'].map(add));
    expect((await policies.of('two')).hosts.sort()).toEqual(['a.example', 'b.example', 'c.example']);
  });

  it('are no other tenant’s', async () => {
    const theirs = await of('theirs');
    await change('ours', { sharing: false, messagesPerMinute: 1, hosts: ['smtp.elsewhere.example'] });
    expect(await policies.of('theirs')).toEqual(DEFAULT_POLICIES);
    expect(await noted('theirs')).toEqual([]);
    expect(await store.channels.find(theirs.owner, theirs.id)).toMatchObject({
      forbiddenBy: null,
      limits: { messagesPerMinute: null },
    });
  });

  it('say of each channel whether it is allowed, and count those that are alike', async () => {
    const channel = await of('judged');
    await of('judged');
    await change('judged', { hosts: ['smtp.elsewhere.example'] });
    expect(await store.channels.find(channel.owner, channel.id)).toMatchObject({ forbiddenBy: 'hosts' });
    await change('judged', { hosts: ['*.firma.example'] });
    expect(await store.channels.find(channel.owner, channel.id)).toMatchObject({ forbiddenBy: null });
    expect(await policies.alike('judged')).toEqual([
      { providerId: 'custom', host: 'smtp.firma.example', way: 'password', isTeams: false, count: 2 },
    ]);
  });

  it('narrow the limits of channels that are there, at once, in the claim and in what is shown', async () => {
    const channel = await of('narrow', { messagesPerMinute: 30, recipientsPerDay: null });
    for (let count = 0; count < 5; count += 1) await store.message(channel, 1_000);
    await change('narrow', { messagesPerMinute: 2, recipientsPerDay: 100 });
    const limits = { messagesPerMinute: 2, recipientsPerDay: 100 };
    expect(await store.channels.find(channel.owner, channel.id)).toMatchObject({ limits });
    expect(await store.usage.ofChannel(channel.id, 1_000)).toMatchObject({ limits, allowance: { messages: 2 } });
    expect(await store.usage.standing(channel.id, 1_000)).toMatchObject({ limits });
    const { conversation, messages } = await store.begun(1_000);
    expect(messages).toHaveLength(2);
    expect(await store.outbox.more(conversation, 1_000)).toMatchObject({ messages: [] });
    await store.outbox.endConversation(conversation, 1_000);
    await store.clear();
  });

  it('widen nothing: a provider’s own limit stands', async () => {
    const channel = await of('wide', { messagesPerMinute: 3 });
    await change('wide', { messagesPerMinute: 1_000 });
    expect(await store.channels.find(channel.owner, channel.id)).toMatchObject({ limits: { messagesPerMinute: 3 } });
    expect(await store.usage.ofChannel(channel.id, 1_000)).toMatchObject({ limits: { messagesPerMinute: 3 } });
  });

  it('let mail go at once that a limit had put off, when it is taken back', async () => {
    const channel = await of('again');
    await change('again', { recipientsPerDay: 1 });
    for (let count = 0; count < 2; count += 1) await store.message(channel, 1_000);
    await store.settle(await store.taken(1_000), ACCEPTED, { state: 'accepted' }, 1_000);
    expect(await store.open(HOUR)).toBeNull();
    expect(await store.outbox.nextDueAt()).toBe(1_000 + DAY);
    await change('again', { recipientsPerDay: null }, HOUR);
    const { conversation, messages } = await store.begun(HOUR);
    expect(messages).toHaveLength(1);
    await store.outbox.endConversation(conversation, HOUR);
    await store.clear();
  });

  it('say how long records are kept: less than the operator does, and no longer', async () => {
    const settled: string[] = [];
    for (const tenantId of ['short', 'long', 'unset']) {
      const channel = await of(tenantId);
      settled.push(await store.message(channel, 1_000));
    }
    await store.db
      .updateTable('messages')
      .set({ state: 'dropped', due_at: null, settled_at: 10 * DAY })
      .execute();
    await change('short', { retentionDays: 5 });
    await change('long', { retentionDays: 80 });
    const left = async () => (await store.db.selectFrom('messages').select('id').execute()).map(({ id }) => id);
    await store.usage.sweep(14 * DAY, 14 * DAY - 30 * DAY);
    expect((await left()).sort()).toEqual([...settled].sort());
    await store.usage.sweep(16 * DAY, 16 * DAY - 30 * DAY);
    expect((await left()).sort()).toEqual(settled.slice(1).sort());
    await store.usage.sweep(41 * DAY, 41 * DAY - 30 * DAY);
    expect(await left()).toEqual([]);
    await store.clear();
  });

  it('say the same of the times in which nothing left', async () => {
    const channels = [await of('short'), await of('unset')];
    await change('short', { retentionDays: 5 });
    for (const [at, { id }] of channels.entries())
      await store.db
        .insertInto('breaks')
        .values({
          id: `00000000-0000-4000-8000-00000000000${at}`,
          channel_id: id,
          began_at: DAY,
          because: null,
          noticed_by: null,
          ended_at: 10 * DAY,
          mended_by: null,
        })
        .execute();
    const left = async () => (await store.db.selectFrom('breaks').select('channel_id').execute()).length;
    await store.history.sweep(14 * DAY, 14 * DAY - 30 * DAY);
    expect(await left()).toBe(2);
    await store.history.sweep(16 * DAY, 16 * DAY - 30 * DAY);
    expect(await left()).toBe(1);
    await store.clear();
  });
});
