import type { Words } from './en.ts';
import type { Trouble, TroubleWords } from './trouble.ts';

/** What the rep is told of this trouble. How a sign-in ended has words of its own. */
export const troubleWords = ({ failures, signIn }: Words, trouble: Trouble): TroubleWords =>
  trouble.kind === 'not-signed-in' ? signIn[trouble.reason] : failures[trouble.kind];

/** What the rep is told when this trouble broke a channel that had worked. */
export const brokenWords = (words: Words, trouble: Trouble): TroubleWords =>
  words.sinceProven[trouble.kind] ?? troubleWords(words, trouble);

/** Whether signing in is what mends it. */
export const toSignIn = (trouble: Trouble | null): boolean =>
  trouble?.kind === 'not-signed-in' || trouble?.kind === 'unauthenticated';
