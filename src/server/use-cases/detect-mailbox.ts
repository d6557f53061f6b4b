import { domainOf } from '../../domain/address.ts';
import type { SignInService } from '../../domain/credential.ts';
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
}

export interface Detected {
  recommendations: Recommendation[];
  refusedBy: ProviderId | null;
  guess: SubmissionServer;
  complete: boolean;
}

/** Finds out where a mailbox lives and what to recommend for it; stores nothing. Where everybody knows whose a domain is, nobody is asked. */
export const detectMailbox =
  ({ lookUp, offered, graph }: DetectNeeds) =>
  async (emailAddress: string, accountType: AccountType, again = false): Promise<Detected> => {
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
      guess: guessedServer(emailAddress),
      complete,
    };
  };
