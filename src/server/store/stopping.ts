import { sql, type Transaction } from 'kysely';
import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { Instant } from '../../domain/instant.ts';
import { oneNameOf } from '../../domain/provider.ts';
import { beginBreak, endBreak } from './breaking.ts';
import { holdAll } from './keeping-back.ts';
import { letMailGo } from './mending.ts';
import type { Note } from './telling.ts';
import type { Tables } from './tables.ts';

/**
 * Lets nothing leave by a mailbox that is its owner's, by an administrator's word, under the mailbox's lock: in all channels
 * that the owner has there, whatever address they write from. What is broken stays so, and what the rep keeps back, too.
 */
export async function stop(trx: Transaction<Tables>, owner: Owner, mailboxId: string, now: Instant): Promise<Note[]> {
  const stopped = await ofOwner(trx, owner, mailboxId)
    .set({ stopped_since: now })
    .where('stopped_since', 'is', null)
    .returning(['id', 'broken_because', 'held_since'])
    .execute();
  for (const { id, broken_because: because, held_since: heldSince } of stopped) {
    if (because !== null) continue;
    if (heldSince !== null) await endBreak(trx, id, 'other-cause', now);
    await beginBreak(trx, { channelId: id, because: null, noticedBy: null, keptBy: 'admin' }, now);
    if (heldSince === null) await holdAll(trx, id, now);
  }
  return stopped.map(({ id }) => ({ about: 'channel', id, ...owner }));
}

/** Takes that word back: the mail goes again that nothing else keeps. */
export async function endStop(
  trx: Transaction<Tables>,
  owner: Owner,
  mailboxId: string,
  now: Instant,
): Promise<Note[]> {
  const going = await ofOwner(trx, owner, mailboxId)
    .set({ stopped_since: null })
    .where('stopped_since', 'is not', null)
    .returning(['id', 'broken_because', 'held_since'])
    .execute();
  for (const { id, broken_because: because, held_since: heldSince } of going)
    if (because === null) await letMailGo(trx, { id, heldSince, stoppedSince: null }, 'admin', now);
  return going.map(({ id }) => ({ about: 'channel', id, ...owner }));
}

/**
 * Since when what an owner connects is stopped: because something of the owner's is that has this mailbox, this sender, or this
 * server, where one mailbox may have several user names. Null when nothing is.
 */
export async function stoppedSince(
  trx: Transaction<Tables>,
  { owner, server, sender }: Pick<DeliveryChannel, 'owner' | 'server' | 'sender'>,
  mailboxId: string,
): Promise<Instant | null> {
  const stopped = await trx
    .selectFrom('channels')
    .innerJoin('mailboxes', 'mailboxes.id', 'channels.mailbox_id')
    .select('stopped_since')
    .where('tenant_id', '=', owner.tenantId)
    .where('object_id', '=', owner.objectId)
    .where('stopped_since', 'is not', null)
    .where(({ eb, or }) =>
      or([
        eb('mailbox_id', '=', mailboxId),
        eb('mailboxes.host', '=', oneNameOf(server.host)),
        sql<boolean>`lower(sender_address) = lower(${sender.address})`,
      ]),
    )
    .orderBy('stopped_since')
    .limit(1)
    .executeTakeFirst();
  return stopped?.stopped_since ?? null;
}

const ofOwner = (trx: Transaction<Tables>, owner: Owner, mailboxId: string) =>
  trx
    .updateTable('channels')
    .where('tenant_id', '=', owner.tenantId)
    .where('object_id', '=', owner.objectId)
    .where('mailbox_id', '=', mailboxId);
