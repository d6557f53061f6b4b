import type { Instant } from '../domain/instant.ts';

export interface Remembering<Found> {
  clock(): Instant;
  /** For how long an answer is good, in milliseconds; 0: it is asked for again. */
  lasts(found: Found): number;
  /** How many answers are kept; the oldest goes first. */
  most: number;
}

/** Asks for what is not known yet, once for all who ask meanwhile, and remembers the answer for a while. */
export function remembering<Given extends string[], Found>(
  find: (...given: Given) => Promise<Found>,
  { clock, lasts, most }: Remembering<Found>,
): (...given: Given) => Promise<Found> {
  const kept = new Map<string, { found: Promise<Found>; until: Instant }>();
  return (...given) => {
    const name = given.join(' ');
    const known = kept.get(name);
    if (known && clock() < known.until) return known.found;
    const entry = { found: find(...given), until: Infinity };
    kept.delete(name);
    kept.set(name, entry);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    entry.found.then(
      (found) => {
        entry.until = clock() + lasts(found);
      },
      () => {
        if (kept.get(name) === entry) kept.delete(name);
      },
    );
    return entry.found;
  };
}
