import { useCallback, useEffect, useState } from 'react';
import type { Break, Channel } from '../../../contract/shapes.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';

/** What has kept a channel's mail back so far, the newest first; null until known. Asked anew when the channel breaks, is mended or paused. */
export function useHistory({ id, health, heldSince }: Channel): {
  breaks: readonly Break[] | null;
  trouble: BackendFailure | null;
  ask: () => void;
} {
  const { backend } = useSurroundings();
  const [breaks, setBreaks] = useState<readonly Break[] | null>(null);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);

  const ask = useCallback(() => {
    const stop = new AbortController();
    void backend.ask('showHistory', { params: { id }, signal: stop.signal }).then((answer) => {
      if (stop.signal.aborted) return;
      setTrouble(answer.ok ? null : answer.failure);
      if (answer.ok) setBreaks(answer.value.breaks);
    });
    return () => {
      stop.abort();
    };
  }, [backend, id]);

  const of = [health.state, health.since, heldSince].join(' ');
  useEffect(ask, [ask, of]);

  return { breaks, trouble, ask };
}
