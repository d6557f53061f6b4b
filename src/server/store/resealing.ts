import { sql, type Transaction } from 'kysely';
import type { Resealed } from '../../domain/credential.ts';
import type { Instant } from '../../domain/instant.ts';
import { keepDataKeys } from './data-keys.ts';
import { letMailGo } from './mending.ts';
import { keepRefusal } from './refusals.ts';
import { changingWith } from './same-credential.ts';
import type { Note } from './telling.ts';
import { ownerOf, type Tables } from './tables.ts';

/** Whether these are all the channels that change with one, as things are now. */
export async function areAllAlong(
  trx: Transaction<Tables>,
  channelId: string,
  mailboxId: string,
  along: readonly Resealed[],
): Promise<boolean> {
  const now = await changingWith(trx, channelId, mailboxId);
  return now.length === along.length && now.every((id) => along.some((one) => one.id === id));
}

/** Gives them the password that was just proven for that one; a day on which the old one was to end is over. */
export async function reseal(
  trx: Transaction<Tables>,
  along: readonly Resealed[],
  credentialAt: Instant,
): Promise<Note[]> {
  const notes: Note[] = [];
  for (const { id, credential } of along) {
    await keepRefusal(trx, id);
    const row = await trx
      .updateTable('channels')
      .set({
        credential: credential.text,
        credential_key_id: credential.keyId,
        credential_mark: credential.mark ?? null,
        credential_at: credentialAt,
        password_ends_on: null,
        // What could not be opened can be now.
        check_at: sql<number | null>`case
          when broken_because->>'kind' = 'credential-lost' and held_since is null then ${credentialAt}::int8
          else check_at end`,
      })
      .where('id', '=', id)
      .returning(['tenant_id', 'object_id'])
      .executeTakeFirstOrThrow();
    await keepDataKeys(trx, credential);
    notes.push({ about: 'channel', id, ...ownerOf(row) });
  }
  return notes;
}

/**
 * Lets the mail of the channels go that were kept back while their password changed, now that it did, or did not. What had
 * broken them by its login, the caller mends with all others that have the credential; what no login shows, none looks for.
 */
export async function letAlongGo(
  trx: Transaction<Tables>,
  channelId: string,
  mailboxId: string,
  nextCheckAt: Instant | null,
  now: Instant,
): Promise<Note[]> {
  const ids = await changingWith(trx, channelId, mailboxId);
  if (ids.length === 0) return [];
  const rows = await trx
    .updateTable('channels')
    .set({
      held_since: null,
      check_at: sql<number | null>`case when broken_because is null then ${nextCheckAt}::int8 else check_at end`,
    })
    .where('id', 'in', ids)
    .where('held_since', 'is not', null)
    .returning(['id', 'tenant_id', 'object_id', 'broken_because', 'stopped_since'])
    .execute();
  for (const { id, broken_because: because, stopped_since: stoppedSince } of rows)
    if (because === null && stoppedSince === null)
      await letMailGo(trx, { id, heldSince: null, stoppedSince }, 'rep', now);
  return rows.map((row) => ({ about: 'channel', id: row.id, ...ownerOf(row) }));
}
