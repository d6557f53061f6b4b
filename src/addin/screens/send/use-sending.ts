import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { MESSAGE_BYTES } from '../../../domain/message.ts';
import { failed, success, type Result } from '../../../domain/result.ts';
import type { BackendFailure, Upload } from '../../backend/backend.ts';
import type { DraftAttachment, DraftHandle } from '../../host/host.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';
import type { Trouble } from '../../words/trouble.ts';
import { channelFor, check } from './check.ts';
import { fingerprintOf, handedIn, NOTE, noteOf, type Handed } from './handed.ts';
import { step, type Sending } from './sending.ts';

/** Reads the draft, hands it over once, and knows after a reload what became of it. */
export function useSending(): {
  sending: Sending;
  draft: DraftHandle;
  /** What our own server takes, as far as it has told. */
  messageBytes: number;
  submit: () => Promise<void>;
  begin: () => Promise<void>;
  restart: () => Promise<void>;
} {
  const { host, backend, newId } = useSurroundings();
  const { known, tell: tellKnown } = useKnowledge();
  // This draft, whatever is opened in the pinned pane's client meanwhile.
  const [draft] = useState(() => host.openDraft());
  const [sending, tell] = useReducer(step, { phase: 'reading' });
  const taken = useRef(false);
  const [messageBytes, setMessageBytes] = useState(MESSAGE_BYTES);

  const read = useCallback(
    async (earlier: Handed | null) => {
      const found = await draft.read();
      if (found.ok) tell({ type: 'read', draft: found.value, earlier });
      else tell({ type: 'unreadable', trouble: found.failure });
    },
    [draft],
  );

  /** Whether the server knows the message; a failure when nobody can say. */
  const lookUp = useCallback(
    async (id: string): Promise<Result<boolean, BackendFailure>> => {
      const found = await backend.ask('showMessage', { params: { id } });
      if (!found.ok) return found.failure.kind === 'not-found' ? success(false) : found;
      tellKnown({ type: 'message-changed', message: found.value.message });
      return success(true);
    },
    [backend, tellKnown],
  );

  const begin = useCallback(async () => {
    tell({ type: 'began' });
    const note = await draft.readNote(NOTE);
    if (!note.ok) return tell({ type: 'unreadable', trouble: note.failure });
    if (note.value === null) return read(null);
    const handed = handedIn(note.value);
    tell({ type: 'note-found' });
    const found = await lookUp(handed.id);
    if (!found.ok) tell({ type: 'lookup-failed', trouble: found.failure });
    else if (found.value) tell({ type: 'queued', handed, here: false });
    else await read(handed);
  }, [draft, lookUp, read]);

  /** Forgets the message, so that the draft may become a new one. */
  const restart = useCallback(async () => {
    const forgotten = await draft.writeNote(NOTE, null);
    taken.current = !forgotten.ok;
    if (forgotten.ok) await read(null);
    else tell({ type: 'unreadable', trouble: forgotten.failure });
  }, [draft, read]);

  useEffect(() => {
    void begin();
  }, [begin]);

  useEffect(() => {
    // Without an answer the server itself says no.
    void backend.ask('readSettings', {}).then((settings) => {
      if (settings.ok) setMessageBytes(settings.value.messageBytes);
    });
  }, [backend]);

  useEffect(
    () =>
      host.onDraftChanged(() => {
        void draft.read().then((found) => {
          if (found.ok) tell({ type: 'reread', draft: found.value });
        });
      }),
    [draft, host],
  );

  const earlier = sending.phase === 'ready' ? sending.earlier : null;
  const submit = async () => {
    if (taken.current) return;
    taken.current = true;
    // What has been handed over stays taken: a second click may come before the screen has changed.
    taken.current = await handOver();
  };

  /** Whether the server has the message. */
  const handOver = async (): Promise<boolean> => {
    if (earlier) {
      // The answer of the earlier try may have been lost on its way. Then that is the message, and not what the draft
      // may have become since.
      const found = await lookUp(earlier.id);
      if (!found.ok) return fail(found.failure);
      if (found.value) {
        tell({ type: 'queued', handed: earlier, here: true });
        return true;
      }
    }
    // Text and subject change without a word from the client: what goes out is what stands there now.
    const open = await draft.read();
    if (!open.ok) return fail(open.failure);
    tell({ type: 'reread', draft: open.value });
    const channel = channelFor(known.channels ?? [], open.value.from.address);
    const checked = channel && check(open.value, channel, messageBytes);
    if (!checked || checked.problems.length > 0) return false;

    const handed = { id: earlier?.id ?? newId(), fingerprint: fingerprintOf(open.value) };
    tell({ type: 'handing-over', draft: open.value, handed });
    // First the note, then the message: a pane that dies in between finds out what became of it.
    const noted = await draft.writeNote(NOTE, noteOf(handed));
    if (!noted.ok) return fail(noted.failure);
    const queued = await backend.queue(
      handed.id,
      { channelId: channel.id, draft: checked.draft },
      open.value.attachments.map((attachment) => uploadOf(draft, attachment)),
      (sentBytes) => {
        tell({ type: 'progress', sentBytes });
      },
    );
    if (!queued.ok) return fail(queued.failure);
    tell({ type: 'queued', handed, here: true });
    return true;
  };

  const fail = (trouble: Trouble): false => {
    tell({ type: 'failed', trouble });
    return false;
  };

  return { sending, draft, messageBytes, submit, begin, restart };
}

const uploadOf = (draft: DraftHandle, attachment: DraftAttachment): Upload => ({
  name: attachment.name,
  type: attachment.type,
  async bytes() {
    const bytes = await draft.attachmentBytes(attachment);
    return bytes.ok ? bytes : failed({ kind: 'attachment-unreadable', name: attachment.name });
  },
});
