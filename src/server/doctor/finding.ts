/** `ok`: as it should be · `look`: it may be meant so, a person decides · `mend`: reps would meet it. */
export type Verdict = 'ok' | 'look' | 'mend';

/** One thing that was looked at, in an operator's words. */
export interface Finding {
  /** What was looked at: a setting by its name, or a part of the deployment. */
  about: string;
  verdict: Verdict;
  found: string;
  /** What there is to do, a sentence; null where there is nothing. */
  todo: string | null;
}

export const ok = (about: string, found: string): Finding => ({ about, verdict: 'ok', found, todo: null });
export const look = (about: string, found: string, todo: string): Finding => ({ about, verdict: 'look', found, todo });
export const mend = (about: string, found: string, todo: string | null): Finding => ({
  about,
  verdict: 'mend',
  found,
  todo,
});
