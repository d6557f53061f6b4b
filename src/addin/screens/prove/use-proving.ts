import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { ConnectLine } from '../../../contract/shapes.ts';
import type { FromBackend } from '../../backend/backend.ts';
import { follow, type Proving } from './proving.ts';

type Start = (onLine: (line: ConnectLine) => void, signal: AbortSignal) => FromBackend<void>;

/** Runs one proof at a time: one click is at most one login. Leaving the screen calls it off. */
export function useProving(): { proving: Proving; run: (start: Start) => Promise<void>; callOff: () => void } {
  const [proving, tell] = useReducer(follow, { phase: 'idle' });
  const running = useRef<AbortController | null>(null);

  const run = useCallback(async (start: Start) => {
    if (running.current !== null) return;
    const stop = new AbortController();
    running.current = stop;
    tell({ type: 'started' });
    const ended = await start((line) => {
      if (!stop.signal.aborted) tell({ type: 'line', line });
    }, stop.signal);
    if (stop.signal.aborted) return;
    running.current = null;
    tell({ type: 'ended', failure: ended.ok ? null : ended.failure });
  }, []);

  const callOff = useCallback(() => {
    running.current?.abort();
    running.current = null;
    tell({ type: 'called-off' });
  }, []);

  useEffect(
    () => () => {
      running.current?.abort();
      running.current = null;
    },
    [],
  );

  return { proving, run, callOff };
}
