import { useEffect, useState } from 'react';
import type { PoliciesReport } from '../../../contract/shapes.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';

interface PoliciesView {
  /** What is set; null until known. */
  report: PoliciesReport | null;
  trouble: BackendFailure | null;
  /** Asks once more for what did not come. */
  again: () => void;
  take: (report: PoliciesReport) => void;
}

/** What the company's administrators have set. */
export function usePolicies(): PoliciesView {
  const { backend } = useSurroundings();
  const [report, setReport] = useState<PoliciesReport | null>(null);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    void backend.ask('showPolicies', { signal: stop.signal }).then((reply) => {
      if (stop.signal.aborted) return;
      setTrouble(reply.ok ? null : reply.failure);
      if (reply.ok) setReport(reply.value);
    });
    return () => {
      stop.abort();
    };
  }, [backend, tries]);
  return {
    report,
    trouble,
    again: () => {
      setTries((count) => count + 1);
    },
    take: setReport,
  };
}
