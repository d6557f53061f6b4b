import type { Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { SealedCredential } from '../../domain/credential.ts';
import type { Instant } from '../../domain/instant.ts';
import { DROPPABLE, giveUp } from './ending.ts';
import { keepRefusal } from './refusals.ts';
import type { Note } from './telling.ts';
import { ownerOf, type Tables } from './tables.ts';

/** What a channel that joins a team hangs on: still shared by this domain, with this very credential, which nobody keeps back. */
export interface Joins {
  domain: string;
  credential: SealedCredential;
}

/** Removes a channel and those that have its credential, with what waits in them, under their mailbox's lock. */
export async function removeWithTeam(trx: Transaction<Tables>, id: string, now: Instant): Promise<Note[]> {
  const members = await trx.selectFrom('channels').select('id').where('team_of', '=', id).execute();
  return removeChannels(trx, [id, ...members.map((member) => member.id)], now);
}

/** Removes those of a team by whose domains it is not shared any more. */
export async function removeMembersBeyond(
  trx: Transaction<Tables>,
  id: string,
  domains: readonly string[],
  now: Instant,
): Promise<Note[]> {
  const members = await trx
    .selectFrom('channels')
    .select('id')
    .where('team_of', '=', id)
    .$if(domains.length > 0, (one) => one.where('team_domain', 'not in', domains))
    .execute();
  return removeChannels(
    trx,
    members.map((member) => member.id),
    now,
  );
}

async function removeChannels(trx: Transaction<Tables>, ids: readonly string[], now: Instant): Promise<Note[]> {
  if (ids.length === 0) return [];
  for (const id of ids) await keepRefusal(trx, id);
  const removed = await trx
    .deleteFrom('channels')
    .where('id', 'in', ids)
    .returning(['id', 'tenant_id', 'object_id'])
    .execute();
  const waiting = trx
    .selectFrom('messages')
    .select('id')
    .where('channel_id', 'in', ids)
    .where('state', 'in', DROPPABLE);
  await giveUp(trx, waiting, now);
  return removed.map((row) => ({ about: 'channel', id: row.id, ...ownerOf(row) }));
}

/** How many people channels are of: one may send as several addresses. */
export const peopleIn = (notes: readonly Note[]): number =>
  new Set(notes.map((note) => (note.about === 'channel' ? note.objectId : null))).size;

/** Keeps the shared channel as it is to the end of the transaction; false when it is not shared so any more. */
export async function lockShare(
  trx: Transaction<Tables>,
  { channelId, owner }: { channelId: string; owner: Owner },
  { domain, credential }: Joins,
): Promise<boolean> {
  const shared = await trx
    .selectFrom('channels')
    .innerJoin('shares', 'shares.channel_id', 'channels.id')
    .select('channels.id')
    .where('channels.id', '=', channelId)
    .where('channels.tenant_id', '=', owner.tenantId)
    .where('channels.credential', '=', credential.text)
    .where('channels.held_since', 'is', null)
    .where('channels.stopped_since', 'is', null)
    .where('shares.domain', '=', domain)
    .forUpdate()
    .executeTakeFirst();
  return shared !== undefined;
}
