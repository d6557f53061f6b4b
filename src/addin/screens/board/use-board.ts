import { useCallback, useEffect, useRef, useState } from 'react';
import type { Board, BoardChannel } from '../../../contract/shapes.ts';
import type { BoardShow } from '../../../domain/board.ts';
import type { Result } from '../../../domain/result.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';

/** What one looks at. */
const SHOWN = 50;
/** Whoever types is asked for once the fingers rest. */
const RESTS = 300;

export interface Wanted {
  show: BoardShow;
  find: string;
}

interface BoardState {
  /** Those that are shown so far; null until known. */
  channels: readonly BoardChannel[] | null;
  /** Null until known. */
  counts: Board['counts'] | null;
  hasMore: boolean;
  asking: boolean;
  trouble: BackendFailure | null;
  wanted: Wanted;
  want: (wanted: Wanted) => void;
  more: () => void;
  /** Asks once more from the beginning. */
  again: () => void;
}

/** All channels of the company, page by page, and those one looks for. */
export function useBoard(show: BoardShow): BoardState {
  const { backend, clock } = useSurroundings();
  const [wanted, setWanted] = useState<Wanted>({ show, find: '' });
  const [channels, setChannels] = useState<readonly BoardChannel[] | null>(null);
  const [counts, setCounts] = useState<Board['counts'] | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [asking, setAsking] = useState(true);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  const [round, begin] = useState(0);
  const left = useRef(new AbortController());

  const take = useCallback((before: readonly BoardChannel[], page: Result<Board, BackendFailure>) => {
    setAsking(false);
    setTrouble(page.ok ? null : page.failure);
    if (!page.ok) return;
    setChannels([...before, ...page.value.channels]);
    setCounts(page.value.counts);
    setNext(page.value.next);
  }, []);

  useEffect(() => {
    const stop = new AbortController();
    left.current = stop;
    const look = () => {
      void backend
        .ask('listOrganisationChannels', { query: { ...wanted, limit: SHOWN }, signal: stop.signal })
        .then((page) => {
          if (!stop.signal.aborted) take([], page);
        });
    };
    const callOff = wanted.find === '' ? look() : clock.after(RESTS, look);
    return () => {
      callOff?.();
      stop.abort();
    };
  }, [backend, clock, wanted, round, take]);

  return {
    ...{ channels, counts, asking, trouble, wanted },
    hasMore: next !== null,
    want: (what) => {
      setAsking(true);
      setWanted(what);
    },
    more: () => {
      if (next === null) return;
      const { signal } = left.current;
      setAsking(true);
      void backend
        .ask('listOrganisationChannels', { query: { ...wanted, limit: SHOWN, after: next }, signal })
        .then((page) => {
          if (!signal.aborted) take(channels ?? [], page);
        });
    },
    again: () => {
      setAsking(true);
      begin((count) => count + 1);
    },
  };
}
