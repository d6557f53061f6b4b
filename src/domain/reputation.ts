import { dkimNames, judgeDkim, type DkimState, type Selectors } from './dkim.ts';
import { dmarcNames, judgeDmarc, type DmarcState } from './dmarc.ts';
import type { DnsTexts } from './dns-texts.ts';
import { MAIL_AUTHENTICATION, type MailAuthentication } from './mail-authentication.ts';
import type { ProviderId } from './provider.ts';
import { judgeRecord, judgeSpf, naming, spfRecordOf, type SpfState } from './spf.ts';

export const STANDINGS = [
  /** Recipients see that the mail is the company's, and under its own name. */
  'proven',
  /** They do if the provider signs it by DKIM, and by nothing else: that it does shows in no record. */
  'if-signed',
  /** They do not, and nobody told them to mind. */
  'unproven',
  /** It does not show from here, and the company's DNS asks them to refuse what proves nothing, or to take it for spam. */
  'doubtful',
  /** They do not, and the company's DNS asks them to refuse it, or to take it for spam. */
  'refused',
  /** It does not show from here. */
  'unclear',
] as const;
export type Standing = (typeof STANDINGS)[number];

export const RECORD_TYPES = ['TXT', 'CNAME'] as const;

/** A record that whoever runs the company's DNS should add. */
export interface MissingRecord {
  type: (typeof RECORD_TYPES)[number];
  name: string;
  /** Null where the provider's administration shows it, made for the domain. */
  value: string | null;
  /** The record it takes the place of; null for a new one. */
  replaces: string | null;
}

/** How mail by a channel stands with whoever receives it, as far as the sender's domain says. */
export interface Reputation {
  domain: string;
  providerId: ProviderId;
  spf: SpfState;
  dkim: DkimState;
  dmarc: DmarcState;
  standing: Standing;
  missing: MissingRecord[];
}

/** Of a server that has no facts. */
const NOBODY_KNOWS: Selectors = { selectors: [], areUsual: true };

/** The names whose TXT records are still to be asked for; none once all is known. */
export function namesToAsk(domain: string, providerId: ProviderId, texts: DnsTexts): string[] {
  const facts = MAIL_AUTHENTICATION[providerId];
  const spf = judgedSpf(domain, facts, texts);
  const names = [
    ...('needs' in spf ? [spf.needs] : []),
    ...dkimNames(domain, facts?.selectors ?? []),
    ...dmarcNames(domain),
  ];
  return names.filter((name) => !texts.has(name));
}

/** The verdict, once nothing is to be asked for any more. */
export function reputationOf(domain: string, providerId: ProviderId, texts: DnsTexts): Reputation {
  const facts = MAIL_AUTHENTICATION[providerId];
  const judged = judgedSpf(domain, facts, texts);
  const { state: spf, proposal } = 'needs' in judged ? NOT_LOOKED_UP : judged;
  const dkim = judgeDkim(domain, facts ?? NOBODY_KNOWS, texts);
  const dmarc = judgeDmarc(domain, texts);
  const standing = standingOf(spf, dkim, dmarc);
  const found = { domain, providerId, spf, dkim, dmarc, standing };
  return { ...found, missing: missingFrom(found, proposal) };
}

interface Proposal {
  record: string;
  replaces: string | null;
}
interface JudgedSpf {
  state: SpfState;
  /** What to have instead; null where nothing would do. */
  proposal: Proposal | null;
}
const NOT_LOOKED_UP: JudgedSpf = { state: 'not-looked-up', proposal: null };

/** Nothing is proposed that was not followed to its end: a record with one lookup too many proves nobody's mail any more. */
function judgedSpf(
  domain: string,
  facts: MailAuthentication | undefined,
  texts: DnsTexts,
): JudgedSpf | { needs: string } {
  if (facts?.include === null) return { state: 'of-provider', proposal: null };
  const include = facts?.include ?? null;
  const state = judgeSpf(domain, include, texts);
  if (typeof state === 'object') return state;
  if (include === null || (state !== 'absent' && state !== 'lacks-it')) return { state, proposal: null };
  const replaces = spfRecordOf(domain, texts);
  const record = naming(include, replaces);
  const then = judgeRecord(domain, record, texts);
  if (typeof then === 'object') return then;
  if (then === 'too-long') return { state: 'no-room', proposal: null };
  return { state, proposal: then === 'unclear' ? { record, replaces } : null };
}

function standingOf(spf: SpfState, dkim: DkimState, dmarc: DmarcState): Standing {
  if (spf === 'names-it') return 'proven';
  if (dkim === 'signed') return 'if-signed';
  if ([spf, dkim, dmarc].includes('not-looked-up')) return 'unclear';
  const isMinded = dmarc === 'reject' || dmarc === 'quarantine';
  const isOpen = spf === 'unclear' || spf === 'by-address';
  if (isOpen || dkim === 'unclear') return isMinded ? 'doubtful' : isOpen ? 'unclear' : 'if-signed';
  return isMinded ? 'refused' : 'unproven';
}

function missingFrom(
  { domain, providerId, dkim, dmarc }: Omit<Reputation, 'missing'>,
  proposal: Proposal | null,
): MissingRecord[] {
  const facts = MAIL_AUTHENTICATION[providerId];
  const missing: MissingRecord[] = [];
  const text = (name: string, value: string, replaces: string | null = null) =>
    missing.push({ type: 'TXT', name, value, replaces });
  if (proposal !== null) text(domain, proposal.record, proposal.replaces);
  if (facts && (dkim === 'absent' || dkim === 'revoked'))
    for (const name of dkimNames(domain, facts.selectors))
      missing.push({ type: facts.keys, name, value: null, replaces: null });
  if (dmarc === 'absent') text(`_dmarc.${domain}`, 'v=DMARC1; p=none');
  return missing;
}
