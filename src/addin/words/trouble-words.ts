import { MINUTE } from '../../domain/instant.ts';
import { isOfCredential } from '../../domain/health.ts';
import type { Forbidden, ForbiddingPolicy } from '../../domain/policies.ts';
import { SIGN_IN_TERMS } from '../../domain/sign-in-service.ts';
import type { FirstWords } from './en.ts';
import type { Trouble, TroubleWords } from './trouble.ts';

/** What the rep is told of this trouble. How a sign-in ended has words of its own, what is too soon a moment, who signed in a name, what a company forbids what it allows, and who ended a grant too. */
export function troubleWords(
  { failures, forbidden, signIn, signInToSend, health, format }: FirstWords,
  trouble: Trouble,
): TroubleWords {
  if (trouble.kind === 'not-signed-in') return signIn[trouble.reason];
  if (trouble.kind === 'policy-forbids')
    return {
      ...failures[trouble.kind],
      explanation: forbidden.because[trouble.policy],
      next: instead(forbidden, trouble),
    };
  if (trouble.kind === 'other-account')
    return { ...failures[trouble.kind], explanation: signInToSend.other(trouble.account, trouble.expected) };
  if (trouble.kind === 'grant-revoked' && SIGN_IN_TERMS[trouble.service].endsWithPassword) {
    const { name } = SIGN_IN_TERMS[trouble.service];
    const { title, explanation } = signInToSend.ended;
    return { ...failures[trouble.kind], title: title(name), explanation: explanation(name) };
  }
  if (trouble.kind !== 'login-too-soon') return failures[trouble.kind];
  // Never more than an hour ahead, so the time of day says it. By the end of the minute that is named it is over.
  const time = format.time(Math.ceil(trouble.nextAt / MINUTE) * MINUTE);
  return { ...failures[trouble.kind], next: health.tooSoon(time) };
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
export const brokenWords = (words: FirstWords, trouble: Trouble): TroubleWords =>
  words.sinceProven[trouble.kind] ?? troubleWords(words, trouble);

/** What the rep is told when proving a channel anew came to this: a password just typed was never the proven one. */
export const retriedWords = (words: FirstWords, trouble: Trouble): TroubleWords =>
  'stage' in trouble && isOfCredential(trouble) ? troubleWords(words, trouble) : brokenWords(words, trouble);

/** Whether signing in is what mends it. */
export const toSignIn = (trouble: Trouble | null): boolean =>
  trouble?.kind === 'not-signed-in' || trouble?.kind === 'unauthenticated';
