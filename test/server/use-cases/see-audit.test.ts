import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from '../../../src/domain/audit.ts';
import { seeAudit } from '../../../src/server/use-cases/see-audit.ts';

const entry = (id: number): AuditEntry => ({
  ...{ id, at: id, by: { objectId: 'chief', name: null, address: null } },
  what: { kind: 'domain-added', domain: 'firma.example' },
});

describe('the whole audit log', () => {
  it.each([[0], [500], [501], [1_700]])('of %i entries is read some at a time, each once', async (count) => {
    const log = Array.from({ length: count }, (_, at) => entry(count - at));
    let most = 0;
    const see = seeAudit({
      async list(_tenantId, { after, limit }) {
        const page = log.filter(({ id }) => after === null || id < after).slice(0, limit);
        most = Math.max(most, page.length);
        return page;
      },
    });
    const read: AuditEntry[] = [];
    for await (const page of see.all({ tenantId: 'firma', objectId: 'chief' })) read.push(...page);
    expect(read).toEqual(log);
    expect(most).toBeLessThanOrEqual(501);
  });
});
