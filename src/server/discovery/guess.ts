import { SECOND } from '../../domain/instant.ts';
import { serverAt, type SubmissionServer } from '../../domain/submission-server.ts';
import type { Finding } from './finding.ts';
import { inTime } from './in-time.ts';

/** Whether a server answers as a submission server that takes passwords, over TLS, with a certificate for its name; nobody logs in. */
export type Prove = (server: SubmissionServer, signal: AbortSignal) => Promise<boolean>;

export interface GuessNeeds {
  prove: Prove;
  /** Aborts when so many milliseconds have passed. */
  after(milliseconds: number): AbortSignal;
}

/** A firewall that drops what comes to a port must not cost the rep all the patience there is. */
const LONGEST = 3 * SECOND;

/** Best first: names that many companies use, TLS from the start before STARTTLS (RFC 8314 3.3). */
const guessesFor = (domain: string): SubmissionServer[] =>
  ['smtp', 'mail'].flatMap((name) => [serverAt(`${name}.${domain}`, 465), serverAt(`${name}.${domain}`, 587)]);

/** The first of the usual names that proves to be a submission server; not the last word while a better one has not answered. */
export async function byGuess(domain: string, { prove, after }: GuessNeeds, signal: AbortSignal): Promise<Finding> {
  const ended = AbortSignal.any([signal, after(LONGEST)]);
  const guesses = await Promise.all(
    guessesFor(domain).map(async (server) => ({
      server,
      isProven: await inTime(ended, prove(server, ended), null),
    })),
  );
  const proven = guesses.findIndex(({ isProven }) => isProven === true);
  const [found] = proven === -1 ? [] : guesses.slice(proven);
  return {
    evidence: found ? [{ source: 'guess', server: found.server }] : [],
    complete: guesses.slice(0, proven === -1 ? undefined : proven).every(({ isProven }) => isProven !== null),
  };
}
