import { domainOf } from '../../domain/address.ts';
import { SECOND } from '../../domain/instant.ts';
import { providerOfDomain, type AccountType, type Evidence } from '../../domain/recommendation.ts';
import type { Egress } from '../egress.ts';
import { byAutoconfig } from './autoconfig.ts';
import type { Finding } from './finding.ts';
import { byMailExchange } from './mx.ts';
import { byServiceRecord } from './srv.ts';

/** A rep is waiting, and can type meanwhile. */
const LONGEST = 5 * SECOND;

/**
 * Everything that tells which submission server a mailbox sends through: what Outlook says of the account, the domain's name,
 * its MX, SRV and autoconfig, asked at the same time. Only the domain leaves this server, never the part before the @.
 */
export async function discover(
  emailAddress: string,
  accountType: AccountType,
  egress: Egress,
  signal: AbortSignal,
): Promise<Finding> {
  const domain = domainOf(emailAddress);
  const providerId = providerOfDomain(domain);
  const known: Evidence[] = [
    { source: 'account-type', accountType },
    ...(providerId === null ? [] : [{ source: 'known-domain' as const, providerId }]),
  ];
  const ended = AbortSignal.any([signal, AbortSignal.timeout(LONGEST)]);
  const asked = [
    byAutoconfig(emailAddress, egress, ended),
    byServiceRecord(domain, egress),
    byMailExchange(domain, egress),
  ];
  const findings = await Promise.all(asked.map((source) => before(ended, source)));
  return {
    evidence: [...known, ...findings.flatMap(({ evidence }) => evidence)],
    complete: findings.every(({ complete }) => complete),
  };
}

/** The finding, or nothing when the time is up first. */
function before(ended: AbortSignal, source: Promise<Finding>): Promise<Finding> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => resolve({ evidence: [], complete: false });
    if (ended.aborted) giveUp();
    ended.addEventListener('abort', giveUp, { once: true });
    source.then(resolve, reject).finally(() => ended.removeEventListener('abort', giveUp));
  });
}
