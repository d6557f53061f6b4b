import type { MessageState } from '../../domain/outbox.ts';
import { handedIn, partIds } from './handed.ts';

/** What became of a draft that was handed over, as far as Outlook's own Send would send it a second time. */
export type Taken = 'sent' | 'waiting' | 'uncertain' | 'unknown';

/** Null: nobody has it, and nobody will get it. */
const TAKEN: Record<MessageState, Taken | null> = {
  queued: 'waiting',
  'in-flight': 'waiting',
  held: 'waiting',
  accepted: 'sent',
  uncertain: 'uncertain',
  refused: null,
  dropped: null,
};

/**
 * What became of what a draft's note speaks of; `free` when the draft may be sent as if it had never been handed over. Its
 * messages are handed over one after the other, so none comes after one that the server never got.
 */
export async function fateOf(
  note: string,
  lookAt: (id: string) => Promise<MessageState | 'not-found' | null>,
): Promise<Taken | 'free'> {
  for (const id of partIds(handedIn(note))) {
    const state = await lookAt(id);
    if (state === null) return 'unknown';
    if (state === 'not-found') return 'free';
    const taken = TAKEN[state];
    if (taken !== null) return taken;
  }
  return 'free';
}
