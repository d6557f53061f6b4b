import { failed, success } from '../../domain/result.ts';
import { bytesOf } from './attachment.ts';
import type { Ask } from './calls.ts';
import { readDraft } from './draft.ts';
import type { Closing, DraftHandle, FromHost } from './host.ts';
import { unsupported, type Outlook } from './mail-client.ts';
import { readNote, writeNote } from './note.ts';

/** Everything about the draft that is open now, held to that draft. */
export function handleOf(outlook: Outlook): DraftHandle {
  const bound = boundTo(outlook, outlook.composed());
  return {
    read: () => readDraft(bound),
    attachmentBytes: (attachment) => bytesOf(bound, attachment),
    readNote: (key) => readNote(bound, key),
    writeNote: (key, value) => writeNote(bound, key, value),
    discard: () => discard(bound),
  };
}

/**
 * The client as one draft sees it. Office.js sends every call to the item that is open when the call goes out, whatever
 * object it was made on: so each is held back at that moment, not when it was asked for.
 */
function boundTo(outlook: Outlook, draft: Office.MessageCompose | null): Outlook {
  const ask: Ask = async (call, start, milliseconds) => {
    let movedOn = false;
    const answer = await outlook.ask(
      call,
      (answered: Parameters<typeof start>[0]) => {
        movedOn = outlook.composed() !== draft;
        if (!movedOn) return start(answered);
        answered({ status: outlook.office.AsyncResultStatus.Failed } as Parameters<typeof answered>[0]);
      },
      milliseconds,
    );
    return movedOn ? failed({ kind: 'host-moved-on', call }) : answer;
  };
  return { ...outlook, ask, composed: () => draft };
}

/**
 * closeAsync is the only close that can throw the draft away. `close()` of older clients asks the rep to save it, and
 * a saved copy of a message that has gone out already is how one is sent twice: better to say what to do.
 */
async function discard({ ask, has, composed }: Outlook): FromHost<Closing> {
  const draft = composed();
  if (!draft) return unsupported('closeAsync');
  if (!has('1.14')) return success('left');
  const closed = await ask<void>('closeAsync', (answered) => draft.closeAsync({ discardItem: true }, answered));
  if (!closed.ok && closed.failure.kind === 'host-moved-on') return closed;
  return success(closed.ok ? 'discarded' : 'left');
}
