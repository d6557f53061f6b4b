import { endpoints } from '../../contract/endpoints.ts';
import { settingsReply } from '../../contract/settings.ts';
import { SIGN_IN_SERVICES } from '../../domain/credential.ts';
import { DAY, SECOND, type Instant } from '../../domain/instant.ts';
import type { Config } from '../config.ts';
import { signInAt } from '../identity/sign-in.ts';
import type { TrustingFetch } from '../trusting-fetch.ts';
import { saidBy, type Check } from './examine.ts';
import { look, mend, ok, type Finding } from './finding.ts';
import { shakeHands } from './handshake.ts';
import { isHere } from './settings.ts';
import { wordsOf } from './words.ts';

const ABOUT = 'PUBLIC_URL';
const CERTIFICATE = 'Certificate';
const ANSWER = 'What answers';
/** Whatever renews a certificate by itself has done so before. */
const LEAST_DAYS = 10;

/** Where reps' Outlook finds the server: its form, its certificate, and who answers there. */
export function publicAddressChecks(config: Config, fetch: TrustingFetch, clock: () => Instant): Check[] {
  const form: Check = { about: ABOUT, lasts: SECOND, run: () => [formFinding(config.publicUrl)] };
  if (!config.publicUrl.startsWith('https://')) return [form];
  return [
    form,
    {
      about: CERTIFICATE,
      lasts: 25 * SECOND,
      run: async (signal) => [await certificateFinding(config, clock(), signal)],
    },
    { about: ANSWER, lasts: 15 * SECOND, run: async (signal) => [await answerFinding(config, fetch, signal)] },
  ];
}

function formFinding(publicUrl: string): Finding {
  const { protocol, origin, pathname, search, username } = new URL(publicUrl);
  if (pathname !== '/' || search !== '' || username !== '')
    return mend(
      ABOUT,
      `${publicUrl} is more than a scheme and a host.`,
      `The pane asks at the root of the host: ${origin}`,
    );
  if (isHere(publicUrl))
    return look(
      ABOUT,
      `${publicUrl} is found from this machine only.`,
      'Set the address that reps reach, for more than trying.',
    );
  return protocol === 'https:'
    ? ok(ABOUT, `${publicUrl}.`)
    : mend(
        ABOUT,
        `${publicUrl} is not https.`,
        'Outlook loads nothing else: let TLS end at your proxy, and name it here.',
      );
}

async function certificateFinding(config: Config, now: Instant, signal: AbortSignal): Promise<Finding> {
  const known = await shakeHands(config.publicUrl, [], signal);
  const shaken =
    known.ok || config.extraCa.length === 0 ? known : await shakeHands(config.publicUrl, config.extraCa, signal);
  if (!shaken.ok) {
    const found = `${config.publicUrl} has none that reps’ Outlook takes: ${wordsOf(shaken.failure)}.`;
    const isThere = shaken.failure.kind.startsWith('certificate-');
    return isThere
      ? mend(CERTIFICATE, found, 'Give the proxy one for this name, with its whole chain.')
      : look(CERTIFICATE, `It was not seen: ${wordsOf(shaken.failure)}.`, 'Look again when the address answers.');
  }
  const days = Math.floor((shaken.value.endsAt - now) / DAY);
  const found = `Valid for ${days} more days.`;
  if (days < LEAST_DAYS) return look(CERTIFICATE, found, 'See that whatever renews it does.');
  return known.ok
    ? ok(CERTIFICATE, found)
    : look(
        CERTIFICATE,
        `${found} EXTRA_CA_FILE vouches for it, and nobody else.`,
        'Reps’ machines have to trust that authority too.',
      );
}

/** What every pane asks first tells which Postlane it is. */
async function answerFinding(config: Config, fetch: TrustingFetch, signal: AbortSignal): Promise<Finding> {
  const url = `${config.publicUrl}${endpoints.readSettings.path}`;
  let answer: Response;
  try {
    answer = await fetch(url, { signal });
  } catch (error) {
    return look(
      ANSWER,
      `${config.publicUrl} is not reached from this machine: ${saidBy(error)}.`,
      'If the server runs, see to the DNS, the proxy and the firewall; if not, start it and look again.',
    );
  }
  if ([502, 503, 504].includes(answer.status))
    return look(
      ANSWER,
      `A proxy, and no server behind it (${answer.status}).`,
      'Start the server, or tell the proxy its port.',
    );
  const settings = settingsReply.safeParse(await answer.json().catch(() => null));
  if (!settings.success) {
    const server = answer.headers.get('server');
    const found = `Not Postlane: ${url} answers ${answer.status}${server === null ? '' : `, by ${server}`}.`;
    return mend(ANSWER, found, 'Let the proxy lead the whole host to this server, and change no path.');
  }
  return isOurs(settings.data, config)
    ? ok(ANSWER, 'This deployment.')
    : mend(
        ANSWER,
        'A Postlane with other settings.',
        'Start it again with these, or find out which server the proxy leads to.',
      );
}

type Settings = ReturnType<typeof settingsReply.parse>;

function isOurs({ identity, signIns, graph }: Settings, config: Config): boolean {
  const { identity: configured, registrations, microsoftGraph } = config;
  const { clientId, authority, scope } = signInAt(configured);
  const offered = SIGN_IN_SERVICES.filter((service) => registrations[service] !== undefined);
  return (
    identity.clientId === clientId &&
    identity.authority === authority &&
    identity.scope === scope &&
    String(signIns) === String(offered) &&
    graph === (microsoftGraph !== null && registrations.microsoft !== undefined)
  );
}
