import type { RequestFailure } from '../../domain/failure.ts';

/** The HTTP status of a failure that ends a request. Delivery failures end none: they are told in the reply's lines or the message's record. */
export const HTTP_STATUS: Record<RequestFailure['kind'], number> = {
  'invalid-request': 400,
  unauthenticated: 401,
  'issuer-away': 503,
  'admins-only': 403,
  'policy-forbids': 403,
  'not-found': 404,
  conflict: 409,
  'sender-not-allowed': 422,
  'sender-unproven': 422,
  'code-wrong': 422,
  'code-over': 409,
  'over-size': 413,
  'over-recipients': 422,
  'over-share': 429,
  'too-many-requests': 429,
  'login-too-soon': 429,
  'mailbox-busy': 409,
  'sign-in-unknown': 409,
  'other-account': 409,
  'channel-exists': 409,
  'credential-bound': 422,
  'of-team': 403,
  'domain-unproven': 409,
  internal: 500,
};
