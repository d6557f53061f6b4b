import { describe, expect, it } from '@jest/globals';
import { DISPOSITION } from '../../src/domain/failure.ts';
import { mayTryAt, selfTestAt } from '../../src/domain/health.ts';
import { SECOND } from '../../src/domain/instant.ts';
import {
  afterProof,
  classifyGraph,
  graphReply,
  isTaken,
  provesToken,
  type GraphAnswer,
} from '../../src/domain/graph-answer.ts';
import { GRAPH_RULES } from '../../src/domain/graph-rules.ts';
import { namedWait } from '../../src/domain/named-wait.ts';
import { pauseAfter, scopeOf } from '../../src/domain/pause.ts';
import { parseReply } from '../../src/domain/reply.ts';
import { lineOf } from '../../src/domain/reply-line.ts';

const NOW = Date.parse('2026-11-27T12:00:00Z');
const answer = (status: number, code: string | null = null, rest: Partial<GraphAnswer> = {}): GraphAnswer => ({
  ...{ status, code, message: null, retryAfter: null, throttleScope: null, requestId: null },
  ...rest,
});

describe('the rules for what Graph says', () => {
  it.each(GRAPH_RULES)('the first to know "$example" says $kind', ({ example, kind }) => {
    const line = lineOf(parseReply(example));
    expect(GRAPH_RULES.find(({ pattern }) => pattern.test(line))?.kind).toBe(kind);
  });
});

describe('an answer to a message', () => {
  it.each([
    [answer(401, 'InvalidAuthenticationToken'), 'token-rejected', 'auth', 'break'],
    [answer(403, 'ErrorAccessDenied'), 'token-rejected', 'auth', 'break'],
    [answer(403, 'ErrorSendAsDenied'), 'send-as-denied', 'mail', 'break'],
    [answer(403, 'ErrorAccountSuspendShowTierUpgrade'), 'sender-blocked', 'after-data', 'break'],
    [answer(403, 'ErrorExceededMaxRecipientLimitBlock'), 'mailbox-quota-exceeded', 'after-data', 'wait'],
    [answer(429, 'ErrorSubmissionQuotaExceeded'), 'mailbox-quota-exceeded', 'after-data', 'wait'],
    [answer(400, 'ErrorSubmissionQuotaExceeded'), 'mailbox-quota-exceeded', 'after-data', 'wait'],
    [answer(400, 'ErrorInvalidRecipients'), 'recipient-refused', 'rcpt', 'refuse'],
    [answer(413), 'message-too-large', 'after-data', 'refuse'],
    [answer(507), 'policy-deferred', 'after-data', 'retry'],
    [answer(404), 'mailbox-unavailable', 'auth', 'break'],
    [answer(403, 'SomethingNew'), 'token-rejected', 'auth', 'break'],
    [answer(403), 'token-rejected', 'auth', 'break'],
    [answer(400, 'SomethingNew'), 'rejected', 'after-data', 'refuse'],
    [answer(307), 'temporarily-unavailable', 'greeting', 'retry'],
    [answer(503), 'temporarily-unavailable', 'greeting', 'retry'],
    [answer(503, 'ErrorServerBusy'), 'throttled', 'after-data', 'retry'],
    [answer(408), 'temporarily-unavailable', 'after-data', 'retry'],
    [answer(409, 'ErrorIrresolvableConflict'), 'temporarily-unavailable', 'after-data', 'retry'],
    [answer(423, 'resourceLocked'), 'temporarily-unavailable', 'after-data', 'retry'],
    [answer(425), 'temporarily-unavailable', 'after-data', 'retry'],
    [answer(400, 'TooManyRequests'), 'rejected', 'after-data', 'refuse'],
  ])('%j is %s', (said, kind, stage, disposition) => {
    const failure = classifyGraph(said, 'message', NOW);
    expect(failure).toMatchObject({ kind, stage });
    expect(failure && DISPOSITION[failure.kind]).toBe(disposition);
  });

  it.each([500, 501, 502, 504, 200, 204])('%d leaves it uncertain', (status) => {
    expect(classifyGraph(answer(status), 'message', NOW)).toBeNull();
  });

  it.each([
    answer(500, 'ErrorServerBusy'),
    answer(502, 'activityLimitReached', { throttleScope: 'Tenant_Application/ReadWrite/a/b' }),
    answer(504, null, { message: 'Application is over its MailboxConcurrency limit.' }),
    answer(500, 'ErrorExceededMessageLimit'),
    answer(200, 'TooManyRequests'),
  ])('%j leaves it uncertain, whatever it says of limits', (said) => {
    expect(classifyGraph(said, 'message', NOW)).toBeNull();
  });

  it.each([
    [answer(403, 'ErrorAccessDenied'), 'sending-forbidden', 'after-data'],
    [answer(403, 'SomethingNew'), 'sending-forbidden', 'after-data'],
    [answer(403, 'ErrorSendAsDenied'), 'send-as-denied', 'mail'],
    [answer(403, 'ErrorMessageBlocked'), 'content-refused', 'after-data'],
    [answer(401, 'InvalidAuthenticationToken'), 'token-rejected', 'auth'],
    [answer(403, undefined, { message: 'error=insufficient_claims' }), 'sign-in-policy', 'auth'],
  ])('%j, just after the token was proven, is %s', (said, kind, stage) => {
    const failure = classifyGraph(said, 'message', NOW);
    expect(failure && afterProof(failure)).toMatchObject({ kind, stage });
  });

  it('which forbids to send waits for a person: its token would be taken, and no message', () => {
    const failure = classifyGraph(answer(403, 'ErrorAccessDenied'), 'message', NOW);
    if (failure === null) throw new Error('not classified');
    const forbidden = afterProof(failure);
    expect(DISPOSITION[forbidden.kind]).toBe('break');
    expect(selfTestAt(forbidden, 0, NOW, 0)).toBeNull();
    expect(mayTryAt(forbidden, NOW)).toBe(NOW);
  });

  it('202 alone takes it', () => {
    expect([200, 201, 202, 204, 400, 500].filter((status) => isTaken(answer(status)))).toEqual([202]);
  });
});

describe('an answer to a token', () => {
  it.each([
    answer(400, 'ErrorMimeContentInvalidBase64String', { message: 'Invalid base64 string for MIME content.' }),
    answer(400, 'BadRequest', { message: 'Invalid base64 string for MIME content' }),
  ])('%j proves it', (said) => {
    expect(provesToken(said)).toBe(true);
  });

  it.each([answer(400), answer(202), answer(401, 'ErrorMimeContentInvalidBase64String')])('%j does not', (said) => {
    expect(provesToken(said)).toBe(false);
  });

  it.each([
    [answer(401), 'token-rejected'],
    [answer(403, 'SomethingNew'), 'token-rejected'],
    [answer(403, undefined, { message: 'error=insufficient_claims' }), 'sign-in-policy'],
    [answer(404, 'MailboxNotEnabledForRESTAPI'), 'mailbox-unavailable'],
    [answer(400, 'SomethingNew'), 'authentication-unavailable'],
    [answer(413), 'authentication-unavailable'],
    [answer(202), 'authentication-unavailable'],
    [answer(302), 'authentication-unavailable'],
    [answer(500), 'authentication-unavailable'],
    [answer(429), 'throttled'],
  ])('%j is %s', (said, kind) => {
    expect(classifyGraph(said, 'token', NOW)?.kind).toBe(kind);
  });

  it('refuses no message, whatever it says', () => {
    for (const { example } of GRAPH_RULES) {
      const { code, text } = parseReply(example);
      const kind = classifyGraph(answer(code ?? 0, text), 'token', NOW)?.kind;
      expect(kind && DISPOSITION[kind]).not.toBe('refuse');
    }
  });

  it('with a mailbox that is blocked waits for a person; by a rule of the company, or a refused token, it tests itself', () => {
    const test = (said: GraphAnswer) => {
      const failure = classifyGraph(said, 'token', NOW);
      return failure && selfTestAt(failure, 0, NOW, 0);
    };
    expect(test(answer(403, 'ErrorAccountSuspend'))).toBeNull();
    expect(test(answer(401))).toBe(NOW + 3_600 * SECOND);
    expect(test(answer(403, 'insufficient_claims'))).toBe(NOW + 3_600 * SECOND);
  });
});

describe('a wait', () => {
  it.each([
    ['30', 30],
    ['0', 0],
    ['Fri, 27 Nov 2026 12:02:00 GMT', 120],
    ['Fri, 27 Nov 2026 11:00:00 GMT', 0],
    ['99999999', 86_400],
  ])('of "%s" is %d seconds', (retryAfter, seconds) => {
    expect(namedWait(graphReply(answer(429, 'TooManyRequests', { retryAfter }), NOW))).toBe(seconds * SECOND);
  });

  it('that cannot be read is none', () => {
    expect(namedWait(graphReply(answer(429, 'TooManyRequests', { retryAfter: 'soon' }), NOW))).toBeNull();
  });

  it.each([
    [answer(429, 'ApplicationThrottled', { retryAfter: '20' }), 'mailbox'],
    [answer(429, null, { message: 'Application is over its MailboxConcurrency limit.', retryAfter: '20' }), 'mailbox'],
    [answer(503, null, { retryAfter: '20' }), 'mailbox'],
    [answer(429, null, { throttleScope: 'Tenant_Application/ReadWrite/a/b', retryAfter: '20' }), 'tenant'],
  ])('after %j is that of the %s, for as long as it is said', (said, scope) => {
    const failure = classifyGraph(said, 'message', NOW);
    if (failure === null) throw new Error('not classified');
    expect(scopeOf(failure)).toBe(scope);
    expect(pauseAfter(failure, 3, NOW, 0)?.until).toBe(NOW + 20 * SECOND);
  });
});

it('an answer is kept in its own words', () => {
  const said = answer(403, 'ErrorSendAsDenied', { message: 'Cannot submit message.', requestId: '6bba4f1c' });
  expect(graphReply(said, NOW)).toEqual({
    code: 403,
    enhanced: null,
    text: 'ErrorSendAsDenied: Cannot submit message.\nrequest-id: 6bba4f1c',
  });
});
