import { tagsOf, type DnsTexts } from './dns-texts.ts';

export const DKIM_STATES = [
  /** A key stands where the provider's signatures look for it. */
  'signed',
  'absent',
  /** The key was taken back. */
  'revoked',
  /** There may be one where nobody sees it from here. */
  'unclear',
  'not-looked-up',
] as const;
export type DkimState = (typeof DKIM_STATES)[number];

export const dkimNames = (domain: string, selectors: readonly string[]): string[] =>
  selectors.map((selector) => `${selector}._domainkey.${domain}`);

/** Where a provider's signatures look for their keys. */
export interface Selectors {
  selectors: readonly string[];
  /** Whether these are the usual ones, and its customers may have others. */
  areUsual: boolean;
}

/** Whether the domain has a key for one of the provider's signatures: one is enough, the others are for its next change of keys. Source: RFC 6376 3.6.1. */
export function judgeDkim(domain: string, { selectors, areUsual }: Selectors, texts: DnsTexts): DkimState {
  const found = dkimNames(domain, selectors).map((name) => texts.get(name));
  const keys = found.flatMap((records) => records ?? []).map((record) => tagsOf(record).get('p'));
  if (keys.some((key) => key !== undefined && key !== '')) return 'signed';
  if (found.includes(null)) return 'not-looked-up';
  if (areUsual) return 'unclear';
  return keys.includes('') ? 'revoked' : 'absent';
}
