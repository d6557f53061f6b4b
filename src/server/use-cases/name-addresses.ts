import type { Author } from '../../domain/audit.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { readNamed, type SendingDomain } from '../../domain/sending-domain.ts';
import type { ProveDomain } from './prove-domain.ts';

export interface NameAddressesNeeds {
  find(tenantId: string, domain: string): Promise<SendingDomain | null>;
  /** Notes it; `unknown` where the organisation does not have the domain, `of-a-person` where it is somebody's own. */
  name(
    tenantId: string,
    domain: string,
    address: string,
    by: Author,
    now: Instant,
  ): Promise<'named' | 'unknown' | 'of-a-person'>;
  /** Notes it; false where it is not named. */
  unname(tenantId: string, domain: string, address: string, by: Author, now: Instant): Promise<boolean>;
  proveDomain: Pick<ProveDomain, 'prove'>;
  domainToASCII(domain: string): string;
  clock(): Instant;
}

/**
 * An administrator names addresses that everybody in the organisation may write as, such as sales@ or noreply@: only in a domain
 * that is proven, whose record is looked up where that was longer ago than a day.
 */
export const nameAddresses = (needs: NameAddressesNeeds) => ({
  /** Fails with not-found, invalid-request, domain-unproven. */
  async name(
    tenantId: string,
    by: Author,
    domain: string,
    typed: string,
  ): Promise<Result<SendingDomain, RequestFailure>> {
    if ((await needs.find(tenantId, domain)) === null) return failed({ kind: 'not-found' });
    const address = readNamed(typed, domain, { toASCII: needs.domainToASCII });
    if (!address.ok) return failed({ kind: 'invalid-request', faults: [{ path: 'address', fault: address.failure }] });
    const proven = await needs.proveDomain.prove(tenantId, by, domain);
    if (!proven.ok) return proven;
    const done = await needs.name(tenantId, domain, address.value, by, needs.clock());
    if (done === 'of-a-person') return failed({ kind: 'invalid-request', faults: [{ path: 'address', fault: done }] });
    const named = await needs.find(tenantId, domain);
    // Removed, or another organisation's since it was looked up.
    return done === 'named' && named !== null ? success(named) : failed({ kind: 'domain-unproven', domain });
  },

  /** Whoever wrote as it has a code sent there from now on. Fails with not-found. */
  async remove(tenantId: string, by: Author, domain: string, address: string): Promise<Result<void, RequestFailure>> {
    const removed = await needs.unname(tenantId, domain, address, by, needs.clock());
    return removed ? success(undefined) : failed({ kind: 'not-found' });
  },
});
export type NameAddresses = ReturnType<typeof nameAddresses>;
