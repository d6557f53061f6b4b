import { domainOf, sameAddress } from '../../domain/address.ts';
import type { SignInService } from '../../domain/credential.ts';
import { limitsOfEach, type DefaultLimits } from '../../domain/default-channel.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import {
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
  /** Where the operator lets reps sign in. */
  offered: readonly SignInService[];
  /** Whether they may send by Graph who sign in at Microsoft. */
  graph: boolean;
  /** The operator's channel for those without; null for none. */
  defaultChannel: { limits: DefaultLimits } | null;
}

export interface Detected {
  recommendations: Recommendation[];
  refusedBy: ProviderId | null;
  /** What of the operator's channel one rep may use, where that carries this address. */
  defaultChannel: { recipientsPerDay: number; recipientsPerMessage: number } | null;
  guess: SubmissionServer;
  complete: boolean;
}

/** Finds out where a mailbox lives and what to recommend for it; stores nothing. Where everybody knows whose a domain is, nobody is asked. */
export const detectMailbox =
  ({ lookUp, offered, graph, defaultChannel }: DetectNeeds) =>
  async (
    emailAddress: string,
    accountType: AccountType,
    again = false,
    ownAddress: string | null = null,
  ): Promise<Detected> => {
    const isOwn = ownAddress !== null && sameAddress(ownAddress, emailAddress);
    const domain = domainOf(emailAddress);
    const providerId = providerOfDomain(domain);
    const known: Evidence = { source: 'account-type', accountType };
    const { evidence, complete } =
      providerId === null
        ? await lookUp({ domain, ownExchange: isOwnExchange(accountType) }, again)
        : { evidence: [{ source: 'known-domain' as const, providerId }], complete: true };
    const found = [known, ...evidence];
    return {
      recommendations: recommend(emailAddress, found, offered, graph),
      refusedBy: refusingProvider(found, offered),
      defaultChannel: isOwn && defaultChannel !== null ? partOf(defaultChannel.limits) : null,
      guess: guessedServer(emailAddress),
      complete,
    };
  };

function partOf(limits: DefaultLimits): NonNullable<Detected['defaultChannel']> {
  const { recipientsPerMessage } = limitsOfEach(limits);
  const recipientsPerDay = limits.recipientsPerDayEach;
  return { recipientsPerDay, recipientsPerMessage: recipientsPerMessage ?? recipientsPerDay };
}
