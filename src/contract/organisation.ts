import * as z from 'zod/mini';
import { identifier, instant, mailbox, named } from './mail.ts';
import { allowances } from './policies.ts';
import { providerId } from './recommendations.ts';

/** Who asks, as far as the pane shows more to some than to others. */
export const askerReply = z.object({
  /** Of the asker's own organisation. */
  isAdmin: z.boolean(),
  /** Whether administrators have prepared something for the asker's address. */
  isExpected: z.boolean(),
  /** What the asker's organisation allows, so that nobody is led to a closed door. */
  allows: allowances,
});

/** A page of those who still use a password. */
export const passwordChannelsQuery = z.object({
  limit: z._default(z.coerce.number().check(z.multipleOf(1), z.minimum(1), z.maximum(500)), 100),
  /** Where the page before ended, in its own word for it; absent for the first. */
  after: z.optional(z.string().check(z.maxLength(400), z.regex(/^[0-9a-f-]{36}\/[^\r\n\0]+$/i))),
});

/** A channel that logs in with a password: whose, where, and for how long still. Never the password, and nothing of the mail. */
export const passwordChannel = z.object({
  id: identifier,
  /** How its rep is called, as the token last said; null for whom no token has named yet. */
  person: z.nullable(named),
  /** As its rep typed it: no word of whose it is. */
  sender: mailbox,
  username: z.string(),
  providerId,
  /** Since when it has this password. */
  since: instant,
  /** ISO date from which the provider refuses passwords by default; null when none is known. */
  passwordEndsOn: z.nullable(z.string()),
  /** When its provider last took a message; null when that was never, or longer ago than records are kept. */
  lastUsedAt: z.nullable(instant),
});

/** At providers whose passwords end, or where reps may sign in instead. */
export const passwordChannelsReply = z.object({
  /** By address. */
  channels: z.array(passwordChannel),
  /** What to ask the next page with; null at the end. */
  next: z.nullable(z.string()),
  /** Of all the organisation's channels there. */
  counts: z.object({ passwords: z.int(), signIns: z.int() }),
});

/** Where an administrator lets Postlane send for everybody who signs in; null where there is no such page for who asks. */
export const consentLinkReply = z.object({ url: z.nullable(z.url()) });
