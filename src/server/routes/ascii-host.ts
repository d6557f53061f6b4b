import { domainToASCII } from 'node:url';
import { parseHost } from '../../domain/submission-server.ts';

/**
 * A server's name as the DNS has it, whichever way it is written: so that one server has one name in what is allowed, at a
 * login, and in what is found. What is no name stays as it is, for whoever says what is wrong with it.
 */
export function asciiHost(typed: string): string {
  // Node reads a bare number as an IP address.
  if (!/\P{ASCII}/u.test(typed)) return typed;
  const [below, name] = typed.startsWith('*.') ? ['*.', typed.slice(2)] : ['', typed];
  const host = parseHost(name);
  const ascii = host.ok ? domainToASCII(host.value) : '';
  return ascii === '' ? typed : `${below}${ascii}`;
}
