import type { Selectable, Transaction } from 'kysely';
import { hasReply, type DeliveryFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import type { SealedCredential } from '../../domain/credential.ts';
import { isPutOff, isSettled, type Attempt, type Settlement } from '../../domain/outbox.ts';
import type { Reply } from '../../domain/reply.ts';
import { eraseContents } from './contents.ts';
import { giveUp } from './ending.ts';
import { goesAnew, lockMailbox, reschedule, type LockedMailbox } from './mailboxes.ts';
import { tell } from './notes.ts';
import type { Database } from './open.ts';
import { json, type Tables } from './tables.ts';

interface Held {
  id: string;
  lease: string;
}
/** With the credential the attempt logged in with. */
interface Tried extends Held {
  credential: SealedCredential;
}
type Row = Selectable<Tables['messages']>;

/** How a message under a lease ends its attempt: each in one transaction, and only for whoever has the lease. */
export function createSettling(db: Database) {
  /** Runs `work` on the message if the lease is still its own. A lease that ran out may still say what it knows of an uncertain message. */
  const underLease = (
    { id, lease }: Held,
    now: Instant,
    work: (trx: Transaction<Tables>, row: Row, mailbox: LockedMailbox) => Promise<void>,
  ): Promise<boolean> =>
    db.transaction().execute(async (trx) => {
      const { mailbox_id } = await trx
        .selectFrom('messages')
        .select('mailbox_id')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const mailbox = await lockMailbox(trx, mailbox_id);
      const row = await trx
        .selectFrom('messages')
        .selectAll()
        .where('id', '=', id)
        .where('lease', '=', lease)
        .where('state', 'in', ['in-flight', 'uncertain'])
        // beginHandOver and renew take no mailbox: what is decided by this row must not change before it is written.
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined) return false;
      await work(trx, row, mailbox);
      await reschedule(trx, mailbox, now);
      await tell(trx, { about: 'message', id, tenantId: row.tenant_id, objectId: row.object_id });
      return true;
    });

  return {
    /**
     * Says, durably, that the bytes begin to leave. From now on an attempt that ends without a word is uncertain. False
     * when the lease is lost: then nothing may leave.
     */
    async beginHandOver({ id, lease }: Held): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('messages')
        .set({ handing_over: true })
        .where('id', '=', id)
        .where('lease', '=', lease)
        .where('state', '=', 'in-flight')
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    },

    /** Writes down how the attempt ended and what follows: the message, its recipients, its count, its channel, its content. False when the lease was lost. */
    settle: (tried: Tried, attempt: Attempt, settlement: Settlement, now: Instant): Promise<boolean> =>
      underLease(tried, now, async (trx, row, mailbox) => {
        const next = await asThingsAre(trx, row, attempt, settlement, tried.credential, now);
        await trx
          .updateTable('messages')
          .set({
            state: next.state,
            due_at: next.state === 'queued' ? next.dueAt : null,
            settled_at: isSettled(next.state) ? now : null,
            lease_until: null,
            // What it was accepted by stays its reply when the last attempts for the rest were in vain.
            reply: json(attempt.ended === 'failed' && next.state === 'accepted' ? row.reply : replyOf(attempt)),
            because: json('because' in next ? next.because : null),
            // What failed was the old password's.
            ...(settlement.state === 'held' && next.state === 'queued' && goesAnew(now)),
          })
          .where('id', '=', row.id)
          .execute();
        await settleRecipients(trx, row.id, attempt, next);
        await settleCount(trx, tried.lease, attempt, now);
        if (isSettled(next.state)) await eraseContents(trx, [row.id]);
        if (next.state === 'held') await breakChannel(trx, row.channel_id, next.because, mailbox, now);
      }),

    /** Lets a message go without an attempt's word: again at `dueAt` when nothing can have left, uncertain otherwise. */
    letGo: (held: Held, dueAt: Instant, now: Instant): Promise<boolean> =>
      underLease(held, now, (trx, row) => release(trx, row, dueAt, now)),

    /** Takes over what dead processes had: every message whose lease ran out. */
    async reclaim(now: Instant): Promise<number> {
      const dead = await db
        .selectFrom('messages')
        .select(['id', 'lease'])
        .where('state', '=', 'in-flight')
        .where('lease_until', '<', now)
        .execute();
      for (const { id, lease } of dead) {
        if (lease === null) continue;
        await underLease({ id, lease }, now, async (trx, row) => {
          const isDead = row.state === 'in-flight' && row.lease_until !== null && row.lease_until < now;
          if (isDead) await release(trx, row, now, now);
        });
      }
      return dead.length;
    },
  };
}

type Next = Settlement | { state: 'dropped' };

/** What follows from an attempt, after what happened to its channel meanwhile. */
async function asThingsAre(
  trx: Transaction<Tables>,
  row: Row,
  attempt: Attempt,
  settlement: Settlement,
  triedWith: SealedCredential,
  now: Instant,
): Promise<Next> {
  if (settlement.state !== 'queued' && settlement.state !== 'held') return settlement;
  const channel = await trx
    .selectFrom('channels')
    .select(['credential', 'broken_because'])
    .where('id', '=', row.channel_id)
    .executeTakeFirst();
  // Those who have it have it, though nobody is left to bring it to the others.
  if (channel === undefined)
    return { state: attempt.ended === 'accepted' || (await reachedSome(trx, row.id)) ? 'accepted' : 'dropped' };
  const { because } = settlement;
  // It was repaired while the old password was being refused: the new one has been proven.
  if (settlement.state === 'held' && channel.credential !== triedWith.text)
    return { state: 'queued', dueAt: now, because };
  // Another message broke it while this one was only put off.
  if (settlement.state === 'queued' && channel.broken_because !== null) return { state: 'held', because };
  return settlement;
}

async function release(trx: Transaction<Tables>, row: Row, dueAt: Instant, now: Instant): Promise<void> {
  const channel = await trx
    .selectFrom('channels')
    .select(['host', 'port', 'broken_because'])
    .where('id', '=', row.channel_id)
    .executeTakeFirst();
  if (row.handing_over) {
    const because: DeliveryFailure = {
      kind: 'connection-lost',
      stage: 'after-data',
      host: channel?.host ?? '',
      port: channel?.port ?? 0,
      detail: 'the process that was sending it ended',
    };
    // The lease's name stays: should the process live after all, it may still say what became of the message.
    const uncertain = {
      state: 'uncertain' as const,
      lease_until: null,
      because: json<DeliveryFailure | null>(because),
    };
    await trx.updateTable('messages').set(uncertain).where('id', '=', row.id).execute();
    await trx.updateTable('counted').set({ replied_at: now }).where('lease', '=', row.lease).execute();
    return;
  }
  await trx.deleteFrom('counted').where('lease', '=', row.lease).execute();
  if (channel === undefined) return giveUp(trx, trx.selectFrom('messages').select('id').where('id', '=', row.id), now);
  await trx
    .updateTable('messages')
    .set({
      // What failed was ours: the server's patience, and ours with it, is not used up by that.
      ...goesAnew(dueAt),
      ...(channel.broken_because !== null && { state: 'held', due_at: null }),
      lease: null,
      lease_until: null,
    })
    .where('id', '=', row.id)
    .execute();
}

async function reachedSome(trx: Transaction<Tables>, messageId: string): Promise<boolean> {
  const one = await trx
    .selectFrom('recipients')
    .select('position')
    .where('message_id', '=', messageId)
    .where('outcome', '=', 'accepted')
    .limit(1)
    .executeTakeFirst();
  return one !== undefined;
}

const replyOf = (attempt: Attempt): Reply | null =>
  attempt.ended === 'accepted' ? attempt.reply : hasReply(attempt.failure) ? attempt.failure.reply : null;

async function settleRecipients(
  trx: Transaction<Tables>,
  messageId: string,
  attempt: Attempt,
  next: Next,
): Promise<void> {
  if (attempt.ended === 'uncertain' || (attempt.ended === 'failed' && next.state === 'held')) return;
  const waiting = trx.updateTable('recipients').where('message_id', '=', messageId).where('outcome', '=', 'waiting');
  const goesAgain = next.state === 'queued' || next.state === 'held';
  const putOff: string[] = [];
  for (const { recipient, reply, failure } of attempt.refused) {
    if (goesAgain && isPutOff(failure)) putOff.push(recipient);
    else {
      const outcome = { outcome: 'refused' as const, reply: json<Reply | null>(reply) };
      await waiting.set(outcome).where('address', '=', recipient).execute();
    }
  }
  if (attempt.ended === 'accepted') {
    const taken = waiting.set({ outcome: 'accepted' });
    await (putOff.length === 0 ? taken : taken.where('address', 'not in', putOff)).execute();
  } else if (next.state === 'accepted' || next.state === 'refused')
    await waiting.set({ outcome: 'refused', reply: json(replyOf(attempt)) }).execute();
}

/** Providers count what they were given to accept: a conversation that ended before the data does not count. */
async function settleCount(trx: Transaction<Tables>, lease: string, attempt: Attempt, now: Instant): Promise<void> {
  const gotToData =
    attempt.ended !== 'failed' || attempt.failure.stage === 'data' || attempt.failure.stage === 'after-data';
  if (gotToData) await trx.updateTable('counted').set({ replied_at: now }).where('lease', '=', lease).execute();
  else await trx.deleteFrom('counted').where('lease', '=', lease).execute();
}

/** Breaks the channel, unless it is broken already, and holds its whole queue. */
async function breakChannel(
  trx: Transaction<Tables>,
  channelId: string,
  because: DeliveryFailure,
  mailbox: LockedMailbox,
  now: Instant,
): Promise<void> {
  const broken = await trx
    .updateTable('channels')
    .set({ broken_because: json<DeliveryFailure | null>(because), health_since: now })
    .where('id', '=', channelId)
    .where('mailbox_id', '=', mailbox.id)
    .where('broken_because', 'is', null)
    .returning(['id', 'tenant_id', 'object_id'])
    .executeTakeFirst();
  if (broken === undefined) return;
  await trx
    .updateTable('messages')
    .set({ state: 'held', due_at: null })
    .where('channel_id', '=', channelId)
    .where('state', '=', 'queued')
    .execute();
  await tell(trx, { about: 'channel', id: channelId, tenantId: broken.tenant_id, objectId: broken.object_id });
}
