import { sql, type Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Named } from '../../domain/directory.ts';
import { NO_LIMITS } from '../../domain/limit.ts';
import { voucherOf } from '../../domain/sender-proof.ts';
import { channelOf, selectChannels, type ChannelRow } from './channel-rows.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

interface SuccessorsChannel {
  id: string;
  mailboxId: string;
}

/** A channel with how its owner is called; null for whom no token has named yet. */
export type ColleaguesRow = ChannelRow & { person: Named | null };

/** The channels of a leaver's colleagues that do not go with the leaver, being of no team of theirs, and how each colleague is called. */
export const channelsWithout = (db: Database | Transaction<Tables>, { tenantId, objectId }: Owner) =>
  selectChannels(db)
    .select(({ selectFrom }) =>
      selectFrom('people')
        .select(sql<Named>`jsonb_build_object('name', people.name, 'address', people.address)`.as('named'))
        .whereRef('people.tenant_id', '=', 'channels.tenant_id')
        .whereRef('people.object_id', '=', 'channels.object_id')
        .as('person'),
    )
    .where('channels.tenant_id', '=', tenantId)
    .where('channels.object_id', '!=', objectId)
    .where(
      sql<boolean>`(channels.team_of is null or channels.team_of not in (
        select id from channels where tenant_id = ${tenantId} and object_id = ${objectId}))`,
    );

/**
 * Whether a channel may be given what somebody else wrote: it is neither stopped nor forbidden, and somebody vouches for its
 * sender. The own address is the last token's word, and is asked of the token itself before anything goes.
 */
export function mayTakeOver({ person, ...row }: ColleaguesRow): boolean {
  const channel = channelOf(row, NO_LIMITS);
  const isVouched = voucherOf(channel, person?.address ?? null) !== null;
  return isVouched && channel.stoppedSince === null && channel.forbiddenBy === null;
}

/** Whether somebody vouches for a channel's sender at this moment, when its owner, called `own` by the token, lets go what another wrote. */
export async function isVouchedFor(trx: Transaction<Tables>, channelId: string, own: string | null): Promise<boolean> {
  const row = await selectChannels(trx).where('channels.id', '=', channelId).executeTakeFirst();
  return row !== undefined && voucherOf(channelOf(row, NO_LIMITS), own) !== null;
}

/**
 * By what channel a person may send from which address, in lower case, once the leaver is gone: the first that sends, then the
 * first there is.
 */
export async function successorsChannels(
  trx: Transaction<Tables>,
  leaver: Owner,
  personId: string,
): Promise<Map<string, SuccessorsChannel>> {
  const rows = await channelsWithout(trx, leaver)
    .where('channels.object_id', '=', personId)
    // The last of an address stands in the map.
    .orderBy('channels.sends')
    .orderBy('channels.created_at', 'desc')
    .execute();
  return new Map(
    rows
      .filter(mayTakeOver)
      .map((row) => [row.sender_address.toLowerCase(), { id: row.id, mailboxId: row.mailbox_id }]),
  );
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
