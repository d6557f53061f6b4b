import type { HostFailure, OpenDraft } from '../../host/host.ts';
import type { Trouble } from '../../words/trouble.ts';

/**
 * A draft on its way out.
 *
 * The id is made once and kept with the draft: whatever is clicked or reloaded, one id is one message.
 */
export type Sending =
  | { phase: 'reading' }
  | { phase: 'unreadable'; trouble: HostFailure }
  /** The draft carries the id of an earlier handing over: what became of that is asked first. */
  | { phase: 'looking-up'; id: string }
  | { phase: 'unknown'; id: string; trouble: Trouble }
  /** `id` is set when an earlier try did not get through. */
  | { phase: 'ready'; draft: OpenDraft; id: string | null; trouble: Trouble | null }
  | { phase: 'handing-over'; draft: OpenDraft; id: string; sentBytes: number }
  /** The server has it durably. */
  | { phase: 'queued'; id: string };

export type SendingEvent =
  | { type: 'began' }
  | { type: 'unreadable'; trouble: HostFailure }
  | { type: 'note-found'; id: string }
  | { type: 'lookup-failed'; trouble: Trouble }
  /** `id` when the server never got the message the note speaks of. */
  | { type: 'read'; draft: OpenDraft; id: string | null }
  | { type: 'reread'; draft: OpenDraft }
  | { type: 'handing-over'; draft: OpenDraft; id: string }
  | { type: 'progress'; sentBytes: number }
  | { type: 'failed'; trouble: Trouble }
  | { type: 'queued'; id: string };

export function step(sending: Sending, event: SendingEvent): Sending {
  switch (event.type) {
    case 'began':
      return { phase: 'reading' };
    case 'unreadable':
      return { phase: 'unreadable', trouble: event.trouble };
    case 'note-found':
      return { phase: 'looking-up', id: event.id };
    case 'lookup-failed':
      return sending.phase === 'looking-up' ? { phase: 'unknown', id: sending.id, trouble: event.trouble } : sending;
    case 'read':
      return { phase: 'ready', draft: event.draft, id: event.id, trouble: null };
    case 'reread':
      return sending.phase === 'ready' ? { ...sending, draft: event.draft } : sending;
    case 'handing-over':
      return { phase: 'handing-over', draft: event.draft, id: event.id, sentBytes: 0 };
    case 'progress':
      return sending.phase === 'handing-over' ? { ...sending, sentBytes: event.sentBytes } : sending;
    case 'failed':
      return afterFailure(sending, event.trouble);
    case 'queued':
      return { phase: 'queued', id: event.id };
  }
}

/** Whether the server got the message may be open: the next try carries the same id, so that it can't go twice. */
function afterFailure(sending: Sending, trouble: Trouble): Sending {
  if (sending.phase === 'ready') return { ...sending, trouble };
  if (sending.phase !== 'handing-over') return sending;
  return { phase: 'ready', draft: sending.draft, id: sending.id, trouble };
}
