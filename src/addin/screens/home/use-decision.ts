import { useState } from 'react';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';

type Decision = 'releaseMessage' | 'dropMessage';

/** The rep's word on a message that waits for it: send it again, or leave it be. */
export function useDecision(id: string): {
  /** Whether it was done. */
  decide: (decision: Decision) => Promise<boolean>;
  deciding: boolean;
  trouble: BackendFailure | null;
} {
  const { backend } = useSurroundings();
  const { tell } = useKnowledge();
  const [deciding, setDeciding] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const decide = async (decision: Decision) => {
    setDeciding(true);
    const done = await backend.ask(decision, { params: { id } });
    setDeciding(false);
    setTrouble(done.ok ? null : done.failure);
    if (done.ok) tell({ type: 'message-changed', message: done.value.message });
    return done.ok;
  };
  return { decide, deciding, trouble };
}
