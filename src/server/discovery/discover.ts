import { SECOND } from '../../domain/instant.ts';
import { mayBeMailFilter, tellsServer, type Evidence } from '../../domain/recommendation.ts';
import type { Egress } from '../egress.ts';
import { byAutoconfig } from './autoconfig.ts';
import type { Finding } from './finding.ts';
import { byGuess, type GuessNeeds } from './guess.ts';
import { inTime } from './in-time.ts';
import { byIspDatabase, type IspDatabase } from './isp-database.ts';
import { byMailHost } from './mail-host.ts';
import { byMailExchange } from './mx.ts';
import { byServiceRecord } from './srv.ts';

/** A rep is waiting, and can type meanwhile. */
const LONGEST = 5 * SECOND;

/** Whose submission server is looked for. */
export interface Sought {
  domain: string;
  /** Whether the mailbox is at an Exchange of the company's own. */
  ownExchange: boolean;
}

export interface DiscoveryNeeds extends GuessNeeds {
  egress: Egress;
  database: IspDatabase | null;
}

/**
 * Everything that tells which submission server a domain's mailboxes send through: its MX, SRV and autoconfig, the operator's
 * database of providers, all asked at the same time; once the MX is known, its host's settings; and where the DNS names no
 * server, guesses, until something better is found. Nobody outside is told more than the domain.
 */
export async function discover(
  { domain, ownExchange }: Sought,
  { egress, database, prove, after }: DiscoveryNeeds,
  signal: AbortSignal,
): Promise<Finding> {
  const ended = AbortSignal.any([signal, after(LONGEST)]);
  const asked = (source: Promise<Finding>): Promise<Finding> => inTime(ended, source, UNANSWERED);
  const records = asked(byServiceRecord(domain, egress));
  const exchange = asked(byMailExchange(domain, egress));
  const tells = (evidence: Evidence): boolean => tellsServer(evidence) && !(ownExchange && mayBeMailFilter(evidence));
  const named = new AbortController();
  const settings = [
    byAutoconfig(domain, egress, ended),
    byIspDatabase(domain, domain, database, egress, ended),
    exchange.then(({ evidence: [mx] }) =>
      mx?.source === 'mx' && !tellsServer(mx) ? byMailHost(mx.exchange, domain, database, egress, ended) : NOTHING,
    ),
  ].map(async (source) => {
    const finding = await asked(source);
    if (finding.evidence.length > 0) named.abort();
    return finding;
  });
  const guessed = Promise.all([records, exchange]).then(async (found) => {
    if (found.some(({ evidence }) => evidence.some(tells))) return NOTHING;
    const guess = await byGuess(domain, { prove, after }, AbortSignal.any([ended, named.signal]));
    // A settings file makes a guess needless, whatever came of it.
    return named.signal.aborted ? NOTHING : guess;
  });
  const findings = await Promise.all([...settings, records, exchange, guessed]);
  return {
    evidence: findings.flatMap(({ evidence }) => evidence),
    complete: findings.every(({ complete }) => complete),
  };
}

const NOTHING: Finding = { evidence: [], complete: true };
const UNANSWERED: Finding = { evidence: [], complete: false };
