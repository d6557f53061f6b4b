import { addressRangeOf, holds, overlap, type AddressRange } from './address-range.ts';
import type { DnsTexts } from './dns-texts.ts';

export const SPF_STATES = [
  /** It lets the provider send for the domain. */
  'names-it',
  'lacks-it',
  /** It names addresses of which some are the provider's, or may be; whether all of the provider's are there does not show. */
  'by-address',
  /** It does not, and with the provider's name it would need more lookups than are made. */
  'no-room',
  'absent',
  /** More than one record: none of them counts (RFC 7208 3.2). */
  'several',
  /** It needs more lookups than the ten that are made (RFC 7208 4.6.4): it counts for nothing. */
  'too-long',
  'malformed',
  /** There is one; whether it lets this server send does not show from here. */
  'unclear',
  /** Bounces go to a name of the provider's: whatever the domain has, SPF proves nothing of it. */
  'of-provider',
  'not-looked-up',
] as const;
export type SpfState = (typeof SPF_STATES)[number];

/** What is so of a record is so of each that leads to it. */
const PASSED_ON: readonly SpfState[] = ['too-long', 'malformed', 'not-looked-up'];

const MOST_LOOKUPS = 10;
const LOOKS_UP = new Set(['include', 'a', 'mx', 'ptr', 'exists', 'redirect']);
const MECHANISMS = new Set([...LOOKS_UP, 'all', 'ip4', 'ip6']);

/** The domain's record; null when there is none, or more than one. */
export function spfRecordOf(domain: string, texts: DnsTexts): string | null {
  const records = (texts.get(domain) ?? []).filter(isSpf);
  return records.length === 1 ? (records[0] ?? null) : null;
}

const isSpf = (text: string): boolean => /^v=spf1( |$)/i.test(text);

/** The record that lets a provider send too: its name in front of what stands there, if anything does. */
export const naming = (include: string, record: string | null): string =>
  // "~all": whoever else sends for the company and is not named yet is not turned away for it.
  record === null ? `v=spf1 include:${include} ~all` : record.replace(/^v=spf1/i, `v=spf1 include:${include}`);

/**
 * What a record would be at a domain for all who send by it, followed to its end: `unclear` when it counts. What is not known
 * yet is named.
 */
export const judgeRecord = (domain: string, record: string, texts: DnsTexts): SpfState | { needs: string } =>
  judgeSpf(domain, null, new Map(texts).set(domain, [record]));

/**
 * Whether a domain's SPF record lets a provider send that asks to be named by `include`, wherever in the record or in those it
 * includes; null for a server nobody knows such a name of. What is not known yet is named, to be asked for. Source: RFC 7208.
 */
export function judgeSpf(domain: string, include: string | null, texts: DnsTexts): SpfState | { needs: string } {
  const walk = walkIn(texts);
  const end = follow(domain, include, walk);
  if (end !== 'lacks-it') return end;
  return include === null ? 'unclear' : judgeAddresses(walk.named, include, texts);
}

/** Whether the addresses that a record names are a provider's: whoever runs short of lookups puts them in the place of its name. */
function judgeAddresses(named: readonly AddressRange[], include: string, texts: DnsTexts): End {
  if (named.length === 0) return 'lacks-it';
  const own = walkIn(texts);
  const end = follow(include, null, own);
  if (typeof end === 'object') return end;
  if (end !== 'lacks-it' || own.hidesSome) return 'by-address';
  if (!own.named.some((range) => named.some((one) => overlap(one, range)))) return 'lacks-it';
  return own.named.every((range) => named.some((one) => holds(one, range))) ? 'names-it' : 'by-address';
}

interface Walk {
  texts: DnsTexts;
  lookups: number;
  /** The addresses that are let send. */
  named: AddressRange[];
  /** Whether others are, that stand in no record of this kind. */
  hidesSome: boolean;
}
type End = SpfState | { needs: string };

const walkIn = (texts: DnsTexts): Walk => ({ texts, lookups: 0, named: [], hidesSome: false });

function follow(domain: string, include: string | null, walk: Walk): End {
  const found = walk.texts.get(domain);
  if (found === undefined) return { needs: domain };
  if (found === null) return 'not-looked-up';
  const [record, another] = found.filter(isSpf);
  if (record === undefined) return 'absent';
  if (another !== undefined) return 'several';
  const terms = record.trim().split(/\s+/).slice(1).map(parsed);
  let otherwise: End = 'lacks-it';
  for (const term of terms) {
    if (term === null) return 'malformed';
    // Whatever comes after it is not looked at, RFC 7208 5.1.
    if (term.name === 'all') return term.passes ? 'names-it' : otherwise;
    if (term.name === 'redirect') continue;
    const end = step(term, include, walk);
    if (end === 'unclear') otherwise = 'unclear';
    else if (end !== 'lacks-it') return end;
  }
  const redirect = terms.find((term) => term?.name === 'redirect');
  if (!redirect) return otherwise;
  const end = step(redirect, include, walk);
  return end === 'lacks-it' ? otherwise : end;
}

interface Term {
  name: string;
  value: string;
  passes: boolean;
}

/** A mechanism, or the one modifier that matters; null for what RFC 7208 does not know. Other modifiers mean nothing to us. */
function parsed(text: string): Term | null {
  const modifier = /^([a-z][a-z0-9._-]*)=(.*)$/i.exec(text);
  if (modifier) {
    const [, name = '', value = ''] = modifier;
    const isRedirect = name.toLowerCase() === 'redirect';
    return { name: isRedirect ? 'redirect' : 'modifier', value, passes: isRedirect };
  }
  const [, qualifier = '+', name = '', value = ''] = /^([+?~-]?)([a-z0-9]+)(?:[:/](.*))?$/i.exec(text) ?? [];
  const known = name.toLowerCase();
  return MECHANISMS.has(known) ? { name: known, value, passes: qualifier === '' || qualifier === '+' } : null;
}

function step({ name, value, passes }: Term, include: string | null, walk: Walk): End {
  if (LOOKS_UP.has(name)) walk.lookups += 1;
  if (walk.lookups > MOST_LOOKUPS) return 'too-long';
  // A macro stands for the very message, RFC 7208 7, and a name that has to exist is made of them: who is meant shows only then.
  if (name === 'exists' || value.includes('%')) return passes ? 'unclear' : 'lacks-it';
  if (name === 'ip4' || name === 'ip6') {
    const range = addressRangeOf(name, value);
    if (passes && range !== null) walk.named.push(range);
    return 'lacks-it';
  }
  if (name !== 'include' && name !== 'redirect') {
    walk.hidesSome ||= passes && LOOKS_UP.has(name);
    return 'lacks-it';
  }
  const target = value.toLowerCase().replace(/\.$/, '');
  const isIt = target === include;
  const before = walk.named.length;
  const end = follow(target, isIt ? null : include, walk);
  // Whom an include does not let send is let send by nothing in it.
  if (!passes) walk.named.splice(before);
  if (typeof end === 'object' || PASSED_ON.includes(end)) return end;
  // What leads to no record makes all of it void, RFC 7208 5.2.
  if (end === 'absent' || end === 'several') return 'malformed';
  if (isIt) return passes ? 'names-it' : 'lacks-it';
  return end === 'names-it' && !passes ? 'lacks-it' : end;
}
