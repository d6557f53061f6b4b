import { EventEmitter, on } from 'node:events';
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Opened } from './open.ts';
import type { Tables } from './tables.ts';

/** A note from one process to all of them: something of an owner's has changed, or a mailbox may have mail due. */
export type Note = ({ about: 'message' | 'channel'; id: string } & Owner) | { about: 'due' };
export type Change = { about: 'message' | 'channel'; id: string };

/** Tells all processes, when the transaction commits and only then. */
export async function tell(db: Kysely<Tables> | Transaction<Tables>, note: Note): Promise<void> {
  await sql`select pg_notify('postlane', ${JSON.stringify(note)})`.execute(db);
}

/** What the processes tell each other, as this process hears it. */
export interface Notes {
  /** An owner's changes as they happen, until the signal aborts or some may have been missed. */
  follow(owner: Owner, signal: AbortSignal): AsyncIterable<Change>;
  onDue(listener: () => void): void;
}

const nameOf = ({ tenantId, objectId }: Owner): string => `of ${tenantId}/${objectId}`;

export async function createNotes(opened: Pick<Opened, 'listen'>): Promise<Notes> {
  const heard = new EventEmitter().setMaxListeners(0);
  await opened.listen({
    onNote(text) {
      const note = JSON.parse(text) as Note;
      if (note.about === 'due') heard.emit('due');
      else heard.emit(nameOf(note), { about: note.about, id: note.id } satisfies Change);
    },
    onGap() {
      heard.emit('due');
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
