import { setTimeout as pause } from 'node:timers/promises';
import { SECOND, type Instant } from '../domain/instant.ts';

export interface AlertNeeds<Alert> {
  /** Takes the next that is due, with all that it is of; null when none is. */
  next(now: Instant): Promise<{ alert: Alert; ids: string[] } | null>;
  /** Tells it to the operator; fails when it was not taken. */
  tell(alert: Alert): Promise<void>;
  /** Says that these were taken: they are not told again. */
  told(ids: readonly string[]): Promise<void>;
  onFault(error: unknown): void;
  clock(): Instant;
}

const LOOK_EVERY = 10 * SECOND;

/** Tells the operator of channels that break and are mended, until the signal aborts: resolves when nothing is under way. */
export async function tellAlerts<Alert>(needs: AlertNeeds<Alert>, stopping: AbortSignal): Promise<void> {
  while (!stopping.aborted) {
    try {
      for (let due = await needs.next(needs.clock()); due !== null; due = await needs.next(needs.clock())) {
        await needs.tell(due.alert);
        await needs.told(due.ids);
        if (stopping.aborted) return;
      }
    } catch (error) {
      needs.onFault(error);
    }
    await pause(LOOK_EVERY, undefined, { signal: stopping }).catch(() => {});
  }
}
