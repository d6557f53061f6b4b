import { MINUTE, type Instant } from '../domain/instant.ts';

/** Whoever wants to know anew, however often, has others asked no more often than this. */
const ANEW_EVERY = 1 * MINUTE;

export interface Remembering<Found> {
  clock(): Instant;
  /** For how long an answer is good, in milliseconds; 0: it is asked for again. */
  lasts(found: Found): number;
  /** How many answers are kept; the oldest goes first. */
  most: number;
}

/** What is remembered, or is asked for now. */
export interface Remembered<Given extends string[], Found> {
  (...given: Given): Promise<Found>;
  /** Asks again, whatever is remembered, but once a minute at the most for all who want it: what is remembered does in between. */
  anew(...given: Given): Promise<Found>;
}

/** Asks for what is not known yet, once for all who ask meanwhile, and remembers the answer for a while. */
export function remembering<Given extends string[], Found>(
  find: (...given: Given) => Promise<Found>,
  { clock, lasts, most }: Remembering<Found>,
): Remembered<Given, Found> {
  const kept = new Map<string, { found: Promise<Found>; until: Instant; anewFrom: Instant }>();
  const keptFor = (given: Given) => kept.get(given.join(' '));
  const ask = (given: Given, anewFrom: Instant): Promise<Found> => {
    const name = given.join(' ');
    const entry = { found: find(...given), until: Infinity, anewFrom };
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
  const remembered = (...given: Given): Promise<Found> => {
    const known = keptFor(given);
    return known && clock() < known.until ? known.found : ask(given, known?.anewFrom ?? 0);
  };
  const anew = (...given: Given): Promise<Found> => {
    const known = keptFor(given);
    const isSoon = known !== undefined && clock() < known.anewFrom;
    return isSoon || known?.until === Infinity ? remembered(...given) : ask(given, clock() + ANEW_EVERY);
  };
  return Object.assign(remembered, { anew });
}
