import { useState } from 'react';
import type { Instant } from '../../../domain/instant.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';

type Decision = 'releaseMessage' | 'dropMessage';

/** The rep's word on a message that waits: send it again, leave it be, or let it go at another time. */
export function useDecision(id: string): {
  /** Whether it was done. */
  decide: (decision: Decision) => Promise<boolean>;
  /** Null for at once. */
  reschedule: (sendAt: Instant | null) => Promise<boolean>;
  deciding: boolean;
  trouble: BackendFailure | null;
} {
  const { backend } = useSurroundings();
  const { tell } = useKnowledge();
  const [deciding, setDeciding] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const carryOut = async (asked: ReturnType<typeof backend.ask<Decision | 'rescheduleMessage'>>) => {
    setDeciding(true);
    const done = await asked;
    setDeciding(false);
    setTrouble(done.ok ? null : done.failure);
    if (done.ok) tell({ type: 'message-changed', message: done.value.message });
    return done.ok;
  };
  const params = { id };
  return {
    decide: (decision) => carryOut(backend.ask(decision, { params })),
    reschedule: (sendAt) => carryOut(backend.ask('rescheduleMessage', { params, body: { sendAt } })),
    deciding,
    trouble,
  };
}
