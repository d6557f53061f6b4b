import { createContext, use, useContext } from 'react';
import type { Instant } from '../../domain/instant.ts';
import type { Backend } from '../backend/backend.ts';
import type { Host } from '../host/host.ts';
import type { FirstWords } from '../words/en.ts';
import type { Words } from '../words/words.ts';

/** Passed in, so that waiting is tested without waiting. */
export interface Clock {
  now(): Instant;
  /** Returns how to call it off. */
  after(milliseconds: number, act: () => void): () => void;
}

/** A place for values without secrets. Browsers may deny it: then nothing is kept, and nothing breaks. */
export interface Keep {
  read(key: string): unknown;
  /** Null forgets. */
  write(key: string, value: unknown): void;
}

/** Everything a screen reaches outside itself. */
export interface Surroundings {
  host: Host;
  backend: Backend;
  /** What the first screen says. */
  words: FirstWords;
  /** On their way since the pane was opened. */
  allWords: Promise<Words>;
  clock: Clock;
  newId(): string;
  /** Until the mail client is closed. */
  session: Keep;
  /** On this device, until the browser forgets. */
  device: Keep;
}

export const SurroundingsContext = createContext<Surroundings | null>(null);

export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (surroundings === null) throw new Error('A screen was rendered outside the App.');
  return surroundings;
}

/** For what the first screen shows too. */
export const useFirstWords = (): FirstWords => useSurroundings().words;

/** For every other screen, which comes with the words it needs; it waits for them as for its own code. */
export const useWords = (): Words => use(useSurroundings().allWords);
