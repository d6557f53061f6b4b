import { useCallback, useEffect, useReducer, useRef } from 'react';
import { failed } from '../../../domain/result.ts';
import type { Upload } from '../../backend/backend.ts';
import type { DraftAttachment, Host } from '../../host/host.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';
import type { Trouble } from '../../words/trouble.ts';
import { channelFor, check } from './check.ts';
import { step, type Sending } from './sending.ts';

/** Under this name the draft keeps the id of its message. */
export const NOTE = 'postlane.message';

/** Reads the draft, hands it over once, and knows after a reload what became of it. */
export function useSending(): {
  sending: Sending;
  submit: () => Promise<void>;
  begin: () => Promise<void>;
  restart: () => Promise<void>;
} {
  const { host, backend, newId } = useSurroundings();
  const { known, tell: tellKnown } = useKnowledge();
  const [sending, tell] = useReducer(step, { phase: 'reading' });
  const taken = useRef(false);

  const read = useCallback(
    async (id: string | null) => {
      const draft = await host.readDraft();
      if (draft.ok) tell({ type: 'read', draft: draft.value, id });
      else tell({ type: 'unreadable', trouble: draft.failure });
    },
    [host],
  );

  const begin = useCallback(async () => {
    tell({ type: 'began' });
    const note = await host.readNote(NOTE);
    if (!note.ok) return tell({ type: 'unreadable', trouble: note.failure });
    if (note.value === null) return read(null);
    const id = note.value;
    tell({ type: 'note-found', id });
    const found = await backend.ask('showMessage', { params: { id } });
    if (found.ok) {
      tellKnown({ type: 'message-changed', message: found.value.message });
      tell({ type: 'queued', id });
    } else if (found.failure.kind === 'not-found') await read(id);
    else tell({ type: 'lookup-failed', trouble: found.failure });
  }, [backend, host, read, tellKnown]);

  /** Forgets the message that did not go, so that the draft may become a new one. */
  const restart = useCallback(async () => {
    const forgotten = await host.writeNote(NOTE, null);
    taken.current = !forgotten.ok;
    if (forgotten.ok) await read(null);
    else tell({ type: 'unreadable', trouble: forgotten.failure });
  }, [host, read]);

  useEffect(() => {
    void begin();
  }, [begin]);

  useEffect(
    () =>
      host.onDraftChanged(() => {
        void host.readDraft().then((draft) => {
          if (draft.ok) tell({ type: 'reread', draft: draft.value });
        });
      }),
    [host],
  );

  const earlier = sending.phase === 'ready' ? sending.id : null;
  const submit = async () => {
    if (taken.current) return;
    taken.current = true;
    // What has been handed over stays taken: a second click may come before the screen has changed.
    taken.current = await handOver();
  };

  /** Whether the server has the message. */
  const handOver = async (): Promise<boolean> => {
    // Text and subject change without a word from the client: what goes out is what stands there now.
    const draft = await host.readDraft();
    if (!draft.ok) return fail(draft.failure);
    tell({ type: 'reread', draft: draft.value });
    const channel = channelFor(known.channels ?? [], draft.value.from.address);
    const checked = channel && check(draft.value, channel);
    if (!checked || checked.problems.length > 0) return false;

    const id = earlier ?? newId();
    tell({ type: 'handing-over', draft: draft.value, id });
    // First the note, then the message: a pane that dies in between finds out what became of it.
    const noted = await host.writeNote(NOTE, id);
    if (!noted.ok) return fail(noted.failure);
    const queued = await backend.queue(
      id,
      { channelId: channel.id, draft: checked.draft },
      draft.value.attachments.map((attachment) => uploadOf(host, attachment)),
      (sentBytes) => {
        tell({ type: 'progress', sentBytes });
      },
    );
    if (!queued.ok) return fail(queued.failure);
    tell({ type: 'queued', id });
    return true;
  };

  const fail = (trouble: Trouble): false => {
    tell({ type: 'failed', trouble });
    return false;
  };

  return { sending, submit, begin, restart };
}

const uploadOf = (host: Host, attachment: DraftAttachment): Upload => ({
  name: attachment.name,
  type: attachment.type,
  async bytes() {
    const bytes = await host.attachmentBytes(attachment);
    return bytes.ok ? bytes : failed({ kind: 'attachment-unreadable', name: attachment.name });
  },
});
