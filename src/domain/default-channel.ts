import type { Candidate } from './candidate.ts';
import { hasReply, type DeliveryFailure } from './failure.ts';
import { isRefusedLogin } from './health.ts';
import { NO_LIMITS, lowest, type Limits } from './limit.ts';
import type { ProviderId } from './provider.ts';
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
 * A refused login as it concerns a rep, who has no password there to change: one kind, whatever the server means. Its words
 * stay with the operator, for they may hold the user name.
 */
export function asOperators(failure: DeliveryFailure): DeliveryFailure {
  if (!hasReply(failure) || !isRefusedLogin(failure)) return failure;
  const { code, enhanced } = failure.reply;
  return { kind: 'default-channel-refused', stage: 'auth', reply: { code, enhanced, text: '' } };
}
