import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeliveryChannel, Kept } from '../../../src/domain/channel.ts';
import type { PasswordChannel, PlaceInList } from '../../../src/domain/organisation.ts';
import type { ProviderId } from '../../../src/domain/provider.ts';
import { createOrganisation } from '../../../src/server/store/organisation.ts';
import { engines } from './engines.ts';
import { ACCEPTED, failedBy, refusal, storeOn, type Store } from './fixtures.ts';

const ENDING: ProviderId[] = ['microsoft365', 'google-workspace'];

describe.each(engines)('an organisation’s channels on $name', ({ open }) => {
  let store: Store;
  let organisation: ReturnType<typeof createOrganisation>;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    organisation = createOrganisation(own.opened.db);
    close = own.close;
  });
  afterAll(() => close());

  /** A channel of somebody of the tenant, who sends from the address. */
  const of = (tenantId: string, address: string, changes: Partial<DeliveryChannel> = {}): Promise<DeliveryChannel> =>
    store.channel({
      owner: { tenantId, objectId: address },
      providerId: 'microsoft365',
      username: address,
      sender: { name: `Name of ${address}`, address },
      ...changes,
    });
  const signIn = (channel: DeliveryChannel): Promise<Kept> =>
    store.channels.save(
      { channel, occasion: 'new-password' },
      { keyId: 'k1', text: 'grant', grant: { keyId: 'k1', text: 'sealed' } },
      [],
      1,
    );
  const page = (tenantId: string, limit = 10, after: PlaceInList | null = null): Promise<PasswordChannel[]> =>
    organisation.passwordChannels(tenantId, ENDING, { after, limit });
  const addresses = (channels: PasswordChannel[]): string[] => channels.map(({ sender }) => sender.address);

  it('are those with a password, where it ends, by address', async () => {
    await of('list', 'cleo@firma.example');
    await of('list', 'ada@firma.example', { providerId: 'google-workspace', credentialAt: 1_000 });
    await of('list', 'own@firma.example', { providerId: 'custom' });
    await signIn(await of('list', 'bea@firma.example'));
    const ada = { tenantId: 'list', objectId: 'ada@firma.example' };
    await store.directory.note(ada, { name: 'Ada Berg', address: 'Ada.Berg@firma.example' });
    await store.directory.note({ ...ada, tenantId: 'another' }, { name: 'Eve', address: null });
    const listed = await page('list');
    expect(addresses(listed)).toEqual(['ada@firma.example', 'cleo@firma.example']);
    expect(listed[0]).toEqual({
      id: expect.any(String),
      person: { name: 'Ada Berg', address: 'Ada.Berg@firma.example' },
      sender: { name: 'Name of ada@firma.example', address: 'ada@firma.example' },
      username: 'ada@firma.example',
      providerId: 'google-workspace',
      since: 1_000,
      lastUsedAt: null,
    });
    expect(listed[1]?.person).toBeNull();
    expect(await organisation.countChannels('list', ENDING)).toEqual({ passwords: 2, signIns: 1 });
  });

  it('are never another tenant’s', async () => {
    await of('ours', 'ada@firma.example');
    await of('theirs', 'eve@elsewhere.example');
    expect(addresses(await page('ours'))).toEqual(['ada@firma.example']);
    expect(addresses(await page('theirs'))).toEqual(['eve@elsewhere.example']);
    const [eves] = await page('theirs');
    const place = { address: 'a', id: eves?.id ?? '' };
    expect(addresses(await page('ours', 10, place))).toEqual(['ada@firma.example']);
    expect(await organisation.countChannels('ours', ENDING)).toEqual({ passwords: 1, signIns: 0 });
    expect(await page('nobody')).toEqual([]);
    expect(await organisation.countChannels('nobody', ENDING)).toEqual({ passwords: 0, signIns: 0 });
  });

  it('come page by page, none twice and none left out, though two send from one address and one comes or goes', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await of('pages', `${name}@firma.example`);
    for (const objectId of ['one', 'two'])
      await of('pages', 'shared@firma.example', { owner: { tenantId: 'pages', objectId } });
    const seen: string[] = [];
    let after: PlaceInList | null = null;
    for (;;) {
      const found = await page('pages', 2, after);
      seen.push(...addresses(found));
      const last = found.at(-1);
      if (last === undefined) break;
      after = { address: last.sender.address, id: last.id };
      if (seen.length === 2) {
        // Where the page ended is gone; and one comes before it, which would push everything by one.
        await store.channels.remove({ tenantId: 'pages', objectId: 'b@firma.example' }, last.id, 1);
        await of('pages', 'aa@firma.example');
      }
    }
    const [shared, again, ...others] = [...seen].reverse();
    expect([shared, again]).toEqual(['shared@firma.example', 'shared@firma.example']);
    expect(others.reverse()).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@firma.example`));
  });

  it('tell when each provider last took a message, and not when one was queued or refused, or another’s was taken', async () => {
    const channel = await of('used', 'ada@firma.example');
    const other = await of('used', 'bea@firma.example', { owner: { tenantId: 'used', objectId: 'ada@firma.example' } });
    const lastUsed = async () => (await page('used')).map(({ lastUsedAt }) => lastUsedAt);
    await store.message(channel, 1_000);
    await store.settle(await store.taken(2_000), ACCEPTED, { state: 'accepted' }, 3_000);
    await store.message(other, 4_000);
    const because = refusal('recipient-refused', 'rcpt', 550);
    await store.settle(await store.taken(4_000), failedBy(because), { state: 'refused', because }, 5_000);
    await store.message(channel, 6_000);
    expect(await lastUsed()).toEqual([3_000, null]);
  });

  it('are found by their index, a large company’s without sorting them', async () => {
    const { db } = store;
    const template = await of('large', 'first@firma.example');
    const row = await db.selectFrom('channels').selectAll().where('id', '=', template.id).executeTakeFirstOrThrow();
    const { sends: _sends, signed_in: _in, joined: _joined, limits, steps, ...columns } = row;
    const rows = Array.from({ length: 2_000 }, (_, at) => ({
      ...columns,
      limits: JSON.stringify(limits) as never,
      steps: JSON.stringify(steps) as never,
      id: randomUUID(),
      object_id: `rep ${String(at)}`,
      tenant_id: at % 2 === 0 ? 'large' : 'another large',
      sender_address: `rep${String(at).padStart(5, '0')}@firma.example`,
    }));
    for (let at = 0; at < rows.length; at += 500)
      await db
        .insertInto('channels')
        .values(rows.slice(at, at + 500))
        .execute();
    const plan = await db
      .selectFrom('channels')
      .select('id')
      .where('tenant_id', '=', 'large')
      .where('grant_sealed', 'is', null)
      .orderBy('sender_address')
      .orderBy('id')
      .limit(100)
      .explain<{ 'QUERY PLAN': string }>();
    const said = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(said).toContain('channels_with_password');
    expect(said).not.toContain('Sort');
    expect(await page('large', 3)).toHaveLength(3);
  });
});
