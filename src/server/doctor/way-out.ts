import type { DeliveryFailure } from '../../domain/failure.ts';
import { SECOND } from '../../domain/instant.ts';
import { PROVIDERS } from '../../domain/provider.ts';
import { serviceOf } from '../../domain/sign-in-service.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import type { Config } from '../config.ts';
import type { Egress } from '../egress.ts';
import { beginSafely } from '../smtp/open.ts';
import { VERIFICATION_TIMEOUTS } from '../smtp/timeouts.ts';
import type { Check } from './examine.ts';
import { look, mend, ok, type Finding } from './finding.ts';
import { wordsOf } from './words.ts';

const NAMES = 'NAME_SERVERS';
/** A name that whoever knows the internet knows. */
const KNOWN = 'smtp.office365.com';
/** A port that is closed swallows what is sent to it; there is no use in finding that out at each of a host's addresses. */
const ENOUGH_ADDRESSES = 3;
const TIMEOUTS = { ...VERIFICATION_TIMEOUTS, connect: 5 * SECOND };

/** The providers' at which most mailboxes are. The others are reached through the same ports. */
const SERVERS: SubmissionServer[] = Object.values(PROVIDERS)
  .flatMap(({ id, server }) => (server === null || serviceOf(id) === null ? [] : [server]))
  .filter(({ host }, index, all) => all.findIndex((other) => other.host === host) === index);

/** The way out to mail servers: names, and the providers' own ones up to their answer over TLS. Nobody logs in. `egressBy` makes a way out that asks these name servers. */
export function wayOutChecks(config: Config, egressBy: (nameServers: string[]) => Egress): Check[] {
  const egress = egressBy(config.nameServers);
  const named = config.nameServers.length === 0 ? [null] : config.nameServers;
  return [
    ...named.map((server) => ({
      about: NAMES,
      lasts: 15 * SECOND,
      run: async () => [await nameFinding(server, server === null ? egress : egressBy([server]))],
    })),
    ...SERVERS.map((server) => ({
      about: aboutOf(server),
      lasts: 60 * SECOND,
      run: async (signal: AbortSignal) => [
        await serverFinding(server, egress, config.submissionAllow.length > 0, signal),
      ],
    })),
  ];
}

const aboutOf = ({ host, port }: SubmissionServer): string => `${host}:${port}`;

async function nameFinding(server: string | null, egress: Egress): Promise<Finding> {
  const who = server ?? 'The machine’s own name server';
  const resolved = await egress.resolve(KNOWN, 587);
  if (resolved.ok) return ok(NAMES, `${who} answers.`);
  if (resolved.failure.kind === 'name-lookup-failed')
    return mend(NAMES, `${who} does not answer.`, 'Open UDP and TCP port 53 to it, or name another in NAME_SERVERS.');
  return look(
    NAMES,
    `${who} answers, but of ${KNOWN} ${wordsOf(resolved.failure)}.`,
    'Name one that knows the internet.',
  );
}

async function serverFinding(
  server: SubmissionServer,
  egress: Egress,
  hasServersInside: boolean,
  signal: AbortSignal,
): Promise<Finding> {
  const about = aboutOf(server);
  const failure = await reach(server, egress, signal);
  if (failure === null) return ok(about, 'It answers, over TLS.');
  const found = `It is not reached: ${wordsOf(failure)}.`;
  const todo = failure.kind.startsWith('name-')
    ? 'See to the name servers.'
    : `Let TCP out to port ${server.port}: many clouds and firewalls keep it closed until asked.`;
  return hasServersInside ? look(about, found, `Where reps are to send through it: ${todo}`) : mend(about, found, todo);
}

/** Why a server is not reached; null when it is. */
async function reach(server: SubmissionServer, egress: Egress, signal: AbortSignal): Promise<DeliveryFailure | null> {
  const needs = { egress, timeouts: TIMEOUTS, signal };
  const resolved = await egress.resolve(server.host, server.port);
  if (!resolved.ok) return resolved.failure;
  const dialled = await egress.connectAny(server, resolved.value.addresses.slice(0, ENOUGH_ADDRESSES), {
    milliseconds: TIMEOUTS.connect,
    signal,
  });
  if (!dialled.ok) return dialled.failure;
  const begun = await beginSafely(dialled.value.socket, server, needs);
  if (!begun.ok) return begun.failure;
  await begun.value.connection.quit();
  return null;
}
