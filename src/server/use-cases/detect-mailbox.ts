import { domainOf, sameAddress } from '../../domain/address.ts';
import type { Owner } from '../../domain/channel.ts';
import type { SignInService } from '../../domain/credential.ts';
import { DEFAULT_CHANNEL, DEFAULT_SERVER, limitsOfEach, type DefaultLimits } from '../../domain/default-channel.ts';
import type { Forbidden, Policies } from '../../domain/policies.ts';
import { objectionTo, ownChannel } from '../../domain/policy-rules.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import {
  filledInFor,
  guessedServer,
  isOwnExchange,
  providerOfDomain,
  recommend,
  refusingProvider,
  type AccountType,
  type Evidence,
  type Recommendation,
} from '../../domain/recommendation.ts';
import type { ProviderId } from '../../domain/provider.ts';

export interface DetectNeeds {
  /** Everything that can be found out about a domain in time, and whether every source answered; `again`: whatever is remembered. */
  lookUp(
    sought: { domain: string; ownExchange: boolean },
    again: boolean,
  ): Promise<{ evidence: Evidence[]; complete: boolean }>;
  policiesOf(tenantId: string): Promise<Policies>;
  /** Where the operator lets reps sign in. */
  offered: readonly SignInService[];
  /** Whether they may send by Graph who sign in at Microsoft. */
  graph: boolean;
  /** The operator's channel for those without; null for none. */
  defaultChannel: { limits: DefaultLimits } | null;
}

export interface Detected {
  recommendations: Recommendation[];
  /** Whose way in was found that the organisation does not allow; null when nothing was left out. */
  withheld: { providerId: ProviderId; because: Forbidden } | null;
  refusedBy: ProviderId | null;
  /** What of the operator's channel one rep may use, where that carries this address. */
  defaultChannel: { recipientsPerDay: number; recipientsPerMessage: number } | null;
  /** Where it does not: the rep's own address by the token, null where that says none. */
  defaultChannelOnlyFor: { address: string | null } | null;
  guess: SubmissionServer;
  complete: boolean;
}

/** Finds out where a mailbox lives and what to recommend for it; stores nothing. Where everybody knows whose a domain is, nobody is asked. */
export const detectMailbox =
  ({ lookUp, policiesOf, offered, graph, defaultChannel }: DetectNeeds) =>
  async (
    { tenantId, ownAddress = null }: Owner & { ownAddress?: string | null },
    emailAddress: string,
    accountType: AccountType,
    again = false,
  ): Promise<Detected> => {
    const isOwn = ownAddress !== null && sameAddress(ownAddress, emailAddress);
    const domain = domainOf(emailAddress);
    const providerId = providerOfDomain(domain);
    const known: Evidence = { source: 'account-type', accountType };
    const policies = await policiesOf(tenantId);
    const { evidence, complete } =
      providerId === null
        ? await lookUp({ domain, ownExchange: isOwnExchange(accountType) }, again)
        : { evidence: [{ source: 'known-domain' as const, providerId }], complete: true };
    const found = [known, ...evidence];
    const { companyServer } = policies;
    const part = defaultChannel && partOf(defaultChannel, policies);
    const filledIn = companyServer === null ? [] : [filledInFor(companyServer)];
    const recommendations = recommend(emailAddress, [...filledIn, ...found], offered, graph, policies);
    return {
      recommendations,
      withheld: leftOut(recommend(emailAddress, found, offered, graph), recommendations, policies),
      refusedBy: refusingProvider(found, offered),
      defaultChannel: isOwn ? part : null,
      defaultChannelOnlyFor: part !== null && !isOwn ? { address: ownAddress } : null,
      guess: guessedServer(emailAddress),
      complete,
    };
  };

/** What of the operator's channel one rep may use. */
function partOf(
  { limits }: NonNullable<DetectNeeds['defaultChannel']>,
  policies: Policies,
): Detected['defaultChannel'] {
  if (objectionTo(policies, ownChannel(DEFAULT_CHANNEL, DEFAULT_SERVER.host, 'password')) !== null) return null;
  const { recipientsPerMessage } = limitsOfEach(limits);
  const recipientsPerDay = limits.recipientsPerDayEach;
  return { recipientsPerDay, recipientsPerMessage: recipientsPerMessage ?? recipientsPerDay };
}

/** The best of what was found that is not recommended, and why not. */
function leftOut(
  found: readonly Recommendation[],
  recommended: readonly Recommendation[],
  policies: Policies,
): Detected['withheld'] {
  for (const { providerId, server, ways } of found) {
    if (recommended.some((one) => one.server.host === server.host)) continue;
    const [way = 'password'] = ways;
    const because = objectionTo(policies, ownChannel(providerId, server.host, way));
    if (because !== null) return { providerId, because };
  }
  return null;
}
