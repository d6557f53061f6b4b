import { AUDIT_CSV_HEAD, auditCsvLine } from '../../contract/audit-csv.ts';
import type { AuditEntry } from '../../domain/audit.ts';
import { success } from '../../domain/result.ts';
import { streaming } from '../http.ts';
import type { SeeAudit } from '../use-cases/see-audit.ts';
import { route, serve, type Door } from './endpoint.ts';

/** What was done in an organisation, for its administrators. */
export function auditRoutes(door: Door, see: SeeAudit): void {
  serve(door, 'listAudit', async ({ owner, query: { after, limit } }) =>
    success(await see.page(owner, { after: after ?? null, limit })),
  );
  route(door, 'exportAudit', {}, async ({ owner }, reply) =>
    reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', 'attachment; filename="postlane-log.csv"')
      .send(streaming(written(see.all(owner)))),
  );
}

async function* written(pages: AsyncIterable<AuditEntry[]>): AsyncGenerator<string> {
  yield AUDIT_CSV_HEAD;
  for await (const page of pages) yield page.map(auditCsvLine).join('');
}
