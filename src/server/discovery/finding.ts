import type { Evidence } from '../../domain/recommendation.ts';

/** What one source found; incomplete when it could not be asked in time. */
export interface Finding {
  evidence: Evidence[];
  complete: boolean;
}
