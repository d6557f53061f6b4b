import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Tables } from './tables.ts';

interface SuccessorsChannel {
  id: string;
  mailboxId: string;
}

/** That a channel does not go with the person who leaves: it is of no team of theirs. */
export const staysWithout = ({ tenantId, objectId }: Owner): RawBuilder<boolean> =>
  sql<boolean>`(team_of is null or team_of not in (
    select id from channels where tenant_id = ${tenantId} and object_id = ${objectId}))`;

/**
 * By what channel a person may send from which address, in lower case, once the leaver is gone: the first that sends, then the
 * first there is.
 */
export async function successorsChannels(
  trx: Transaction<Tables>,
  leaver: Owner,
  personId: string,
): Promise<Map<string, SuccessorsChannel>> {
  const rows = await trx
    .selectFrom('channels')
    .select(['id', 'mailbox_id', 'sender_address'])
    .where('tenant_id', '=', leaver.tenantId)
    .where('object_id', '=', personId)
    .where(staysWithout(leaver))
    // The last of an address stands in the map.
    .orderBy('sends')
    .orderBy('created_at', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.sender_address.toLowerCase(), { id: row.id, mailboxId: row.mailbox_id }]));
}

/**
 * Gives messages to somebody else, each to the channel for the address it is from; under the locks of both mailboxes and of
 * the messages. They are held until their new owner says that they go. One that may have arrived already stays uncertain.
 */
export async function handOverTo(
  trx: Transaction<Tables>,
  personId: string,
  channels: Map<string, SuccessorsChannel>,
  messages: readonly { id: string; mail_from: string }[],
): Promise<void> {
  for (const [address, { id, mailboxId }] of channels) {
    const ids = messages.filter((one) => one.mail_from.toLowerCase() === address).map((one) => one.id);
    if (ids.length === 0) continue;
    await trx
      .updateTable('messages')
      .set({
        object_id: personId,
        channel_id: id,
        mailbox_id: mailboxId,
        state: sql`case when state = 'uncertain' then state else 'held' end`,
        due_at: null,
        handed_over: true,
      })
      .where('id', 'in', ids)
      .execute();
  }
}
