import type { Transaction } from 'kysely';
import { isOfLogin, keptBy, type KeptBack, type MendedBy } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import { beginBreak, endBreak } from './breaking.ts';
import { releaseFresh } from './held-mail.ts';
import { withSameCredential } from './same-credential.ts';
import type { Note } from './telling.ts';
import { json, ownerOf, type Tables } from './tables.ts';

/** Ends what kept a channel's mail, and lets it go that is not old, unless somebody keeps it back; under its mailbox's lock. */
export async function letMailGo(
  trx: Transaction<Tables>,
  { id, ...kept }: { id: string } & KeptBack,
  by: MendedBy,
  now: Instant,
): Promise<void> {
  await endBreak(trx, id, by, now);
  const keeper = keptBy(kept);
  if (keeper === null) await releaseFresh(trx, id, now);
  else await beginBreak(trx, { channelId: id, because: null, noticedBy: null, keptBy: keeper }, now);
}

/** Mends the others whose login was refused with the credential that was just taken from this channel: none of them has to try it. */
export async function mendOthers(
  trx: Transaction<Tables>,
  channelId: string,
  mailboxId: string,
  nextCheckAt: Instant | null,
  now: Instant,
): Promise<Note[]> {
  const notes: Note[] = [];
  for (const row of await withSameCredential(trx, channelId, mailboxId)) {
    const { id, broken_because: because, held_since: heldSince, stopped_since: stoppedSince } = row;
    if (id === channelId || because === null || !isOfLogin(because)) continue;
    await trx
      .updateTable('channels')
      .set({
        broken_because: json<null>(null),
        health_since: now,
        checked_at: now,
        check_at: heldSince === null ? (nextCheckAt ?? now) : null,
        checks: 0,
        tried_at: null,
      })
      .where('id', '=', id)
      .execute();
    await letMailGo(trx, { id, heldSince, stoppedSince }, 'check', now);
    notes.push({ about: 'channel', id, ...ownerOf(row) });
  }
  return notes;
}
