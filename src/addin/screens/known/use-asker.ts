import { useEffect, useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoints.ts';
import type { Allowances } from '../../../domain/policies.ts';
import type { Backend } from '../../backend/backend.ts';

/** What the company allows is null while the server has not said. */
type Asker = Omit<ReplyOf<'showAsker'>, 'allows'> & { allows: Allowances | null };

const NOBODY: Asker = { isAdmin: false, isExpected: false, allows: null };

/** Whether who asks is an administrator of the company, or is expected by one, and what it allows: nothing of it until the server, once it is `answering`, has said so. */
export function useAsker(backend: Backend, answering: boolean): Asker {
  const [asker, setAsker] = useState<Asker>(NOBODY);
  useEffect(() => {
    if (!answering) return;
    const stop = new AbortController();
    void backend.ask('showAsker', { signal: stop.signal }).then((answer) => {
      if (!stop.signal.aborted && answer.ok) setAsker(answer.value);
    });
    return () => {
      stop.abort();
    };
  }, [backend, answering]);
  return asker;
}
