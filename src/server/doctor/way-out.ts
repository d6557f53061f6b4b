import { SECOND } from '../../domain/instant.ts';
import { PROVIDERS } from '../../domain/provider.ts';
import { serviceOf } from '../../domain/sign-in-service.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import type { Config } from '../config.ts';
import type { Egress } from '../egress.ts';
import { reach } from '../smtp/reach.ts';
import { VERIFICATION_TIMEOUTS } from '../smtp/timeouts.ts';
import type { Check } from './examine.ts';
import { look, mend, ok, type Finding } from './finding.ts';
import { wordsOf } from './words.ts';

const NAMES = 'NAME_SERVERS';
/** A name that whoever knows the internet knows. */
const KNOWN = 'smtp.office365.com';
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
  const reached = await reach(server, { egress, timeouts: TIMEOUTS, signal });
  if (reached.ok) return ok(about, 'It answers, over TLS.');
  const found = `It is not reached: ${wordsOf(reached.failure)}.`;
  const todo = reached.failure.kind.startsWith('name-')
    ? 'See to the name servers.'
    : `Let TCP out to port ${server.port}: many clouds and firewalls keep it closed until asked.`;
  return hasServersInside ? look(about, found, `Where reps are to send through it: ${todo}`) : mend(about, found, todo);
}
