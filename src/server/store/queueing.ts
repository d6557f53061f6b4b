import { sql, type Transaction } from 'kysely';
import { leftOfShare } from '../../domain/default-channel.ts';
import type { Instant } from '../../domain/instant.ts';
import type { NewMessage, Queued } from '../../domain/new-message.ts';
import type { Database } from './open.ts';
import { OFTEN } from './preparing.ts';
import { lockShare } from './default-share.ts';
import { tellSoon } from './telling.ts';
import type { Tables } from './tables.ts';

/** How much of the operator's channel its owner may use, and has used by now. */
export interface Share {
  limit: number;
  used(trx: Transaction<Tables>): Promise<number>;
}

/**
 * Queues a message, or holds it while its channel sends nothing; durable when this resolves. `known` when the id was queued
 * before, `no-channel` when the owner has no such channel, `over-share` when the owner's share is used up.
 *
 * One statement, and so of one moment: what the locks may have waited for is read from the locked rows, which are the
 * newest there are, and from nowhere else. The channel's lock lets nobody break or remove it until the message is there.
 */
export async function queueMessage(
  db: Database,
  message: NewMessage,
  now: Instant,
  share: Share | null = null,
): Promise<Queued> {
  const { id, owner, envelope } = message;
  const put =
    share === null
      ? await insert(db, message, now)
      : await db.transaction().execute(async (trx) => {
          await lockShare(trx, owner);
          const known = await trx.selectFrom('messages').select('id').where('id', '=', id).executeTakeFirst();
          // Sent twice it is one message, and needs no room for another.
          if (known !== undefined) return 'known';
          const left = leftOfShare(share.limit, await share.used(trx));
          return envelope.rcptTo.length > left ? 'over-share' : insert(trx, message, now);
        });
  if (typeof put === 'string') return put;
  tellSoon(db, [
    { about: 'message', id, ...owner },
    { about: 'due', mailboxId: put.mailboxId },
  ]);
  return 'queued';
}

/** One statement; says of which mailbox it is then. */
async function insert(
  db: Database | Transaction<Tables>,
  message: NewMessage,
  now: Instant,
): Promise<Exclude<Queued, 'queued' | 'over-share'> | { mailboxId: string }> {
  const { id, owner, channelId, envelope } = message;
  const dueAt = Math.max(now, message.sendAt ?? now);
  const { rows } = await sql<{ mailbox_id: string; queued: boolean }>`${OFTEN}
    with mailbox as (
      select id, due_at, paused_until
      from mailboxes
      where id = (
        select mailbox_id from channels
        where id = ${channelId}::uuid and tenant_id = ${owner.tenantId} and object_id = ${owner.objectId}
      )
      for no key update
    ),
    channel as (
      select
        mailbox.id as mailbox_id,
        channels.sends,
        mailbox.due_at as line_at,
        greatest(${dueAt}::int8, mailbox.paused_until) as due_at
      from mailbox
      join channels on channels.mailbox_id = mailbox.id
      where channels.id = ${channelId}::uuid
      for share of channels
    ),
    message as (
      insert into messages (
        id, tenant_id, object_id, channel_id, mailbox_id, message_id, state, subject,
        mail_from, bytes, content_id, queued_at, send_at, due_at, trial
      )
      select
        ${id}::uuid, ${owner.tenantId}::text, ${owner.objectId}::text, ${channelId}::uuid, channel.mailbox_id,
        ${message.messageId}::text, case when channel.sends then 'queued' else 'held' end, ${message.subject}::text,
        ${envelope.mailFrom}::text, ${message.bytes}::int8, ${message.contentId}::uuid, ${now}::int8,
        ${message.sendAt}::int8, case when channel.sends then ${dueAt}::int8 end,
        ${message.isTrial ?? false}::boolean
      from channel
      on conflict (id) do nothing
      returning id
    ),
    recipient as (
      insert into recipients (message_id, position, address, outcome)
      select message.id, one.position - 1, one.address, 'waiting'
      from message, json_array_elements_text(${JSON.stringify(envelope.rcptTo)}::json)
        with ordinality as one (address, position)
    ),
    line as (
      update mailboxes set due_at = channel.due_at
      from channel, message
      where mailboxes.id = channel.mailbox_id
        and channel.sends
        and (channel.line_at is null or channel.line_at > channel.due_at)
    )
    select channel.mailbox_id, exists (select from message) as queued from channel`.execute(db);
  const [row] = rows;
  if (row === undefined) {
    const channel = await db
      .selectFrom('channels')
      .select('id')
      .where('id', '=', channelId)
      .where('tenant_id', '=', owner.tenantId)
      .where('object_id', '=', owner.objectId)
      .executeTakeFirst();
    // It moved over to another mailbox while this waited for the one it had.
    return channel === undefined ? 'no-channel' : insert(db, message, now);
  }
  return row.queued ? { mailboxId: row.mailbox_id } : 'known';
}
