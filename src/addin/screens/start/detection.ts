import type { Recommendations } from '../../../contract/shapes.ts';
import type { SignInService } from '../../../domain/credential.ts';
import { guessedServer, recommend, refusingProvider, type Evidence } from '../../../domain/recommendation.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import type { UserProfile } from '../../host/host.ts';

/** What is known of the rep's own mail server; something from the first moment, because the mail client itself tells. */
export interface Detection {
  found: Recommendations;
  /** Whether the server has said nothing yet. */
  guessed: boolean;
  searching: boolean;
  trouble: BackendFailure | null;
}

export type DetectionEvent =
  | { type: 'asked' }
  /** What the mail client tells goes further once it is known where reps may sign in. */
  | { type: 'guessed'; found: Recommendations }
  | { type: 'answered'; found: Recommendations }
  | { type: 'troubled'; trouble: BackendFailure };

/** From the account type alone, by the same rules as the server: a Microsoft 365 rep waits for nothing. */
export function guessFor(
  { emailAddress, accountType }: UserProfile,
  offered: readonly SignInService[],
  graph = false,
): Recommendations {
  const evidence: Evidence[] = [{ source: 'account-type', accountType }];
  return {
    recommendations: recommend(emailAddress, evidence, offered, graph),
    withheld: null,
    refusedBy: refusingProvider(evidence, offered),
    defaultChannel: null,
    defaultChannelOnlyFor: null,
    guess: guessedServer(emailAddress),
    complete: false,
  };
}

export const startDetection = (found: Recommendations): Detection => ({
  found,
  guessed: true,
  searching: true,
  trouble: null,
});

export function detect(detection: Detection, event: DetectionEvent): Detection {
  switch (event.type) {
    case 'asked':
      return { ...detection, searching: true, trouble: null };
    case 'guessed':
      return detection.guessed ? { ...detection, found: event.found } : detection;
    case 'answered':
      return { found: event.found, guessed: false, searching: false, trouble: null };
    case 'troubled':
      return { ...detection, searching: false, trouble: event.trouble };
  }
}
