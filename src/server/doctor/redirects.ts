import { SECOND } from '../../domain/instant.ts';
import type { Config } from '../config.ts';
import { isEntra } from '../identity/sign-in.ts';
import { CALLBACK_PATH, CONSENT_PAGE, END_PAGE } from '../routes/sign-ins.ts';
import type { TrustingFetch } from '../trusting-fetch.ts';
import { saidBy, type Check } from './examine.ts';
import { look, mend, ok, type Finding } from './finding.ts';

const ABOUT = 'Redirect addresses';
const WHOLE_HOST = 'Let the proxy lead the whole host to this server, and change no path.';
/** Where the pane's own sign-in comes back to (addin/taskpane.tsx). */
const SIGN_IN_PAGE = '/sign-in.html';

/** Where browsers come back to from signing in: which addresses to register, and whether what is there is ours. */
export function redirectChecks(config: Config, fetch: TrustingFetch): Check[] {
  const toRegister: Check = { about: ABOUT, lasts: SECOND, run: () => [registerFinding(config)] };
  if (!config.publicUrl.startsWith('https://')) return [toRegister];
  const { publicUrl } = config;
  return [
    toRegister,
    { about: ABOUT, lasts: 15 * SECOND, run: async (signal) => [await callbackFinding(publicUrl, fetch, signal)] },
    ...[SIGN_IN_PAGE, END_PAGE, CONSENT_PAGE].map((page) => ({
      ...{ about: ABOUT, lasts: 15 * SECOND },
      run: async (signal: AbortSignal) => [await pageFinding(publicUrl, page, fetch, signal)],
    })),
  ];
}

/** Nobody but the provider knows what is registered there. Source: office-js-docs-pr, enable-nested-app-authentication (2025-12-15). */
function registerFinding({ publicUrl, identity, registrations }: Config): Finding {
  const nested = isEntra(identity.issuer) ? [`brk-multihub://${new URL(publicUrl).host}`] : [];
  const ofPane = [...nested, `${publicUrl}${SIGN_IN_PAGE}`].join(' and ');
  const isWeb = Object.keys(registrations).length > 0;
  const ofServer = isWeb ? `; as a web application ${publicUrl}${CALLBACK_PATH}` : '';
  return ok(ABOUT, `To be registered, letter by letter: as a single-page application ${ofPane}${ofServer}.`);
}

/** Nobody signs in by it: what comes without an answer ends at a page that says so. */
async function callbackFinding(publicUrl: string, fetch: TrustingFetch, signal: AbortSignal): Promise<Finding> {
  const url = `${publicUrl}${CALLBACK_PATH}`;
  const answer = await answerAt(url, fetch, signal);
  if (!(answer instanceof Response)) return answer;
  const to = answer.headers.get('location') ?? '';
  return answer.status === 303 && URL.parse(to, publicUrl)?.href.startsWith(`${publicUrl}${END_PAGE}#`)
    ? ok(ABOUT, `${url} is this server’s.`)
    : mend(ABOUT, `${url} answers ${answer.status}, and leads ${to === '' ? 'nowhere' : `to ${to}`}.`, WHOLE_HOST);
}

async function pageFinding(
  publicUrl: string,
  page: string,
  fetch: TrustingFetch,
  signal: AbortSignal,
): Promise<Finding> {
  const url = `${publicUrl}${page}`;
  const answer = await answerAt(url, fetch, signal);
  if (!(answer instanceof Response)) return answer;
  // Some answer every address with one page: ours has its own script.
  const script = new RegExp(`\\b${page.slice(1, -'.html'.length)}\\.[0-9a-f]+\\.js\\b`);
  const isOurs = answer.ok && script.test(await answer.text());
  return isOurs
    ? ok(ABOUT, `${url} is there.`)
    : mend(ABOUT, `${url} answers ${answer.status}, and not with its page.`, WHOLE_HOST);
}

/** What answers there, or that nothing of ours does: of that more is told where it is looked at who answers at all. */
async function answerAt(url: string, fetch: TrustingFetch, signal: AbortSignal): Promise<Response | Finding> {
  const again = 'Look again when the address answers.';
  try {
    const answer = await fetch(url, { signal });
    return [502, 503, 504].includes(answer.status)
      ? look(ABOUT, `${url} was not seen: no server is behind the proxy (${answer.status}).`, again)
      : answer;
  } catch (error) {
    return look(ABOUT, `${url} was not seen: ${saidBy(error)}.`, again);
  }
}
