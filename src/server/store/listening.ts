import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

export interface Ears {
  onNote(text: string): void;
  /** The connection was lost and is there again: notes may have been missed. */
  onGap(): void;
}

const TRY_AGAIN_AFTER_MS = 1_000;
/** A connection that says nothing for hours is asked often whether it is still there. */
export const LONG_LIVED = { keepAlive: true, keepAliveInitialDelayMillis: 10_000, connectionTimeoutMillis: 30_000 };

/** Keeps one connection to a PostgreSQL server listening, and connects again when it is lost; gives back how to stop. */
export async function keepListening(url: string, ears: Ears): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  let client = await connect();

  async function connect(): Promise<pg.Client> {
    const next = new pg.Client({ connectionString: url, ...LONG_LIVED });
    next.on('notification', ({ payload }) => ears.onNote(payload ?? ''));
    // An error is always followed by the end; the end is where we act.
    next.on('error', () => {});
    try {
      await next.connect();
      await next.query('listen postlane');
    } catch (error) {
      next.end().catch(() => {});
      throw error;
    }
    next.once('end', () => void again());
    return next;
  }

  async function again(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        client = await connect();
        if (stopping.signal.aborted) await client.end();
        else ears.onGap();
        return;
      } catch {
        await pause(TRY_AGAIN_AFTER_MS, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  return async () => {
    stopping.abort();
    await client.end();
  };
}
