import * as z from 'zod/mini';
import { SIGN_IN_SERVICES } from '../domain/credential.ts';
import { CONNECTION_FAILURES, GRANT_FAILURES, REPLY_FAILURES, STAGES } from '../domain/failure.ts';
import { CHANNEL_KINDS, FORBIDDING } from '../domain/policies.ts';
import { BOUND_BY } from '../domain/sharing.ts';

export const reply = z.object({ code: z.nullable(z.int()), enhanced: z.nullable(z.string()), text: z.string() });
const stage = z.enum(STAGES);

/** What an organisation allows instead of what it does not; no hosts: all. */
export const allowed = z.object({ channelKinds: z.array(z.enum(CHANNEL_KINDS)), hosts: z.array(z.string()) });

export const connectionFailure = z.object({
  kind: z.enum(CONNECTION_FAILURES),
  stage,
  host: z.string(),
  port: z.int(),
  detail: z.nullable(z.string()),
});
export const replyFailure = z.object({ kind: z.enum(REPLY_FAILURES), stage, reply });

export const grantFailure = z.object({
  kind: z.enum(GRANT_FAILURES),
  stage: z.literal('auth'),
  service: z.enum(SIGN_IN_SERVICES),
  error: z.nullable(z.string()),
  detail: z.nullable(z.string()),
});

/** What went wrong between us and a submission server, or the service at which the rep signed in. */
export const deliveryFailure = z.discriminatedUnion('kind', [connectionFailure, replyFailure, grantFailure]);

export const requestFailure = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('invalid-request'), faults: z.array(z.object({ path: z.string(), fault: z.string() })) }),
  z.object({ kind: z.literal('unauthenticated'), reason: z.string() }),
  z.object({ kind: z.literal('issuer-away') }),
  z.object({ kind: z.literal('admins-only') }),
  z.object({
    kind: z.literal('policy-forbids'),
    policy: z.enum(FORBIDDING),
    allowed,
  }),
  z.object({ kind: z.literal('not-found') }),
  z.object({ kind: z.literal('conflict'), reason: z.string() }),
  z.object({ kind: z.literal('sender-not-allowed'), address: z.string() }),
  z.object({ kind: z.literal('sender-unproven'), address: z.string() }),
  z.object({ kind: z.literal('code-wrong'), triesLeft: z.int() }),
  z.object({ kind: z.literal('code-over') }),
  z.object({ kind: z.literal('over-size'), limitBytes: z.int() }),
  z.object({ kind: z.literal('over-recipients'), limit: z.int(), count: z.int() }),
  z.object({
    kind: z.literal('over-share'),
    limit: z.int(),
    left: z.int(),
    nextAt: z.nullable(z.int()),
  }),
  z.object({ kind: z.literal('too-many-requests'), retryAfterSeconds: z.int() }),
  z.object({ kind: z.literal('login-too-soon'), nextAt: z.int() }),
  z.object({ kind: z.literal('mailbox-busy') }),
  z.object({ kind: z.literal('sign-in-unknown') }),
  z.object({ kind: z.literal('other-account'), account: z.string(), expected: z.string() }),
  z.object({ kind: z.literal('channel-exists') }),
  z.object({ kind: z.literal('credential-bound'), because: z.enum(BOUND_BY) }),
  z.object({ kind: z.literal('of-team') }),
  z.object({ kind: z.literal('domain-unproven'), domain: z.string() }),
  z.object({ kind: z.literal('internal'), reference: z.string() }),
]);

/** The body of every reply that is not a success. */
export const failureBody = z.object({ failure: requestFailure });
