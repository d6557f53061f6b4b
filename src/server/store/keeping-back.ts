import type { Transaction } from 'kysely';
import type { Instant } from '../../domain/instant.ts';
import { beginBreak, holdQueue } from './breaking.ts';
import { letMailGo } from './mending.ts';
import { giveBack } from './releasing.ts';
import { changingWith } from './same-credential.ts';
import type { Note } from './telling.ts';
import { ownerOf, type Tables } from './tables.ts';

const notesOf = (rows: readonly ({ id: string } & Parameters<typeof ownerOf>[0])[]): Note[] =>
  rows.map((row) => ({ about: 'channel', id: row.id, ...ownerOf(row) }));

/** Holds all mail of a channel that sends nothing any more, under its mailbox's lock. */
export async function holdAll(trx: Transaction<Tables>, channelId: string, now: Instant): Promise<void> {
  // What a conversation has and has not begun waits with the rest: the conversation ends when it comes to it.
  const claimed = await trx
    .selectFrom('messages')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('state', '=', 'in-flight')
    .where('handing_over', '=', false)
    .orderBy('id')
    .forUpdate()
    .execute();
  await giveBack(trx, claimed, null, now);
  await holdQueue(trx, channelId);
}

/**
 * Keeps back all mail of a channel that works, and all logins, under its mailbox's lock; and so of the other channels that
 * its owner has with the same password, and of the colleagues' they are shared with. One that an administrator stopped is kept
 * back beside that.
 */
export async function keepBack(
  trx: Transaction<Tables>,
  channelId: string,
  mailboxId: string,
  now: Instant,
): Promise<Note[]> {
  const ids = [channelId, ...(await changingWith(trx, channelId, mailboxId))];
  const held = await trx
    .updateTable('channels')
    .set({ held_since: now, check_at: null })
    .where('id', 'in', ids)
    .where('broken_because', 'is', null)
    .where('held_since', 'is', null)
    .returning(['id', 'tenant_id', 'object_id', 'stopped_since'])
    .execute();
  for (const { id, stopped_since: stoppedSince } of held) {
    if (stoppedSince !== null) continue;
    await beginBreak(trx, { channelId: id, because: null, noticedBy: null, keptBy: 'rep' }, now);
    await holdAll(trx, id, now);
  }
  return notesOf(held);
}

/** Lets the mail go again that its rep kept back of a channel, and of those with the same password, which is the one they have. */
export async function letGoAgain(
  trx: Transaction<Tables>,
  channelId: string,
  mailboxId: string,
  nextCheckAt: Instant,
  now: Instant,
): Promise<Note[]> {
  const ids = [channelId, ...(await changingWith(trx, channelId, mailboxId))];
  const resumed = await trx
    .updateTable('channels')
    .set({ held_since: null, check_at: nextCheckAt })
    .where('id', 'in', ids)
    .where('held_since', 'is not', null)
    .where('broken_because', 'is', null)
    .returning(['id', 'tenant_id', 'object_id', 'stopped_since'])
    .execute();
  for (const { id, stopped_since: stoppedSince } of resumed)
    if (stoppedSince === null) await letMailGo(trx, { id, heldSince: null, stoppedSince }, 'rep', now);
  return notesOf(resumed);
}
