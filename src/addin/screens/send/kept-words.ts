import type { Channel, Message } from '../../../contract/shapes.ts';
import type { Words } from '../../words/words.ts';
import type { Kept } from '../known/condition.ts';

/** What the rep is told of messages that are kept back; `later` is when they were to leave, where that is still ahead. */
export function keptWords(
  { send, change, stopped, held, secrets }: Words,
  kept: Kept,
  channel: Channel | undefined,
  messages: readonly Message[],
  later: string | null,
): { title: string; body: string } {
  const secret = secrets[channel?.secret ?? 'password'];
  switch (kept) {
    case 'repair':
      return { title: send.state.held, body: later === null ? send.stateBody.held : send.heldUntil(later) };
    case 'change':
      return {
        title: change.title(secret),
        body: later === null ? change.held(secret) : change.heldUntil(secret, later),
      };
    case 'stop':
      return { title: stopped.title, body: later === null ? stopped.held : stopped.heldUntil(later) };
    case 'word':
      if (messages.some(({ handedOver }) => handedOver))
        return { title: held.left, body: messages.length > 1 ? held.leftSeveral : held.leftBody };
      return { title: held.mine, body: messages.length > 1 ? held.several : held.mineBody };
  }
}
