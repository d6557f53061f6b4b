import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { MINUTE } from '../../../src/domain/instant.ts';
import { CODE, codeSentAt } from '../../../src/domain/proof-code.ts';
import { up } from '../../../src/server/store/migrations/0010-senders.ts';
import { up as upToSpent } from '../../../src/server/store/migrations/0011-spent.ts';
import { up as upToVouching } from '../../../src/server/store/migrations/0012-vouching.ts';
import type { Opened } from '../../../src/server/store/open.ts';
import { createLeaving } from '../../../src/server/store/leaving.ts';
import { createSenders } from '../../../src/server/store/senders.ts';
import { engines } from './engines.ts';
import { ADA, byRep, CHIEF, mark, storeOn } from './fixtures.ts';

const BO = { tenantId: 'firma', objectId: 'bo' };
describe.each(engines)('on $name', ({ open }) => {
  let opened: Opened;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ opened, close } = await open());
  });
  afterAll(() => close());

  it('senders from before there were codes stay proven, for their reps alone', async () => {
    const store = storeOn(opened);
    const channel = await store.channel({ sender: { name: 'Ada', address: 'Ada@Firma.example' } });
    expect((await store.channels.find(ADA, channel.id))?.isSenderProven).toBe(false);
    for (const undone of [
      sql`drop table proven_addresses`,
      sql`drop table address_codes`,
      sql`drop table default_channels`,
      sql`drop table spent`,
      sql`drop table named_addresses`,
    ])
      await undone.execute(opened.db);
    for (const again of [up, upToSpent, upToVouching]) await again(opened.db as unknown as Kysely<unknown>);
    expect((await store.channels.find(ADA, channel.id))?.isSenderProven).toBe(true);
    const bos = await store.channel({ owner: BO, username: channel.username, sender: channel.sender });
    expect((await store.channels.find(BO, bos.id))?.isSenderProven).toBe(false);
  });

  it('a domain that the organisation has proved vouches for nobody, but for what an administrator has named in it', async () => {
    const store = storeOn(opened);
    const { sendingDomains: domains } = store;
    const domain = 'kontor.example';
    const info = await store.channel({ sender: { name: 'Info', address: 'Info@Kontor.example' } });
    const elin = await store.channel({ sender: { name: 'Elin', address: 'elin@kontor.example' } });
    const standing = async ({ id } = info) => {
      const found = await store.channels.find(ADA, id);
      return { proven: found?.isSenderProven, named: found?.isSenderNamed, mayBe: found?.mayBeNamed };
    };
    for (const tenant of [ADA.tenantId, 'elsewhere'])
      await domains.add(tenant, { domain, token: tenant, createdAt: 0 }, CHIEF);
    await domains.prove('elsewhere', domain, CHIEF, 1);
    expect(await domains.name('elsewhere', domain, 'info@kontor.example', CHIEF, 1)).toBe('named');
    expect(await domains.name(ADA.tenantId, domain, 'info@kontor.example', CHIEF, 1)).toBe('unknown');
    expect(await standing()).toEqual({ proven: false, named: false, mayBe: false });

    await domains.prove(ADA.tenantId, domain, CHIEF, 2);
    expect(await standing()).toEqual({ proven: false, named: false, mayBe: true });
    for (let times = 0; times < 2; times += 1)
      expect(await domains.name(ADA.tenantId, domain, 'info@kontor.example', CHIEF, 3)).toBe('named');
    expect(await standing()).toEqual({ proven: false, named: true, mayBe: true });
    expect(await standing(elin)).toEqual({ proven: false, named: false, mayBe: true });
    expect(await domains.find(ADA.tenantId, domain)).toMatchObject({ named: ['info@kontor.example'] });
    expect(await domains.find('elsewhere', domain)).toMatchObject({ named: [] });

    await store.directory.note({ ...ADA, objectId: 'elin' }, { name: 'Elin', address: 'Elin@Kontor.example' });
    expect(await domains.name(ADA.tenantId, domain, 'elin@kontor.example', CHIEF, 3)).toBe('of-a-person');
    expect((await standing(elin)).named).toBe(false);

    // A mistake in the DNS stops nobody's mail; another organisation's proof does, and gives back nothing that was named before.
    await domains.lose(ADA.tenantId, domain, 4);
    expect((await standing()).named).toBe(true);
    await domains.prove('elsewhere', domain, CHIEF, 5);
    await domains.prove(ADA.tenantId, domain, CHIEF, 6);
    expect((await standing()).named).toBe(false);

    await domains.name(ADA.tenantId, domain, 'info@kontor.example', CHIEF, 7);
    expect(await domains.unname('elsewhere', domain, 'info@kontor.example', CHIEF, 8)).toBe(false);
    expect(await domains.unname(ADA.tenantId, domain, 'Info@kontor.example', CHIEF, 8)).toBe(true);
    expect((await standing()).named).toBe(false);
    await domains.name(ADA.tenantId, domain, 'info@kontor.example', CHIEF, 9);
    expect(await domains.remove(ADA.tenantId, domain, CHIEF, 10)).toBe('removed');
    expect((await standing()).named).toBe(false);
  });

  it('what a person has shown of addresses goes with the person', async () => {
    const senders = createSenders(opened.db, mark);
    const store = storeOn(opened);
    const cleo = { tenantId: 'firma', objectId: 'cleo' };
    const sender = { name: 'Cleo', address: 'cleo@firma.example' };
    const channel = await store.channel({ owner: cleo, sender });
    await senders.openCode(cleo, channel.id, 'cleo@firma.example', 'hash', 0);
    expect(await senders.proveByCode(cleo, channel.id, 'hash', 1)).toBe(true);
    await senders.openCode(cleo, channel.id, 'info@firma.example', 'hash', 2);
    const leaving = createLeaving(opened.db, mark);
    await leaving.remove(cleo, { kind: 'drop' }, 3, byRep(cleo));
    expect(await senders.tryCode(cleo, 'info@firma.example', 4)).toBeNull();
    expect(await leaving.remove(cleo, { kind: 'drop' }, 5, byRep(cleo))).toBe('not-found');
    const again = await store.channel({ owner: cleo, username: channel.username, sender });
    expect((await store.channels.find(cleo, again.id))?.isSenderProven).toBe(false);
  });

  it('a code that was sent anew has tries of its own, and the one before counts no more', async () => {
    const senders = createSenders(opened.db, mark);
    const store = storeOn(opened);
    const address = 'info@firma.example';
    const sender = { name: 'Info', address };
    const channel = await store.channel({ username: 'by-code', sender });
    const elsewhere = await store.channel({ username: 'another login', sender });
    expect(await senders.openCode(ADA, channel.id, address, 'first', 0)).toBe('opened');
    for (let tries = 1; tries <= CODE.tries; tries += 1) await senders.tryCode(ADA, address, 1);
    expect(await senders.tryCode(ADA, address, 1)).toBeNull();
    expect(await senders.openCode(ADA, channel.id, address, 'second', MINUTE)).toBe('opened');
    expect(await senders.tryCode(ADA, 'INFO@firma.example', MINUTE)).toEqual({ hash: 'second', triesLeft: 4 });
    expect(await senders.proveByCode(ADA, channel.id, 'first', MINUTE)).toBe(false);
    expect(await senders.proveByCode(ADA, channel.id, 'second', MINUTE)).toBe(true);
    expect((await store.channels.find(ADA, channel.id))?.isSenderProven).toBe(true);
    // Whoever runs a server reads all that is sent through it.
    expect((await store.channels.find(ADA, elsewhere.id))?.isSenderProven).toBe(false);
    expect(await senders.tryCode(ADA, address, MINUTE)).toBeNull();
  });

  it('a channel tells the code that is out for it, until that is used, tried too often, or was not sent after all', async () => {
    const senders = createSenders(opened.db, mark);
    const store = storeOn(opened);
    const address = 'Office@firma.example';
    const sender = { name: 'Office', address };
    const channel = await store.channel({ username: 'office-1', sender });
    const beside = await store.channel({ username: 'office-2', sender });
    const codeOf = async ({ id } = channel) => (await store.channels.find(ADA, id))?.code;
    const open = (hash: string, at: number) => senders.openCode(ADA, channel.id, address, hash, at);
    expect(await codeOf()).toBeNull();
    await open('first', 0);
    expect(await codeOf()).toEqual(codeSentAt(0));
    // It goes to the same address, and counts by the other alone.
    expect(await codeOf(beside)).toBeNull();
    for (let tries = 1; tries <= CODE.tries; tries += 1) await senders.tryCode(ADA, address, 1);
    expect(await codeOf()).toBeNull();
    await open('second', MINUTE);
    await senders.closeCode(ADA, channel.id, address, 'first');
    expect(await codeOf()).toEqual(codeSentAt(MINUTE));
    await senders.closeCode(ADA, channel.id, address, 'second');
    expect(await codeOf()).toBeNull();
    await open('third', 2 * MINUTE);
    await senders.proveByCode(ADA, channel.id, 'third', 2 * MINUTE);
    expect(await codeOf()).toBeNull();
  });

  it('codes are few a day for one rep, whatever the address, and nobody else has fewer', async () => {
    const senders = createSenders(opened.db, mark);
    for (let count = 1; count <= CODE.aDayInAll; count += 1)
      expect(await senders.openCode(BO, randomUUID(), `kim${String(count)}@firma.example`, 'hash', 1)).toBe('opened');
    expect(await senders.openCode(BO, randomUUID(), 'one-more@firma.example', 'hash', 1)).toMatchObject({
      nextAt: expect.any(Number),
    });
    expect(await senders.openCode({ ...BO, objectId: 'eve' }, randomUUID(), 'one-more@firma.example', 'hash', 1)).toBe(
      'opened',
    );
  });
});
