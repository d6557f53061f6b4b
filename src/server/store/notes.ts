import { EventEmitter, on } from 'node:events';
import type { Owner } from '../../domain/channel.ts';
import type { Opened } from './open.ts';
import type { Note } from './telling.ts';

export type Change = { about: 'message' | 'channel'; id: string };

/** What the processes tell each other, as this process hears it. */
export interface Notes {
  /** An owner's changes as they happen, until the signal aborts or some may have been missed. */
  follow(owner: Owner, signal: AbortSignal): AsyncIterable<Change>;
  /** Calls with the mailbox that may have mail due; with null when it may be any. */
  onDue(listener: (mailboxId: string | null) => void): void;
}

const nameOf = ({ tenantId, objectId }: Owner): string => `of ${tenantId}/${objectId}`;

export async function createNotes(opened: Pick<Opened, 'listen'>): Promise<Notes> {
  const heard = new EventEmitter().setMaxListeners(0);
  await opened.listen({
    onNote(text) {
      for (const note of JSON.parse(text) as Note[]) {
        if (note.about === 'due') heard.emit('due', note.mailboxId);
        else heard.emit(nameOf(note), { about: note.about, id: note.id } satisfies Change);
      }
    },
    onGap() {
      heard.emit('due', null);
      heard.emit('gap');
    },
  });
  return {
    async *follow(owner, signal) {
      try {
        for await (const [change] of on(heard, nameOf(owner), { signal, close: ['gap'] })) yield change as Change;
      } catch (error) {
        if (!signal.aborted) throw error;
      }
    },
    onDue: (listener) => void heard.on('due', listener),
  };
}
