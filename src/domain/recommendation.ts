import { domainOf } from './address.ts';
import { siblingsOf } from './choices.ts';
import type { SignInService } from './credential.ts';
import { firstName } from './login-name.ts';
import { DEFAULT_POLICIES, type CompanyServer, type Policies } from './policies.ts';
import { forbiddenBy, ownChannel } from './policy-rules.ts';
import { oneNameOf, PROVIDERS, providerOfHost, type ProviderId } from './provider.ts';
import { SIGN_IN_TERMS, offeredService, waysInto, type Way } from './sign-in-service.ts';
import { serverAt, type SubmissionServer } from './submission-server.ts';
import { firstTransport } from './transport.ts';

/** What Outlook says of the mailbox (userProfile.accountType, Mailbox 1.6); `unknown` in older clients. */
export const ACCOUNT_TYPES = ['office365', 'enterprise', 'outlookCom', 'gmail', 'unknown'] as const;
export type AccountType = (typeof ACCOUNT_TYPES)[number];

/** Something found out about a mailbox's submission server, and where. */
export type Evidence =
  /** The organisation's administrators filled it in for everybody; `username` with placeholders. */
  | { source: 'organisation'; server: SubmissionServer; username: string }
  | { source: 'account-type'; accountType: AccountType }
  | { source: 'known-domain'; providerId: ProviderId }
  | { source: 'mx'; exchange: string }
  /** `name` is the record's. */
  | { source: 'srv'; server: SubmissionServer; name: string }
  /** A settings file of the domain itself, or of the domain its mail exchanger is in. `username` is as the file has it, placeholders and all. */
  | { source: 'autoconfig' | 'mail-host'; server: SubmissionServer; username: string; url: string }
  /** The operator's copy of Thunderbird's database of providers. */
  | { source: 'isp-database'; server: SubmissionServer; username: string }
  /** Nobody names it: it answers under a name that is often right, with a certificate for that name. */
  | { source: 'guess'; server: SubmissionServer };

export type EvidenceSource = Evidence['source'];

/** A channel worth offering: guessed, not typed by the rep, not proven. Sentences for reason, pros and cons are the pane's, by key. */
export interface Recommendation {
  providerId: ProviderId;
  server: SubmissionServer;
  username: string;
  /** Best first. */
  ways: Way[];
  reason: EvidenceSource;
  /** The name at which it stands, for who wants to look; null where none does. */
  foundAt: string | null;
  pros: Pro[];
  cons: Con[];
}
export const PROS = [
  'easy',
  'no-password',
  'outlives-password',
  'everyone-has-it',
  'own-reputation',
  'of-the-company',
  'copy-in-sent-items',
] as const;
export type Pro = (typeof PROS)[number];
export const CONS = [
  'throttled',
  'each-sets-up',
  'breaks-on-password-change',
  'needs-app-password',
  'no-copy-in-sent-items',
  'may-refuse-programs',
] as const;
export type Con = (typeof CONS)[number];

/** The provider to which a domain belongs, with its mailboxes; null for a company's own. */
export const providerOfDomain = (domain: string): ProviderId | null =>
  EVERY.find(({ domains }) => domains.includes(domain.toLowerCase()))?.id ?? null;

/** The provider whose mailboxes are behind a mail exchanger, the first with a pattern that fits; behind it those of its clouds that share the exchanger. */
export function providersOfExchange(exchange: string): ProviderId[] {
  const name = exchange.replace(/\.$/, '');
  const fitting = EVERY.filter(({ exchanges }) => exchanges.some((pattern) => pattern.test(name)));
  return fitting.filter((one) => one.name === fitting[0]?.name).map(({ id }) => id);
}

const EVERY = Object.values(PROVIDERS);

const PROVIDER_OF_ACCOUNT: Partial<Record<AccountType, ProviderId>> = {
  office365: 'microsoft365',
  outlookCom: 'outlook-com',
  gmail: 'gmail',
};

/** Services on the same servers, with limits of their own: persons' mailboxes, and companies'. */
const TWINS = [{ persons: 'gmail', companies: 'google-workspace' }] as const;

/** Which of two services on the same servers a mailbox is at, by its login's name, which is the account's where one signed in; one without a domain is a person's. */
export function providerFor(name: string, known: ProviderId): ProviderId {
  const twins = TWINS.find(({ persons, companies }) => known === persons || known === companies);
  if (twins === undefined) return known;
  const isPersons = !name.includes('@') || providerOfDomain(domainOf(name)) === twins.persons;
  return isPersons ? twins.persons : twins.companies;
}

/**
 * How far each source is to be believed: what an administrator filled in is meant, the mailbox's own host knows best, then what the domain says of itself. A mail exchanger may be
 * a gateway in front, and its provider's settings may be meant for others.
 */
const CERTAINTY: Record<EvidenceSource, number> = {
  organisation: 9,
  'account-type': 8,
  'known-domain': 7,
  autoconfig: 6,
  srv: 5,
  mx: 4,
  'isp-database': 3,
  'mail-host': 2,
  guess: 1,
};

/** Whoever publishes more servers than this is not helping anybody to choose. */
const MOST = 5;

/**
 * Ranks what was found, best first, one recommendation a server; a guess only where nothing else was found. A provider to which
 * no way leads is left out: an option that does not work is not shown. `offered` is where the operator lets reps sign in,
 * `graph` whether they may send by Graph then, `policies` what their organisation allows.
 */
export function recommend(
  emailAddress: string,
  found: readonly Evidence[],
  offered: readonly SignInService[],
  graph = false,
  policies = DEFAULT_POLICIES,
): Recommendation[] {
  const recommendations: Recommendation[] = [];
  for (const evidence of ranked(withoutMailFilters(found))) {
    for (const known of providersIn(evidence)) {
      const next = recommendationFrom(emailAddress, evidence, known, offered, graph, policies);
      if (next && !recommendations.some(({ server }) => oneNameOf(server.host) === oneNameOf(next.server.host)))
        recommendations.push(next);
    }
  }
  const named = recommendations.filter(({ reason }) => reason !== 'guess');
  const shown = named.length > 0 ? named : recommendations;
  return [...shown.filter((one) => !isDoubtful(one)), ...shown.filter(isDoubtful)].slice(0, MOST);
}

/** Where the mail server takes nothing from some mailboxes, what works comes first, however sure it is that this is theirs. */
const isDoubtful = ({ cons }: Recommendation): boolean => cons.includes('may-refuse-programs');

/**
 * By certainty. Outlook says that a mailbox is at Microsoft 365, and not in which of its clouds: where the domain names
 * another than the worldwide one, its word goes in the place of Outlook's, for the mailbox is in one of them alone.
 */
function ranked(found: readonly Evidence[]): Evidence[] {
  const byCertainty = [...found].sort((a, b) => CERTAINTY[b.source] - CERTAINTY[a.source]);
  const account = byCertainty.find(({ source }) => source === 'account-type');
  const said = account && providersIn(account)[0];
  const others = said === undefined ? [] : siblingsOf(said).filter((id) => id !== said);
  const inOthers = byCertainty.filter((one) => one !== account && providersIn(one).some((id) => others.includes(id)));
  if (inOthers.length === 0) return byCertainty;
  return byCertainty.flatMap((one) => (one === account ? inOthers : inOthers.includes(one) ? [] : [one]));
}

function withoutMailFilters(found: readonly Evidence[]): Evidence[] {
  const ownExchange = found.some((evidence) => 'accountType' in evidence && isOwnExchange(evidence.accountType));
  return found.filter((evidence) => !(ownExchange && mayBeMailFilter(evidence)));
}

/** Whether a company has an Exchange of its own. */
export const isOwnExchange = (accountType: AccountType): boolean => accountType === 'enterprise';

/** A company with an Exchange of its own often lets Microsoft filter its incoming mail: the exchanger is there, no mailbox is. */
export const mayBeMailFilter = (evidence: Evidence): boolean =>
  evidence.source === 'mx' && providersIn(evidence).some((id) => siblingsOf('microsoft365').includes(id));

/** The provider the evidence speaks of to which no way leads, so that the pane can say why it recommends nothing; null when there is none. */
export function refusingProvider(found: readonly Evidence[], offered: readonly SignInService[]): ProviderId | null {
  return found.flatMap(providersIn).find((id) => waysInto(id, offered).length === 0) ?? null;
}

/** Whom the evidence speaks of, the likeliest first. */
function providersIn(evidence: Evidence): ProviderId[] {
  switch (evidence.source) {
    case 'account-type': {
      const id = PROVIDER_OF_ACCOUNT[evidence.accountType];
      return id === undefined ? [] : [id];
    }
    case 'known-domain':
      return [evidence.providerId];
    case 'mx':
      return providersOfExchange(evidence.exchange);
    default:
      return [providerOfHost(evidence.server.host)];
  }
}

/** Whether the evidence tells where mail is submitted: an account of no known host, and an exchanger of nobody we know, do not. */
export const tellsServer = (evidence: Evidence): boolean => providersIn(evidence).length > 0;

function placeOf(evidence: Evidence): string | null {
  if ('url' in evidence) return evidence.url.replace(/^https:\/\/([^/]+).*$/, '$1');
  if (evidence.source === 'mx') return evidence.exchange;
  return evidence.source === 'srv' ? evidence.name : null;
}

/** Fills in what settings files leave open: Thunderbird's %EMAILADDRESS% and its like. */
const filledIn = (username: string, emailAddress: string): string =>
  username
    .replaceAll('%EMAILADDRESS%', () => emailAddress)
    .replaceAll('%EMAILLOCALPART%', () => emailAddress.slice(0, emailAddress.lastIndexOf('@')))
    .replaceAll('%EMAILDOMAIN%', () => domainOf(emailAddress));

function recommendationFrom(
  emailAddress: string,
  evidence: Evidence,
  known: ProviderId,
  offered: readonly SignInService[],
  graph: boolean,
  policies: Policies,
): Recommendation | null {
  const providerId = providerFor(emailAddress, known);
  const provider = PROVIDERS[providerId];
  const server = 'server' in evidence ? evidence.server : provider.server;
  if (server === null || provider.kind === 'internal') return null;
  const isAllowed = (way: Way): boolean => forbiddenBy(policies, ownChannel(providerId, server.host, way)) === null;
  const ways = waysInto(providerId, offered).filter(isAllowed);
  if (ways.length === 0) return null;
  const username =
    'username' in evidence ? filledIn(evidence.username, emailAddress) : firstName(providerId, emailAddress);
  return {
    providerId,
    server,
    username,
    ways,
    reason: evidence.source,
    foundAt: placeOf(evidence),
    ...prosAndCons(providerId, isAllowed('sign-in') ? offered : [], graph),
  };
}

/** What speaks for a provider and what to know, by the first way into it. */
export function prosAndCons(
  providerId: ProviderId,
  offered: readonly SignInService[],
  graph: boolean,
): { pros: Pro[]; cons: Con[] } {
  const { limits, passwords, credentialScope, username, secret, keepsSentCopy, refusesSome } = PROVIDERS[providerId];
  const service = offeredService(providerId, offered);
  // A relay for the whole company may still want one person's login.
  const ofTheCompany = credentialScope === 'domain' && username !== 'full-address';
  const endsWithPassword = service === null ? secret === 'password' : SIGN_IN_TERMS[service].endsWithPassword;
  const pros: Pro[] = [];
  const cons: Con[] = [];
  if (service !== null) pros.push('no-password');
  else if (!ofTheCompany) pros.push('easy');
  if (!endsWithPassword) pros.push('outlives-password');
  if (ofTheCompany) pros.push('of-the-company');
  else pros.push('everyone-has-it', 'own-reputation');
  if (keepsSentCopy === true) pros.push('copy-in-sent-items');
  // Whether it works at all comes before how it does.
  if (refusesSome && firstTransport(providerId, graph) === 'smtp') cons.push('may-refuse-programs');
  if (keepsSentCopy === false) cons.push('no-copy-in-sent-items');
  if (service === null && passwords.policy === 'app-password') cons.push('needs-app-password');
  if (limits.messagesPerMinute !== null || limits.recipientsPerDay !== null) cons.push('throttled');
  if (!ofTheCompany) cons.push('each-sets-up');
  if (endsWithPassword) cons.push('breaks-on-password-change');
  return { pros, cons };
}

/** What an administrator filled in, as evidence. */
export const filledInFor = ({ server, username }: CompanyServer): Evidence => ({
  source: 'organisation',
  server,
  username: username === 'full-address' ? '%EMAILADDRESS%' : '%EMAILLOCALPART%',
});

/** An example for who types a server by hand: shown, and never filled in. */
export const guessedServer = (emailAddress: string): SubmissionServer =>
  serverAt(`smtp.${domainOf(emailAddress)}`, 587);
