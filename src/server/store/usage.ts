import { DAY, HOUR, type Instant } from '../../domain/instant.ts';
import { lowest, type Allowance, type Counted, type Limits } from '../../domain/limit.ts';
import { allowanceOf, type MailboxLimits } from './allowing.ts';
import { countedOf } from './mailboxes.ts';
import type { Database } from './open.ts';

const HOURS = 24;

/** What a channel's mailbox may do, has done and has waiting. */
export interface MailboxUse {
  limits: Limits;
  counted: Counted[];
  waiting: number;
  /** Recipients of the last 24 hours, by hour, oldest first. */
  recipientsByHour: number[];
}

/** What may go from a channel's mailbox now, and what is before it. */
export interface MailboxRoom {
  limits: Limits;
  allowance: Allowance;
  waiting: number;
}

export function createUsage(db: Database, ceiling: Limits) {
  const mailboxOf = async (channelId: string): Promise<MailboxLimits> => {
    const { id, limits } = await db
      .selectFrom('mailboxes')
      .innerJoin('channels', 'channels.mailbox_id', 'mailboxes.id')
      .select(['mailboxes.id', 'mailboxes.limits'])
      .where('channels.id', '=', channelId)
      .executeTakeFirstOrThrow();
    return { id, limits: lowest(limits, ceiling) };
  };

  const waitingIn = async (mailboxId: string): Promise<number> => {
    const { waiting } = await db
      .selectFrom('messages')
      .select(({ fn }) => fn.countAll<number>().as('waiting'))
      .where('mailbox_id', '=', mailboxId)
      .where('state', '=', 'queued')
      .executeTakeFirstOrThrow();
    return waiting;
  };

  return {
    async ofChannel(channelId: string, now: Instant): Promise<MailboxUse> {
      const { id, limits } = await mailboxOf(channelId);
      const counted = await countedOf(db, id, DAY, now);
      const recipientsByHour = Array.from({ length: HOURS }, () => 0);
      for (const { recipients, repliedAt } of counted) {
        // Another process's clock may be ahead of ours.
        const hour = Math.min(HOURS - 1, HOURS - 1 - Math.floor((now - (repliedAt ?? now)) / HOUR));
        recipientsByHour[hour] = (recipientsByHour[hour] ?? 0) + recipients;
      }
      return { limits, counted, waiting: await waitingIn(id), recipientsByHour };
    },

    /** For a next message to so many. */
    async roomFor(channelId: string, recipients: number, now: Instant): Promise<MailboxRoom> {
      const mailbox = await mailboxOf(channelId);
      const allowance = await allowanceOf(db, mailbox, recipients, now);
      return { limits: mailbox.limits, allowance, waiting: await waitingIn(mailbox.id) };
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
