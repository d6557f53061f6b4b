import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import type { Audited } from '../../../src/domain/audit.ts';
import { createAudit, record } from '../../../src/server/store/audit.ts';
import type { Database } from '../../../src/server/store/open.ts';
import { engines } from './engines.ts';
import { CHIEF } from './fixtures.ts';

const SHARING: Audited = { kind: 'policy-changed', change: { policy: 'sharing', before: true, after: false } };

describe.each(engines)('an organisation’s audit log on $name', ({ open }) => {
  let db: Database;
  let audit: ReturnType<typeof createAudit>;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    db = own.opened.db;
    audit = createAudit(db);
    close = own.close;
  });
  afterAll(() => close());

  const note = (tenantId: string, at: number, what = SHARING, by = CHIEF): Promise<void> =>
    db.transaction().execute((trx) => record(trx, { tenantId, by, at, what }));
  const ids = (entries: { id: number }[]): number[] => entries.map(({ id }) => id);

  it('tells who did what and when, the newest first', async () => {
    const hosts: Audited = {
      kind: 'policy-changed',
      change: { policy: 'hosts', before: [], after: ['*.firma.example'] },
    };
    await note('told', 1_000);
    await note('told', 2_000, hosts, { objectId: 'nameless', name: null, address: null });
    expect(await audit.list('told', { after: null, limit: 10 })).toEqual([
      { id: expect.any(Number), at: 2_000, by: { objectId: 'nameless', name: null, address: null }, what: hosts },
      { id: expect.any(Number), at: 1_000, by: CHIEF, what: SHARING },
    ]);
  });

  it('is never another tenant’s', async () => {
    await note('ours', 1_000);
    await note('theirs', 2_000);
    const [theirs] = await audit.list('theirs', { after: null, limit: 10 });
    expect(await audit.list('ours', { after: theirs?.id ?? null, limit: 10 })).toMatchObject([{ at: 1_000 }]);
    expect(await audit.list('nobody', { after: null, limit: 10 })).toEqual([]);
  });

  it('comes page by page, none twice and none left out, though more is noted meanwhile', async () => {
    for (let at = 1; at <= 5; at += 1) await note('pages', at);
    const all = ids(await audit.list('pages', { after: null, limit: 10 }));
    const first = ids(await audit.list('pages', { after: null, limit: 2 }));
    await note('pages', 6);
    const second = ids(await audit.list('pages', { after: first[1] ?? null, limit: 2 }));
    const third = ids(await audit.list('pages', { after: second[1] ?? null, limit: 2 }));
    expect([...first, ...second, ...third]).toEqual(all);
  });

  it('has no entry for what was not done', async () => {
    const undone = db.transaction().execute(async (trx) => {
      await record(trx, { tenantId: 'undone', by: CHIEF, at: 1, what: SHARING });
      throw new Error('something else went wrong');
    });
    await expect(undone).rejects.toThrow('something else went wrong');
    expect(await audit.list('undone', { after: null, limit: 10 })).toEqual([]);
  });

  it.each([
    ['changed', sql`update audit set object_id = 'somebody else'`],
    ['changed, though it be none of them', sql`update audit set at = 0 where tenant_id = 'nobody'`],
    ['taken out', sql`delete from audit`],
    ['emptied', sql`truncate audit`],
  ])('lets nothing be %s', async (_how, statement) => {
    await note('kept', 1_000);
    const before = await audit.list('kept', { after: null, limit: 10 });
    await expect(statement.execute(db)).rejects.toThrow('the audit log is append only');
    expect(await audit.list('kept', { after: null, limit: 10 })).toEqual(before);
  });
});
