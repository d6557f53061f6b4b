import { useEffect, useState } from 'react';
import type { UsageReport } from '../../../contract/shapes.ts';
import { SECOND } from '../../../domain/instant.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';

/** The minute's window moves by itself, so it is read anew now and then. */
const ASK_AGAIN = 20 * SECOND;

/** A channel's use of its limits; null until known. Read again when mail has moved. */
export function useUsage(channelId: string | null): UsageReport | null {
  const { backend, clock } = useSurroundings();
  const { messages } = useKnowledge().known;
  const [read, setRead] = useState<{ channelId: string; report: UsageReport } | null>(null);
  const [round, setRound] = useState(0);
  const moved = messages.map(({ id, state }) => `${id}${state}`).join();

  useEffect(() => {
    if (channelId === null) return;
    const stop = new AbortController();
    void backend.ask('showUsage', { params: { id: channelId }, signal: stop.signal }).then((answer) => {
      if (answer.ok && !stop.signal.aborted) setRead({ channelId, report: answer.value });
    });
    const cancel = clock.after(ASK_AGAIN, () => {
      setRound((count) => count + 1);
    });
    return () => {
      stop.abort();
      cancel();
    };
  }, [backend, clock, channelId, moved, round]);

  return read?.channelId === channelId ? read.report : null;
}
