import { SECOND } from '../../domain/instant.ts';
import type { Evidence } from '../../domain/recommendation.ts';
import { serverAt, type SubmissionServer } from '../../domain/submission-server.ts';
import { inTime } from './in-time.ts';

/** Whether a server answers as a submission server that takes passwords, over TLS, with a certificate for its name; nobody logs in. */
export type Prove = (server: SubmissionServer, signal: AbortSignal) => Promise<boolean>;

/** A firewall that drops what comes to a port must not cost the rep all the patience there is. */
const LONGEST = 3 * SECOND;

/** Best first: names that many companies use, TLS from the start before STARTTLS (RFC 8314 3.3). */
const guessesFor = (domain: string): SubmissionServer[] =>
  ['smtp', 'mail'].flatMap((name) => [serverAt(`${name}.${domain}`, 465), serverAt(`${name}.${domain}`, 587)]);

/** The first of the usual names that proves to be a submission server. */
export async function byGuess(domain: string, prove: Prove, signal: AbortSignal): Promise<Evidence[]> {
  const ended = AbortSignal.any([signal, AbortSignal.timeout(LONGEST)]);
  const guesses = await Promise.all(
    guessesFor(domain).map(async (server) => ({
      server,
      isProven: await inTime(ended, prove(server, ended), false),
    })),
  );
  const found = guesses.find(({ isProven }) => isProven);
  return found && !signal.aborted ? [{ source: 'guess', server: found.server }] : [];
}
