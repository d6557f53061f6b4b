import {
  SECURITY_OF_PORT,
  isSubmissionPort,
  serverAt,
  type Security,
  type SubmissionServer,
} from '../../domain/submission-server.ts';
import type { Egress, ServiceRecord } from '../egress.ts';
import type { Finding } from './finding.ts';

/** What the domain says of itself: `_submissions` (implicit TLS, RFC 8314 5.1, preferred) and `_submission` (RFC 6186 3.1). */
export async function byServiceRecord(domain: string, egress: Egress): Promise<Finding> {
  const [implicit, explicit] = await Promise.all([
    egress.srv(`_submissions._tcp.${domain}`),
    egress.srv(`_submission._tcp.${domain}`),
  ]);
  const servers = [
    ...(implicit.ok ? implicit.value.flatMap(speaking('tls')) : []),
    ...(explicit.ok ? explicit.value.flatMap(speaking(null)) : []),
  ];
  return { evidence: servers.map((server) => ({ source: 'srv', server })), complete: implicit.ok && explicit.ok };
}

/** The server of a record when it is on a port of ours, with the security asked for; some publish 465 as `_submission`. */
const speaking =
  (security: Security | null) =>
  ({ name, port }: ServiceRecord): SubmissionServer[] => {
    const host = name.replace(/\.$/, '').toLowerCase();
    // A lone dot says that the service is decidedly not there, RFC 2782.
    if (host === '' || !isSubmissionPort(port)) return [];
    return security === null || SECURITY_OF_PORT[port] === security ? [serverAt(host, port)] : [];
  };
