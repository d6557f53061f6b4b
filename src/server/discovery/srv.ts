import {
  SECURITY_OF_PORT,
  isSubmissionPort,
  parseHost,
  serverAt,
  type Security,
  type SubmissionServer,
} from '../../domain/submission-server.ts';
import type { Egress } from '../egress.ts';
import type { Finding } from './finding.ts';

/** A domain that names more has not been set up for people. */
const MOST = 10;

/** What the domain says of itself: `_submissions` (implicit TLS, RFC 8314 5.1, preferred) and `_submission` (RFC 6186 3.1). */
export async function byServiceRecord(domain: string, egress: Egress): Promise<Finding> {
  const found = await Promise.all([
    recordsAt(`_submissions._tcp.${domain}`, 'tls', egress),
    recordsAt(`_submission._tcp.${domain}`, null, egress),
  ]);
  return {
    evidence: found.flatMap(({ evidence }) => evidence).slice(0, MOST),
    complete: found.every(({ complete }) => complete),
  };
}

async function recordsAt(name: string, security: Security | null, egress: Egress): Promise<Finding> {
  const found = await egress.srv(name);
  if (!found.ok) return { evidence: [], complete: false };
  const servers = found.value.flatMap((record) => serverOf(record.name, record.port, security));
  return { evidence: servers.map((server) => ({ source: 'srv', server, name })), complete: true };
}

/** The server of a record when it is on a port of ours, with the security asked for; some publish 465 as `_submission`. */
function serverOf(target: string, port: number, security: Security | null): SubmissionServer[] {
  // A lone dot says that the service is decidedly not there, RFC 2782.
  const host = parseHost(target);
  if (!host.ok || !isSubmissionPort(port)) return [];
  return security === null || SECURITY_OF_PORT[port] === security ? [serverAt(host.value, port)] : [];
}
