import { setTimeout as pause } from 'node:timers/promises';
import { SECOND, type Instant } from '../domain/instant.ts';

export interface AlertNeeds<Alert extends { id: string }> {
  /** Takes the next that is due; null when none is. */
  next(now: Instant): Promise<Alert | null>;
  /** Tells it to the operator; fails when it was not taken. */
  tell(alert: Alert): Promise<void>;
  /** Says that it was taken: it is not told again. */
  told(id: string): Promise<void>;
  onFault(error: unknown): void;
  clock(): Instant;
}

const LOOK_EVERY = 10 * SECOND;

/** Tells the operator of channels that break and are mended, until the signal aborts: resolves when nothing is under way. */
export async function tellAlerts<Alert extends { id: string }>(
  needs: AlertNeeds<Alert>,
  stopping: AbortSignal,
): Promise<void> {
  while (!stopping.aborted) {
    try {
      for (let alert = await needs.next(needs.clock()); alert !== null; alert = await needs.next(needs.clock())) {
        await needs.tell(alert);
        await needs.told(alert.id);
        if (stopping.aborted) return;
      }
    } catch (error) {
      needs.onFault(error);
    }
    await pause(LOOK_EVERY, undefined, { signal: stopping }).catch(() => {});
  }
}
