import { useEffect } from 'react';
import { SECOND } from '../../../domain/instant.ts';
import type { DraftHandle, OpenDraft } from '../../host/host.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useVisible } from '../known/use-visible.ts';
import { onAttention } from './attention.ts';

/** As soon as somebody types a subject, who looks should not read for long that there is none. */
const LOOK_AGAIN = 2 * SECOND;

/**
 * Reads the draft again when Outlook tells of a change, and when somebody may be looking: of its subject and text no client tells.
 * `shown` is the draft that is on the screen; null while none is.
 */
export function useRereading(draft: DraftHandle, shown: OpenDraft | null, onRead: (read: OpenDraft) => void): void {
  const { host, clock } = useSurroundings();
  const visible = useVisible();
  useEffect(() => {
    const readAgain = (): void => {
      void draft.read().then((found) => {
        if (found.ok) onRead(found.value);
      });
    };
    const stops = [host.onDraftChanged(readAgain), onAttention(readAgain)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [draft, host, onRead]);

  useEffect(() => {
    if (!visible || shown === null || shown.subject.trim() !== '') return;
    return clock.after(LOOK_AGAIN, () => {
      void draft.read().then((found) => {
        // One that cannot be read now is as it was: then it is looked at again all the same.
        onRead(found.ok ? found.value : { ...shown });
      });
    });
  }, [clock, draft, onRead, shown, visible]);
}
