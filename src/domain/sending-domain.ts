import { domainOf, isDomain, parseAddress, type AddressSlip } from './address.ts';
import { DAY, type Instant } from './instant.ts';
import { providerOfDomain } from './recommendation.ts';
import { failed, success, type Result } from './result.ts';

/** A domain that an organisation sends from, and how it proves that the domain is its own. Its name is in ASCII. */
export interface SendingDomain {
  domain: string;
  /** In the record that whoever runs the domain's DNS adds. */
  token: string;
  createdAt: Instant;
  /** When the record was last seen; null before, and since another organisation took the domain over. */
  provenAt: Instant | null;
  /** Since when it is not seen any more; null while it is. */
  lostAt: Instant | null;
  /** The addresses in it that everybody in the organisation may write as, because an administrator has named them. */
  named: readonly string[];
}

/** One that was just named, and not proven yet. */
export type NewDomain = Pick<SendingDomain, 'domain' | 'token' | 'createdAt'>;

/** What was found where the record belongs. `taken`: another organisation's record still stands beside it. */
export const RECORD_STATES = ['found', 'missing', 'other-value', 'unanswered', 'taken'] as const;
export type RecordState = (typeof RECORD_STATES)[number];

/** The TXT record that proves a domain: a name of its own beneath it, so that it stands in the way of no other record. */
export const recordFor = ({ domain, token }: Pick<SendingDomain, 'domain' | 'token'>) => ({
  name: `_postlane.${domain}`,
  value: `postlane-domain=${token}`,
});

/** What the texts at the record's name prove; null where no name server answered. */
export function recordIn(
  texts: readonly string[] | null,
  proof: Pick<SendingDomain, 'domain' | 'token'>,
): Exclude<RecordState, 'taken'> {
  if (texts === null) return 'unanswered';
  if (texts.some((text) => text.trim() === recordFor(proof).value)) return 'found';
  return texts.length === 0 ? 'missing' : 'other-value';
}

/** How much of what stands there instead is shown, and of how many texts. */
const SHOWN = { characters: 80, texts: 3 };

/** What stands at the record's name in its place, shortened. */
export const insteadIn = (texts: readonly string[]): string[] =>
  texts
    .slice(0, SHOWN.texts)
    .map((text) => (text.length > SHOWN.characters ? `${text.slice(0, SHOWN.characters)}…` : text));

/** So long a proof counts for who joins; then the record is looked up again. */
const LASTS = 1 * DAY;

export const isProven = ({ provenAt, lostAt }: Pick<SendingDomain, 'provenAt' | 'lostAt'>): boolean =>
  provenAt !== null && lostAt === null;

export const isFreshlyProven = (domain: SendingDomain, now: Instant): boolean =>
  isProven(domain) && (domain.provenAt ?? 0) + LASTS > now;

/** What is wrong with a domain that an administrator typed: `public-suffix` is nobody's alone, `mail-service` is its customers’. */
export type DomainSlip = 'empty' | 'bad-domain' | 'public-suffix' | 'mail-service';

/** Reads a domain as typed: in lower case and ASCII. What the DNS and the list of public suffixes know is passed in. */
export function readDomain(
  typed: string,
  { toASCII, isPublicSuffix }: { toASCII(domain: string): string; isPublicSuffix(domain: string): boolean },
): Result<string, DomainSlip> {
  const text = typed.trim().replace(/^@/, '').replace(/\.$/, '').toLowerCase();
  if (text === '') return failed('empty');
  const domain = toASCII(text);
  if (!isDomain(text) || !isDomain(domain)) return failed('bad-domain');
  if (providerOfDomain(domain) !== null) return failed('mail-service');
  return isPublicSuffix(domain) ? failed('public-suffix') : success(domain);
}

/** What is wrong with an address that an administrator names: it is none, of another domain than the proven one, or somebody's own. */
export type NamedSlip = AddressSlip | 'other-domain' | 'of-a-person';

/** Reads an address that is to be named in a domain, whose name is in ASCII: the proof holds for that very name. */
export function readNamed(
  typed: string,
  domain: string,
  { toASCII }: { toASCII(domain: string): string },
): Result<string, Exclude<NamedSlip, 'of-a-person'>> {
  const address = parseAddress(typed);
  if (!address.ok) return address;
  return toASCII(domainOf(address.value)) === domain ? success(address.value.toLowerCase()) : failed('other-domain');
}
