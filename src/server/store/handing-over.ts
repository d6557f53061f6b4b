import { sql } from 'kysely';
import type { Held } from '../../domain/claimed.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Reply } from '../../domain/reply.ts';
import type { Database } from './open.ts';
import { OFTEN } from './preparing.ts';
import { tellSoon, type Note } from './telling.ts';
import { ownerOf } from './tables.ts';

type OwnerRow = Parameters<typeof ownerOf>[0];

/** Whether each of the two was still its attempt's. */
interface HandedOver {
  accepted: boolean;
  next: boolean;
}

/**
 * Settles one message as accepted by everyone it was sent to, and says, durably, that the bytes of the next begin to
 * leave: in one statement, so that what a conversation may leave uncertain is what is on the wire, and that next one.
 *
 * It does not lock the mailbox, for all that changes in its regard is that a message counts from now on for one window
 * only. Both rows are locked in the order of their ids, as by those who take a conversation's messages back.
 */
export async function handOverNext(
  db: Database,
  next: Held | null,
  accepted: { held: Held; reply: Reply } | null,
  now: Instant,
): Promise<HandedOver> {
  const { rows } = await sql<{ ended: OwnerRow | null; begun: OwnerRow | null }>`${OFTEN}
    with locked as materialized (
      select id, lease, state, content_id, tenant_id, object_id from messages
      -- The state is asked of the locked rows alone: here it would let the planner take the index of all that waits.
      where id in (${accepted?.held.id ?? null}::uuid, ${next?.id ?? null}::uuid)
        and lease in (${accepted?.held.lease ?? null}::uuid, ${next?.lease ?? null}::uuid)
      order by id
      for no key update
    ),
    accepted as materialized (
      select * from locked where id = ${accepted?.held.id ?? null}::uuid and state = 'in-flight'
    ),
    settled as (
      update messages set
        state = 'accepted',
        settled_at = ${now}::int8,
        conversation_id = null,
        content_id = null,
        reply = ${JSON.stringify(accepted?.reply ?? null)}::jsonb,
        because = null
      from accepted where messages.id = accepted.id
    ),
    reached as (
      update recipients set outcome = 'accepted'
      from accepted where recipients.message_id = accepted.id and recipients.outcome = 'waiting'
    ),
    counting as (
      update counted set replied_at = ${now}::int8
      from accepted where counted.lease = accepted.lease
    ),
    erased as (
      delete from contents using accepted where contents.id = accepted.content_id
    ),
    leaving as (
      update messages set handing_over = true
      from locked
      where messages.id = locked.id and locked.id = ${next?.id ?? null}::uuid and locked.state = 'in-flight'
      returning messages.tenant_id, messages.object_id
    )
    select
      (select json_build_object('tenant_id', tenant_id, 'object_id', object_id) from accepted) as ended,
      (select json_build_object('tenant_id', tenant_id, 'object_id', object_id) from leaving) as begun`.execute(db);
  const { ended = null, begun = null } = rows[0] ?? {};
  const notes = [
    { of: accepted?.held, owner: ended },
    { of: next, owner: begun },
  ].flatMap(({ of, owner }): Note[] => (of && owner ? [{ about: 'message', id: of.id, ...ownerOf(owner) }] : []));
  tellSoon(db, notes);
  return { accepted: ended !== null, next: begun !== null };
}
