import { domainToASCII } from 'node:url';
import { isDomain } from '../../domain/address.ts';
import { chooseMechanism } from '../../domain/credential.ts';
import type { DeliveryFailure } from '../../domain/failure.ts';
import { HOUR, MINUTE, SECOND } from '../../domain/instant.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import type { Config } from '../config.ts';
import { discover, type Sought } from '../discovery/discover.ts';
import type { Finding } from '../discovery/finding.ts';
import { remembering } from '../remembering.ts';
import { reach } from '../smtp/reach.ts';
import { VERIFICATION_TIMEOUTS } from '../smtp/timeouts.ts';
import type { Ground } from './ground.ts';

/** A whole company sets itself up in a day or two; what IT mends in the DNS is seen the same hour. */
const FOUND_LASTS = 1 * HOUR;
const NOTHING_LASTS = 5 * MINUTE;
/** A source that never answers is not waited for by each rep of a company; who wants to look again may. */
const PART_LASTS = 5 * MINUTE;
const MOST = 1_000;

/** What can be found out about a domain's submission server, remembered for all its reps. */
export function wireDiscovery({
  config,
  egress,
  timeouts,
  stopping,
  clock,
}: Pick<Ground, 'egress' | 'timeouts' | 'stopping' | 'clock'> & { config: Pick<Config, 'ispDatabase'> }): (
  sought: Sought,
  again: boolean,
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
  const find = (domain: string, at: MailboxAt): Promise<Finding> =>
    discover({ domain, ownExchange: at === 'own-exchange' }, needs, stopping);
  const lookUp = remembering(find, { clock, lasts: lastsFor, most: MOST });
  return async ({ domain, ownExchange }, again) => {
    const name = domainToASCII(domain);
    if (!isDomain(name)) return { evidence: [], complete: true };
    return (again ? lookUp.anew : lookUp)(name, ownExchange ? 'own-exchange' : 'anywhere');
  };
}

/** A firewall that swallows what comes to a port must not keep an administrator waiting. */
const LONGEST_LOOK = 5 * SECOND;

/** What stands against a submission server that takes a password there, as far as one sees without a login; null for nothing. */
export const wireLook =
  ({ egress, timeouts, stopping }: Pick<Ground, 'egress' | 'timeouts' | 'stopping'>) =>
  async (server: SubmissionServer): Promise<DeliveryFailure | null> => {
    const signal = AbortSignal.any([stopping, AbortSignal.timeout(LONGEST_LOOK)]);
    const reached = await reach(server, { egress, timeouts: timeouts ?? VERIFICATION_TIMEOUTS, signal });
    if (!reached.ok) return reached.failure;
    const { host, port } = server;
    return chooseMechanism(reached.value.mechanisms, 'password') === null
      ? { kind: 'mechanism-not-offered', stage: 'auth', host, port, detail: null }
      : null;
  };

/** For one domain the two have answers of their own. */
type MailboxAt = 'own-exchange' | 'anywhere';

function lastsFor({ evidence, complete }: Finding): number {
  if (!complete) return evidence.length > 0 ? PART_LASTS : 0;
  return evidence.length > 0 ? FOUND_LASTS : NOTHING_LASTS;
}
