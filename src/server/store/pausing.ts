import { sql, type Transaction } from 'kysely';
import { BEFORE_THE_MESSAGE, DISPOSITION, type DeliveryFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { GIVE_UP_AFTER, GIVE_UP_WAITING_AFTER } from '../../domain/outbox.ts';
import { isTriedAtOnce, type Pause } from '../../domain/pause.ts';
import { giveUp } from './ending.ts';
import { goesAnew, reschedule } from './mailboxes.ts';
import type { Database } from './open.ts';
import type { Note } from './telling.ts';
import { json, ownerOf, type Tables } from './tables.ts';

/**
 * Lets nothing go from a mailbox, locked by the caller, until the pause is over, and gives up what it keeps too long. A
 * pause said twice, by two conversations, is one. Tells of the channels that it concerns.
 */
export async function pauseMailbox(
  trx: Transaction<Tables>,
  id: string,
  { until, because }: Pause,
  now: Instant,
): Promise<Note[]> {
  const before = await trx
    .selectFrom('mailboxes')
    .select(['paused_until', 'paused_because', 'failing_since'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  // A window that opens late has more patience than a server that is away: neither's time is the other's.
  const isAlike =
    before.paused_because !== null && DISPOSITION[before.paused_because.kind] === DISPOSITION[because.kind];
  const failingSince = isAlike && isTriedAtOnce(before.paused_until, now) ? (before.failing_since ?? now) : now;
  await trx
    .updateTable('mailboxes')
    .set({
      paused_because: json<DeliveryFailure | null>(because),
      pauses: sql<number>`case when paused_until > ${now}::int8 then pauses else pauses + 1 end`,
      paused_until: sql<number>`greatest(paused_until, ${until}::int8)`,
      failing_since: failingSince,
    })
    .where('id', '=', id)
    .execute();
  await giveUpOverdue(trx, id, now);
  await reschedule(trx, { id }, now);
  return notesOf(trx, id);
}

/**
 * While a mailbox, locked by the caller, is paused: gives up what has been tried, or would have been had it not been
 * failing, for longer than we try.
 */
export async function giveUpOverdue(trx: Transaction<Tables>, id: string, now: Instant): Promise<void> {
  const paused = await trx
    .selectFrom('mailboxes')
    .select(['failing_since', 'paused_because'])
    .where('id', '=', id)
    .where('paused_until', '>', now)
    .executeTakeFirst();
  const because = paused?.paused_because ?? null;
  if (because === null) return;
  const tooOld = now - (DISPOSITION[because.kind] === 'wait' ? GIVE_UP_WAITING_AFTER : GIVE_UP_AFTER);
  if ((paused?.failing_since ?? now) >= tooOld) return;
  const queued = trx
    .selectFrom('messages')
    .select('id')
    .where('mailbox_id', '=', id)
    .where(sql<boolean>`state = 'queued'`);
  await giveUp(trx, queued.where('trying_since', '<', tooOld), now, because);
  await giveUp(trx, queued.where('due_at', '<', tooOld), now, because);
}

/** Pauses the other mailboxes at a message's server that channels of the message's tenant use. */
export async function pauseTenant(db: Database, messageId: string, pause: Pause, now: Instant): Promise<Note[]> {
  return db.transaction().execute(async (trx) => {
    const mine = await trx
      .selectFrom('messages')
      .innerJoin('mailboxes', 'mailboxes.id', 'messages.mailbox_id')
      .select(['tenant_id', 'mailbox_id', 'host'])
      .where('messages.id', '=', messageId)
      .executeTakeFirstOrThrow();
    const others = await trx
      .selectFrom('mailboxes')
      .select('id')
      .where('id', '!=', mine.mailbox_id)
      .where('host', '=', mine.host)
      .where('id', 'in', ({ selectFrom }) =>
        selectFrom('channels').select('mailbox_id').where('tenant_id', '=', mine.tenant_id),
      )
      .orderBy('id')
      .forUpdate()
      .execute();
    const notes: Note[] = [];
    for (const { id } of others) notes.push(...(await pauseMailbox(trx, id, pause, now)));
    return notes;
  });
}

const OVER = { paused_until: null, paused_because: null, pauses: 0, failing_since: null };

/** An attempt that shows that its mailbox can send ends the mailbox's pauses, but for one that began meanwhile. */
export async function endPauses(db: Database | Transaction<Tables>, messageId: string, now: Instant): Promise<Note[]> {
  const ended = await db
    .updateTable('mailboxes')
    .set(OVER)
    .where('id', '=', ({ selectFrom }) => selectFrom('messages').select('mailbox_id').where('id', '=', messageId))
    .where('pauses', '>', 0)
    .where('paused_until', '<=', now)
    .returning('id')
    .executeTakeFirst();
  return ended === undefined ? [] : notesOf(db, ended.id);
}

/**
 * A login that was just proven ends, at once, a pause of a mailbox, locked by the caller, that began before there was a
 * login, and what was put off before there was one goes again. Any other lasts, but patience with it begins anew.
 */
export async function endPausesByLogin(trx: Transaction<Tables>, id: string, now: Instant): Promise<Note[]> {
  const again = await trx
    .updateTable('messages')
    .set(goesAnew(now))
    .where('mailbox_id', '=', id)
    .where(sql<boolean>`state = 'queued'`)
    .where(sql`because ->> 'stage'`, 'in', BEFORE_THE_MESSAGE)
    .returning(['id', 'tenant_id', 'object_id'])
    .execute();
  const notes = again.map((row): Note => ({ about: 'message', id: row.id, ...ownerOf(row) }));
  const ended = await trx
    .updateTable('mailboxes')
    .set(OVER)
    .where('id', '=', id)
    .where(sql`paused_because ->> 'stage'`, 'in', BEFORE_THE_MESSAGE)
    .returning('id')
    .executeTakeFirst();
  if (ended !== undefined) return [...notes, ...(await notesOf(trx, id))];
  await trx.updateTable('mailboxes').set({ failing_since: null }).where('id', '=', id).execute();
  return notes;
}

/** Every channel that uses a mailbox shows whether it is paused. */
async function notesOf(db: Database | Transaction<Tables>, mailboxId: string): Promise<Note[]> {
  const channels = await db
    .selectFrom('channels')
    .select(['id', 'tenant_id', 'object_id'])
    .where('mailbox_id', '=', mailboxId)
    .execute();
  return channels.map((row) => ({ about: 'channel', id: row.id, ...ownerOf(row) }));
}
