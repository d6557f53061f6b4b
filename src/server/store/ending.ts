import { sql, type SelectQueryBuilder, type Transaction } from 'kysely';
import { hasReply, type DeliveryFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { MAY_DROP, MESSAGE_STATES } from '../../domain/outbox.ts';
import type { Reply } from '../../domain/reply.ts';
import { eraseContents } from './contents.ts';
import { json, type Tables } from './tables.ts';

/** What goes with its channel. */
export const DROPPABLE = MESSAGE_STATES.filter((state) => MAY_DROP[state]);

const over = (now: Instant) => ({
  settled_at: now,
  due_at: null,
  lease: null,
  conversation_id: null,
  handing_over: false,
});

/** The recipients that have the message at hand in the statement around. */
const reached = (trx: Transaction<Tables>) =>
  trx
    .selectFrom('recipients as reached')
    .select('reached.position')
    .where('reached.message_id', '=', sql.ref<string>('messages.id'))
    .where('reached.outcome', '=', 'accepted');

/**
 * Ends messages that nobody will try again: refused because of a failure, dropped when there is none. One that some
 * recipients have is accepted, as it would be after a last attempt in vain: the others are refused. Why an uncertain one
 * is that stays with it, and so does who it may have reached. `which` selects their ids.
 */
export async function giveUp(
  trx: Transaction<Tables>,
  which: SelectQueryBuilder<Tables, 'messages', { id: string }>,
  now: Instant,
  because: DeliveryFailure | null = null,
): Promise<void> {
  const reply = because !== null && hasReply(because) ? because.reply : null;
  await trx
    .updateTable('recipients')
    .set({ outcome: 'refused', reply: json<Reply | null>(reply) })
    .where('outcome', '=', 'waiting')
    .where('message_id', 'in', (row) => {
      const ended = row.selectFrom('messages').select('messages.id').where('messages.id', 'in', which);
      if (because !== null) return ended;
      return ended.where('state', '!=', 'uncertain').where(({ exists }) => exists(reached(trx)));
    })
    .execute();
  await eraseContents(trx, which);
  await trx
    .updateTable('messages')
    .set((row) => ({
      ...over(now),
      ...(because !== null && { because: json<DeliveryFailure | null>(because) }),
      state: row
        .case()
        .when(row.exists(reached(trx)))
        .then('accepted' as const)
        .else(because === null ? ('dropped' as const) : ('refused' as const))
        .end(),
    }))
    .where('id', 'in', which)
    .execute();
}

/** Believes the owner that an uncertain message arrived: accepted, by no reply. */
export async function recordArrival(trx: Transaction<Tables>, id: string, now: Instant): Promise<void> {
  await trx
    .updateTable('recipients')
    .set({ outcome: 'accepted' })
    .where('message_id', '=', id)
    .where('outcome', '=', 'waiting')
    .execute();
  await eraseContents(trx, [id]);
  await trx
    .updateTable('messages')
    .set({ ...over(now), state: 'accepted', because: null })
    .where('id', '=', id)
    .execute();
}
