import { sql, type ExpressionBuilder, type Transaction } from 'kysely';
import { NOBODY, type Busy, type Claimed, type Conversation, type MoreMail } from '../../domain/claimed.ts';
import { HOUR, type Instant } from '../../domain/instant.ts';
import { lowest, type Limits } from '../../domain/limit.ts';
import type { NewMessage } from '../../domain/new-message.ts';
import { allowanceOf, type MailboxLimits } from './allowing.ts';
import { channelOf, credentialOf, selectWithCredential } from './channel-rows.ts';
import { claimBatch } from './claiming.ts';
import { lockMailbox, reschedule } from './mailboxes.ts';
import type { Database } from './open.ts';
import { allowedIn, ownLimitsOfMailbox } from './policies.ts';
import { queueMessage } from './queueing.ts';
import { leave } from './releasing.ts';
import { tellSoon } from './telling.ts';
import type { Tables } from './tables.ts';

/** A conversation that has begun, with the first of its mail. */
export interface Opening {
  conversation: Conversation;
  messages: Claimed[];
}

/**
 * The queue itself: what comes in, and what goes out by conversations. How an attempt ends is settling.ts's.
 *
 * A mailbox has as many conversations at once as `mailboxConnections` and its limits allow. The operator's `ceiling`
 * lowers every mailbox's limits, and its organisation's policies lower them further.
 */
export function createOutbox(db: Database, newId: () => string, mailboxConnections: number, ceiling: Limits) {
  return {
    queue: (message: NewMessage, now: Instant) => queueMessage(db, message, now),

    /**
     * Begins a conversation, named `id`, with mail that may go now, of the mailbox that has waited longest and whose next
     * message is nobody's who is busy; null when there is none. Its lease is to be renewed for as long as it lasts.
     */
    async openConversation(
      now: Instant,
      id: string,
      leaseUntil: Instant,
      busy: Busy = NOBODY,
    ): Promise<Opening | null> {
      for (;;) {
        const opening = await db.transaction().execute(async (trx) => {
          const mailbox = await nextMailbox(trx, now, busy);
          if (mailbox === undefined) return null;
          const allowed = { ...mailbox, limits: allowedIn(mailbox, ceiling) };
          if (await isTaken(trx, allowed, mailboxConnections)) {
            await trx.updateTable('mailboxes').set({ taken: true }).where('id', '=', mailbox.id).execute();
            return 'look-again';
          }
          const batch = await claimBatch(trx, allowed, { id, running: null }, now, newId);
          if (batch === 'over' || batch.channelId === null) {
            await putOff(trx, allowed, now);
            return 'look-again';
          }
          const channel = await selectWithCredential(trx)
            .where('channels.id', '=', batch.channelId)
            .executeTakeFirstOrThrow();
          const row = { id, mailbox_id: mailbox.id, channel_id: channel.id, lease_until: leaseUntil };
          await trx.insertInto('conversations').values(row).execute();
          await trx.updateTable('mailboxes').set({ taken: true }).where('id', '=', mailbox.id).execute();
          const conversation: Conversation = {
            id,
            mailboxId: mailbox.id,
            channel: channelOf(channel, ceiling),
            credential: credentialOf(channel),
            pauses: mailbox.pauses,
          };
          return { conversation, messages: batch.messages };
        });
        if (opening !== 'look-again') return opening;
      }
    },

    /** More for a conversation that goes on: what may go now, or when the next may. */
    async more({ id, mailboxId, channel, credential }: Conversation, now: Instant): Promise<MoreMail> {
      return db.transaction().execute(async (trx): Promise<MoreMail> => {
        const mailbox = await trx
          .selectFrom('mailboxes')
          .select(['id', 'limits', 'failing_since', 'paused_until', ownLimitsOfMailbox.as('own')])
          .where('id', '=', mailboxId)
          .forUpdate()
          .executeTakeFirstOrThrow();
        if ((mailbox.paused_until ?? now) > now) return 'over';
        const allowed = { ...mailbox, limits: allowedIn(mailbox, ceiling) };
        const running = { channelId: channel.id, credential: credential.text };
        const batch = await claimBatch(trx, allowed, { id, running }, now, newId);
        if (batch === 'over') return batch;
        const nextAt = batch.channelId === null ? await nextAtOf(trx, allowed, now) : now;
        return { messages: batch.messages, nextAt };
      });
    },

    /** Says that the password was right: now a further conversation may begin, where more than one is allowed. */
    async loggedIn({ id, mailboxId }: Conversation, now: Instant): Promise<void> {
      if (mailboxConnections === 1) return;
      await db.transaction().execute(async (trx) => {
        const { limits } = await lockMailbox(trx, mailboxId);
        await trx.updateTable('conversations').set({ logged_in: true }).where('id', '=', id).execute();
        if (await isTaken(trx, { id: mailboxId, limits: lowest(limits, ceiling) }, mailboxConnections)) return;
        await trx.updateTable('mailboxes').set({ taken: false }).where('id', '=', mailboxId).execute();
        await reschedule(trx, { id: mailboxId }, now, 'last');
      });
    },

    /**
     * Asks to log in once more, for a connection that ended: false when the password was changed or refused, the mailbox is
     * paused, or another conversation of it tries the password now. Until this one has logged in, no other begins.
     */
    async mayLogInAgain({ id, mailboxId, credential }: Conversation, now: Instant): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        await lockMailbox(trx, mailboxId);
        const { rows } = await sql`
          update conversations set logged_in = false
          from mailboxes, channels
          where conversations.id = ${id}::uuid
            and mailboxes.id = conversations.mailbox_id and coalesce(mailboxes.paused_until, 0) <= ${now}::int8
            and channels.id = conversations.channel_id and channels.sends
            and channels.credential = ${credential.text}
            and not exists (
              select from conversations as other
              where other.mailbox_id = conversations.mailbox_id and other.id != conversations.id and not other.logged_in
            )
          returning conversations.id`.execute(trx);
        if (rows.length === 0) return false;
        await trx.updateTable('mailboxes').set({ taken: true }).where('id', '=', mailboxId).execute();
        return true;
      });
    },

    /**
     * Ends a conversation: what it had claimed and not begun goes back to its place, and the next may begin. One that has
     * logged in shows that its channel works, which need not be looked at before `nextCheckAt`; null for one that has not.
     */
    async endConversation(conversation: Conversation, now: Instant, nextCheckAt: Instant | null = null): Promise<void> {
      const { id, mailboxId, channel, credential } = conversation;
      const notes = await db.transaction().execute(async (trx) => {
        await lockMailbox(trx, mailboxId);
        const ended = await trx.deleteFrom('conversations').where('id', '=', id).returning('id').executeTakeFirst();
        if (ended === undefined) return [];
        if (nextCheckAt !== null)
          await trx
            .updateTable('channels')
            .set({ checked_at: now, checks: 0, check_at: nextCheckAt })
            .where('id', '=', channel.id)
            .where('credential', '=', credential.text)
            .where('sends', '=', true)
            .execute();
        return leave(trx, { id, mailboxId }, now);
      });
      tellSoon(db, notes);
    },

    /** Lengthens the leases of conversations that go on: only a process that died lets one run out. */
    async renew(conversationIds: readonly string[], leaseUntil: Instant): Promise<void> {
      if (conversationIds.length === 0) return;
      await db
        .updateTable('conversations')
        .set({ lease_until: leaseUntil })
        .where('id', 'in', (row) =>
          // By id: on a slow database the next renewal begins before this one is over.
          row
            .selectFrom('conversations')
            .select('id')
            .where('id', 'in', conversationIds)
            .orderBy('id')
            .forNoKeyUpdate(),
        )
        .execute();
    },

    /** The next moment at which a conversation may begin, of any mailbox but those of who is busy; null when there is none. */
    async nextDueAt(busy: Busy = NOBODY): Promise<Instant | null> {
      const next = await db
        .selectFrom('mailboxes')
        .select('due_at')
        .where('due_at', 'is not', null)
        .where(({ not, ref }) => not(ref('taken')))
        .where(ofNobodyIn(busy))
        .orderBy('due_at')
        .limit(1)
        .executeTakeFirst();
      return next?.due_at ?? null;
    },
  };
}

const nextMailbox = (trx: Transaction<Tables>, now: Instant, busy: Busy) =>
  trx
    .selectFrom('mailboxes')
    .select(['id', 'limits', 'failing_since', 'paused_until', 'pauses', ownLimitsOfMailbox.as('own')])
    .where('due_at', '<=', now)
    .where(({ not, ref }) => not(ref('taken')))
    .where(ofNobodyIn(busy))
    .orderBy('due_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

/** Whether no further conversation may begin: a password that was changed is tried once, not once on each connection. */
async function isTaken(
  trx: Transaction<Tables>,
  { id, limits }: MailboxLimits,
  mailboxConnections: number,
): Promise<boolean> {
  const places = Math.max(1, Math.min(mailboxConnections, limits.connections ?? Infinity));
  const { taken } = await trx
    .selectFrom('conversations')
    .select(({ fn }) =>
      sql<boolean>`${fn.countAll()} >= ${places}::int8 or coalesce(bool_or(not logged_in), false)`.as('taken'),
    )
    .where('mailbox_id', '=', id)
    .executeTakeFirstOrThrow();
  return taken;
}

/** Mailboxes at none of these hosts, whose next message is no such owner's: who shares a mailbox with a busy owner waits for the mail before theirs alone. */
const ofNobodyIn =
  ({ owners, hosts }: Busy) =>
  ({ eb, and, or, not, exists, selectFrom }: ExpressionBuilder<Tables, 'mailboxes'>) => {
    const elsewhere = hosts.length === 0 ? and([]) : eb('mailboxes.host', 'not in', hosts);
    if (owners.length === 0) return elsewhere;
    const next = selectFrom('messages')
      .select('channel_id')
      .whereRef('mailbox_id', '=', 'mailboxes.id')
      // In these very words, for the index of them.
      .where(sql<boolean>`state = 'queued'`)
      .orderBy('due_at')
      .orderBy('queued_at')
      .orderBy('id')
      .limit(1);
    const theirs = selectFrom('channels')
      .select('id')
      .where('id', '=', next)
      .where((channel) =>
        or(
          owners.map(({ tenantId, objectId }) =>
            and([channel('tenant_id', '=', tenantId), channel('object_id', '=', objectId)]),
          ),
        ),
      );
    return and([elsewhere, not(exists(theirs))]);
  };

/** Writes down when a mailbox of which nothing may go now is to be looked at again. */
async function putOff(trx: Transaction<Tables>, mailbox: MailboxLimits, now: Instant): Promise<void> {
  const nextAt = await nextAtOf(trx, mailbox, now);
  await trx.updateTable('mailboxes').set({ due_at: nextAt }).where('id', '=', mailbox.id).execute();
}

/** When the mailbox's next message may go, in the future; null when none waits. */
async function nextAtOf(trx: Transaction<Tables>, mailbox: MailboxLimits, now: Instant): Promise<Instant | null> {
  const next = await trx
    .selectFrom('messages')
    .select(['due_at'])
    .select(({ selectFrom }) =>
      selectFrom('recipients')
        .select((all) => all.fn.countAll<number>().as('count'))
        .whereRef('message_id', '=', 'messages.id')
        .where('outcome', '=', 'waiting')
        .as('reach'),
    )
    .where('mailbox_id', '=', mailbox.id)
    .where('state', '=', 'queued')
    .orderBy('due_at')
    .orderBy('queued_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (next === undefined) return null;
  const room = await allowanceOf(trx, mailbox, next.reach ?? 1, now);
  // No moment is known while all that counts is in flight: its conversation reschedules the mailbox when it ends.
  return Math.max(next.due_at ?? now, room.nextAt ?? now + HOUR, now + 1);
}
