import { useEffect, useRef } from 'react';
import type { Message } from '../../../contract/shapes.ts';
import { SECOND } from '../../../domain/instant.ts';
import { isSettled } from '../../../domain/outbox.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from './known-context.ts';

const ASK_AGAIN = 2 * SECOND;

/** One message as it stands: by events, and by asking every two seconds while none arrive. */
export function useMessage(id: string | null): Message | null {
  const { backend, clock } = useSurroundings();
  const { known, tell } = useKnowledge();
  const message = known.messages.find((one) => one.id === id) ?? null;
  const settled = message !== null && isSettled(message.state);
  const { following } = known;
  const latest = useRef(message);
  useEffect(() => {
    latest.current = message;
  }, [message]);

  useEffect(() => {
    if (id === null || settled) return;
    const stop = new AbortController();
    let cancel = () => {};
    const ask = async (): Promise<void> => {
      const before = latest.current;
      const found = await backend.ask('showMessage', { params: { id }, signal: stop.signal });
      if (stop.signal.aborted) return;
      // What was told meanwhile may be newer than the answer, or older.
      if (latest.current !== before) return ask();
      if (found.ok) tell({ type: 'message-changed', message: found.value.message });
      if (!following) cancel = clock.after(ASK_AGAIN, () => void ask());
    };
    // Asked once even while following: the message may have settled before its id was known here.
    void ask();
    return () => {
      stop.abort();
      cancel();
    };
  }, [backend, clock, tell, id, settled, following]);

  return message;
}
