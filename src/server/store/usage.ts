import type { Standing } from '../../domain/forecast.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../domain/instant.ts';
import { lowest, type Counted, type Limits } from '../../domain/limit.ts';
import type { ProviderId } from '../../domain/provider.ts';
import { pauseOf } from './channels.ts';
import { countedOf } from './mailboxes.ts';
import type { Database } from './open.ts';

const HOURS = 24;

/** What a channel's mailbox may do, has done and has waiting. */
export interface MailboxUse {
  limits: Limits;
  counted: Counted[];
  /** Those that may go when there is room: not those scheduled for later. */
  waiting: number;
  /** Recipients of the last 24 hours, by hour, oldest first. */
  recipientsByHour: number[];
}

/** A mail that left a mailbox by another way than ours. */
export interface Reported {
  /** Given by who reports it: the same twice counts once. */
  id: string;
  at: Instant;
  recipients: number;
}

/** What counts against the limits of channels' mailboxes, none higher than the ceiling. */
export function createUsage(db: Database, ceiling: Limits) {
  const mailboxOf = (channelId: string) =>
    db
      .selectFrom('mailboxes')
      .innerJoin('channels', 'channels.mailbox_id', 'mailboxes.id')
      .select(['mailboxes.id', 'mailboxes.limits', 'paused_until', 'paused_because', 'provider_id'])
      .where('channels.id', '=', channelId);

  const queuedIn = (mailboxId: string) =>
    db.selectFrom('messages').where('mailbox_id', '=', mailboxId).where('state', '=', 'queued');

  return {
    async ofChannel(channelId: string, now: Instant): Promise<MailboxUse> {
      const { id, limits } = await mailboxOf(channelId).executeTakeFirstOrThrow();
      const counted = await countedOf(db, id, DAY, now);
      const recipientsByHour = Array.from({ length: HOURS }, () => 0);
      for (const { recipients, repliedAt } of counted) {
        // Another process's clock may be ahead of ours.
        const hour = Math.min(HOURS - 1, HOURS - 1 - Math.floor((now - (repliedAt ?? now)) / HOUR));
        recipientsByHour[hour] = (recipientsByHour[hour] ?? 0) + recipients;
      }
      const { waiting } = await queuedIn(id)
        .select(({ fn }) => fn.countAll<number>().as('waiting'))
        .where((row) => row.or([row('send_at', 'is', null), row('send_at', '<=', now)]))
        .executeTakeFirstOrThrow();
      return { limits: lowest(limits, ceiling), counted, waiting, recipientsByHour };
    },

    /** How things stand in a channel's mailbox, for a forecast; null when there is no such channel. */
    async standing(channelId: string, now: Instant): Promise<Standing | null> {
      const mailbox = await mailboxOf(channelId).executeTakeFirst();
      if (mailbox === undefined) return null;
      const limits = lowest(mailbox.limits, ceiling);
      const { usedInDay } = await db
        .selectFrom('counted')
        .select(({ fn, val }) => fn.coalesce(fn.sum<number>('recipients'), val(0)).as('usedInDay'))
        .where('mailbox_id', '=', mailbox.id)
        .where((row) => row.or([row('replied_at', 'is', null), row('replied_at', '>', now - DAY)]))
        .executeTakeFirstOrThrow();
      const due = queuedIn(mailbox.id).where('due_at', '<=', now);
      const { messages } = await due.select(({ fn }) => fn.countAll<number>().as('messages')).executeTakeFirstOrThrow();
      const { recipients } = await due
        .innerJoin('recipients', 'recipients.message_id', 'messages.id')
        .where('outcome', '=', 'waiting')
        .select(({ fn }) => fn.countAll<number>().as('recipients'))
        .executeTakeFirstOrThrow();
      return {
        providerId: mailbox.provider_id as ProviderId,
        limits,
        // A mailbox without a daily limit is a company's own server mostly, where a day may hold very many.
        counted: await countedOf(db, mailbox.id, limits.recipientsPerDay === null ? MINUTE : DAY, now),
        usedInDay,
        ahead: { messages, recipients },
        pause: pauseOf(mailbox),
      };
    },

    /** Counts mail that left a channel's mailbox by another way, for all channels of that mailbox. */
    async report(channelId: string, sent: readonly Reported[]): Promise<void> {
      const mailbox = await mailboxOf(channelId).executeTakeFirst();
      if (mailbox === undefined || sent.length === 0) return;
      const rows = sent.map(({ id, at, recipients }) => ({
        lease: id,
        mailbox_id: mailbox.id,
        recipients,
        replied_at: at,
        reported: true,
      }));
      await db
        .insertInto('counted')
        .values(rows)
        .onConflict((known) => known.column('lease').doNothing())
        .execute();
    },

    /** Forgets what counts no more, and the records of messages settled before a moment. */
    async sweep(now: Instant, settledBefore: Instant): Promise<void> {
      await db
        .deleteFrom('counted')
        .where('replied_at', '<', now - DAY)
        .execute();
      await db.deleteFrom('messages').where('settled_at', '<', settledBefore).execute();
    },
  };
}
