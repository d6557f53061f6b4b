import type { ExpressionBuilder, Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Claimed } from '../../domain/claimed.ts';
import type { Instant } from '../../domain/instant.ts';
import { NO_LIMITS } from '../../domain/limit.ts';
import type { Envelope } from '../../domain/message.ts';
import { channelOf, selectChannels } from './channels.ts';
import { allowanceOf, hasInFlight, lockMailbox, nextOf, reschedule, type LockedMailbox } from './mailboxes.ts';
import { tell } from './notes.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

/** A message to be queued; its content is kept already. */
export interface NewMessage {
  id: string;
  owner: Owner;
  channelId: string;
  messageId: string;
  subject: string;
  envelope: Envelope;
  bytes: number;
  contentId: string;
  /** Not before then; null for at once. */
  sendAt: Instant | null;
}

/** The queue itself: what comes in, and what goes out under a lease. How an attempt ends is settling.ts's. */
export function createOutbox(db: Database) {
  return {
    /**
     * Queues a message, or holds it while its channel is broken; durable when this resolves. `known` when the id was
     * queued before, `no-channel` when the owner has no such channel.
     */
    async queue(message: NewMessage, now: Instant): Promise<'queued' | 'known' | 'no-channel'> {
      return db.transaction().execute(async (trx) => {
        const where = await trx
          .selectFrom('channels')
          .select('mailbox_id')
          .where('id', '=', message.channelId)
          .where('tenant_id', '=', message.owner.tenantId)
          .where('object_id', '=', message.owner.objectId)
          .executeTakeFirst();
        if (where === undefined) return 'no-channel';
        const mailbox = await lockMailbox(trx, where.mailbox_id);
        // Read again under the lock: it may have been broken or removed meanwhile.
        const channel = await trx
          .selectFrom('channels')
          .select('broken_because')
          .where('id', '=', message.channelId)
          .executeTakeFirst();
        if (channel === undefined) return 'no-channel';
        const isNew = await insert(trx, message, mailbox, channel.broken_because !== null, now);
        if (!isNew) return 'known';
        await reschedule(trx, mailbox, now);
        await tell(trx, { about: 'message', id: message.id, ...message.owner });
        return 'queued';
      });
    },

    /**
     * Takes the next message that may go now, of any mailbox but these owners', for this process alone; null when there
     * is none.
     *
     * The message says in-flight, durably, before a byte of it leaves. The lease is to be renewed while the attempt lasts.
     */
    async claim(
      now: Instant,
      lease: string,
      leaseUntil: Instant,
      busy: readonly Owner[] = [],
    ): Promise<Claimed | null> {
      for (;;) {
        const claimed = await db.transaction().execute((trx) => claimOne(trx, now, lease, leaseUntil, busy));
        if (claimed !== 'look-again') return claimed;
      }
    },

    /** Lengthens the leases of attempts that go on: only a process that died lets one run out. */
    async renew(leases: readonly string[], leaseUntil: Instant): Promise<void> {
      if (leases.length === 0) return;
      await db
        .updateTable('messages')
        .set({ lease_until: leaseUntil })
        .where('lease', 'in', leases)
        .where('state', '=', 'in-flight')
        .execute();
    },

    /** The next moment at which a message may go, of any mailbox but these owners'; null when none waits. */
    async nextDueAt(busy: readonly Owner[] = []): Promise<Instant | null> {
      const { at } = await db
        .selectFrom('mailboxes')
        .select(({ fn }) => fn.min('due_at').as('at'))
        .where(ofNobodyIn(busy))
        .executeTakeFirstOrThrow();
      return at;
    },
  };
}

async function insert(
  trx: Transaction<Tables>,
  message: NewMessage,
  mailbox: LockedMailbox,
  held: boolean,
  now: Instant,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .insertInto('messages')
    .values({
      id: message.id,
      tenant_id: message.owner.tenantId,
      object_id: message.owner.objectId,
      channel_id: message.channelId,
      mailbox_id: mailbox.id,
      message_id: message.messageId,
      state: held ? 'held' : 'queued',
      subject: message.subject,
      mail_from: message.envelope.mailFrom,
      bytes: message.bytes,
      content_id: message.contentId,
      attempts: 0,
      queued_at: now,
      send_at: message.sendAt,
      due_at: held ? null : Math.max(now, message.sendAt ?? now),
      handing_over: false,
    })
    .onConflict((known) => known.column('id').doNothing())
    .executeTakeFirst();
  if (numInsertedOrUpdatedRows === 0n) return false;
  const recipients = message.envelope.rcptTo.map((address, position) => ({
    message_id: message.id,
    position,
    address,
    outcome: 'waiting' as const,
  }));
  await trx.insertInto('recipients').values(recipients).execute();
  return true;
}

/** Mailboxes that no channel of these owners uses. */
const ofNobodyIn =
  (owners: readonly Owner[]) =>
  ({ and, not, exists, selectFrom }: ExpressionBuilder<Tables, 'mailboxes'>) =>
    and(
      owners.map(({ tenantId, objectId }) =>
        not(
          exists(
            selectFrom('channels')
              .select('id')
              .whereRef('mailbox_id', '=', 'mailboxes.id')
              .where('tenant_id', '=', tenantId)
              .where('object_id', '=', objectId),
          ),
        ),
      ),
    );

async function claimOne(
  trx: Transaction<Tables>,
  now: Instant,
  lease: string,
  leaseUntil: Instant,
  busy: readonly Owner[],
): Promise<Claimed | null | 'look-again'> {
  const mailbox = await trx
    .selectFrom('mailboxes')
    .select(['id', 'limits'])
    .where('due_at', '<=', now)
    .where(ofNobodyIn(busy))
    .orderBy('due_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (mailbox === undefined) return null;
  const next = await nextOf(trx, mailbox.id);
  const free = next !== undefined && (next.due_at ?? now) <= now && !(await hasInFlight(trx, mailbox.id));
  // due_at was right when it was written; this is what keeps the limit even if it were not.
  if (!free || (await allowanceOf(trx, mailbox, next.reach, now)).messages < 1) {
    await reschedule(trx, mailbox, now);
    return 'look-again';
  }
  const channel = await selectChannels(trx).where('channels.id', '=', next.channel_id).executeTakeFirstOrThrow();
  const attempts = next.attempts + 1;
  const tryingSince = next.trying_since ?? now;
  await trx
    .updateTable('messages')
    .set({
      state: 'in-flight',
      lease,
      lease_until: leaseUntil,
      handing_over: false,
      attempts,
      trying_since: tryingSince,
      due_at: null,
    })
    .where('id', '=', next.id)
    .execute();
  await trx.insertInto('counted').values({ lease, mailbox_id: mailbox.id, recipients: next.reach }).execute();
  await trx.updateTable('mailboxes').set({ due_at: null }).where('id', '=', mailbox.id).execute();
  const recipients = await trx
    .selectFrom('recipients')
    .select(['address', 'outcome'])
    .where('message_id', '=', next.id)
    .orderBy('position')
    .execute();
  const waiting = recipients.filter(({ outcome }) => outcome === 'waiting');
  await tell(trx, { about: 'message', id: next.id, tenantId: next.tenant_id, objectId: next.object_id });
  return {
    id: next.id,
    lease,
    channel: channelOf(channel, NO_LIMITS),
    credential: { text: channel.credential, keyId: channel.credential_key_id },
    envelope: { mailFrom: next.mail_from, rcptTo: waiting.map(({ address }) => address) },
    bytes: next.bytes,
    contentId: next.content_id,
    tryingSince,
    attempts,
    reachedSome: recipients.some(({ outcome }) => outcome === 'accepted'),
  };
}
