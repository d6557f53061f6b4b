import type { Selectable } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Instant } from '../../domain/instant.ts';
import type { MessageRecord } from '../../domain/message-record.ts';
import { MAY_DROP, MAY_RELEASE, MESSAGE_STATES, type MessageState } from '../../domain/outbox.ts';
import { eraseContents } from './contents.ts';
import { goesAnew, lockMailbox, reschedule } from './mailboxes.ts';
import { tell } from './notes.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

type Recipient = Pick<Selectable<Tables['recipients']>, 'address' | 'outcome' | 'reply'>;

function recordOf(row: Selectable<Tables['messages']>, recipients: Recipient[]): MessageRecord {
  return {
    id: row.id,
    channelId: row.channel_id,
    messageId: row.message_id,
    state: row.state,
    subject: row.subject,
    from: row.mail_from,
    recipients: recipients.map(({ address, outcome, reply }) => ({ address, outcome, reply })),
    bytes: row.bytes,
    attempts: row.attempts,
    queuedAt: row.queued_at,
    dueAt: row.due_at,
    settledAt: row.settled_at,
    reply: row.reply,
    because: row.because,
  };
}

const statesWhere = (may: Record<MessageState, boolean>): MessageState[] =>
  MESSAGE_STATES.filter((state) => may[state]);

/** What became of a wish to change a message: done, the message's state forbids it, or there is no such message. */
export type Changed = 'done' | 'not-now' | 'not-found';

/** The owner's messages, as their owner sees and decides about them. */
export function createMessages(db: Database) {
  const own = (owner: Owner) =>
    db
      .selectFrom('messages')
      .selectAll()
      .where('tenant_id', '=', owner.tenantId)
      .where('object_id', '=', owner.objectId);

  const withRecipients = async (rows: Selectable<Tables['messages']>[]): Promise<MessageRecord[]> => {
    if (rows.length === 0) return [];
    const ids = rows.map(({ id }) => id);
    const recipients = await db
      .selectFrom('recipients')
      .selectAll()
      .where('message_id', 'in', ids)
      .orderBy('position')
      .execute();
    const byMessage = new Map(ids.map((id): [string, Recipient[]] => [id, []]));
    for (const recipient of recipients) byMessage.get(recipient.message_id)?.push(recipient);
    return rows.map((row) => recordOf(row, byMessage.get(row.id) ?? []));
  };

  /** Changes a message's state if it may be, with its mailbox locked. */
  const change = async (
    owner: Owner,
    id: string,
    from: readonly MessageState[],
    to: { state: MessageState; due_at: Instant | null; settled_at: Instant | null },
    now: Instant,
  ): Promise<Changed> =>
    db.transaction().execute(async (trx) => {
      const found = await trx
        .selectFrom('messages')
        .select(['mailbox_id', 'channel_id'])
        .where('id', '=', id)
        .where('tenant_id', '=', owner.tenantId)
        .where('object_id', '=', owner.objectId)
        .executeTakeFirst();
      if (found === undefined) return 'not-found';
      const mailbox = await lockMailbox(trx, found.mailbox_id);
      let update = trx
        .updateTable('messages')
        .set({ ...to, handing_over: false, lease: null })
        .where('id', '=', id)
        .where('state', 'in', from);
      if (to.state === 'queued') {
        update = update.where(({ exists, selectFrom }) =>
          exists(
            selectFrom('channels').select('id').where('id', '=', found.channel_id).where('broken_because', 'is', null),
          ),
        );
      }
      const changed = await update.returning('id').executeTakeFirst();
      if (changed === undefined) return 'not-now';
      if (to.state === 'dropped') await eraseContents(trx, [id]);
      await reschedule(trx, mailbox, now);
      await tell(trx, { about: 'message', id, ...owner });
      return 'done';
    });

  return {
    /** The newest first. */
    async list(owner: Owner, limit: number): Promise<MessageRecord[]> {
      return withRecipients(await own(owner).orderBy('queued_at', 'desc').orderBy('id').limit(limit).execute());
    },

    async find(owner: Owner, id: string): Promise<MessageRecord | null> {
      const [record] = await withRecipients(await own(owner).where('id', '=', id).execute());
      return record ?? null;
    },

    /** Sends a held or uncertain message again, by its owner's word. Not while its channel is broken. */
    release: (owner: Owner, id: string, now: Instant): Promise<Changed> =>
      change(owner, id, statesWhere(MAY_RELEASE), { ...goesAnew(now), settled_at: null }, now),

    /** Ends a message that waits; its content is erased at once. */
    drop: (owner: Owner, id: string, now: Instant): Promise<Changed> =>
      change(owner, id, statesWhere(MAY_DROP), { state: 'dropped', due_at: null, settled_at: now }, now),

    /** How many messages are in each state, all owners together. */
    async countByState(): Promise<{ state: MessageState; count: number }[]> {
      return db
        .selectFrom('messages')
        .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
        .groupBy('state')
        .execute();
    },
  };
}
