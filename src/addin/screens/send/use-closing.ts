import { useCallback, useEffect, useState } from 'react';
import { SECOND } from '../../../domain/instant.ts';
import type { Closing } from '../../host/host.ts';
import { useSurroundings } from '../../parts/surroundings.ts';

/** Long enough to read that it worked: the pane goes away with the draft. */
const READING_TIME = 3 * SECOND;

/** Closes the draft, by itself once `bySelf` is true, unless the rep wants to keep it open. */
export function useClosing(bySelf: boolean): {
  closing: Closing | 'open' | 'kept';
  close: () => Promise<void>;
  keep: () => void;
} {
  const { host, clock } = useSurroundings();
  const [closing, setClosing] = useState<Closing | 'open' | 'kept'>('open');

  const close = useCallback(async () => {
    const done = await host.discardDraft();
    // A client that refuses and one that stays silent leave the rep with the same thing to do.
    setClosing(done.ok ? done.value : 'left');
  }, [host]);

  const due = bySelf && closing === 'open';
  useEffect(() => (due ? clock.after(READING_TIME, () => void close()) : undefined), [clock, close, due]);

  const keep = useCallback(() => {
    setClosing('kept');
  }, []);
  return { closing, close, keep };
}
