import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoints.ts';
import type { AuditEntry } from '../../../contract/shapes.ts';
import type { Result } from '../../../domain/result.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useFile, type MadeFile } from '../../parts/use-file.ts';

type Page = Result<ReplyOf<'listAudit'>, BackendFailure>;

/** What one looks at. */
const SHOWN = 20;

interface AuditLog {
  /** Those that are shown so far; null until known. */
  entries: readonly AuditEntry[] | null;
  hasMore: boolean;
  trouble: BackendFailure | null;
  /** Asks for more, or once more for what did not come. */
  ask: () => void;
  /** All of them, however many, as a file; null before it was asked for. */
  file: MadeFile | null;
  download: () => Promise<void>;
  isDownloading: boolean;
}

/** What was done in the company, page by page. */
export function useAudit(): AuditLog {
  const { backend } = useSurroundings();
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null);
  const [next, setNext] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const [file, make] = useFile();
  const [isDownloading, setDownloading] = useState(false);
  const left = useRef(new AbortController());

  const pageFrom = useCallback(
    (after: number | null, signal: AbortSignal): Promise<Page> =>
      backend.ask('listAudit', { query: { limit: SHOWN, ...(after !== null && { after }) }, signal }),
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
    void pageFrom(null, stop.signal).then((page) => {
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
      void pageFrom(next, signal).then((page) => {
        if (!signal.aborted) take(page);
      });
    },
    file,
    isDownloading,
    async download() {
      const { signal } = left.current;
      setDownloading(true);
      const all = await backend.file('exportAudit', signal);
      if (signal.aborted) return;
      setDownloading(false);
      setTrouble(all.ok ? null : all.failure);
      if (all.ok) make(all.value);
    },
  };
}
