import { success } from '../../domain/result.ts';
import { bytesOf } from './attachment.ts';
import { readDraft } from './draft.ts';
import { heldTo } from './held-to.ts';
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

/** The client as one draft sees it. */
function boundTo(outlook: Outlook, draft: Office.MessageCompose | null): Outlook {
  return { ...outlook, ask: heldTo(outlook, outlook.composed), composed: () => draft };
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
