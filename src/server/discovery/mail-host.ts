import { getDomain } from 'tldts';
import type { Egress } from '../egress.ts';
import { byAutoconfig } from './autoconfig.ts';
import type { Finding } from './finding.ts';
import { byIspDatabase, type IspDatabase } from './isp-database.ts';

/** What the company that takes a domain's mail publishes of itself, and what the database has of it. */
export async function byMailHost(
  exchange: string,
  mailDomain: string,
  database: IspDatabase | null,
  egress: Egress,
  signal: AbortSignal,
): Promise<Finding> {
  const found = await Promise.all(
    domainsAbove(exchange, mailDomain).flatMap((domain) => [
      byAutoconfig(domain, egress, signal, mailDomain),
      byIspDatabase(domain, mailDomain, database, egress, signal),
    ]),
  );
  return {
    evidence: found.flatMap(({ evidence }) => evidence),
    complete: found.every(({ complete }) => complete),
  };
}

/**
 * The domain right above the exchanger and the one that was registered, as Thunderbird asks them (releases-comm-central,
 * FetchConfig, 2026-08-22); none where mail arrives at the domain itself. Never a public suffix: `autoconfig.co.uk` may be anybody's.
 */
export function domainsAbove(exchange: string, mailDomain: string): string[] {
  const registered = getDomain(exchange, { allowPrivateDomains: true });
  if (registered === null || registered === mailDomain) return [];
  const above = exchange.slice(exchange.indexOf('.') + 1);
  return [...new Set(above.endsWith(registered) ? [above, registered] : [registered])];
}
