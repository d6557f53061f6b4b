import type { AuditEntry } from '../../domain/audit.ts';
import type { Owner } from '../../domain/channel.ts';

export interface SeeAuditNeeds {
  list(tenantId: string, page: { after: number | null; limit: number }): Promise<AuditEntry[]>;
}

/** Of the whole log so many entries are read at a time: however many there are, no more lie in memory. */
const PAGE = 500;

/** What was done in the organisation of who asks, the newest first. */
export function seeAudit({ list }: SeeAuditNeeds) {
  /** `next` is where the page ends, null for the last. */
  const page = async ({ tenantId }: Owner, { after, limit }: { after: number | null; limit: number }) => {
    // One more than is shown tells whether there are more.
    const found = await list(tenantId, { after, limit: limit + 1 });
    const entries = found.slice(0, limit);
    return { entries, next: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
  };
  return {
    page,
    async *all(owner: Owner): AsyncGenerator<AuditEntry[]> {
      let after: number | null = null;
      do {
        const { entries, next }: Awaited<ReturnType<typeof page>> = await page(owner, { after, limit: PAGE });
        yield entries;
        after = next;
      } while (after !== null);
    },
  };
}

export type SeeAudit = ReturnType<typeof seeAudit>;
