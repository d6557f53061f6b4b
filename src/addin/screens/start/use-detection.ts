import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { SignInService } from '../../../domain/credential.ts';
import { SECOND } from '../../../domain/instant.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { detect, guessFor, startDetection, type Detection } from './detection.ts';

/** The server gives up after five seconds; a second more for the way there and back. */
const PATIENCE = 6 * SECOND;

/**
 * Asks the server what it finds out about the rep's mailbox: one request, one answer. Whoever got none asks again once
 * the server is `answering`; `ask(true)` has the server look again, whatever it remembers. `offered` is where reps may sign in, and `graph` whether they may send by it, as far as it is known.
 */
export function useDetection(
  answering: boolean,
  offered: readonly SignInService[] | null,
  graph: boolean,
): { detection: Detection; ask: (again?: boolean) => void } {
  const { host, backend } = useSurroundings();
  const [detection, tell] = useReducer(detect, null, () =>
    startDetection(guessFor(host.profile(), offered ?? [], graph)),
  );

  const ask = useCallback(
    (again = false) => {
      const stop = new AbortController();
      const { signal } = stop;
      const { emailAddress, accountType } = host.profile();
      tell({ type: 'asked' });
      void backend
        .ask('recommend', { body: { emailAddress, accountType, ...(again && { again }) }, signal, patience: PATIENCE })
        .then((answer) => {
          if (signal.aborted) return;
          if (answer.ok) tell({ type: 'answered', found: answer.value });
          else tell({ type: 'troubled', trouble: answer.failure });
        });
      return () => {
        stop.abort();
      };
    },
    [backend, host],
  );

  useEffect(() => ask(), [ask]);

  useEffect(() => {
    if (offered !== null) tell({ type: 'guessed', found: guessFor(host.profile(), offered, graph) });
  }, [host, offered, graph]);

  const troubled = useRef(false);
  useEffect(() => {
    troubled.current = detection.trouble !== null;
  }, [detection.trouble]);
  useEffect(() => {
    // Not called off when the server falls silent again: its request ends by itself.
    if (answering && troubled.current) ask();
  }, [ask, answering]);

  return { detection, ask };
}
