import type { SignInService } from '../../domain/credential.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import {
  guessedServer,
  recommend,
  refusingProvider,
  type AccountType,
  type Evidence,
  type Recommendation,
} from '../../domain/recommendation.ts';
import type { ProviderId } from '../../domain/provider.ts';

export interface DetectNeeds {
  /** Everything that can be found out in time, and whether every source answered. */
  discover(
    emailAddress: string,
    accountType: AccountType,
    signal: AbortSignal,
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

/** Finds out where a mailbox lives and what to recommend for it; stores nothing. */
export const detectMailbox =
  ({ discover, offered, graph }: DetectNeeds) =>
  async (emailAddress: string, accountType: AccountType, signal: AbortSignal): Promise<Detected> => {
    const { evidence, complete } = await discover(emailAddress, accountType, signal);
    return {
      recommendations: recommend(emailAddress, evidence, offered, graph),
      refusedBy: refusingProvider(evidence, offered),
      guess: guessedServer(emailAddress),
      complete,
    };
  };
