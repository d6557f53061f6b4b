import type { Instant } from '../../../domain/instant.ts';
import type { HostFailure, OpenDraft } from '../../host/host.ts';
import type { Trouble } from '../../words/trouble.ts';
import type { Handed } from '../../launch-event/handed.ts';

/**
 * A draft on its way out.
 *
 * The id is made once and kept with the draft: whatever is clicked or reloaded, one id is one message. A draft that goes as
 * several messages has an id for each, and `done` counts those that the server has.
 */
export type Sending =
  | { phase: 'reading' }
  | { phase: 'unreadable'; trouble: HostFailure }
  /** The draft carries the id of an earlier handing over: what became of that is asked first. */
  | { phase: 'looking-up' }
  | { phase: 'unknown'; trouble: Trouble }
  /** `earlier` is set when an earlier try did not get through. */
  | {
      phase: 'ready';
      draft: OpenDraft;
      earlier: Handed | null;
      done: number;
      /** When the earlier try was to leave; null for at once. */
      sendAt: Instant | null;
      trouble: Trouble | null;
      /** By which channel it goes now, where another was shown when the rep sent it: nothing went. */
      rerouted: string | null;
    }
  | {
      phase: 'handing-over';
      draft: OpenDraft;
      handed: Handed;
      done: number;
      sendAt: Instant | null;
      /** Of the message that is under way. */
      sentBytes: number;
    }
  /** The server has it durably. `here`: handed over by this pane since it was opened, and not found in the draft's note. */
  | { phase: 'queued'; handed: Handed; here: boolean };

export type SendingEvent =
  | { type: 'began' }
  | { type: 'unreadable'; trouble: HostFailure }
  | { type: 'note-found' }
  | { type: 'lookup-failed'; trouble: Trouble }
  /** `earlier` when the server never got the message the note speaks of, or not all of them. */
  | { type: 'read'; draft: OpenDraft; earlier: Handed | null; done: number; sendAt: Instant | null }
  | { type: 'reread'; draft: OpenDraft }
  | { type: 'rerouted'; channelId: string }
  | { type: 'handing-over'; draft: OpenDraft; handed: Handed; done: number; sendAt: Instant | null }
  | { type: 'progress'; sentBytes: number }
  | { type: 'part-done' }
  | { type: 'failed'; trouble: Trouble }
  | { type: 'queued'; handed: Handed; here: boolean };

export function step(sending: Sending, event: SendingEvent): Sending {
  switch (event.type) {
    case 'began':
      return { phase: 'reading' };
    case 'unreadable':
      return { phase: 'unreadable', trouble: event.trouble };
    case 'note-found':
      return { phase: 'looking-up' };
    case 'lookup-failed':
      return sending.phase === 'looking-up' ? { phase: 'unknown', trouble: event.trouble } : sending;
    case 'read':
      return {
        phase: 'ready',
        draft: event.draft,
        earlier: event.earlier,
        done: event.done,
        sendAt: event.sendAt,
        trouble: null,
        rerouted: null,
      };
    case 'reread':
      return sending.phase === 'ready' ? { ...sending, draft: event.draft } : sending;
    case 'rerouted':
      return sending.phase === 'ready' ? { ...sending, rerouted: event.channelId } : sending;
    case 'handing-over': {
      const { draft, handed, done, sendAt } = event;
      return { phase: 'handing-over', draft, handed, done, sendAt, sentBytes: 0 };
    }
    case 'progress':
      return sending.phase === 'handing-over' ? { ...sending, sentBytes: event.sentBytes } : sending;
    case 'part-done':
      return sending.phase === 'handing-over' ? { ...sending, done: sending.done + 1, sentBytes: 0 } : sending;
    case 'failed':
      return afterFailure(sending, event.trouble);
    case 'queued':
      return { phase: 'queued', handed: event.handed, here: event.here };
  }
}

/** Whether the server got the message may be open: the next try carries the same id, so that it can't go twice. */
function afterFailure(sending: Sending, trouble: Trouble): Sending {
  if (sending.phase === 'ready') return { ...sending, trouble };
  if (sending.phase !== 'handing-over') return sending;
  const { draft, handed, done, sendAt } = sending;
  return { phase: 'ready', draft, earlier: handed, done, sendAt, trouble, rerouted: null };
}
