import type { Author } from '../../domain/audit.ts';
import type { Fault, RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import {
  insteadIn,
  isFreshlyProven,
  readDomain,
  recordFor,
  recordIn,
  type NewDomain,
  type RecordState,
  type SendingDomain,
} from '../../domain/sending-domain.ts';

export interface ProveDomainNeeds {
  list(tenantId: string): Promise<SendingDomain[]>;
  find(tenantId: string, domain: string): Promise<SendingDomain | null>;
  /** Notes it, as the others do what an administrator did. */
  add(tenantId: string, domain: NewDomain, by: Author): Promise<void>;
  /** Another organisation's proof of it. */
  holderOf(domain: string, exceptTenant: string): Promise<SendingDomain | null>;
  prove(tenantId: string, domain: string, admin: Author | null, now: Instant): Promise<void>;
  lose(tenantId: string, domain: string, now: Instant): Promise<void>;
  remove(tenantId: string, domain: string, by: Author, now: Instant): Promise<'removed' | 'shared' | 'unknown'>;
  /** TXT records at a name, none where there are none; fails when no name server answers. */
  txt(name: string): Promise<Result<string[], 'unreachable'>>;
  domainToASCII(domain: string): string;
  /** Whether anybody may register names beneath it, such as co.uk. */
  isPublicSuffix(domain: string): boolean;
  newToken(): string;
  clock(): Instant;
}

/** A domain, and what was found of its record. */
export interface Checked {
  domain: SendingDomain;
  record: RecordState;
  /** What stands in the record's place, shortened; empty where it is nothing, or the record itself. */
  instead: string[];
}

/**
 * Domains that an organisation proves to be its own, by a record that only who runs their DNS can add. It is looked up live
 * whenever somebody asks, and holds for no other name than the domain's own.
 */
export function proveDomain(needs: ProveDomainNeeds) {
  const textsAt = async (proof: SendingDomain): Promise<string[] | null> => {
    const found = await needs.txt(recordFor(proof).name);
    return found.ok ? found.value : null;
  };

  /** Another organisation keeps what it has while its own record stands. */
  const look = async (
    tenantId: string,
    proof: SendingDomain,
    admin: Author | null,
  ): Promise<Omit<Checked, 'domain'>> => {
    const { domain } = proof;
    const texts = await textsAt(proof);
    const record = recordIn(texts, proof);
    if (record === 'unanswered') return { record, instead: [] };
    if (record !== 'found') {
      await needs.lose(tenantId, domain, needs.clock());
      return { record, instead: insteadIn(texts ?? []) };
    }
    const holder = await needs.holderOf(domain, tenantId);
    if (holder !== null && recordIn(texts, holder) === 'found') return { record: 'taken', instead: [] };
    await needs.prove(tenantId, domain, admin, needs.clock());
    return { record, instead: [] };
  };

  const check = async (tenantId: string, by: Author, domain: string): Promise<Result<Checked, RequestFailure>> => {
    const before = await needs.find(tenantId, domain);
    if (before === null) return failed({ kind: 'not-found' });
    const looked = await look(tenantId, before, by);
    return success({ domain: (await needs.find(tenantId, domain)) ?? before, ...looked });
  };

  return {
    list: needs.list,

    /** Names a domain, with a token of its own; the same again keeps the one it has. Fails with invalid-request. */
    async add(tenantId: string, by: Author, typed: string): Promise<Result<SendingDomain, RequestFailure>> {
      const read = readDomain(typed, { toASCII: needs.domainToASCII, isPublicSuffix: needs.isPublicSuffix });
      if (!read.ok) {
        const faults: Fault[] = [{ path: 'domain', fault: read.failure }];
        return failed({ kind: 'invalid-request', faults });
      }
      const domain = read.value;
      const fresh = { domain, token: needs.newToken(), createdAt: needs.clock() };
      await needs.add(tenantId, fresh, by);
      return success((await needs.find(tenantId, domain)) ?? { ...fresh, provenAt: null, lostAt: null, named: [] });
    },

    /** Looks the record up now. Fails with not-found. */
    check,

    /**
     * Whether it is proven by a record seen within a day, which is looked up where that was longer ago: for `admin`, or for a
     * colleague who joins. Fails with domain-unproven.
     */
    async prove(tenantId: string, admin: Author | null, domain: string): Promise<Result<void, RequestFailure>> {
      const known = await needs.find(tenantId, domain);
      if (known === null) return failed({ kind: 'domain-unproven', domain });
      if (isFreshlyProven(known, needs.clock()) || (await look(tenantId, known, admin)).record === 'found')
        return success(undefined);
      return failed({ kind: 'domain-unproven', domain });
    },

    /** Forgets a domain. Fails with not-found, and with conflict while a channel is shared with it. */
    async remove(tenantId: string, by: Author, domain: string): Promise<Result<void, RequestFailure>> {
      const removed = await needs.remove(tenantId, domain, by, needs.clock());
      if (removed === 'shared') return failed({ kind: 'conflict', reason: 'a channel is shared with this domain' });
      return removed === 'unknown' ? failed({ kind: 'not-found' }) : success(undefined);
    },
  };
}

export type ProveDomain = ReturnType<typeof proveDomain>;
