import { domainToASCII } from 'node:url';
import { isDomain } from '../../domain/address.ts';
import { chooseMechanism } from '../../domain/credential.ts';
import { HOUR, MINUTE } from '../../domain/instant.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import type { Config } from '../config.ts';
import { discover } from '../discovery/discover.ts';
import type { Finding } from '../discovery/finding.ts';
import { remembering } from '../remembering.ts';
import { reach } from '../smtp/reach.ts';
import { VERIFICATION_TIMEOUTS } from '../smtp/timeouts.ts';
import type { Ground } from './ground.ts';

/** A whole company sets itself up in a day or two; what IT mends in the DNS is seen the same hour. */
const FOUND_LASTS = 1 * HOUR;
const NOTHING_LASTS = 5 * MINUTE;
const MOST = 1_000;

/** What can be found out about a domain's submission server, remembered for all its reps; what not everybody answered to is asked again. */
export function wireDiscovery({
  config,
  egress,
  timeouts,
  stopping,
  clock,
}: Pick<Ground, 'egress' | 'timeouts' | 'stopping' | 'clock'> & { config: Pick<Config, 'ispDatabase'> }): (
  domain: string,
) => Promise<Finding> {
  const needs = {
    egress,
    database: config.ispDatabase,
    after: (milliseconds: number) => AbortSignal.timeout(milliseconds),
    async prove(server: SubmissionServer, signal: AbortSignal) {
      const reached = await reach(server, { egress, timeouts: timeouts ?? VERIFICATION_TIMEOUTS, signal });
      return reached.ok && chooseMechanism(reached.value.mechanisms, 'password') !== null;
    },
  };
  const lookUp = remembering((domain: string) => discover(domain, needs, stopping), {
    clock,
    lasts: ({ evidence, complete }) => (!complete ? 0 : evidence.length > 0 ? FOUND_LASTS : NOTHING_LASTS),
    most: MOST,
  });
  return async (domain) => {
    const name = domainToASCII(domain);
    return isDomain(name) ? lookUp(name) : { evidence: [], complete: true };
  };
}
