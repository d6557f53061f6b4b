import type { Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Resealed, SealedCredential } from '../../domain/credential.ts';
import type { Instant } from '../../domain/instant.ts';
import { DROPPABLE, giveUp } from './ending.ts';
import { letMailGo } from './mending.ts';
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

/** Whether these are all the members that a shared channel has now. */
export async function areAllMembers(
  trx: Transaction<Tables>,
  channelId: string,
  members: readonly Resealed[],
): Promise<boolean> {
  const now = await trx.selectFrom('channels').select('id').where('team_of', '=', channelId).execute();
  return now.length === members.length && now.every(({ id }) => members.some((member) => member.id === id));
}

/** Gives a team's channels the credential that was just proven for the one they share. */
export async function reseal(
  trx: Transaction<Tables>,
  members: readonly Resealed[],
  credentialAt: Instant,
): Promise<void> {
  for (const { id, credential } of members) {
    await keepRefusal(trx, id);
    await trx
      .updateTable('channels')
      .set({
        credential: credential.text,
        credential_key_id: credential.keyId,
        credential_mark: credential.mark ?? null,
        credential_at: credentialAt,
      })
      .where('id', '=', id)
      .execute();
  }
}

/**
 * Lets the mail of a team's channels go that was kept back while the credential changed, now that it did, or did not. What had
 * broken them, the caller mends with all others that have the credential.
 */
export async function letTeamGo(
  trx: Transaction<Tables>,
  channelId: string,
  nextCheckAt: Instant | null,
  now: Instant,
): Promise<Note[]> {
  const rows = await trx
    .updateTable('channels')
    .set({ held_since: null, check_at: nextCheckAt })
    .where('team_of', '=', channelId)
    .where('held_since', 'is not', null)
    .returning(['id', 'tenant_id', 'object_id', 'broken_because', 'stopped_since'])
    .execute();
  for (const { id, broken_because: because, stopped_since: stoppedSince } of rows)
    if (because === null && stoppedSince === null)
      await letMailGo(trx, { id, heldSince: null, stoppedSince }, 'rep', now);
  return rows.map((row) => ({ about: 'channel', id: row.id, ...ownerOf(row) }));
}
