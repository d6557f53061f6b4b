import { useEffect, useState } from 'react';
import type { Reputation } from '../../../contract/shapes.ts';
import { useSurroundings } from '../../parts/surroundings.ts';

interface Read {
  of: string;
  reputation: Reputation | null;
}

/** How mail from an address by a server, or by the operator's where `host` is null, stands with its recipients: undefined until known, null where it is none of the rep's business, and where nobody can be asked. */
export function useReputation(address: string, host: string | null): Reputation | null | undefined {
  const { backend } = useSurroundings();
  const [read, setRead] = useState<Read | null>(null);
  const of = `${address} ${host ?? ''}`;

  useEffect(() => {
    const stop = new AbortController();
    const body = { emailAddress: address, host };
    void backend.ask('judgeReputation', { body, signal: stop.signal }).then((answer) => {
      if (!stop.signal.aborted) setRead({ of, reputation: answer.ok ? answer.value.reputation : null });
    });
    return () => {
      stop.abort();
    };
  }, [backend, address, host, of]);

  return read?.of === of ? read.reputation : undefined;
}
