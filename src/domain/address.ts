import { failed, success, type Result } from './result.ts';

/** What is wrong with an address a person typed, told so that a sentence can be put beside the field. */
export type AddressSlip =
  | 'empty'
  | 'has-space'
  | 'is-url'
  | 'no-at'
  | 'several-at'
  | 'no-local-part'
  | 'no-domain'
  | 'bad-domain'
  | 'too-long'
  | 'bad-character';

export interface Mailbox {
  /** As shown to people; may be empty. */
  name: string;
  /** addr-spec, RFC 5321 4.1.2. */
  address: string;
}

// Marks belong to letters in many scripts: भारत is a top-level domain.
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?$/u;
// RFC 5322 atext with dots, and RFC 6531 beyond ASCII. Quoted local parts are legal and unheard of: refused on purpose.
const LOCAL_PART = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u;

/** Whether the text is a domain name with at least two labels (RFC 1035 2.3.4, RFC 5890 for letters beyond ASCII). */
export function isDomain(text: string): boolean {
  const labels = text.split('.');
  return (
    text.length <= 253 &&
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    !/^\d+$/.test(labels.at(-1) ?? '')
  );
}

/** Reads an address as typed: trims it, lower-cases the domain. Source: RFC 5321 4.1.2 and 4.5.3.1, RFC 6531. */
export function parseAddress(typed: string): Result<string, AddressSlip> {
  const text = typed.trim();
  if (text === '') return failed('empty');
  if (/^[a-z]+:\/\//i.test(text)) return failed('is-url');
  if (/\s/.test(text)) return failed('has-space');
  const parts = text.split('@');
  if (parts.length === 1) return failed('no-at');
  if (parts.length > 2) return failed('several-at');
  const [local = '', domain = ''] = parts;
  if (local === '') return failed('no-local-part');
  if (domain === '') return failed('no-domain');
  if (!domain.includes('.')) return failed('no-domain');
  if (!isDomain(domain)) return failed('bad-domain');
  if (local.length > 64 || text.length > 254) return failed('too-long');
  if (!LOCAL_PART.test(local)) return failed('bad-character');
  return success(`${local}@${domain.toLowerCase()}`);
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Local parts are case-sensitive by RFC 5321 2.4 and nowhere in practice: two spellings are one mailbox. */
export const sameAddress = (one: string, other: string): boolean => keyOf(one) === keyOf(other);

const keyOf = (address: string): string => address.trim().toLowerCase();

/** The addresses in their order, each as it is spelled first; without those in `except`. Takes time in proportion to them. */
export function eachOnce(addresses: readonly string[], except: readonly string[] = []): string[] {
  const known = new Set(except.map(keyOf));
  return addresses.filter((address) => {
    const key = keyOf(address);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  });
}
