import { sql, type Transaction } from 'kysely';
import type { DeliveryFailure } from '../../domain/failure.ts';
import {
  concernsNeighbours,
  isOfLogin,
  NEIGHBOURS_WITHIN,
  type KeptBy,
  type MendedBy,
  type NoticedBy,
} from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import type { LockedMailbox } from './mailboxes.ts';
import type { Database } from './open.ts';
import { withSameCredential } from './same-credential.ts';
import type { Note } from './telling.ts';
import { json, ownerOf, type Tables } from './tables.ts';

/**
 * Breaks a channel, unless it is broken already, and holds its whole queue, under its mailbox's lock. While its rep keeps
 * its mail back it breaks all the same, and stays kept back: what is tried then is what was on its way before. A refused
 * login breaks every channel that has the same credential, whoever's: each of them would try it once more. They are looked
 * at again at `checkAt`.
 */
export async function breakChannel(
  trx: Transaction<Tables>,
  { channelId, because, noticedBy }: { channelId: string; because: DeliveryFailure; noticedBy: NoticedBy },
  mailbox: LockedMailbox,
  checkAt: Instant | null,
  now: Instant,
): Promise<Note[]> {
  const same = await withSameCredential(trx, channelId, mailbox.id);
  const working = same.filter((row) => row.broken_because === null && (row.id === channelId || isOfLogin(because)));
  for (const { id } of working) {
    await trx
      .updateTable('channels')
      .set({
        broken_because: json<DeliveryFailure | null>(because),
        health_since: now,
        tried_at: now,
        check_at: checkAt,
        checks: 0,
      })
      .where('id', '=', id)
      .execute();
    await endBreak(trx, id, 'other-cause', now);
    await beginBreak(trx, { channelId: id, because, noticedBy, keptBy: null }, now);
    await holdQueue(trx, id);
  }
  return working.map((row) => ({ about: 'channel', id: row.id, ...ownerOf(row) }));
}

/**
 * Writes down that a broken channel still is, and so are all that have the same credential when its login was refused:
 * what is said to the one is said to all.
 */
export async function stayBroken(
  trx: Transaction<Tables>,
  { channelId, because }: { channelId: string; because: DeliveryFailure },
  mailbox: LockedMailbox,
  checkAt: Instant | null,
  now: Instant,
): Promise<Note[]> {
  const same = await withSameCredential(trx, channelId, mailbox.id);
  // What another is broken by though its login is taken, no login shows to be over.
  const broken = same.filter(
    (row) =>
      row.broken_because !== null && (row.id === channelId || (isOfLogin(because) && isOfLogin(row.broken_because))),
  );
  for (const { id, broken_because: before } of broken) {
    const isOther = before?.kind !== because.kind;
    await trx
      .updateTable('channels')
      .set({
        broken_because: json<DeliveryFailure | null>(because),
        checks: isOther ? 0 : sql<number>`checks + 1`,
        check_at: checkAt,
        tried_at: now,
        ...(isOther && { health_since: now }),
      })
      .where('id', '=', id)
      .execute();
    if (!isOther) continue;
    await endBreak(trx, id, 'other-cause', now);
    await beginBreak(trx, { channelId: id, because, noticedBy: 'check', keptBy: null }, now);
  }
  return broken.map((row) => ({ about: 'channel', id: row.id, ...ownerOf(row) }));
}

/** Holds what is queued for a channel, so that nothing of it goes before it is let go. */
export async function holdQueue(trx: Transaction<Tables>, channelId: string): Promise<void> {
  await trx
    .updateTable('messages')
    .set({ state: 'held', due_at: null })
    .where('channel_id', '=', channelId)
    .where('state', '=', 'queued')
    .execute();
}

/** Writes down that nothing leaves a channel from now on. What is kept back by somebody's word is nothing to alarm anyone. */
export async function beginBreak(
  trx: Transaction<Tables>,
  what: {
    channelId: string;
    because: DeliveryFailure | null;
    noticedBy: NoticedBy | null;
    keptBy: KeptBy | null;
  },
  now: Instant,
): Promise<void> {
  const { id } = await trx
    .insertInto('breaks')
    .values({
      id: sql<string>`gen_random_uuid()`,
      channel_id: what.channelId,
      began_at: now,
      because: json<DeliveryFailure | null>(what.because),
      noticed_by: what.noticedBy,
      kept_by: what.keptBy,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (what.because !== null) await alert(trx, id, 'broken', now);
}

/** Writes down how it ended, and how many messages waited then; nothing where none was open. */
export async function endBreak(
  trx: Transaction<Tables>,
  channelId: string,
  mendedBy: MendedBy,
  now: Instant,
): Promise<void> {
  const ended = await trx
    .updateTable('breaks')
    .set({
      ended_at: now,
      mended_by: mendedBy,
      waited: sql<number>`(select count(*) from messages where channel_id = breaks.channel_id and state = 'held')`,
    })
    .where('channel_id', '=', channelId)
    .where('ended_at', 'is', null)
    .returning(['id', 'because'])
    .executeTakeFirst();
  // Of another cause there is another alert.
  if (ended !== undefined && ended.because !== null && mendedBy !== 'other-cause')
    await alert(trx, ended.id, 'mended', now);
}

async function alert(
  trx: Transaction<Tables>,
  breakId: string,
  event: 'broken' | 'mended',
  now: Instant,
): Promise<void> {
  await trx
    .insertInto('alerts')
    .values({ id: sql<string>`gen_random_uuid()`, break_id: breakId, event, created_at: now, due_at: now })
    .execute();
}

/**
 * Has the channels of the same company at the same server looked at soon, spread evenly, after one of them broke by what
 * may be theirs too. Those whose rows somebody else has in hand are passed over: waiting for them could wait in a circle.
 */
export async function checkNeighbours(
  db: Database,
  { channelId, because }: { channelId: string; because: DeliveryFailure },
  now: Instant,
): Promise<void> {
  if (!concernsNeighbours(because)) return;
  await sql`
    update channels
    set check_at = least(check_at, ${now}::int8 + abs(hashtext(id::text)::int8) % ${NEIGHBOURS_WITHIN}::int8)
    where id in (
      select neighbour.id
      from channels as mine
      join channels as neighbour on neighbour.tenant_id = mine.tenant_id and neighbour.id != mine.id
      join mailboxes as my_mailbox on my_mailbox.id = mine.mailbox_id
      join mailboxes as theirs on theirs.id = neighbour.mailbox_id and theirs.host = my_mailbox.host
      where mine.id = ${channelId}::uuid and neighbour.sends
        and neighbour.check_at > ${now}::int8 + abs(hashtext(neighbour.id::text)::int8) % ${NEIGHBOURS_WITHIN}::int8
      for no key update of neighbour skip locked
    )`.execute(db);
}
