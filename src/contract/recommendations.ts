import * as z from 'zod/mini';
import { PROVIDER_IDS } from '../domain/provider.ts';
import { FORBIDDING } from '../domain/policies.ts';
import { SUBMISSION_PORTS } from '../domain/submission-server.ts';
import { ACCOUNT_TYPES, CONS, PROS } from '../domain/recommendation.ts';
import { WAYS } from '../domain/sign-in-service.ts';
import { allowed } from './failure.ts';
import { address } from './mail.ts';

export const providerId = z.enum(PROVIDER_IDS);
export const submissionServer = z.object({
  host: z.string().check(z.minLength(1), z.maxLength(253)),
  port: z.literal(SUBMISSION_PORTS),
  security: z.enum(['starttls', 'tls']),
});

/** Leaves room for the names that are looked up in front of the domain: a name has 253 characters at most (RFC 1035 2.3.4). */
export const lookedUp = address.check(z.regex(/^(?!.*@[^@]{231})/, 'must have a domain of at most 230 characters'));

export const recommendationsRequest = z.object({
  emailAddress: lookedUp,
  accountType: z.enum(ACCOUNT_TYPES),
  /** Asks every source anew, for who was told that not all have answered. */
  again: z.optional(z.boolean()),
});

export const recommendation = z.object({
  providerId,
  server: submissionServer,
  username: z.string(),
  /** How its rep may get in, best first. */
  ways: z.array(z.enum(WAYS)),
  /** How it was found. A `guess` takes no password before its rep has said that it is right. */
  reason: z.enum([
    'organisation',
    'account-type',
    'known-domain',
    'autoconfig',
    'srv',
    'mx',
    'isp-database',
    'mail-host',
    'guess',
  ]),
  /** The name at which it stands, where one does. */
  foundAt: z.nullable(z.string()),
  pros: z.array(z.enum(PROS)),
  cons: z.array(z.enum(CONS)),
});

export const recommendationsReply = z.object({
  /** Best first; empty when nothing was found. */
  recommendations: z.array(recommendation),
  /** Whose way in was found that the organisation does not allow, and why not; null when nothing was left out. */
  withheld: z.nullable(z.object({ providerId, because: z.object({ policy: z.enum(FORBIDDING), allowed }) })),
  /** The mailbox's own provider when there is no way in for programs, so that the pane can say so. */
  refusedBy: z.nullable(providerId),
  /** The operator's channel, for who has nothing else, at this address; null where there is none. Mail goes out with other people's. */
  defaultChannel: z.nullable(z.object({ recipientsPerDay: z.int(), recipientsPerMessage: z.int() })),
  /** Set where there is one that does not carry this address: the rep's own by the token, which it would; null where the token says none. */
  defaultChannelOnlyFor: z.nullable(z.object({ address: z.nullable(z.string()) })),
  /** An example of what a server's name looks like, for who types one. */
  guess: submissionServer,
  /** Whether every source answered in time. */
  complete: z.boolean(),
});
