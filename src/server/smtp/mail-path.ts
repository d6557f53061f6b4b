import { domainToASCII } from 'node:url';
import { domainOf, parseAddress } from '../../domain/address.ts';

/** An address as a command carries it. */
export interface MailPath {
  /** With the domain in ASCII, without angle brackets. */
  path: string;
  /** Whether the local part needs SMTPUTF8, RFC 6531. */
  beyondAscii: boolean;
}

/** Null when the text is no address: nothing else may reach a command line. */
export function mailPath(address: string): MailPath | null {
  const parsed = parseAddress(address);
  if (!parsed.ok) return null;
  const local = parsed.value.slice(0, parsed.value.lastIndexOf('@'));
  const domain = domainToASCII(domainOf(parsed.value));
  return domain === '' ? null : { path: `${local}@${domain}`, beyondAscii: /[^\x20-\x7e]/.test(local) };
}
