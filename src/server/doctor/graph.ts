import { SECOND, type Instant } from '../../domain/instant.ts';
import type { Config } from '../config.ts';
import type { Egress } from '../egress.ts';
import { connect, graphHost } from '../graph/connect.ts';
import { VERIFICATION_TIMEOUTS } from '../graph/timeouts.ts';
import { tryToken } from '../graph/token.ts';
import { isWorldwide } from '../identity/sign-in.ts';
import type { TrustingFetch } from '../trusting-fetch.ts';
import type { Check } from './examine.ts';
import { look, mend, ok, type Finding } from './finding.ts';
import { asItself, askForToken, inATenant, type Registration } from './tokens.ts';
import { wordsOf } from './words.ts';

const ABOUT = 'MICROSOFT_GRAPH_URL';
/** Graph of the worldwide cloud. Source: learn.microsoft.com/graph/deployments. */
const WORLDWIDE = 'https://graph.microsoft.com';
const TIMEOUTS = { ...VERIFICATION_TIMEOUTS, connect: 5 * SECOND, answer: 15 * SECOND };
const SIGN_IN_YOURSELF = 'Sign in once yourself to send by it, to be sure.';

/** Where reps may send by Graph: whether it is the right one, whether it is there, and whether there are tokens for it. */
export function graphChecks(
  { microsoftGraph: url, registrations: { microsoft }, identity }: Config,
  fetch: TrustingFetch,
  { egress, clock }: { egress: Egress; clock: () => Instant },
): Check[] {
  if (microsoft === undefined)
    return [{ about: ABOUT, lasts: SECOND, run: () => [ok(ABOUT, 'Not set: all mail leaves by submission.')] }];
  if (url === null) return [{ about: ABOUT, lasts: SECOND, run: () => [absentFinding(microsoft)] }];
  return [
    { about: ABOUT, lasts: SECOND, run: () => cloudFindings(url, microsoft) },
    { about: ABOUT, lasts: 60 * SECOND, run: async (signal) => [await reachFinding(url, egress, clock, signal)] },
    {
      about: ABOUT,
      lasts: 25 * SECOND,
      run: (signal) => tokenFindings(url, inATenant(microsoft, identity.tenants)?.registration ?? null, fetch, signal),
    },
  ];
}

/** What a mail server that takes no program's mail costs, where nobody offers the other way. */
const absentFinding = ({ issuer }: Registration): Finding =>
  isWorldwide(issuer)
    ? look(
        ABOUT,
        'Not set: all mail leaves by submission, which some personal mailboxes at Outlook.com and whoever has SMTP AUTH switched off cannot use.',
        `Set it to ${WORLDWIDE}, and add Mail.Send to the registration.`,
      )
    : ok(ABOUT, 'Not set: all mail leaves by submission.');

const cloudFindings = (url: string, { issuer }: Registration): Finding[] =>
  isWorldwide(issuer) && url !== WORLDWIDE
    ? [mend(ABOUT, `${url} is not the Graph of where reps sign in.`, `Set it to ${WORLDWIDE}`)]
    : [];

/** Shows it a token that nobody was given, and no message. */
async function reachFinding(url: string, egress: Egress, clock: () => Instant, signal: AbortSignal): Promise<Finding> {
  const graph = graphHost(url);
  const connected = await connect(graph, { egress, timeouts: TIMEOUTS, signal });
  if (!connected.ok)
    return mend(ABOUT, `${url} is not reached: ${wordsOf(connected.failure)}.`, 'Let TCP out to it, at port 443.');
  const tried = await tryToken(connected.value, graph, 'made-up-by-the-doctor', { timeouts: TIMEOUTS, clock });
  if (tried.ok) return mend(ABOUT, `What answers at ${url} takes any token.`, 'See where that name leads.');
  return tried.failure.kind === 'token-rejected'
    ? ok(ABOUT, `${url} answers, and refuses a made-up token.`)
    : look(ABOUT, `${url} answers what we did not expect: ${wordsOf(tried.failure)}.`, 'Look again in a while.');
}

/** What Entra says of a resource that it does not know, by two of its numbers. Source: entra-docs reference-error-codes.md, 2024-04-24. */
const UNKNOWN_RESOURCE = /AADSTS(500011|70011)\b/;

/** Whether tokens are given for that very address. What is wrong with the registration itself is told by its own check. */
async function tokenFindings(
  url: string,
  registration: Registration | null,
  fetch: TrustingFetch,
  signal: AbortSignal,
): Promise<Finding[]> {
  if (registration === null)
    return [look(ABOUT, 'Whether there are tokens for it was not seen: no tenant is named.', SIGN_IN_YOURSELF)];
  const answer = await askForToken(registration, asItself(url), fetch, signal);
  if (!answer.ok) return [];
  if (answer.value.given)
    return [ok(ABOUT, 'Microsoft gives tokens for it. Whether Mail.Send was agreed to, the first sign-in shows.')];
  const { words } = answer.value;
  return UNKNOWN_RESOURCE.test(words)
    ? [mend(ABOUT, `Microsoft gives no tokens for ${url}: ${words}.`, `Set it to ${WORLDWIDE}`)]
    : [];
}
