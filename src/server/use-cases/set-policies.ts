import { countOf, forbiddenAmong, type Alike } from '../../domain/alike.ts';
import type { Author } from '../../domain/audit.ts';
import type { Owner } from '../../domain/channel.ts';
import type { DeliveryFailure, Fault, RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { DEFAULT_POLICIES, type Policies, type PolicyName } from '../../domain/policies.ts';
import { readPolicies } from '../../domain/policy-wish.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';

export interface SetPoliciesNeeds {
  read(tenantId: string): Promise<{ values: Policies; set: { policy: PolicyName; by: Author; at: Instant }[] }>;
  /** Sets what is decided, and notes it, or does neither. */
  change(
    tenantId: string,
    by: Author,
    decide: (before: Policies) => Result<Policies, Fault[]>,
    at: Instant,
  ): Promise<Result<Policies, Fault[]>>;
  alike(tenantId: string): Promise<Alike[]>;
  /** What stands against a server that takes a password there; null for nothing. Nobody logs in, and it takes moments. */
  look(server: SubmissionServer): Promise<DeliveryFailure | null>;
  /** What the operator allows at the most. */
  operator: { messagesPerMinute: number | null; recipientsPerDay: number | null; retentionDays: number };
  clock(): Instant;
}

/** What an administrator sets for the own organisation, and no other. Fails with invalid-request, which names the policy. */
export function setPolicies({ read, change, alike, look, operator, clock }: SetPoliciesNeeds) {
  const reachOf = async (tenantId: string, policies: Policies) => {
    const all = await alike(tenantId);
    return { channels: countOf(all), forbidden: countOf(forbiddenAmong(policies, all)) };
  };

  const show = async ({ tenantId }: Owner) => {
    const { values: policies, set } = await read(tenantId);
    return { policies, defaults: DEFAULT_POLICIES, set, operator, reach: await reachOf(tenantId, policies) };
  };

  const decideOn =
    (wish: Partial<Policies>) =>
    (before: Policies): Result<Policies, Fault[]> =>
      readPolicies({ ...before, ...wish }, operator.retentionDays);

  const refused = (faults: Fault[]): Result<never, RequestFailure> => failed({ kind: 'invalid-request', faults });

  return {
    show,

    async set(owner: Owner, by: Author, wish: Partial<Policies>) {
      const changed = await change(owner.tenantId, by, decideOn(wish), clock());
      return changed.ok ? success(await show(owner)) : refused(changed.failure);
    },

    /** How far they would reach, before they are set, and whether a server that is filled in answers: it may be set all the same. */
    async weigh({ tenantId }: Owner, wish: Partial<Policies>) {
      const { values } = await read(tenantId);
      const wanted = decideOn(wish)(values);
      if (!wanted.ok) return refused(wanted.failure);
      // As it would be saved, and only where it is asked about.
      const companyServer = wish.companyServer && wanted.value.companyServer;
      const [reach, server] = await Promise.all([
        reachOf(tenantId, wanted.value),
        companyServer ? look(companyServer.server).then((trouble) => ({ server: { trouble } })) : {},
      ]);
      return success({ reach, ...server });
    },
  };
}

export type SetPolicies = ReturnType<typeof setPolicies>;
