import type { Words } from '../../words/words.ts';
import type { Kept } from '../known/condition.ts';

/** What the rep is told of a message that is kept back; `later` is when it was to leave, where that is still ahead. */
export function keptWords(
  { send, change, stopped, held }: Words,
  kept: Kept,
  later: string | null,
): { title: string; body: string } {
  switch (kept) {
    case 'repair':
      return { title: send.state.held, body: later === null ? send.stateBody.held : send.heldUntil(later) };
    case 'change':
      return { title: change.title, body: later === null ? change.held : change.heldUntil(later) };
    case 'stop':
      return { title: stopped.title, body: later === null ? stopped.held : stopped.heldUntil(later) };
    case 'word':
      return { title: held.mine, body: held.mineBody };
  }
}
