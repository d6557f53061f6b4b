import type { ForBoth, WhoCan } from './trouble.ts';

/** Says what fits whoever reads: the first at a company, the second `alone` with a mailbox, where there is the provider's support. */
export interface By {
  (atCompany: WhoCan, alone: WhoCan): WhoCan;
  (atCompany: string, alone: string): ForBoth;
}

export const by = (isAlone: boolean): By => ((atCompany: string, alone: string) => (isAlone ? alone : atCompany)) as By;
