import { tagsOf, type DnsTexts } from './dns-texts.ts';

/** What the domain asks recipients to do with mail that proves neither by SPF nor by DKIM that it is the domain's. */
export const DMARC_POLICIES = ['none', 'quarantine', 'reject'] as const;
export type DmarcPolicy = (typeof DMARC_POLICIES)[number];
export const DMARC_STATES = [...DMARC_POLICIES, 'absent', 'not-looked-up'] as const;
export type DmarcState = (typeof DMARC_STATES)[number];

/** The names at which a policy may stand, nearest first: of a name with many labels the last seven, after itself. Source: RFC 9989, DNS tree walk. */
export function dmarcNames(domain: string): string[] {
  const labels = domain.split('.');
  const above = labels.map((_, index) => labels.slice(index + 1)).filter(({ length }) => length > 0 && length < 8);
  return [labels, ...above].map((one) => `_dmarc.${one.join('.')}`);
}

/**
 * The domain's own policy, or the one its organisation has for names below it. Source: RFC 9989. A record without a policy
 * asks for nothing, as receivers take it.
 */
export function judgeDmarc(domain: string, texts: DnsTexts): DmarcState {
  const [own = '', ...above] = dmarcNames(domain);
  if (texts.get(own) === null) return 'not-looked-up';
  const ownRecord = recordAt(own, texts);
  if (ownRecord) return policyOf(ownRecord, 'p');
  let organisation: ReadonlyMap<string, string> | null = null;
  for (const name of above) {
    // Nobody answering further up changes nothing about what was found below.
    if (texts.get(name) === null && organisation === null) return 'not-looked-up';
    const record = recordAt(name, texts);
    // `psd=y` is a registry's, whose policy is for names that nobody runs; `psd=n` is where an organisation ends.
    if (record === null || record.get('psd') === 'y') continue;
    organisation = record;
    if (record.get('psd') === 'n') break;
  }
  if (organisation === null) return 'absent';
  return policyOf(organisation, organisation.has('sp') ? 'sp' : 'p');
}

function recordAt(name: string, texts: DnsTexts): ReadonlyMap<string, string> | null {
  const records = (texts.get(name) ?? []).filter((text) => /^v\s*=\s*DMARC1\s*(;|$)/.test(text));
  return records.length === 1 && records[0] !== undefined ? tagsOf(records[0]) : null;
}

/** `t=y` says that it is being tried: one step less is done. */
function policyOf(record: ReadonlyMap<string, string>, tag: 'p' | 'sp'): DmarcPolicy {
  const said = DMARC_POLICIES.indexOf((record.get(tag) ?? '').toLowerCase() as DmarcPolicy);
  return DMARC_POLICIES[record.get('t') === 'y' ? said - 1 : said] ?? 'none';
}
