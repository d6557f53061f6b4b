import { useEffect, useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoints.ts';
import type { Backend } from '../../backend/backend.ts';

type Asker = ReplyOf<'showAsker'>;

const NOBODY: Asker = { isAdmin: false, isExpected: false };

/** Whether who asks is an administrator of the company, or is expected by one: neither until the server, once it is `answering`, has said so. */
export function useAsker(backend: Backend, answering: boolean): Asker {
  const [asker, setAsker] = useState(NOBODY);
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
