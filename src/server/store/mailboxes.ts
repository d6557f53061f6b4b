import { sql, type Transaction } from 'kysely';
import { DAY, HOUR, MINUTE, type Instant } from '../../domain/instant.ts';
import { allowance, type Allowance, type Counted, type Limits } from '../../domain/limit.ts';
import type { Database } from './open.ts';
import { tell } from './notes.ts';
import { json, type Tables } from './tables.ts';

export interface MailboxLimits {
  id: string;
  limits: Limits;
}
/** One that this transaction has locked. */
export type LockedMailbox = MailboxLimits;

/** Locks a mailbox's row to the end of the transaction: always the first lock that is taken. */
export async function lockMailbox(trx: Transaction<Tables>, id: string): Promise<LockedMailbox> {
  return trx
    .selectFrom('mailboxes')
    .select(['id', 'limits'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The mailbox with this login, made when there is none yet, locked, with its limits as they are known now. */
export async function lockMailboxOf(
  trx: Transaction<Tables>,
  login: { host: string; username: string; limits: Limits },
  id: string,
): Promise<LockedMailbox> {
  const row = { host: login.host.toLowerCase(), username: login.username.toLowerCase(), limits: json(login.limits) };
  return trx
    .insertInto('mailboxes')
    .values({ id, ...row })
    .onConflict((found) => found.columns(['host', 'username']).doUpdateSet({ limits: row.limits }))
    .returning(['id', 'limits'])
    .executeTakeFirstOrThrow();
}

/** A message that is let go again, by a person perhaps: at once, or when its owner wants it to leave, and with all patience. */
export const goesAnew = (now: Instant) => ({
  state: 'queued' as const,
  due_at: sql<number>`greatest(${now}::int8, send_at)`,
  attempts: 0,
  trying_since: null,
});

/** What was sent in a window that ends now, and what is on the wire. */
export function countedOf(
  db: Database | Transaction<Tables>,
  mailboxId: string,
  window: number,
  now: Instant,
): Promise<Counted[]> {
  return db
    .selectFrom('counted')
    .select(['recipients', 'replied_at as repliedAt', 'reported'])
    .where('mailbox_id', '=', mailboxId)
    .where((row) => row.or([row('replied_at', 'is', null), row('replied_at', '>', now - window)]))
    .execute();
}

/** What may go now from a mailbox, for a next message to so many. */
export async function allowanceOf(
  db: Database | Transaction<Tables>,
  { id, limits }: MailboxLimits,
  recipients: number,
  now: Instant,
): Promise<Allowance> {
  // A mailbox without a daily limit is a company's own server mostly, where a day may hold very many.
  const window = limits.recipientsPerDay === null ? MINUTE : DAY;
  return allowance(limits, await countedOf(db, id, window, now), recipients, now);
}

/** The message of a mailbox that goes next, with how many it still has to reach. */
export function nextOf(trx: Transaction<Tables>, mailboxId: string) {
  return trx
    .selectFrom('messages')
    .selectAll()
    .select((message) =>
      message
        .selectFrom('recipients')
        .select((all) => all.fn.countAll<number>().as('count'))
        .whereRef('recipients.message_id', '=', 'messages.id')
        .where('outcome', '=', 'waiting')
        .$asScalar()
        .$notNull()
        .as('reach'),
    )
    .where('mailbox_id', '=', mailboxId)
    .where('state', '=', 'queued')
    .orderBy('due_at')
    .orderBy('queued_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/** Says anew when the mailbox's next message may go, and wakes the couriers. Its row is locked by the caller. */
export async function reschedule(trx: Transaction<Tables>, mailbox: LockedMailbox, now: Instant): Promise<void> {
  const dueAt = await nextDue(trx, mailbox, now);
  await trx.updateTable('mailboxes').set({ due_at: dueAt }).where('id', '=', mailbox.id).execute();
  if (dueAt !== null) await tell(trx, { about: 'due' });
}

async function nextDue(trx: Transaction<Tables>, mailbox: LockedMailbox, now: Instant): Promise<Instant | null> {
  if (await hasInFlight(trx, mailbox.id)) return null;
  const next = await nextOf(trx, mailbox.id);
  if (next === undefined) return null;
  const room = await allowanceOf(trx, mailbox, next.reach, now);
  // With nothing in flight there is no moment only when the message alone is over a limit that was lowered meanwhile.
  return Math.max(next.due_at ?? now, room.nextAt ?? now + HOUR);
}

/**
 * Whether one of the mailbox's messages is on the wire. One conversation at a time for each mailbox: it is within every
 * provider's number, and a password that was changed is tried once, not once on each connection.
 */
export async function hasInFlight(trx: Transaction<Tables>, mailboxId: string): Promise<boolean> {
  const one = await trx
    .selectFrom('messages')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .where('state', '=', 'in-flight')
    .limit(1)
    .executeTakeFirst();
  return one !== undefined;
}
