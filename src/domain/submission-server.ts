import { isDomain } from './address.ts';
import { failed, success, type Result } from './result.ts';

/** STARTTLS here always means required (RFC 3207), `tls` is implicit TLS (RFC 8314 3.3). There is no third way. */
export type Security = 'starttls' | 'tls';

export interface SubmissionServer {
  host: string;
  port: SubmissionPort;
  security: Security;
}

/** The ports a submission may use, with the security each one speaks: so the two can never contradict each other. */
export const SECURITY_OF_PORT = {
  587: 'starttls',
  465: 'tls',
  2525: 'starttls',
  25: 'starttls',
} as const satisfies Record<number, Security>;
export type SubmissionPort = keyof typeof SECURITY_OF_PORT;

/** In the order in which they should be offered. */
export const SUBMISSION_PORTS = [587, 465, 2525, 25] as const satisfies readonly SubmissionPort[];
export const PORT_OF_SECURITY: Record<Security, SubmissionPort> = { starttls: 587, tls: 465 };

export const isSubmissionPort = (port: number): port is SubmissionPort => port in SECURITY_OF_PORT;

export const serverAt = (host: string, port: SubmissionPort): SubmissionServer => ({
  host,
  port,
  security: SECURITY_OF_PORT[port],
});

/** What is wrong with a server name a person typed. */
export type HostSlip =
  'empty' | 'has-space' | 'is-url' | 'is-address' | 'is-ip-address' | 'has-port' | 'no-dot' | 'bad-name';
/** What is wrong with a port a person typed. */
export type PortSlip = 'empty' | 'not-a-number' | 'out-of-range' | 'not-for-submission';

const IP_ADDRESS = /^(?:\d+(?:\.\d+){3}|\[?[\da-f]*(?::[\da-f.]*){2,}\]?)$/i;

/** Reads a server's name as typed. An IP address is refused: certificates name hosts. */
export function parseHost(typed: string): Result<string, HostSlip> {
  const text = typed.trim().replace(/\.$/, '');
  if (text === '') return failed('empty');
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text) || text.includes('/')) return failed('is-url');
  if (/\s/.test(text)) return failed('has-space');
  if (text.includes('@')) return failed('is-address');
  if (/^[^:]+:\d+$/.test(text)) return failed('has-port');
  if (IP_ADDRESS.test(text)) return failed('is-ip-address');
  if (!text.includes('.')) return failed('no-dot');
  return isDomain(text) ? success(text.toLowerCase()) : failed('bad-name');
}

/** Reads a port as typed: one of 587, 465, 2525, 25. */
export function parsePort(typed: string): Result<SubmissionPort, PortSlip> {
  const text = typed.trim();
  if (text === '') return failed('empty');
  if (!/^\d+$/.test(text)) return failed('not-a-number');
  const port = Number(text);
  if (port < 1 || port > 65_535) return failed('out-of-range');
  return isSubmissionPort(port) ? success(port) : failed('not-for-submission');
}
