import { success } from '../../domain/result.ts';
import type { SeeAudit } from '../use-cases/see-audit.ts';
import { serve, type Door } from './endpoint.ts';

/** What was done in an organisation, for its administrators. */
export function auditRoutes(door: Door, see: SeeAudit): void {
  serve(door, 'listAudit', async ({ owner, query: { after, limit } }) =>
    success(await see(owner, { after: after ?? null, limit })),
  );
}
