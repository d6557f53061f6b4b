import { useEffect, useState } from 'react';
import { MINUTE } from '../../../domain/instant.ts';
import type { BackendFailure } from '../../backend/backend.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';

/** Months of records take longer than a screen does. */
const PATIENCE = 5 * MINUTE;

interface OwnData {
  /** What was exported, and where the browser has it as a file; null before. */
  file: { text: string; url: string } | null;
  take: () => Promise<void>;
  erase: () => Promise<void>;
  busy: boolean;
  trouble: BackendFailure | null;
}

/** Exports all that is the rep's, and deletes it. */
export function useOwnData(): OwnData {
  const { backend } = useSurroundings();
  const { known, tell } = useKnowledge();
  const [file, setFile] = useState<OwnData['file']>(null);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<BackendFailure | null>(null);
  useEffect(
    () => () => {
      if (file !== null) URL.revokeObjectURL(file.url);
    },
    [file],
  );
  return {
    ...{ file, busy, trouble },
    take: async () => {
      setBusy(true);
      const all = await backend.ask('exportOwn', { patience: PATIENCE });
      setBusy(false);
      setTrouble(all.ok ? null : all.failure);
      if (!all.ok) return;
      const text = JSON.stringify(all.value, null, 2);
      setFile({ text, url: URL.createObjectURL(new Blob([text], { type: 'application/json' })) });
    },
    erase: async () => {
      setBusy(true);
      const done = await backend.ask('removeOwn', {});
      setBusy(false);
      setTrouble(done.ok ? null : done.failure);
      if (done.ok) for (const { id } of known.channels ?? []) tell({ type: 'channel-gone', id });
    },
  };
}
