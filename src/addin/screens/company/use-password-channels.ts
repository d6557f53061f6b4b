import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoints.ts';
import type { PasswordChannel } from '../../../contract/shapes.ts';
import type { Result } from '../../../domain/result.ts';
import type { Backend, BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';

type Page = ReplyOf<'listPasswordChannels'>;

/** What one looks at, and as many as the server gives at once. */
const SHOWN = 50;
const MOST = 500;

interface PasswordChannels {
  /** Those that are shown so far; null until known. */
  channels: readonly PasswordChannel[] | null;
  counts: Page['counts'];
  /** Whether there are more than are shown. */
  hasMore: boolean;
  asking: boolean;
  trouble: BackendFailure | null;
  /** Asks for more, or once more for what did not come. */
  ask: () => void;
  /** All of them, however many; null when they cannot be had, for which there is `trouble` then. */
  all: () => Promise<readonly PasswordChannel[] | null>;
}

/** Who in the company still uses a password, page by page. */
export function usePasswordChannels(): PasswordChannels {
  const { backend } = useSurroundings();
  const [channels, setChannels] = useState<readonly PasswordChannel[] | null>(null);
  const [counts, setCounts] = useState<Page['counts']>({ passwords: 0, signIns: 0 });
  const [next, setNext] = useState<string | null>(null);
  const [asking, setAsking] = useState(true);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const left = useRef(new AbortController());

  const take = useCallback((page: Result<Page, BackendFailure>) => {
    setAsking(false);
    setTrouble(page.ok ? null : page.failure);
    if (!page.ok) return;
    setChannels((before) => [...(before ?? []), ...page.value.channels]);
    setCounts(page.value.counts);
    setNext(page.value.next);
  }, []);

  useEffect(() => {
    const stop = new AbortController();
    left.current = stop;
    void askFor(backend, null, SHOWN, stop.signal).then((page) => {
      if (!stop.signal.aborted) take(page);
    });
    return () => {
      stop.abort();
    };
  }, [backend, take]);

  return {
    channels,
    counts,
    hasMore: next !== null,
    asking,
    trouble,
    ask: () => {
      const { signal } = left.current;
      setAsking(true);
      void askFor(backend, next, SHOWN, signal).then((page) => {
        if (!signal.aborted) take(page);
      });
    },
    all: async () => {
      const { signal } = left.current;
      const found: PasswordChannel[] = [];
      for (let after: string | null = null; ;) {
        const page: Result<Page, BackendFailure> = await askFor(backend, after, MOST, signal);
        if (signal.aborted) return null;
        setTrouble(page.ok ? null : page.failure);
        if (!page.ok) return null;
        found.push(...page.value.channels);
        if (page.value.next === null) return found;
        after = page.value.next;
      }
    },
  };
}

const askFor = (backend: Backend, after: string | null, limit: number, signal: AbortSignal) =>
  backend.ask('listPasswordChannels', { query: { limit, ...(after !== null && { after }) }, signal });
