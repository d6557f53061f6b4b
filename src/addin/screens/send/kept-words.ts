import type { Message } from '../../../contract/shapes.ts';
import type { Words } from '../../words/words.ts';
import type { Kept } from '../known/condition.ts';

/** What the rep is told of messages that are kept back; `later` is when they were to leave, where that is still ahead. */
export function keptWords(
  { send, change, stopped, held }: Words,
  kept: Kept,
  messages: readonly Message[],
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
      if (messages.some(({ handedOver }) => handedOver))
        return { title: held.left, body: messages.length > 1 ? held.leftSeveral : held.leftBody };
      return { title: held.mine, body: messages.length > 1 ? held.several : held.mineBody };
  }
}
