import { useEffect, useState } from 'react';
import type { Backend } from '../../backend/backend.ts';

/** Whether who asks is an administrator of the company: not until the server, once it is `answering`, has said so. */
export function useAdmin(backend: Backend, answering: boolean): boolean {
  const [isAdmin, setAdmin] = useState(false);
  useEffect(() => {
    if (!answering) return;
    const stop = new AbortController();
    void backend.ask('showAsker', { signal: stop.signal }).then((asker) => {
      if (!stop.signal.aborted && asker.ok) setAdmin(asker.value.isAdmin);
    });
    return () => {
      stop.abort();
    };
  }, [backend, answering]);
  return isAdmin;
}
