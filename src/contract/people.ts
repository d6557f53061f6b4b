import * as z from 'zod/mini';
import { MESSAGE_STATES } from '../domain/outbox.ts';
import { PROVEN_HOWS } from '../domain/sender-proof.ts';
import { channel, codeReply, oneBreak, pause } from './channels.ts';
import { deliveryFailure } from './failure.ts';
import { identifier, instant, mailbox, named } from './mail.ts';
import { message } from './messages.ts';
import { providerId } from './recommendations.ts';

/** A person's object id in the tenant, as tokens name it. */
const objectId = z.string().check(z.minLength(1), z.maxLength(255), z.regex(/^[^\r\n\0]*$/));
export const byPerson = z.object({ personId: objectId });

/** What is of a person, before it is removed: of the waiting mail as much as one needs to decide, and nothing of what it says or to whom. */
export const personReply = z.object({
  /** How the person is called, as the token last said; null for whom no token has named yet. */
  person: z.nullable(named),
  channels: z.array(z.object({ id: identifier, sender: mailbox, providerId, host: z.string() })),
  /** The oldest of them. */
  waiting: z.array(
    z.object({
      from: z.string(),
      recipients: z.int(),
      state: z.enum(MESSAGE_STATES),
      queuedAt: instant,
      sendAt: z.nullable(instant),
    }),
  ),
  waitingCount: z.int(),
  /** Messages that have begun to leave: they come to their end. */
  underWay: z.int(),
  /** Records of what is over. */
  records: z.int(),
  /** How many colleagues send by these channels, whose own go with them, and the mail that waits there: nobody gets it. */
  colleagues: z.int(),
  colleaguesWaiting: z.int(),
  /** Who could send the waiting mail as it is: colleagues with a channel for every address it is from. */
  successors: z.array(z.object({ personId: z.string(), person: z.nullable(named), sender: mailbox })),
});

/** What becomes of the mail that waits: nobody sends it, or a colleague gets it, who sends it or does not. */
export const leavingQuery = z.discriminatedUnion('mail', [
  z.object({ mail: z.literal('drop') }),
  z.object({ mail: z.literal('hand-over'), to: objectId }),
]);

/** What was removed; of messages, those that waited, and those that come to their end by themselves. */
export const removedReply = z.object({ channels: z.int(), messages: z.int(), underWay: z.int() });

/** A moment as whoever reads a file reads it: ISO 8601, in UTC. */
const moment = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, 'must be a moment in UTC'));
const perhaps = z.nullable(moment);

/**
 * All that Postlane has of a rep but the credentials, and what messages say: that is sealed, and erased when it is sent. A file for
 * people: its moments are texts, and milliseconds nowhere.
 */
export const exportReply = z.object({
  exportedAt: moment,
  /** Name and address as the token last said them; null for what it did not say. */
  person: z.object({ tenantId: z.string(), objectId: z.string(), ...named.shape }),
  channels: z.array(
    z.object({
      channel: z.extend(channel, {
        health: z.discriminatedUnion('state', [
          z.object({ state: z.literal('working'), since: moment }),
          z.object({ state: z.literal('broken'), since: moment, because: deliveryFailure }),
        ]),
        pause: z.nullable(z.extend(pause, { until: moment })),
        code: z.nullable(z.extend(codeReply, { sentAt: moment, expiresAt: moment })),
        ...{ heldSince: perhaps, stoppedSince: perhaps, nextCheckAt: perhaps },
        ...{ checkedAt: moment, createdAt: moment, verifiedAt: moment },
      }),
      breaks: z.array(z.extend(oneBreak, { since: moment, until: perhaps })),
    }),
  ),
  /** What the rep has shown to be the own, each once for every login it counts for. */
  addresses: z.array(z.object({ address: z.string(), how: z.enum(PROVEN_HOWS), provenAt: moment })),
  /** The newest first. */
  messages: z.array(
    z.extend(message, {
      queuedAt: moment,
      ...{ sendAt: perhaps, dueAt: perhaps, givesUpAt: perhaps, settledAt: perhaps },
    }),
  ),
});
