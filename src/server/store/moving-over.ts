import { sql, type Transaction } from 'kysely';
import { DAY, type Instant } from '../../domain/instant.ts';
import { isSettled, MESSAGE_STATES } from '../../domain/outbox.ts';
import { BEHIND_THAT_MESSAGE } from '../../domain/sender-proof.ts';
import { giveBack } from './releasing.ts';
import type { Tables } from './tables.ts';

const UNSETTLED = MESSAGE_STATES.filter((state) => !isSettled(state));

/**
 * Takes a channel's mail along to the mailbox it has by now, both of them locked: all that is not over. What was claimed with
 * the old login goes by the new one; what has begun to leave ends as it would have, and waits in the new mailbox if it has
 * to go again. What the channel sent within a day counts in both: they may be two names of one account, and the provider
 * counts for that.
 */
export async function takeMailAlong(
  trx: Transaction<Tables>,
  channelId: string,
  { from, to }: { from: string; to: string },
  now: Instant,
): Promise<void> {
  const underWay = await trx
    .selectFrom('messages')
    .select(['id', 'state', 'lease', 'channel_id', 'handing_over', 'tenant_id', 'object_id'])
    .where('channel_id', '=', channelId)
    .where('state', 'in', ['in-flight', 'uncertain'])
    // Whoever hands over locks two of them, in this order, and takes no mailbox.
    .orderBy('id')
    .forUpdate()
    .execute();
  const claimed = underWay.filter(({ state, handing_over }) => state === 'in-flight' && !handing_over);
  await giveBack(trx, claimed, null, now);
  // What is on the wire counts from now: whoever hands over may have looked for its counts before there was this one.
  await sql`
    insert into counted (lease, mailbox_id, recipients, replied_at, reported)
    select counted.lease, ${to}::uuid, counted.recipients, coalesce(counted.replied_at, ${now}::int8), counted.reported
    from counted join messages on messages.lease = counted.lease
    where counted.mailbox_id = ${from}::uuid and messages.channel_id = ${channelId}::uuid
      and (messages.settled_at is null or messages.settled_at > ${now - DAY}::int8)
    on conflict do nothing`.execute(trx);
  await trx
    .updateTable('messages')
    .set({ mailbox_id: to })
    .where('channel_id', '=', channelId)
    .where('state', 'in', UNSETTLED)
    .execute();
}

/** Puts the mail off that may go, for the message to go first that shows whether the new login may send so. What was on the wire ends as it would have. */
export async function letAnotherGoFirst(trx: Transaction<Tables>, channelId: string, now: Instant): Promise<void> {
  await trx
    .updateTable('messages')
    .set({ due_at: sql<number>`greatest(due_at, ${now + BEHIND_THAT_MESSAGE}::int8)` })
    .where('channel_id', '=', channelId)
    .where('state', '=', 'queued')
    .execute();
}
