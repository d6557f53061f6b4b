import * as z from 'zod/mini';
import { author, instant } from './mail.ts';
import { policyChange } from './policies.ts';

/** A page of the audit log. */
export const auditQuery = z.object({
  limit: z._default(z.coerce.number().check(z.multipleOf(1), z.minimum(1), z.maximum(500)), 100),
  /** Where the page before ended; absent for the first. */
  after: z.optional(z.coerce.number().check(z.multipleOf(1), z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER))),
});

export const audited = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('policy-changed'), change: policyChange }),
]);

export const auditEntry = z.object({ id: z.int(), at: instant, by: author, what: audited });

export const auditReply = z.object({
  /** The newest first. */
  entries: z.array(auditEntry),
  /** What to ask the next page with; null at the end. */
  next: z.nullable(z.int()),
});
