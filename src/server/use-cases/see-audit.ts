import type { AuditEntry } from '../../domain/audit.ts';
import type { Owner } from '../../domain/channel.ts';

export interface SeeAuditNeeds {
  list(tenantId: string, page: { after: number | null; limit: number }): Promise<AuditEntry[]>;
}

/** What was done in the organisation of who asks, the newest first; `next` is where the page ends, null for the last. */
export const seeAudit =
  ({ list }: SeeAuditNeeds) =>
  async ({ tenantId }: Owner, { after, limit }: { after: number | null; limit: number }) => {
    // One more than is shown tells whether there are more.
    const found = await list(tenantId, { after, limit: limit + 1 });
    const entries = found.slice(0, limit);
    return { entries, next: found.length > limit ? (entries.at(-1)?.id ?? null) : null };
  };

export type SeeAudit = ReturnType<typeof seeAudit>;
