import * as z from 'zod/mini';
import { BOARD_SHOWS, TEAM_PARTS } from '../domain/board.ts';
import { CONNECTION_FAILURES, GRANT_FAILURES, REPLY_FAILURES } from '../domain/failure.ts';
import { FORBIDDING } from '../domain/policies.ts';
import { TRANSPORTS } from '../domain/transport.ts';
import { identifier, instant, mailbox, named } from './mail.ts';
import { passwordChannelsQuery } from './organisation.ts';
import { providerId } from './recommendations.ts';

/** A page of the board, by address. */
export const boardQuery = z.extend(passwordChannelsQuery, {
  /** All, those that are broken, not allowed, or on a password that ends. */
  show: z._default(z.enum(BOARD_SHOWS), 'all'),
  /** How an address begins: the sender's, or the person's own. */
  find: z._default(z.string().check(z.maxLength(254), z.regex(/^[^\r\n\0]*$/)), ''),
});

/** A channel as an administrator looks after it: whose, where, and how it does. Never a credential, and nothing of the mail. */
export const boardChannel = z.object({
  id: identifier,
  /** Its rep's object id in the tenant. */
  personId: z.string(),
  /** How its rep is called, as the token last said; null for whom no token has named yet. */
  person: z.nullable(named),
  /** As its rep typed it: no word of whose it is. */
  sender: mailbox,
  providerId,
  host: z.string(),
  transport: z.enum(TRANSPORTS),
  credential: z.enum(['password', 'sign-in']),
  /** As whom its rep signed in; null for a password. */
  account: z.nullable(z.string()),
  /** Its rep shares it with colleagues, or has joined a colleague's. */
  team: z.nullable(z.enum(TEAM_PARTS)),
  /** Nobody vouches for its sender: it carries nothing but the code that would. */
  isUnproven: z.boolean(),
  /** ISO date from which the provider refuses passwords by default; null when none is known, or its rep signed in. */
  passwordEndsOn: z.nullable(z.string()),
  /** Null while it works. */
  broken: z.nullable(
    z.object({ kind: z.enum([...CONNECTION_FAILURES, ...REPLY_FAILURES, ...GRANT_FAILURES]), since: instant }),
  ),
  /** The organisation's policy that stands against it: it takes no new message; null while it is allowed. */
  forbiddenBy: z.nullable(z.enum(FORBIDDING)),
  /** Since when its rep keeps the mail back, to change the password; null while the rep does not. */
  heldSince: z.nullable(instant),
  /** Since when an administrator lets nothing leave; null while mail may. */
  stoppedSince: z.nullable(instant),
  /** Messages that have not left. */
  waiting: z.int(),
  /** How many colleagues send by it, whose channels go with it, and the messages of those that have not left. */
  colleagues: z.int(),
  colleaguesWaiting: z.int(),
  /** When its provider last took a message; null when that was never, or longer ago than records are kept. */
  lastUsedAt: z.nullable(instant),
});

export const boardReply = z.object({
  channels: z.array(boardChannel),
  /** What to ask the next page with; null at the end. */
  next: z.nullable(z.string()),
  /** Of all the organisation's channels; `endsOn` is the first day on which a password of theirs ends by itself, an ISO date. */
  counts: z.object({
    channels: z.int(),
    broken: z.int(),
    forbidden: z.int(),
    ending: z.int(),
    endsOn: z.nullable(z.string()),
  }),
});
