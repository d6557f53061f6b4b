import { useState } from 'react';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';

type Decision = 'releaseHeld' | 'dropHeld';

/** The rep's word on all mail that waits for it since the channel was mended. */
export function useHeld(channelId: string): {
  decide: (decision: Decision) => Promise<void>;
  deciding: boolean;
  trouble: BackendFailure | null;
  /** What was done, and with how many. */
  done: { decision: Decision; count: number } | null;
} {
  const { backend } = useSurroundings();
  const { refresh } = useKnowledge();
  const [deciding, setDeciding] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const [done, setDone] = useState<{ decision: Decision; count: number } | null>(null);
  const decide = async (decision: Decision) => {
    setDeciding(true);
    const reply = await backend.ask(decision, { params: { id: channelId } });
    if (reply.ok) await refresh();
    setDeciding(false);
    setTrouble(reply.ok ? null : reply.failure);
    if (reply.ok) setDone({ decision, count: reply.value.count });
  };
  return { decide, deciding, trouble, done };
}
