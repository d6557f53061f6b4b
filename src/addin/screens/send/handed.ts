import type { OpenDraft } from '../../host/host.ts';

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
    (_, part) => id.slice(0, 9) + (group ^ part).toString(16).padStart(4, '0') + id.slice(13),
  );
}

/**
 * A hash of all that the rep writes in a draft, and nothing of it: 53 bits, to notice a change, not to withstand an
 * attack. Attachments count by name and size: their ids change when Outlook saves the draft.
 */
export function fingerprintOf({ from, to, cc, bcc, subject, body, attachments }: OpenDraft): string {
  const files = attachments.map(({ name, size, kind }) => [name, size, kind]);
  return hash(JSON.stringify([from, to, cc, bcc, subject, body.type, body.content, files]));
}

/** Two 32-bit multiplicative hashes side by side, after cyrb53 (public domain). */
function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
