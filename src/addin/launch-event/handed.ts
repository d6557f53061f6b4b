/** Under this name the draft keeps what it was handed over as. */
export const NOTE = 'postlane.message';

/** A draft as it was handed over: the message's id, and by what to tell whether the draft has changed since. */
export interface Handed {
  id: string;
  /** Null in a note of an older pane. */
  fingerprint: string | null;
  /** How many messages it goes as. */
  parts: number;
}

export const noteOf = ({ id, fingerprint, parts }: Handed): string =>
  [id, fingerprint ?? [], parts > 1 ? String(parts) : []].flat().join(' ');

export function handedIn(note: string): Handed {
  const [id = '', fingerprint = null, parts = '1'] = note.split(' ');
  return { id, fingerprint, parts: Number(parts) };
}

/**
 * The id of each message it goes as. All follow from the first one's, so that the note of that one is enough to find each
 * again: the second group of a UUID, 16 random bits, with the message's number put over it.
 */
export function partIds({ id, parts }: Pick<Handed, 'id' | 'parts'>): string[] {
  const group = parseInt(id.slice(9, 13), 16);
  return Array.from(
    { length: parts },
    (_, part) => id.slice(0, 9) + `000${(group ^ part).toString(16)}`.slice(-4) + id.slice(13),
  );
}
