import { sql, type Transaction } from 'kysely';
import type { Author } from '../../domain/audit.ts';
import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { Instant } from '../../domain/instant.ts';
import { oneNameOf } from '../../domain/provider.ts';
import { NOTED, notedChannel, record } from './audit.ts';
import { beginBreak, endBreak } from './breaking.ts';
import { holdAll } from './keeping-back.ts';
import { letMailGo } from './mending.ts';
import type { Note } from './telling.ts';
import { ownerOf, type Tables } from './tables.ts';

/**
 * Lets nothing leave by a mailbox that is its owner's, by an administrator's word, under the mailbox's lock: in all channels
 * that the owner has there, whatever address they write from, and in the colleagues' that have their credential. What is broken
 * stays so, and what the rep keeps back, too.
 */
export async function stop(
  trx: Transaction<Tables>,
  owner: Owner,
  mailboxId: string,
  by: Author,
  now: Instant,
): Promise<Note[]> {
  const own = ofOwner(trx, owner, mailboxId).select('one.id');
  const stopped = await trx
    .updateTable('channels')
    .set({ stopped_since: now })
    .where(({ eb, or }) => or([eb('id', 'in', own), eb('team_of', 'in', own)]))
    .where('stopped_since', 'is', null)
    .returning(['id', 'tenant_id', 'object_id', 'broken_because', 'held_since', ...NOTED])
    .execute();
  for (const { id, broken_because: because, held_since: heldSince, ...row } of stopped) {
    const what = { kind: 'channel-stopped' as const, channel: notedChannel(row) };
    await record(trx, { tenantId: owner.tenantId, by, at: now, what });
    if (because !== null) continue;
    if (heldSince !== null) await endBreak(trx, id, 'other-cause', now);
    await beginBreak(trx, { channelId: id, because: null, noticedBy: null, keptBy: 'admin' }, now);
    if (heldSince === null) await holdAll(trx, id, now);
  }
  return stopped.map((row) => ({ about: 'channel', id: row.id, ...ownerOf(row) }));
}

/** Takes that word back: the mail goes again that nothing else keeps. A colleague's that was stopped by itself stays so. */
export async function endStop(
  trx: Transaction<Tables>,
  owner: Owner,
  mailboxId: string,
  by: Author,
  now: Instant,
): Promise<Note[]> {
  const own = ofOwner(trx, owner, mailboxId);
  const going = await trx
    .updateTable('channels')
    .set({ stopped_since: null })
    .where(({ eb, or }) =>
      or([
        eb('id', 'in', own.select('one.id')),
        sql<boolean>`(team_of, stopped_since) in ${own.select(['one.id', 'one.stopped_since'])}`,
      ]),
    )
    .where('stopped_since', 'is not', null)
    .returning(['id', 'tenant_id', 'object_id', 'broken_because', 'held_since', ...NOTED])
    .execute();
  for (const { id, broken_because: because, held_since: heldSince, ...row } of going) {
    const what = { kind: 'channel-let-go' as const, channel: notedChannel(row) };
    await record(trx, { tenantId: owner.tenantId, by, at: now, what });
    if (because === null) await letMailGo(trx, { id, heldSince, stoppedSince: null }, 'admin', now);
  }
  return going.map((row) => ({ about: 'channel', id: row.id, ...ownerOf(row) }));
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
    .selectFrom('channels as one')
    .where('one.tenant_id', '=', owner.tenantId)
    .where('one.object_id', '=', owner.objectId)
    .where('one.mailbox_id', '=', mailboxId);
