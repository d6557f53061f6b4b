import { sql, type Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

/** A note from one process to all of them: something of an owner's has changed, or a mailbox may have mail due. */
export type Note =
  | ({ about: 'message' | 'channel'; id: string } & Owner)
  | { about: 'due'; /** Null: some mailbox. */ mailboxId: string | null };

/** PostgreSQL takes less than 8,000 bytes at once. */
const LONGEST = 7_900;
/** How long notes pile up after some were told: a pane cannot show more, and each telling locks out the others' for a moment. */
const PAUSE_MS = 20;

interface Pile {
  notes: Set<string>;
  telling: Promise<void> | null;
}
const piles = new WeakMap<Database, Pile>();

/** Tells all processes, when the transaction commits and only then. */
export async function tell(trx: Database | Transaction<Tables>, note: Note): Promise<void> {
  await notify(trx, JSON.stringify([note]));
}

/**
 * Tells all processes of what is durable already, without being waited for: the first at once, then what has piled up.
 * A note is lost when the process or the database dies now; who listens asks again by themselves from time to time.
 */
export function tellSoon(db: Database, notes: readonly Note[]): void {
  const pile = piles.get(db) ?? { notes: new Set<string>(), telling: null };
  piles.set(db, pile);
  for (const note of notes) pile.notes.add(JSON.stringify(note));
  if (pile.notes.size > 0) pile.telling ??= tellPile(db, pile).finally(() => (pile.telling = null));
}

/** Resolves when nothing is left to tell. */
export async function allTold(db: Database): Promise<void> {
  await piles.get(db)?.telling;
}

async function tellPile(db: Database, pile: Pile): Promise<void> {
  while (pile.notes.size > 0) {
    const texts = packed([...pile.notes]);
    pile.notes.clear();
    try {
      for (const text of texts) await notify(db, text);
    } catch {
      // The database is away: those who listen lose their connection too, and know by that that they missed something.
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Lists of notes, each as long as fits. */
function packed(notes: readonly string[]): string[] {
  const texts: string[] = [];
  let text = '';
  for (const note of notes) {
    if (text !== '' && Buffer.byteLength(text) + Buffer.byteLength(note) + 2 > LONGEST) {
      texts.push(`[${text}]`);
      text = '';
    }
    text += text === '' ? note : `,${note}`;
  }
  return [...texts, `[${text}]`];
}

async function notify(db: Database | Transaction<Tables>, text: string): Promise<void> {
  await sql`select pg_notify('postlane', ${text})`.execute(db);
}
