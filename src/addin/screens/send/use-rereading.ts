import { useCallback, useEffect } from 'react';
import { SECOND } from '../../../domain/instant.ts';
import type { DraftHandle, OpenDraft } from '../../host/host.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useVisible } from '../known/use-visible.ts';
import { onAttention, released } from './attention.ts';

/** As soon as somebody types a subject, who looks should not read for long that there is none. */
const LOOK_AGAIN = 2 * SECOND;

/**
 * Reads the draft again when Outlook tells of a change, and when somebody may be looking: of its subject and text no client tells.
 * `shown` is the draft that is on the screen; null while none is.
 */
export function useRereading(draft: DraftHandle, shown: OpenDraft | null, onRead: (read: OpenDraft) => void): void {
  const { host, clock } = useSurroundings();
  const visible = useVisible();
  const isWithout = shown?.subject.trim() === '';
  const readAgain = useCallback(async () => {
    const found = await draft.read();
    await released();
    if (found.ok) onRead(found.value);
  }, [draft, onRead]);

  useEffect(() => {
    const again = () => void readAgain();
    const stops = [host.onDraftChanged(again), onAttention(again)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [host, readAgain]);

  useEffect(() => {
    if (!visible || !isWithout) return;
    let left = false;
    let cancel = () => {};
    const later = () => {
      cancel = clock.after(LOOK_AGAIN, () => {
        void readAgain().then(() => {
          if (!left) later();
        });
      });
    };
    later();
    return () => {
      left = true;
      cancel();
    };
  }, [clock, readAgain, isWithout, visible]);
}
