import { DAY, HOUR, type Instant } from '../../domain/instant.ts';
import type { Counted, Limits } from '../../domain/limit.ts';
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

export function createUsage(db: Database) {
  return {
    async ofChannel(channelId: string, now: Instant): Promise<MailboxUse> {
      const mailbox = await db
        .selectFrom('mailboxes')
        .innerJoin('channels', 'channels.mailbox_id', 'mailboxes.id')
        .select(['mailboxes.id', 'mailboxes.limits'])
        .where('channels.id', '=', channelId)
        .executeTakeFirstOrThrow();
      const { waiting } = await db
        .selectFrom('messages')
        .select(({ fn }) => fn.countAll<number>().as('waiting'))
        .where('mailbox_id', '=', mailbox.id)
        .where('state', '=', 'queued')
        .executeTakeFirstOrThrow();
      const counted = await countedOf(db, mailbox.id, DAY, now);
      const recipientsByHour = Array.from({ length: HOURS }, () => 0);
      for (const { recipients, repliedAt } of counted) {
        const hour = HOURS - 1 - Math.floor((now - (repliedAt ?? now)) / HOUR);
        recipientsByHour[hour] = (recipientsByHour[hour] ?? 0) + recipients;
      }
      return { limits: mailbox.limits, counted, waiting, recipientsByHour };
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
