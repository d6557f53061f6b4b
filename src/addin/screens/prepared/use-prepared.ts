import { useEffect, useState } from 'react';
import type { Prepared } from '../../../contract/shapes.ts';
import { sameAddress } from '../../../domain/address.ts';
import { useSurroundings } from '../../parts/surroundings.ts';

/**
 * What administrators have prepared for this mailbox: undefined until known, null for nothing. What is there for another address
 * that the rep signs in by is of no use here: a draft's sender is the mailbox.
 */
export function usePrepared(): Prepared | null | undefined {
  const { backend, host } = useSurroundings();
  const [prepared, setPrepared] = useState<Prepared | null | undefined>(undefined);
  useEffect(() => {
    const stop = new AbortController();
    const { emailAddress } = host.profile();
    void backend.ask('showPrepared', { signal: stop.signal }).then((answer) => {
      if (stop.signal.aborted) return;
      const found = answer.ok ? answer.value : null;
      const isMine = found !== null && found.address !== null && sameAddress(found.address, emailAddress);
      setPrepared(isMine && (found.teams.length > 0 || found.invitation !== null) ? found : null);
    });
    return () => {
      stop.abort();
    };
  }, [backend, host]);
  return prepared;
}
