import { MINUTE } from '../../domain/instant.ts';
import { isOfCredential } from '../../domain/health.ts';
import type { Forbidden, ForbiddingPolicy } from '../../domain/policies.ts';
import { SIGN_IN_TERMS } from '../../domain/sign-in-service.ts';
import type { FirstWords } from './en.ts';
import type { Trouble, TroubleWords } from './trouble.ts';
import type { Words } from './words.ts';

/** What the rep is told of this trouble, by the words that are at hand. How a sign-in ended has words of its own, what is too soon a moment, who signed in a name, and what a company forbids what it allows. */
export function knownWords<Met extends Trouble>(
  { failures, forbidden, signIn, otherAccount, tooSoon, format }: Knowing<Met>,
  trouble: Met,
): TroubleWords {
  const said: TroubleWords = failures[trouble.kind as Met['kind']];
  const met: Trouble = trouble;
  switch (met.kind) {
    case 'not-signed-in':
      return signIn[met.reason];
    case 'policy-forbids':
      return { ...said, explanation: forbidden.because[met.policy], next: instead(forbidden, met) };
    case 'other-account':
      return { ...said, explanation: otherAccount(met.account, met.expected) };
    case 'login-too-soon':
      // Never more than an hour ahead, so the time of day says it. By the end of the minute that is named it is over.
      return { ...said, next: tooSoon(format.time(Math.ceil(met.nextAt / MINUTE) * MINUTE)) };
    default:
      return said;
  }
}

/** The first screen's words tell what it can meet; all of them tell all. */
type Knowing<Met extends Trouble> = Omit<FirstWords, 'failures'> & { failures: Record<Met['kind'], TroubleWords> };

/** The same by all of them: who ended a grant has words of its own too. */
export function troubleWords(words: Words, trouble: Trouble): TroubleWords {
  const said = knownWords(words, trouble);
  if (trouble.kind !== 'grant-revoked' || !SIGN_IN_TERMS[trouble.service].endsWithPassword) return said;
  const { name } = SIGN_IN_TERMS[trouble.service];
  const { title, explanation } = words.signInToSend.ended;
  return { ...said, title: title(name), explanation: explanation(name) };
}

/** What an organisation allows instead of what it does not: by the policy that stands against it. */
export function instead(
  { instead, kinds, servers, signIn }: FirstWords['forbidden'],
  { policy, allowed }: Forbidden,
): string {
  if (policy === 'hosts') return servers(allowed.hosts);
  if (policy === 'exchangePasswords') return signIn;
  return instead(allowed.channelKinds.map((kind) => kinds[kind]));
}

/** Which policy stands against a channel, and what is allowed instead as far as that is known. */
export function reasonOf(
  forbidden: FirstWords['forbidden'],
  policy: ForbiddingPolicy,
  allowed: Forbidden['allowed'] | null,
): string {
  const because = forbidden.because[policy];
  return allowed === null ? because : `${because} ${instead(forbidden, { policy, allowed })}`;
}

/** What the rep is told when this trouble broke a channel that had worked. */
export const brokenWords = (words: Words, trouble: Trouble): TroubleWords =>
  words.sinceProven[trouble.kind] ?? troubleWords(words, trouble);

/** What the rep is told when proving a channel anew came to this: a password just typed was never the proven one. */
export const retriedWords = (words: Words, trouble: Trouble): TroubleWords =>
  'stage' in trouble && isOfCredential(trouble) ? troubleWords(words, trouble) : brokenWords(words, trouble);

/** Whether signing in is what mends it. */
export const toSignIn = (trouble: Trouble | null): boolean =>
  trouble?.kind === 'not-signed-in' || trouble?.kind === 'unauthenticated';
