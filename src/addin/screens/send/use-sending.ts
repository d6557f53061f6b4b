import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { Message } from '../../../contract/shapes.ts';
import type { Instant } from '../../../domain/instant.ts';
import { mostRecipients } from '../../../domain/limit.ts';
import { MESSAGE_BYTES } from '../../../domain/message.ts';
import { failed, success, type Result } from '../../../domain/result.ts';
import { sharesOf } from '../../../domain/shares.ts';
import type { BackendFailure, Upload } from '../../backend/backend.ts';
import type { DraftAttachment, DraftHandle, OpenDraft } from '../../host/host.ts';
import { handedIn, NOTE, noteOf, partIds, type Handed } from '../../launch-event/handed.ts';
import { useSurroundings } from '../../parts/surroundings.ts';
import { useKnowledge } from '../known/known-context.ts';
import type { Trouble } from '../../words/trouble.ts';
import { channelFor, check } from './check.ts';
import { fingerprintOf } from './fingerprint.ts';
import { forgetHalf, rememberHalf } from './halves.ts';
import { step, type Sending } from './sending.ts';
import { useRereading } from './use-rereading.ts';

/** Reads the draft, hands it over once, and knows after a reload what became of it. `chosen` is by which of several channels. */
export function useSending(chosen: string | null): {
  sending: Sending;
  draft: DraftHandle;
  /** What our own server takes, as far as it has told. */
  messageBytes: number;
  /** Null: it leaves at once. */
  submit: (sendAt: Instant | null, shown: string) => Promise<void>;
  begin: () => Promise<void>;
  restart: () => Promise<void>;
} {
  const { host, backend, newId, device } = useSurroundings();
  const { known, tell: tellKnown } = useKnowledge();
  const mailbox = host.profile().emailAddress;
  // This draft, whatever is opened in the pinned pane's client meanwhile.
  const [draft] = useState(() => host.openDraft());
  const [sending, tell] = useReducer(step, { phase: 'reading' });
  const taken = useRef(false);
  const [messageBytes, setMessageBytes] = useState(MESSAGE_BYTES);

  const read = useCallback(
    async (earlier: Handed | null, has: readonly Message[]) => {
      const found = await draft.read();
      // What is left goes when the others go.
      const sendAt = has.at(-1)?.sendAt ?? null;
      if (found.ok) tell({ type: 'read', draft: found.value, earlier, done: has.length, sendAt });
      else tell({ type: 'unreadable', trouble: found.failure });
    },
    [draft],
  );

  /** The messages of it that the server has, from the first on: each is handed over only when it has the one before. */
  const lookUp = useCallback(
    async (handed: Handed): Promise<Result<Message[], BackendFailure>> => {
      const has: Message[] = [];
      for (const id of partIds(handed)) {
        const found = await backend.ask('showMessage', { params: { id } });
        if (!found.ok && found.failure.kind === 'not-found') break;
        if (!found.ok) return found;
        tellKnown({ type: 'message-changed', message: found.value.message });
        has.push(found.value.message);
      }
      return success(has);
    },
    [backend, tellKnown],
  );

  const begin = useCallback(async () => {
    tell({ type: 'began' });
    const note = await draft.readNote(NOTE);
    if (!note.ok) return tell({ type: 'unreadable', trouble: note.failure });
    if (note.value === null) return read(null, []);
    const handed = handedIn(note.value);
    tell({ type: 'note-found' });
    const found = await lookUp(handed);
    if (!found.ok) tell({ type: 'lookup-failed', trouble: found.failure });
    else if (found.value.length === handed.parts) {
      forgetHalf(device, mailbox, handed);
      tell({ type: 'queued', handed, here: false });
    } else await read(handed, found.value);
  }, [device, draft, lookUp, mailbox, read]);

  /** Forgets the message, so that the draft may become a new one. */
  const restart = useCallback(async () => {
    const forgotten = await draft.writeNote(NOTE, null);
    taken.current = !forgotten.ok;
    if (forgotten.ok) await read(null, []);
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

  const reread = useCallback((found: OpenDraft) => {
    tell({ type: 'reread', draft: found });
  }, []);
  useRereading(draft, sending.phase === 'ready' ? sending.draft : null, reread);

  const earlier = sending.phase === 'ready' ? sending.earlier : null;
  /** By the channel that was shown: a From that changed meanwhile, or another default, is shown first. */
  const submit = async (sendAt: Instant | null, shown: string) => {
    if (taken.current) return;
    taken.current = true;
    // What has been handed over stays taken: a second click may come before the screen has changed.
    taken.current = await handOver(sendAt, shown);
  };

  /** Whether the server has the message, or all of them. */
  const handOver = async (sendAt: Instant | null, shown: string): Promise<boolean> => {
    let has: Message[] = [];
    if (earlier) {
      // The answer of the earlier try may have been lost on its way. Then that is the message, and not what the draft
      // may have become since.
      const found = await lookUp(earlier);
      if (!found.ok) return fail(found.failure);
      if (found.value.length === earlier.parts) return queued(earlier);
      has = found.value;
    }
    // Text and subject change without a word from the client: what goes out is what stands there now.
    const open = await draft.read();
    if (!open.ok) return fail(open.failure);
    tell({ type: 'reread', draft: open.value });
    const channel = channelFor(known.channels ?? [], open.value.from.address, chosen);
    const checked = channel && check(open.value, channel, messageBytes);
    if (!checked || checked.problems.length > 0) return false;
    if (channel.id !== shown) {
      tell({ type: 'rerouted', channelId: channel.id });
      return false;
    }

    let handed: Handed = { id: earlier?.id ?? newId(), fingerprint: fingerprintOf(open.value), parts: 1 };
    // An earlier try that is still on its way may take the next id for the share it had then: only once the server has
    // that message is it known who comes after.
    let unsure = earlier !== null;
    for (;;) {
      const reached = has.flatMap(({ recipients }) => recipients.map(({ address }) => address));
      const shares = sharesOf(checked.draft, mostRecipients(channel.limits), reached) ?? [];
      handed = { ...handed, parts: has.length + shares.length };
      // Nothing handed over is nothing the server has, whatever the reason.
      if (handed.parts === 0) return false;
      tell({ type: 'handing-over', draft: open.value, handed, done: has.length, sendAt });
      // First the note, then the message: a pane that dies in between finds out what became of it.
      const noted = await draft.writeNote(NOTE, noteOf(handed));
      if (!noted.ok) return fail(noted.failure);
      // A draft that is closed now, or deleted, says nothing of those who are still to get it.
      if (handed.parts > 1)
        rememberHalf(device, mailbox, {
          id: handed.id,
          parts: handed.parts,
          recipients: reached.length + shares.flat().length,
        });
      const ids = partIds(handed).slice(has.length, unsure ? has.length + 1 : undefined);
      for (const [at, id] of ids.entries()) {
        const answer = await backend.queue(
          id,
          {
            channelId: channel.id,
            draft: checked.draft,
            ...(sendAt !== null && { sendAt }),
            ...(handed.parts > 1 && { rcptTo: shares[at] }),
          },
          open.value.attachments.map((attachment) => uploadOf(draft, attachment)),
          (sentBytes) => {
            tell({ type: 'progress', sentBytes });
          },
        );
        if (!answer.ok) return fail(answer.failure);
        tell({ type: 'part-done' });
      }
      if (!unsure || handed.parts === 1) return queued(handed);
      unsure = false;
      const found = await lookUp(handed);
      if (!found.ok) return fail(found.failure);
      has = found.value;
    }
  };

  const queued = (handed: Handed): true => {
    forgetHalf(device, mailbox, handed);
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
