import { createContext, useContext } from 'react';
import type { Instant } from '../../domain/instant.ts';
import type { Backend } from '../backend/backend.ts';
import type { Host } from '../host/host.ts';
import type { Words } from '../words/en.ts';

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
  words: Words;
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

export const useWords = (): Words => useSurroundings().words;
