import * as z from 'zod/mini';
import { WARNINGS } from '../domain/forecast.ts';
import { KEPT_BY, MENDED_BY, NOTICED_BY } from '../domain/health.ts';
import { FORBIDDING } from '../domain/policies.ts';
import { SECRET_NAMES } from '../domain/provider/row.ts';
import { TRANSPORTS } from '../domain/transport.ts';
import { STEPS } from '../domain/verification.ts';
import { deliveryFailure, requestFailure } from './failure.ts';
import { identifier, instant, mailbox } from './mail.ts';
import { providerId, submissionServer } from './recommendations.ts';

export const limits = z.object({
  messagesPerMinute: z.nullable(z.int()),
  recipientsPerDay: z.nullable(z.int()),
  recipientsPerMessage: z.nullable(z.int()),
  connections: z.nullable(z.int()),
  messageBytes: z.nullable(z.int()),
});

const password = z.string().check(z.minLength(1), z.maxLength(1024));

/** A password; or the reference that a sign-in came back with, and the account, where another than the sender's is meant. */
const credential = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('password'), password }),
  z.object({
    kind: z.literal('sign-in'),
    reference: z.string().check(z.minLength(1), z.maxLength(200)),
    account: z.optional(z.string().check(z.maxLength(320))),
  }),
]);

export const connectRequest = z.object({
  providerId,
  server: submissionServer,
  username: z.string().check(z.minLength(1), z.maxLength(320), z.regex(/^[^\r\n\0]*$/)),
  sender: mailbox,
  credential,
});

/** The operator's channel, for who has none: with an address that is the asker's own. */
export const defaultChannelRequest = z.object({ sender: mailbox });

/** Without a credential the channel is proven with the one it has: when somebody else mended what was wrong. */
export const repairRequest = z.object({
  credential: z.optional(credential),
});

const day = z.iso.date();

/** What a rep says of how long the password lasts: until a day, or so many days from when it was given. */
export const expiryRule = z.union([
  z.object({ on: day }),
  z.object({ everyDays: z.int().check(z.minimum(1), z.maximum(3_650)) }),
]);

/** What a rep may change without a new proof; what is absent stays. */
export const channelChange = z.object({
  sender: z.optional(z.object({ name: z.string().check(z.maxLength(320), z.regex(/^[^\r\n\0]*$/)) })),
  expiry: z.optional(z.nullable(expiryRule)),
  /** It is the one to send through where a draft leaves the choice, and no other is any more. */
  isDefault: z.optional(z.literal(true)),
});

/** Another address that a channel's login may send as. */
export const senderRequest = z.object({ sender: mailbox });

/** A code that was sent to a channel's sender, and when it counts no more. */
export const codeReply = z.object({ sentAt: instant, expiresAt: instant });
export const codeRequest = z.object({ code: z.string().check(z.regex(/^\d{8}$/, 'must have eight digits')) });

export const health = z.discriminatedUnion('state', [
  z.object({ state: z.literal('working'), since: instant }),
  z.object({ state: z.literal('broken'), since: instant, because: deliveryFailure }),
]);

/** Until when nothing leaves the channel's mailbox, and why: the provider said so, or is not there. */
export const pause = z.object({ until: instant, because: deliveryFailure });

/** A channel as the pane sees it: never a credential. */
export const channel = z.object({
  id: identifier,
  /** Whose team's it is, and who looks after it; null for one of the rep's own. */
  team: z.nullable(
    z.object({
      by: mailbox,
      /** The addresses that everybody may write as, by this channel's login too: another channel each. */
      named: z.array(z.string()),
    }),
  ),
  /** How many colleagues send by it: their channels go with it. */
  colleagues: z.int(),
  providerId,
  /** Of a team's, the name of a server that no row knows stays with its administrator: it is empty. */
  server: z.extend(submissionServer, { host: z.string() }),
  /** Empty for a team's. */
  username: z.string(),
  /** Whether it logs in with a password, its rep signed in, or the operator lets it in. */
  credential: z.enum(['password', 'sign-in', 'operator']),
  /** What the provider calls what a login takes there: what Outlook runs by itself has no room for the catalogue. */
  secret: z.enum(SECRET_NAMES),
  /** By what its mail leaves. */
  transport: z.enum(TRANSPORTS),
  sender: mailbox,
  /** Whether it is known that its rep may write so; until then it carries nothing but the code that proves it. */
  isSenderProven: z.boolean(),
  /** Whether an administrator may name it as one that everybody writes as: its domain is one that the organisation has proven. */
  mayBeNamed: z.boolean(),
  /** The code that was sent there last, to be entered until it expires; null for none, and once it is used or was tried too often. */
  code: z.nullable(codeReply),
  isDefault: z.boolean(),
  limits,
  /** The policy by which its organisation does not allow it any more: what it has taken it sends, and takes nothing new. */
  forbiddenBy: z.nullable(z.enum(FORBIDDING)),
  health,
  /** Since when the rep keeps the mail back, to change the password; null while it may go. */
  heldSince: z.nullable(instant),
  /** Since when an administrator of the rep's organisation lets nothing leave; null while mail may. */
  stoppedSince: z.nullable(instant),
  /** Messages that wait for the repair, or, while it works, for the rep's word because they are more than a day old. */
  held: z.int(),
  /** Null while mail may leave. */
  pause: z.nullable(pause),
  /** When the server last took the login. */
  checkedAt: instant,
  /** When Postlane tries the login next though nothing is sent; null while the channel waits for its rep. */
  nextCheckAt: z.nullable(instant),
  /** When the rep's password ends, by what the rep said; `everyDays` is null when only this day is known. */
  expiry: z.nullable(z.object({ on: day, everyDays: z.nullable(z.int()) })),
  /** ISO date from which the provider refuses passwords by default; null when none is known, or its rep signed in. */
  passwordEndsOn: z.nullable(z.string()),
  createdAt: instant,
  verifiedAt: instant,
});
export const channelReply = z.object({ channel });
export const channelsReply = z.object({ channels: z.array(channel) });

/** One time in which nothing left the channel. */
export const oneBreak = z.object({
  id: identifier,
  since: instant,
  /** Null when somebody kept the mail back. */
  because: z.nullable(deliveryFailure),
  noticedBy: z.nullable(z.enum(NOTICED_BY)),
  /** The rep, to change the password, or an administrator; null when something was broken. */
  keptBy: z.nullable(z.enum(KEPT_BY)),
  /** Null while it lasts. */
  until: z.nullable(instant),
  mendedBy: z.nullable(z.enum(MENDED_BY)),
  waited: z.int(),
});
/** The newest first. */
export const breaks = z.array(oneBreak);
export const historyReply = z.object({ breaks });

/** How many messages were let go, or dropped. */
export const heldReply = z.object({ count: z.int() });

const step = z.enum(STEPS);

/** One line of the NDJSON reply to connect and repair: the steps as they happen, then the channel or the failure. */
export const connectLine = z.union([
  z.object({ step, outcome: z.literal('started') }),
  z.object({ step, outcome: z.literal('passed'), milliseconds: z.int(), detail: z.string() }),
  z.object({ step, outcome: z.literal('failed'), milliseconds: z.int(), failure: deliveryFailure }),
  z.object({ channel }),
  z.object({ failure: z.discriminatedUnion('kind', [deliveryFailure, requestFailure]) }),
]);

export const usageReply = z.object({
  limits,
  /** All that counts; of the day's recipients, so many were reported: sent by Outlook itself. */
  usage: z.object({ messagesInMinute: z.int(), recipientsInDay: z.int(), reportedInDay: z.int() }),
  allowance: z.object({ messages: z.nullable(z.int()), nextAt: z.nullable(instant) }),
  waiting: z.int(),
  /** What would not be sent if the channel itself went: also what is scheduled, held or uncertain. */
  droppable: z.int(),
  /** Recipients reached in each of the last 24 hours, oldest first. */
  recipientsByHour: z.array(z.int()),
});

const load = { messages: z.int(), recipients: z.int() };
const wholeNumberTo = (most: number) => z.coerce.number().check(z.multipleOf(1), z.minimum(1), z.maximum(most));

/** So many recipients, spread over so many messages, to leave at once or at a moment at most MAY_WAIT ahead. */
export const forecastQuery = z.object({
  recipients: wholeNumberTo(100_000),
  /** Each is foreseen by itself. */
  messages: z._default(wholeNumberTo(10_000), 1),
  sendAt: z.optional(z.coerce.number().check(z.multipleOf(1))),
});

/** What would happen if so much were queued now and all went well. */
export const forecastReply = z.object({
  ...load,
  ahead: z.object(load),
  startsAt: instant,
  doneAt: instant,
  usedInDay: z.int(),
  later: z.nullable(z.object({ recipients: z.int(), from: instant })),
  warnings: z.array(z.enum(WARNINGS)),
});

/** No provider takes a mail to more than this: an admin of Microsoft 365 may allow so many. */
const MOST_RECIPIENTS = 1_000;

/** Mail that left the mailbox by another way than ours, such as Outlook itself; the same id twice counts once. */
export const reportedMail = z.object({
  sent: z
    .array(
      z.object({ id: identifier, at: instant, recipients: z.int().check(z.minimum(1), z.maximum(MOST_RECIPIENTS)) }),
    )
    .check(z.minLength(1), z.maxLength(1000)),
});
