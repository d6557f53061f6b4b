import type { Selectable, Transaction } from 'kysely';
import type { Held } from '../../domain/claimed.ts';
import { hasReply, type DeliveryFailure } from '../../domain/failure.ts';
import { selfTestAt } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import type { SealedCredential } from '../../domain/credential.ts';
import { isPutOff, isSettled, type Attempt, type Settlement } from '../../domain/outbox.ts';
import { scopeOf, showsItSends, type Pause } from '../../domain/pause.ts';
import type { Reply } from '../../domain/reply.ts';
import { breakChannel, checkNeighbours } from './breaking.ts';
import { eraseContents } from './contents.ts';
import { handOverNext } from './handing-over.ts';
import { goesAnew, lockMailbox, reschedule, underMailbox, type LockedMailbox } from './mailboxes.ts';
import type { Database } from './open.ts';
import { endPauses, pauseMailbox, pauseTenant } from './pausing.ts';
import { refuseAlone } from './refusals.ts';
import { giveBack, leave } from './releasing.ts';
import { wasTakenSince } from './same-credential.ts';
import { tellSoon, type Note } from './telling.ts';
import { json, ownerOf, type Tables } from './tables.ts';

/** With the credential and the mailbox that the attempt logged in with, and when that login began. */
export interface Tried extends Held {
  credential: SealedCredential;
  mailboxId: string;
  triedAt: Instant;
}
type Row = Selectable<Tables['messages']>;

/** How a message under a lease ends its attempt: each in one transaction, and only for whoever has the lease. */
export function createSettling(db: Database) {
  /** Runs `work` on the message if the lease is still its own. A lease that ran out may still say what it knows of an uncertain message. */
  const underLease = async (
    { id, lease }: Held,
    now: Instant,
    work: (trx: Transaction<Tables>, row: Row, mailbox: LockedMailbox) => Promise<Note[]>,
  ): Promise<boolean> => {
    const mailboxOf = (trx: Transaction<Tables>) =>
      trx.selectFrom('messages').select('mailbox_id').where('id', '=', id).executeTakeFirst();
    const notes = await underMailbox(db, mailboxOf, async (trx, mailbox) => {
      const row = await trx
        .selectFrom('messages')
        .selectAll()
        .where('id', '=', id)
        .where('lease', '=', lease)
        .where('state', 'in', ['in-flight', 'uncertain'])
        // handOver takes no mailbox: what is decided by this row must not change before it is written.
        .forUpdate()
        .executeTakeFirst();
      if (row === undefined) return null;
      const told = await work(trx, row, mailbox);
      await reschedule(trx, mailbox, now);
      return [{ about: 'message' as const, id, ...ownerOf(row) }, ...told];
    });
    tellSoon(db, notes ?? []);
    return notes !== null;
  };

  const settle = async (
    tried: Tried,
    attempt: Attempt,
    settlement: Settlement,
    pause: Pause | null,
    now: Instant,
  ): Promise<boolean> => {
    // First, for it may be said twice: were it left out after the message is settled, nobody would make it good.
    if (pause !== null && scopeOf(pause.because) === 'tenant')
      tellSoon(db, await pauseTenant(db, tried.id, pause, now));
    let broken: { channelId: string; because: DeliveryFailure } | null = null;
    const isOurs = await underLease(tried, now, async (trx, row, mailbox) => {
      const counts = settlement.state === 'held' && (await countsStill(trx, row, settlement.because, tried));
      const follows: Settlement =
        settlement.state === 'held' && !counts
          ? { state: 'queued', dueAt: now, because: settlement.because }
          : settlement;
      const next = await asThingsAre(trx, row, attempt, follows);
      await trx
        .updateTable('messages')
        .set({
          state: next.state,
          due_at: next.state === 'queued' ? Math.max(next.dueAt, pause?.until ?? 0) : null,
          settled_at: isSettled(next.state) ? now : null,
          conversation_id: null,
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
      if (counts && next.state === 'held') {
        broken = { channelId: row.channel_id, because: next.because };
        return breakChannel(trx, { ...broken, noticedBy: 'mail' }, mailbox, selfTestAt(next.because, 0, now, 0), now);
      }
      if (pause !== null) return pauseMailbox(trx, mailbox.id, pause, now);
      return showsItSends(attempt) ? endPauses(trx, row.id, now) : [];
    });
    if (broken !== null) await checkNeighbours(db, broken, now);
    else if (settlement.state === 'held') {
      // The channel has another credential or mailbox by now, or the message is elsewhere: others may have what was refused.
      const refused = { mark: tried.credential.mark ?? null, because: settlement.because, triedAt: tried.triedAt };
      await refuseAlone(db, tried.mailboxId, { ...refused, noticedBy: 'mail' }, now);
    }
    return isOurs;
  };

  return {
    /**
     * Settles `accepted`, which everyone it was sent to has, and says, durably, that the bytes of `next` begin to leave.
     * From now on an attempt for it that ends without a word is uncertain. False when its lease is lost: then nothing of
     * it may leave.
     */
    async handOver(
      next: Held | null,
      accepted: { held: Held; reply: Reply; mailboxWasPaused?: boolean } | null,
      now: Instant,
    ): Promise<boolean> {
      const done = await handOverNext(db, next, accepted, now);
      if (accepted === null) return done.next;
      // What it can say comes late, of a message that was taken back meanwhile: that is decided under the mailbox's lock.
      if (!done.accepted) await settleAccepted(accepted.held, accepted.reply, now);
      if (accepted.mailboxWasPaused === true) tellSoon(db, await endPauses(db, accepted.held.id, now));
      return done.next;
    },

    /** Writes down how the attempt ended and what follows: the message, its recipients, its count, its channel, its mailbox, its content. False when the lease was lost. */
    settle,

    /**
     * Lets a message go of which its attempt knows that nothing has left, though it may have begun to, as if it had not been
     * tried: again at `dueAt`, or, when that is null, in its old place. False when the lease was lost.
     */
    letGo: (held: Held, dueAt: Instant | null, now: Instant): Promise<boolean> =>
      underLease(held, now, async (trx, row) => {
        await giveBack(trx, [{ ...row, handing_over: false }], dueAt, now);
        return [];
      }),

    /** Takes over what dead processes had: every conversation whose lease ran out. Gives back how many those were. */
    async reclaim(now: Instant): Promise<number> {
      const dead = await db
        .selectFrom('conversations')
        .select(['id', 'mailbox_id'])
        .where('lease_until', '<', now)
        .execute();
      let count = 0;
      for (const { id, mailbox_id } of dead) {
        const notes = await db.transaction().execute(async (trx) => {
          await lockMailbox(trx, mailbox_id);
          const ended = await trx
            .deleteFrom('conversations')
            .where('id', '=', id)
            // It may have been renewed, or ended, meanwhile.
            .where('lease_until', '<', now)
            .returning('id')
            .executeTakeFirst();
          return ended && leave(trx, { id, mailboxId: mailbox_id }, now);
        });
        if (notes === undefined) continue;
        count += 1;
        tellSoon(db, notes);
      }
      return count;
    },
  };

  async function settleAccepted(held: Held, reply: Reply, now: Instant): Promise<void> {
    const attempt = { ended: 'accepted' as const, reply, refused: [] };
    const tried = { ...held, credential: { text: '', keyId: '' }, mailboxId: '', triedAt: now };
    await settle(tried, attempt, { state: 'accepted' }, null, now);
  }
}

type Next = Settlement | { state: 'dropped' };

/** Whether a login that was refused says anything of the channel as it is: not when that was repaired meanwhile, or what was refused has been taken since. */
async function countsStill(
  trx: Transaction<Tables>,
  { channel_id: channelId, mailbox_id: mailboxId }: Row,
  because: DeliveryFailure,
  { credential, triedAt }: Tried,
): Promise<boolean> {
  const channel = await trx.selectFrom('channels').select('credential').where('id', '=', channelId).executeTakeFirst();
  if (channel?.credential !== credential.text) return false;
  return !(await wasTakenSince(trx, mailboxId, { mark: credential.mark ?? null, channelId, because, triedAt }));
}

/** What follows from an attempt, after what happened to its channel meanwhile. */
async function asThingsAre(
  trx: Transaction<Tables>,
  row: Row,
  attempt: Attempt,
  settlement: Settlement,
): Promise<Next> {
  if (settlement.state !== 'queued' && settlement.state !== 'held') return settlement;
  const channel = await trx.selectFrom('channels').select('sends').where('id', '=', row.channel_id).executeTakeFirst();
  // Those who have it have it, though nobody is left to bring it to the others.
  if (channel === undefined)
    return { state: attempt.ended === 'accepted' || (await reachedSome(trx, row.id)) ? 'accepted' : 'dropped' };
  // Another message broke it, or its rep held it, while this one was tried.
  return settlement.state === 'queued' && !channel.sends ? { state: 'held', because: settlement.because } : settlement;
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
  if (attempt.ended === 'failed' && next.state === 'held') return;
  const waiting = trx.updateTable('recipients').where('message_id', '=', messageId).where('outcome', '=', 'waiting');
  const goesAgain = next.state === 'queued' || next.state === 'held' || next.state === 'uncertain';
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
