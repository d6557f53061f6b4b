import { DISPOSITION, type ReplyFailure, type ReplyFailureKind, type Stage } from './failure.ts';
import { GRAPH_RULES } from './graph-rules.ts';
import { SECOND, type Instant } from './instant.ts';
import { lineOf } from './reply-line.ts';
import type { Reply } from './reply.ts';

/** What Microsoft Graph said to a request: its status, and what it says beside that, null where it does not. */
export interface GraphAnswer {
  status: number;
  /** The `error` object's own words; with the status' name when there is none. */
  code: string | null;
  message: string | null;
  /** Seconds, or a date. RFC 9110 10.2.3. */
  retryAfter: string | null;
  /** Whom a 429 is for, such as `Tenant_Application/…`. */
  throttleScope: string | null;
  /** By which Microsoft's support finds the request. */
  requestId: string | null;
}

/** The answer as the outbox knows replies. A wait is put in words, and in seconds, in which `namedWait` finds it. */
export function graphReply(answer: GraphAnswer, now: Instant): Reply {
  const { status, code, message, throttleScope, requestId } = answer;
  const wait = secondsToWait(answer.retryAfter, now);
  const lines = [
    wait === null ? null : `Retry-After: ${String(wait)} seconds`,
    [code, message].filter((part) => part !== null).join(': ') || null,
    throttleScope === null ? null : `x-ms-throttle-scope: ${throttleScope}`,
    requestId === null ? null : `request-id: ${requestId}`,
  ];
  return { code: status, enhanced: null, text: lines.filter((line) => line !== null).join('\n') };
}

/** Both forms of Retry-After; null when it is neither. What is longer than a day is asked again within one. */
function secondsToWait(retryAfter: string | null, now: Instant): number | null {
  if (retryAfter === null) return null;
  const text = retryAfter.trim();
  const seconds = /^\d+$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / SECOND);
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), LONGEST_SECONDS) : null;
}
const LONGEST_SECONDS = 86_400;

/** A body that is no base64: whoever may send is told so, and nothing leaves. Source: GRAPH. */
export const NO_BASE64 = '*';

/** Whether the answer to NO_BASE64 shows a token by which mail may be sent. */
export const provesToken = ({ status, code, message }: GraphAnswer): boolean =>
  status === 400 &&
  (code === 'ErrorMimeContentInvalidBase64String' || /invalid base64 string for mime content/i.test(message ?? ''));

export const isTaken = ({ status }: GraphAnswer): boolean => status === 202;

/**
 * What a refusal of the token, or of a message, means: by the rules first, then by the status. Null when Graph had all of a message and says no more than
 * that something went wrong on its side: then nobody knows whether it was taken.
 */
export function classifyGraph(answer: GraphAnswer, asked: 'token', now: Instant): ReplyFailure;
export function classifyGraph(answer: GraphAnswer, asked: 'message', now: Instant): ReplyFailure | null;
export function classifyGraph(answer: GraphAnswer, asked: 'token' | 'message', now: Instant): ReplyFailure | null {
  const reply = graphReply(answer, now);
  const line = lineOf(reply);
  // While nothing is sent, no message can be refused.
  const rule = GRAPH_RULES.find(
    ({ pattern, kind }) => pattern.test(line) && (asked === 'message' || DISPOSITION[kind] !== 'refuse'),
  );
  if (rule !== undefined) return { kind: rule.kind, stage: rule.stage, reply };
  const byStatus = asked === 'token' ? aboutToken(answer.status) : aboutMessage(answer.status);
  return byStatus && { ...byStatus, reply };
}

/**
 * What a refusal of a message means when its token was proven a moment before: where whoever it is for may not send (403), the
 * next message would meet the same, and no login shows when that is over.
 */
export const afterProof = (failure: ReplyFailure): ReplyFailure =>
  failure.kind === 'token-rejected' && failure.reply.code === 403
    ? { ...failure, kind: 'sending-forbidden', stage: 'after-data' }
    : failure;

interface Meaning {
  kind: ReplyFailureKind;
  stage: Stage;
}

/** A token locks nothing when it is tried again: only what is said of who asks breaks the channel, here and by the rules. */
function aboutToken(status: number): Meaning {
  if (status === 404) return { kind: 'mailbox-unavailable', stage: 'auth' };
  return { kind: 'authentication-unavailable', stage: 'auth' };
}

/** In the way at this moment, not for good: a time-out, a conflict, a lock, too early. RFC 9110 15.5.9 and .10, 4918 11.3, 8470 5.2. */
const IN_THE_WAY: readonly number[] = [408, 409, 423, 425];

function aboutMessage(status: number): Meaning | null {
  // Whoever sends us elsewhere has not taken it, and a token goes nowhere else.
  if (status >= 300 && status < 400) return { kind: 'temporarily-unavailable', stage: 'greeting' };
  if (status < 400 || status >= 500) return null;
  if (IN_THE_WAY.includes(status)) return { kind: 'temporarily-unavailable', stage: 'after-data' };
  if (status === 404) return { kind: 'mailbox-unavailable', stage: 'auth' };
  return { kind: 'rejected', stage: 'after-data' };
}
