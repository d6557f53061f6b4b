import type { Candidate } from './candidate.ts';
import { hasReply, isOfConnection, type DeliveryFailure } from './failure.ts';
import { isOfLogin } from './health.ts';
import { SECOND } from './instant.ts';
import { NO_LIMITS, lowest, type Limits } from './limit.ts';
import { namedWait } from './named-wait.ts';
import type { Attempt } from './outbox.ts';
import type { ProviderId } from './provider.ts';
import type { Reply } from './reply.ts';
import type { SubmissionServer } from './submission-server.ts';

/** The operator's channel for those who have none of their own: the one whose reputation strangers share. */
export const DEFAULT_CHANNEL = 'default-channel' satisfies ProviderId;

/**
 * By which its login is known here, to reps and in the store: the operator's own user name is nobody's business. It begins with a
 * space, as no name does that a rep typed.
 */
export const DEFAULT_LOGIN = ' default-channel';

/** Where it is, as a channel and its mailbox have it: the configuration alone says more, and is asked at each use. */
export const DEFAULT_SERVER: SubmissionServer = { host: '', port: 465, security: 'tls' };

export const isDefaultChannel = ({ providerId }: { providerId: ProviderId }): boolean => providerId === DEFAULT_CHANNEL;

/** What may go through it: in all, and how much of that is one rep's. */
export interface DefaultLimits {
  relay: Limits;
  /** Recipients that a rep may have waiting, or have reached within a day. */
  recipientsPerDayEach: number;
}

/** For a relay that carries a few people's mail for a while: an operator who knows it allows more. */
export const SAFE_LIMITS: DefaultLimits = {
  relay: { ...NO_LIMITS, messagesPerMinute: 10, recipientsPerDay: 500, recipientsPerMessage: 20 },
  recipientsPerDayEach: 50,
};

/** As far as one rep is concerned. */
export const limitsOfEach = ({ relay, recipientsPerDayEach }: DefaultLimits): Limits =>
  lowest(relay, { ...NO_LIMITS, recipientsPerDay: recipientsPerDayEach, recipientsPerMessage: recipientsPerDayEach });

/** What a rep has of it: no more than `limit` recipients that wait, or were reached within a day. */
export const leftOfShare = (limit: number, used: number): number => Math.max(0, limit - used);

/** What is proven for a rep who wants it: the sender is the rep's, all else the operator's. */
export const defaultCandidate = (sender: Candidate['sender']): Candidate => ({
  providerId: DEFAULT_CHANNEL,
  server: DEFAULT_SERVER,
  username: DEFAULT_LOGIN,
  sender,
});

/**
 * A failure at the relay as it concerns a rep: its codes and how long it asks to wait, without its words and its name, which may hold the
 * user name or say where it is. A rep has no password there to change, so a refused login is one kind, whatever the relay means.
 */
export function asOperators(failure: DeliveryFailure): DeliveryFailure {
  if (isOfConnection(failure)) return { ...failure, host: DEFAULT_SERVER.host, port: 0, detail: null };
  if (!hasReply(failure)) return failure;
  const reply = withoutWords(failure.reply);
  return isOfLogin(failure) ? { kind: 'default-channel-refused', stage: 'auth', reply } : { ...failure, reply };
}

/** A reply of the relay's without its words, but for a time to wait, by which mail is paced. */
export function withoutWords(reply: Reply): Reply {
  const wait = namedWait(reply);
  const text = wait === null ? '' : `Try again in ${Math.ceil(wait / SECOND)} seconds`;
  return { ...reply, text };
}

/** The same of all that comes of an attempt to send. */
export function attemptAsOperators(attempt: Attempt): Attempt {
  const refused = attempt.refused.map((one) => ({
    ...one,
    reply: withoutWords(one.reply),
    failure: asOperators(one.failure),
  }));
  return attempt.ended === 'accepted'
    ? { ...attempt, reply: withoutWords(attempt.reply), refused }
    : { ...attempt, failure: asOperators(attempt.failure), refused };
}

/** What the relay said of an attempt that went wrong, or of a recipient of it. */
export const failuresOf = (attempt: Attempt): DeliveryFailure[] => [
  ...(attempt.ended === 'accepted' ? [] : [attempt.failure]),
  ...attempt.refused.map(({ failure }) => failure),
];
