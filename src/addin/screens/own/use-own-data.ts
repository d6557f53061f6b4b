import { useState } from 'react';
import { MINUTE } from '../../../domain/instant.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useFile, type MadeFile } from '../../parts/use-file.ts';
import { useKnowledge } from '../known/known-context.ts';
import type { Erased } from './ErasedScreen.tsx';

/** Months of records take longer than a screen does. */
const PATIENCE = 5 * MINUTE;

interface OwnData {
  /** What was exported; null before. */
  file: MadeFile | null;
  take: () => Promise<void>;
  erase: () => Promise<void>;
  busy: boolean;
  trouble: BackendFailure | null;
}

/** Exports all that is the rep's, and deletes it: of what was deleted it tells before the channels are gone, and this with them. */
export function useOwnData(onErased: (erased: Erased) => void): OwnData {
  const { backend } = useSurroundings();
  const { known, tell } = useKnowledge();
  const [file, make] = useFile();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  return {
    ...{ file, busy, trouble },
    take: async () => {
      setBusy(true);
      const all = await backend.ask('exportOwn', { patience: PATIENCE });
      setBusy(false);
      setTrouble(all.ok ? null : all.failure);
      if (!all.ok) return;
      make(new Blob([JSON.stringify(all.value, null, 2)], { type: 'application/json' }));
    },
    erase: async () => {
      setBusy(true);
      const done = await backend.ask('removeOwn', {});
      setBusy(false);
      setTrouble(done.ok ? null : done.failure);
      if (!done.ok) return;
      onErased(done.value);
      for (const { id } of known.channels ?? []) tell({ type: 'channel-gone', id, byRep: true });
    },
  };
}
