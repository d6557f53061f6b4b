import * as z from 'zod/mini';
import { author, instant, named } from './mail.ts';
import { policyChange } from './policies.ts';
import { providerId } from './recommendations.ts';

/** A page of the audit log. */
export const auditQuery = z.object({
  limit: z._default(z.coerce.number().check(z.multipleOf(1), z.minimum(1), z.maximum(500)), 100),
  /** Where the page before ended; absent for the first. */
  after: z.optional(z.coerce.number().check(z.multipleOf(1), z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER))),
});

/** A channel as it was then. */
const at = { providerId, host: z.string() };
const channel = z.object({ personId: z.string(), address: z.string(), ...at });
const domains = z.array(z.string());

export const audited = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('policy-changed'), change: policyChange }),
  z.object({ kind: z.enum(['channel-stopped', 'channel-let-go']), channel }),
  /** With the channels of so many colleagues who had joined it. */
  z.object({ kind: z.literal('channel-removed'), channel, colleagues: z.int() }),
  z.object({ kind: z.literal('channel-shared'), channel, before: domains, after: domains, colleagues: z.int() }),
  z.object({
    kind: z.literal('person-removed'),
    personId: z.string(),
    /** How the person was called then, and who got the mail; absent in old entries. */
    person: z.optional(z.nullable(named)),
    successor: z.optional(z.nullable(named)),
    /** One a channel. */
    addresses: z.array(z.string()),
    colleagues: z.int(),
    /** So many waited. */
    messages: z.int(),
    mail: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('drop') }),
      z.object({ kind: z.literal('hand-over'), to: z.string() }),
    ]),
  }),
  z.object({ kind: z.enum(['domain-added', 'domain-proven', 'domain-removed']), domain: z.string() }),
  z.object({ kind: z.enum(['address-named', 'address-not-named']), address: z.string(), domain: z.string() }),
  z.object({ kind: z.enum(['colleague-invited', 'invitation-withdrawn']), address: z.string(), ...at }),
]);

export const auditEntry = z.object({ id: z.int(), at: instant, by: author, what: audited });

export const auditReply = z.object({
  /** The newest first. */
  entries: z.array(auditEntry),
  /** What to ask the next page with; null at the end. */
  next: z.nullable(z.int()),
});
