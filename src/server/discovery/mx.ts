import { parseHost } from '../../domain/submission-server.ts';
import type { Egress } from '../egress.ts';
import type { Finding } from './finding.ts';

/** The domain's first mail exchanger: the others may be a relay of someone else's. Source: RFC 5321 5.1. */
export async function byMailExchange(domain: string, egress: Egress): Promise<Finding> {
  const found = await egress.mx(domain);
  if (!found.ok) return { evidence: [], complete: false };
  const [first] = found.value;
  // A lone dot says that the domain takes no mail, RFC 7505.
  const host = parseHost(first?.exchange ?? '.');
  return { evidence: host.ok ? [{ source: 'mx', exchange: host.value }] : [], complete: true };
}
