import { sql, type Transaction } from 'kysely';
import type { DeliveryChannel } from '../../domain/channel.ts';
import type { Instant } from '../../domain/instant.ts';
import { isDefaultChannel } from '../../domain/default-channel.ts';
import type { Limits } from '../../domain/limit.ts';
import { mailboxNameOf } from '../../domain/login-name.ts';
import { oneNameOf } from '../../domain/provider.ts';
import type { Database } from './open.ts';
import { tell } from './telling.ts';
import { json, type Tables } from './tables.ts';

/** One that this transaction has locked. */
export interface LockedMailbox {
  id: string;
  limits: Limits;
}

/** Whose login, and where: by that it is known which mailbox it is. */
export type LoginAt = Pick<DeliveryChannel, 'owner' | 'providerId' | 'server' | 'username'>;

export const mailboxKeyOf = (login: LoginAt): { host: string; username: string } => ({
  host: oneNameOf(login.server.host),
  username: mailboxNameOf(login),
});

/** Locks a mailbox's row to the end of the transaction: always the first lock that is taken. */
export async function lockMailbox(trx: Transaction<Tables>, id: string): Promise<LockedMailbox> {
  return trx
    .selectFrom('mailboxes')
    .select(['id', 'limits'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/**
 * Works under the lock of the mailbox that something is in, as it is once that is locked: a channel that moves over takes
 * its mail to another meanwhile. Null when there is no such thing.
 */
export async function underMailbox<Found extends { mailbox_id: string }, T>(
  db: Database,
  find: (trx: Transaction<Tables>) => Promise<Found | undefined>,
  work: (trx: Transaction<Tables>, mailbox: LockedMailbox, found: Found) => Promise<T>,
): Promise<T | null> {
  for (;;) {
    const done = await db.transaction().execute(async (trx) => {
      const before = await find(trx);
      if (before === undefined) return { result: null };
      const mailbox = await lockMailbox(trx, before.mailbox_id);
      const found = await find(trx);
      return found?.mailbox_id === mailbox.id ? { result: await work(trx, mailbox, found) } : null;
    });
    if (done !== null) return done.result;
  }
}

/**
 * The mailbox with this login, made when there is none yet, locked, with its limits as they are known now, and along with it the
 * one that a channel has so far. The operator's, which is everybody's, keeps the limits that a start gave it.
 */
export async function lockMailboxOf(
  trx: Transaction<Tables>,
  login: LoginAt,
  limits: Limits,
  id: string,
  soFar: string | null,
): Promise<LockedMailbox> {
  const row = { ...mailboxKeyOf(login), limits: json(limits) };
  if (soFar !== null) {
    // One that is made here is known to nobody yet, and so is no lock out of turn.
    await trx
      .insertInto('mailboxes')
      .values({ id, ...row })
      .onConflict((found) => found.columns(['host', 'username']).doNothing())
      .execute();
    await trx
      .selectFrom('mailboxes')
      .select('id')
      .where(({ eb, or, and }) =>
        or([eb('id', '=', soFar), and([eb('host', '=', row.host), eb('username', '=', row.username)])]),
      )
      .orderBy('id')
      .forUpdate()
      .execute();
  }
  return trx
    .insertInto('mailboxes')
    .values({ id, ...row })
    .onConflict((found) =>
      found
        .columns(['host', 'username'])
        .doUpdateSet({ limits: isDefaultChannel(login) ? sql`mailboxes.limits` : row.limits }),
    )
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

/**
 * Says anew when the mailbox's next message may go, and wakes the couriers. Its row is locked by the caller. It keeps its
 * place in the line of mailboxes, or goes to the end of it; whether there is room for the message is the claim's to see.
 */
export async function reschedule(
  trx: Transaction<Tables>,
  { id }: { id: string },
  now: Instant,
  place: 'kept' | 'last' = 'kept',
): Promise<void> {
  const inLine = place === 'kept' ? sql`least(mailboxes.due_at, ${now}::int8)` : sql`${now}::int8`;
  const { rows } = await sql<{ due_at: number | null }>`
    update mailboxes
    set due_at = (
      select greatest(next.due_at, ${inLine}, mailboxes.paused_until)
      from messages as next
      where next.mailbox_id = mailboxes.id and next.state = 'queued'
      order by next.due_at, next.queued_at, next.id
      limit 1
    )
    where id = ${id}
    returning due_at`.execute(trx);
  if ((rows[0]?.due_at ?? null) !== null) await tell(trx, { about: 'due', mailboxId: id });
}
