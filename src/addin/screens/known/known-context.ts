import { createContext, useContext } from 'react';
import type { SignInService } from '../../../domain/credential.ts';
import type { Allowances } from '../../../domain/policies.ts';
import type { Known, KnownEvent } from './known.ts';

export interface Knowledge {
  known: Known;
  /** Where reps may sign in to send; null until the server was asked. */
  offered: readonly SignInService[] | null;
  /** Whether who signs in at Microsoft may send by Graph. */
  graph: boolean;
  /** Of the rep's own company. */
  isAdmin: boolean;
  /** Whether an administrator has prepared something for the rep. */
  isExpected: boolean;
  /** What the company allows; null until the server was asked. */
  allows: Allowances | null;
  tell: (event: KnownEvent) => void;
  refresh: () => Promise<void>;
  /** Call it from a click: it may open a window. */
  signIn: () => Promise<void>;
}

export const KnowledgeContext = createContext<Knowledge | null>(null);

export function useKnowledge(): Knowledge {
  const knowledge = useContext(KnowledgeContext);
  if (knowledge === null) throw new Error('A screen was rendered outside the App.');
  return knowledge;
}
