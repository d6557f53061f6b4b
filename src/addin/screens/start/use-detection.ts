import { useCallback, useEffect, useReducer } from 'react';
import { SECOND } from '../../../domain/instant.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { detect, startDetection, type Detection } from './detection.ts';

/** The server gives up after five seconds; a second more for the way there and back. */
const PATIENCE = 6 * SECOND;

/** Asks the server what it finds out about the rep's mailbox: one request, one answer. */
export function useDetection(signedIn: boolean): { detection: Detection; ask: () => void } {
  const { host, backend, clock } = useSurroundings();
  const [detection, tell] = useReducer(detect, null, () => startDetection(host.profile()));

  const ask = useCallback(() => {
    const stop = new AbortController();
    const cancel = clock.after(PATIENCE, () => {
      stop.abort();
      tell({ type: 'troubled', trouble: { kind: 'backend-away' } });
    });
    const { emailAddress, accountType } = host.profile();
    tell({ type: 'asked' });
    void backend.ask('recommend', { body: { emailAddress, accountType }, signal: stop.signal }).then((answer) => {
      if (stop.signal.aborted) return;
      cancel();
      if (answer.ok) tell({ type: 'answered', found: answer.value });
      else tell({ type: 'troubled', trouble: answer.failure });
    });
    return () => {
      cancel();
      stop.abort();
    };
  }, [backend, clock, host]);

  useEffect(() => ask(), [ask]);

  // Before the rep had signed in the server answered nobody.
  const unanswered = signedIn && detection.trouble?.kind === 'not-signed-in';
  useEffect(() => {
    // Not called off with this effect: asking ends what the effect stands for.
    if (unanswered) ask();
  }, [ask, unanswered]);

  return { detection, ask };
}
