import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoints.ts';
import type { AuditEntry } from '../../../contract/shapes.ts';
import type { Result } from '../../../domain/result.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';

type Page = Result<ReplyOf<'listAudit'>, BackendFailure>;

/** What one looks at, and as many as the server gives at once. */
const SHOWN = 20;
const MOST = 500;

interface AuditLog {
  /** Those that are shown so far; null until known. */
  entries: readonly AuditEntry[] | null;
  hasMore: boolean;
  trouble: BackendFailure | null;
  /** Asks for more, or once more for what did not come. */
  ask: () => void;
  /** All of them, however many; null when they cannot be had, for which there is `trouble` then. */
  all: () => Promise<readonly AuditEntry[] | null>;
}

/** What was done in the company, page by page. */
export function useAudit(): AuditLog {
  const { backend } = useSurroundings();
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const left = useRef(new AbortController());

  const pageFrom = useCallback(
    (after: number | null, limit: number, signal: AbortSignal): Promise<Page> =>
      backend.ask('listAudit', { query: { limit, ...(after !== null && { after }) }, signal }),
    [backend],
  );
  const take = useCallback((page: Page) => {
    setTrouble(page.ok ? null : page.failure);
    if (!page.ok) return;
    setEntries((before) => [...(before ?? []), ...page.value.entries]);
    setNext(page.value.next);
  }, []);

  useEffect(() => {
    const stop = new AbortController();
    left.current = stop;
    void pageFrom(null, SHOWN, stop.signal).then((page) => {
      if (!stop.signal.aborted) take(page);
    });
    return () => {
      stop.abort();
    };
  }, [pageFrom, take]);

  return {
    entries,
    hasMore: next !== null,
    trouble,
    ask: () => {
      const { signal } = left.current;
      void pageFrom(next, SHOWN, signal).then((page) => {
        if (!signal.aborted) take(page);
      });
    },
    async all() {
      const { signal } = left.current;
      const found: AuditEntry[] = [];
      for (let after: number | null = null; ;) {
        const page: Page = await pageFrom(after, MOST, signal);
        if (signal.aborted) return null;
        setTrouble(page.ok ? null : page.failure);
        if (!page.ok) return null;
        found.push(...page.value.entries);
        after = page.value.next;
        if (after === null) return found;
      }
    },
  };
}
