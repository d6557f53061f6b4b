import type { Recommendations } from '../../../contract/shapes.ts';
import { guessedServer, recommend, refusingProvider, type Evidence } from '../../../domain/recommendation.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import type { UserProfile } from '../../host/host.ts';

/** What is known of the rep's own mail server; something from the first moment, because the mail client itself tells. */
export interface Detection {
  found: Recommendations;
  searching: boolean;
  trouble: BackendFailure | null;
}

export type DetectionEvent =
  { type: 'asked' } | { type: 'answered'; found: Recommendations } | { type: 'troubled'; trouble: BackendFailure };

/** Starts from the account type alone, by the same rules as the server: a Microsoft 365 rep waits for nothing. */
export function startDetection({ emailAddress, accountType }: UserProfile): Detection {
  const evidence: Evidence[] = [{ source: 'account-type', accountType }];
  const found: Recommendations = {
    recommendations: recommend(emailAddress, evidence),
    refusedBy: refusingProvider(evidence),
    guess: guessedServer(emailAddress),
    complete: false,
  };
  return { found, searching: true, trouble: null };
}

export function detect(detection: Detection, event: DetectionEvent): Detection {
  switch (event.type) {
    case 'asked':
      return { ...detection, searching: true, trouble: null };
    case 'answered':
      return { found: event.found, searching: false, trouble: null };
    case 'troubled':
      return { ...detection, searching: false, trouble: event.trouble };
  }
}
