import { sql, type Selectable, type Transaction } from 'kysely';
import type { DeliveryFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { giveUp } from './ending.ts';
import { goesAnew, reschedule } from './mailboxes.ts';
import { giveUpOverdue } from './pausing.ts';
import type { Note } from './telling.ts';
import { json, ownerOf, type Tables } from './tables.ts';

type InFlight = Pick<
  Selectable<Tables['messages']>,
  'id' | 'lease' | 'channel_id' | 'handing_over' | 'tenant_id' | 'object_id'
>;

/** Gives back what an ended conversation had, frees its place, and puts the mailbox at the end of the line, under its lock. */
export async function leave(
  trx: Transaction<Tables>,
  { id, mailboxId }: { id: string; mailboxId: string },
  now: Instant,
): Promise<Note[]> {
  const messages = await trx
    .selectFrom('messages')
    .select(['id', 'lease', 'channel_id', 'handing_over', 'tenant_id', 'object_id'])
    .where('conversation_id', '=', id)
    // In these very words, for the index of them.
    .where(sql<boolean>`state = 'in-flight'`)
    // Whoever hands over locks two of them, in this order.
    .orderBy('id')
    .forUpdate()
    .execute();
  await giveBack(trx, messages, null, now);
  // When a pause began, these were out of its reach.
  await giveUpOverdue(trx, mailboxId, now);
  await trx
    .updateTable('mailboxes')
    .set({
      taken: sql<boolean>`exists (
        select from conversations where mailbox_id = mailboxes.id and not logged_in
      )`,
    })
    .where('id', '=', mailboxId)
    .execute();
  await reschedule(trx, { id: mailboxId }, now, 'last');
  return messages.map((row) => ({ about: 'message', id: row.id, ...ownerOf(row) }));
}

/**
 * Gives back messages of one channel that are in flight, under their locks: queued again when nothing can have left,
 * uncertain otherwise. They go again at `dueAt` with all patience, or, when that is null, take their places again as if
 * this attempt had not been.
 */
export async function giveBack(
  trx: Transaction<Tables>,
  messages: readonly InFlight[],
  dueAt: Instant | null,
  now: Instant,
): Promise<void> {
  const [first] = messages;
  if (first === undefined) return;
  const channel = await trx
    .selectFrom('channels')
    .select(['host', 'port', 'sends'])
    .where('id', '=', first.channel_id)
    .executeTakeFirst();
  const left = messages.filter(({ handing_over }) => handing_over);
  if (left.length > 0) await doubt(trx, left, { host: '', port: 0, ...channel }, now);
  const kept = messages.filter(({ handing_over }) => !handing_over);
  if (kept.length === 0) return;
  await trx.deleteFrom('counted').where('lease', 'in', leasesOf(kept)).execute();
  const ids = kept.map(({ id }) => id);
  if (channel === undefined) return giveUp(trx, trx.selectFrom('messages').select('id').where('id', 'in', ids), now);
  const again =
    dueAt === null
      ? {
          state: 'queued' as const,
          attempts: sql<number>`attempts - 1`,
          trying_since: sql<number | null>`case when attempts > 1 then trying_since end`,
        }
      : goesAnew(dueAt);
  await trx
    .updateTable('messages')
    .set({
      ...again,
      ...(!channel.sends && { state: 'held', due_at: null }),
      lease: null,
      conversation_id: null,
    })
    .where('id', 'in', ids)
    .execute();
}

/** Nobody knows what became of what had begun to leave. */
async function doubt(
  trx: Transaction<Tables>,
  messages: readonly InFlight[],
  { host, port }: { host: string; port: number },
  now: Instant,
): Promise<void> {
  const because: DeliveryFailure = {
    ...{ kind: 'connection-lost', stage: 'after-data', host, port },
    detail: 'the process that was sending it ended',
  };
  // The lease's name stays: should the process live after all, it may still say what became of the message.
  await trx
    .updateTable('messages')
    .set({ state: 'uncertain', conversation_id: null, because: json<DeliveryFailure | null>(because) })
    .where(
      'id',
      'in',
      messages.map(({ id }) => id),
    )
    .execute();
  await trx.updateTable('counted').set({ replied_at: now }).where('lease', 'in', leasesOf(messages)).execute();
}

const leasesOf = (messages: readonly InFlight[]): string[] => messages.flatMap(({ lease }) => lease ?? []);
