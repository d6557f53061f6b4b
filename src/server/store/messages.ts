import { sql, type Selectable, type Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Instant } from '../../domain/instant.ts';
import type { MessageRecord } from '../../domain/message-record.ts';
import { givesUpAt, MAY_DROP, MAY_RELEASE, MAY_RESCHEDULE, type MessageState } from '../../domain/outbox.ts';
import { giveUp, recordArrival } from './ending.ts';
import { isVouchedFor } from './handing-on.ts';
import { goesAnew, reschedule, underMailbox } from './mailboxes.ts';
import { giveBack } from './releasing.ts';
import { tell } from './telling.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

type Row = Selectable<Tables['messages']>;
/** With what keeps all mail of its mailbox. */
type Shown = Row & Pick<Selectable<Tables['mailboxes']>, 'paused_until'>;
type Recipient = Pick<Selectable<Tables['recipients']>, 'address' | 'outcome' | 'reply'>;

/** One that a conversation has and that has not begun to leave waits for its turn, as far as its owner is concerned. */
const isOnlyClaimed = ({ state, handing_over }: Pick<Row, 'state' | 'handing_over'>): boolean =>
  state === 'in-flight' && !handing_over;

function recordOf(row: Shown, recipients: Recipient[]): MessageRecord {
  const state = isOnlyClaimed(row) ? 'queued' : row.state;
  return {
    id: row.id,
    channelId: row.channel_id,
    messageId: row.message_id,
    state,
    subject: row.subject,
    from: row.mail_from,
    recipients: recipients.map(({ address, outcome, reply }) => ({ address, outcome, reply })),
    handedOver: row.handed_over,
    bytes: row.bytes,
    attempts: isOnlyClaimed(row) ? row.attempts - 1 : row.attempts,
    queuedAt: row.queued_at,
    sendAt: row.send_at,
    dueAt: state === 'queued' ? Math.max(row.due_at ?? 0, row.paused_until ?? 0) : null,
    givesUpAt:
      state === 'queued' && row.because !== null && row.trying_since !== null
        ? givesUpAt(row.trying_since, row.because)
        : null,
    settledAt: row.settled_at,
    reply: row.reply,
    because: row.because,
  };
}

/** What became of a wish to change a message: done, the message's state forbids it, or there is no such message. */
export type Changed = 'done' | 'not-now' | 'not-found';
/** Or nobody vouches any more for as whom it would go. */
export type Released = Changed | 'unproven';

/** The owner's messages, as their owner sees and decides about them. */
export function createMessages(db: Database) {
  const own = (owner: Owner) =>
    db
      .selectFrom('messages')
      .innerJoin('mailboxes', 'mailboxes.id', 'messages.mailbox_id')
      .selectAll('messages')
      .select('mailboxes.paused_until')
      .where('tenant_id', '=', owner.tenantId)
      .where('object_id', '=', owner.objectId);

  const withRecipients = async (rows: Shown[]): Promise<MessageRecord[]> => {
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

  /** Decides about a message with its mailbox locked; `decision` says whether it may be. What is only claimed is taken back first. */
  const decide = async <Refusal extends string>(
    owner: Owner,
    id: string,
    now: Instant,
    decision: (
      trx: Transaction<Tables>,
      message: Pick<Row, 'state' | 'channel_id' | 'handed_over'>,
    ) => Promise<boolean | Refusal>,
  ): Promise<Changed | Refusal> => {
    const mailboxOf = (trx: Transaction<Tables>) =>
      trx
        .selectFrom('messages')
        .select('mailbox_id')
        .where('id', '=', id)
        .where('tenant_id', '=', owner.tenantId)
        .where('object_id', '=', owner.objectId)
        .executeTakeFirst();
    const changed = await underMailbox(db, mailboxOf, async (trx, mailbox): Promise<Changed | Refusal> => {
      const read = () =>
        trx
          .selectFrom('messages')
          .select(['id', 'state', 'channel_id', 'lease', 'handing_over', 'handed_over', 'tenant_id', 'object_id'])
          .where('id', '=', id)
          // Whoever says that it begins to leave takes no mailbox.
          .forUpdate()
          .executeTakeFirstOrThrow();
      const found = await read();
      if (isOnlyClaimed(found)) await giveBack(trx, [found], null, now);
      const message = isOnlyClaimed(found) ? await read() : found;
      const decided = await decision(trx, message);
      if (decided !== true) return decided === false ? 'not-now' : decided;
      await reschedule(trx, mailbox, now);
      await tell(trx, { about: 'message', id, ...owner });
      return 'done';
    });
    return changed ?? 'not-found';
  };

  return {
    /** What waits for its owner first, then what waits for its time, then what is over, the newest first. */
    async list(owner: Owner, limit: number): Promise<MessageRecord[]> {
      const waits = sql<boolean>`state in ('queued', 'held', 'in-flight', 'uncertain')`;
      const waiting = await own(owner)
        .where(waits)
        .orderBy(sql`state in ('held', 'uncertain')`, 'desc')
        .orderBy('messages.due_at')
        .orderBy('queued_at')
        .orderBy('messages.id')
        .limit(limit)
        .execute();
      const over = await own(owner)
        .where(sql<boolean>`not ${waits}`)
        .orderBy('queued_at', 'desc')
        .orderBy('messages.id')
        .limit(limit - waiting.length)
        .execute();
      // One that was settled between the two is in both.
      const listed = new Set(waiting.map(({ id }) => id));
      return withRecipients([...waiting, ...over.filter(({ id }) => !listed.has(id))]);
    },

    async find(owner: Owner, id: string): Promise<MessageRecord | null> {
      const [record] = await withRecipients(await own(owner).where('messages.id', '=', id).execute());
      return record ?? null;
    },

    /**
     * Sends a held or uncertain message again, by the word of its owner, whom the token calls `own`. Not while its channel is
     * broken; nor what somebody else wrote, as whom nobody says any more that its owner may write.
     */
    release: (owner: Owner, id: string, own: string | null, now: Instant): Promise<Released> =>
      decide<'unproven'>(owner, id, now, async (trx, { state, channel_id, handed_over }) => {
        const channel = await trx
          .selectFrom('channels')
          .select('sends')
          .where('id', '=', channel_id)
          .executeTakeFirst();
        if (!MAY_RELEASE[state] || channel?.sends !== true) return false;
        if (handed_over && !(await isVouchedFor(trx, channel_id, own))) return 'unproven';
        await trx
          .updateTable('messages')
          .set({ ...goesAnew(now), handing_over: false, lease: null, handed_over: false })
          .where('id', '=', id)
          .execute();
        return true;
      }),

    /** Has a message that waits leave at another time, by its owner's word; null for at once. */
    reschedule: (owner: Owner, id: string, sendAt: Instant | null, now: Instant): Promise<Changed> =>
      decide<never>(owner, id, now, async (trx, { state }) => {
        if (!MAY_RESCHEDULE[state]) return false;
        const goes = state === 'queued' && { ...goesAnew(now), due_at: Math.max(now, sendAt ?? now) };
        await trx
          .updateTable('messages')
          .set({ ...goes, send_at: sendAt })
          .where('id', '=', id)
          .execute();
        return true;
      }),

    /** Ends a message that waits, or tells of an uncertain one that it arrived; its content is erased at once. */
    drop: (owner: Owner, id: string, now: Instant): Promise<Changed> =>
      decide<never>(owner, id, now, async (trx, { state }) => {
        if (!MAY_DROP[state]) return false;
        if (state === 'uncertain') await recordArrival(trx, id, now);
        else await giveUp(trx, trx.selectFrom('messages').select('id').where('id', '=', id), now);
        return true;
      }),

    /** All of them, the newest first, so many at a time: what comes in meanwhile is not among them. */
    async *all(owner: Owner, pageSize: number): AsyncGenerator<MessageRecord[]> {
      for (let before: Pick<Row, 'queued_at' | 'id'> | undefined; ;) {
        const last = before;
        const rows = await own(owner)
          .$if(last !== undefined, (one) =>
            one.where(sql<boolean>`(queued_at, messages.id) < (${last?.queued_at}::int8, ${last?.id}::uuid)`),
          )
          .orderBy('queued_at', 'desc')
          .orderBy('messages.id', 'desc')
          .limit(pageSize)
          .execute();
        if (rows.length > 0) yield await withRecipients(rows);
        before = rows.at(-1);
        if (rows.length < pageSize) return;
      }
    },

    /** How many messages are in each state but the last ones, all owners together. */
    async countUnsettled(): Promise<{ state: MessageState; count: number }[]> {
      return (
        db
          .selectFrom('messages')
          .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
          // In these very words, for the index of them.
          .where(sql<boolean>`state in ('queued', 'held', 'in-flight')`)
          .groupBy('state')
          .execute()
      );
    },
  };
}
