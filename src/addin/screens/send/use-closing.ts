import { useCallback, useEffect, useState } from 'react';
import { SECOND } from '../../../domain/instant.ts';
import type { Closing, DraftHandle } from '../../host/host.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { fingerprintOf } from './fingerprint.ts';

/** Long enough to read that it worked: the pane goes away with the draft. */
const READING_TIME = 8 * SECOND;

interface ClosingSettings {
  draft: DraftHandle;
  /** The fingerprint of what was handed over. */
  sent: string | null;
  /** Whether the message is where it should be. */
  done: boolean;
  /** Whether the draft may go without a word of the rep's once it is done. */
  byItself: boolean;
}

/** Closes the draft: by itself only while it is what was sent, and nobody touches the pane. */
export function useClosing({ draft, sent, done, byItself }: ClosingSettings): {
  closing: Closing | 'open' | 'kept';
  /** Whether it is about to close by itself. */
  due: boolean;
  /** Whether the draft is another one now than what was sent; null while nobody knows. */
  changed: boolean | null;
  close: () => Promise<void>;
  keep: () => void;
} {
  const { clock } = useSurroundings();
  const [closing, setClosing] = useState<Closing | 'open' | 'kept'>('open');
  const [changed, setChanged] = useState<boolean | null>(null);

  const close = useCallback(async () => {
    const closed = await draft.discard();
    // A client that refuses and one that stays silent leave the rep with the same thing to do.
    setClosing(closed.ok ? closed.value : 'left');
  }, [draft]);

  const compare = useCallback(async () => {
    const read = await draft.read();
    return read.ok && sent !== null ? fingerprintOf(read.value) !== sent : null;
  }, [draft, sent]);

  useEffect(() => {
    void compare().then(setChanged);
  }, [compare, done]);

  const keep = useCallback(() => {
    setClosing('kept');
  }, []);

  const due = done && byItself && closing === 'open' && changed === false;
  useEffect(() => {
    if (!due) return;
    let wanted = true;
    const cancel = clock.after(READING_TIME, () => {
      // Text changes without a word from the client: what is thrown away is what stands there now.
      void compare().then((differs) => {
        setChanged(differs);
        if (wanted && differs === false) void close();
      });
    });
    document.addEventListener('pointerdown', keep);
    document.addEventListener('keydown', keep);
    return () => {
      wanted = false;
      cancel();
      document.removeEventListener('pointerdown', keep);
      document.removeEventListener('keydown', keep);
    };
  }, [clock, close, compare, due, keep]);

  return { closing, due, changed, close, keep };
}
