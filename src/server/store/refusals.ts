import type { Transaction } from 'kysely';
import type { DeliveryFailure } from '../../domain/failure.ts';
import { BETWEEN_LOGINS, isOfSecret, isOfLogin, mayTryAt, selfTestAt, type NoticedBy } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import { breakChannel, checkNeighbours } from './breaking.ts';
import { lockMailbox, mailboxKeyOf, type LockedMailbox, type LoginAt } from './mailboxes.ts';
import type { Database } from './open.ts';
import { wasTakenSince } from './same-credential.ts';
import { tell } from './telling.ts';
import type { Tables } from './tables.ts';

/**
 * From when the credential of this mark may be tried again at its mailbox's server, which refused it: to a channel that has
 * it, or to who typed it. Null when it may be now.
 */
export async function restOf(
  db: Database | Transaction<Tables>,
  mailboxId: string,
  mark: string,
  now: Instant,
): Promise<Instant | null> {
  const broken = await db
    .selectFrom('channels')
    .select(['broken_because', 'tried_at', 'health_since'])
    .where('mailbox_id', '=', mailboxId)
    .where('credential_mark', '=', mark)
    .where('broken_because', 'is not', null)
    .execute();
  const typed = await db
    .selectFrom('refusals')
    .select('tried_at')
    .where('mailbox_id', '=', mailboxId)
    .where('mark', '=', mark)
    .execute();
  const moments = [
    ...broken.map((row) => row.broken_because && mayTryAt(row.broken_because, row.tried_at ?? row.health_since)),
    ...typed.map(({ tried_at }) => tried_at + BETWEEN_LOGINS),
  ];
  const nextAt = Math.max(now, ...moments.map((moment) => moment ?? now));
  return nextAt > now ? nextAt : null;
}

/** Remembers what a channel's server refused, before the channel goes or gets another password. */
export async function keepRefusal(trx: Transaction<Tables>, channelId: string): Promise<void> {
  const row = await trx
    .selectFrom('channels')
    .select(['mailbox_id', 'credential_mark', 'broken_because', 'tried_at', 'health_since'])
    .where('id', '=', channelId)
    .executeTakeFirst();
  if (row?.broken_because && row.credential_mark !== null && isOfLogin(row.broken_because))
    await remember(trx, row.mailbox_id, row.credential_mark, row.tried_at ?? row.health_since);
}

/** The server took it after all. */
export async function forgetRefusal(trx: Transaction<Tables>, mailboxId: string, mark: string): Promise<void> {
  await trx.deleteFrom('refusals').where('mailbox_id', '=', mailboxId).where('mark', '=', mark).execute();
}

async function remember(trx: Transaction<Tables>, mailboxId: string, mark: string, triedAt: Instant): Promise<void> {
  await trx
    .insertInto('refusals')
    .values({ mailbox_id: mailboxId, mark, tried_at: triedAt })
    .onConflict((same) => same.columns(['mailbox_id', 'mark']).doUpdateSet({ tried_at: triedAt }))
    .execute();
}

/**
 * A password was refused that was typed, or that its channel has no more: it rests, and every channel of the mailbox, locked
 * by the caller, breaks that has it. Gives back one that did; null when there is none, or the server has taken it since.
 */
export async function refuse(
  trx: Transaction<Tables>,
  mailbox: LockedMailbox,
  refused: { mark: string | null; because: DeliveryFailure; triedAt: Instant; noticedBy: NoticedBy },
  now: Instant,
): Promise<string | null> {
  const { mark, because, noticedBy } = refused;
  if (mark === null || !isOfLogin(because) || (await wasTakenSince(trx, mailbox.id, refused))) return null;
  // What IT has to switch may be on a moment later, and its rep is right to try.
  if (isOfSecret(because)) await remember(trx, mailbox.id, mark, now);
  const one = await trx
    .selectFrom('channels')
    .select('id')
    .where('mailbox_id', '=', mailbox.id)
    .where('credential_mark', '=', mark)
    .where('broken_because', 'is', null)
    .executeTakeFirst();
  if (one === undefined) return null;
  const what = { channelId: one.id, because, noticedBy };
  const notes = await breakChannel(trx, what, mailbox, selfTestAt(because, 0, now, 0), now);
  for (const note of notes) await tell(trx, note);
  return one.id;
}

/** The same where nothing else is to be written; its neighbours are looked at soon, where that concerns them. */
export async function refuseAlone(
  db: Database,
  mailboxId: string,
  refused: Parameters<typeof refuse>[2],
  now: Instant,
): Promise<void> {
  const channelId = await db
    .transaction()
    .execute(async (trx) => refuse(trx, await lockMailbox(trx, mailboxId), refused, now));
  if (channelId !== null) await checkNeighbours(db, { channelId, because: refused.because }, now);
}

/** Passwords that reps type: what a server says to one counts for every channel of the mailbox that has it, and for who types it again. */
export function createRefusals(db: Database) {
  const mailboxOf = (login: LoginAt): Promise<{ id: string } | undefined> => {
    const { host, username } = mailboxKeyOf(login);
    return db
      .selectFrom('mailboxes')
      .select('id')
      .where('host', '=', host)
      .where('username', '=', username)
      .executeTakeFirst();
  };

  return {
    /** From when a password may be tried at a server that refused it; null when it may be now. */
    async restsUntil(login: LoginAt, mark: string, now: Instant): Promise<Instant | null> {
      const mailbox = await mailboxOf(login);
      return mailbox === undefined ? null : restOf(db, mailbox.id, mark, now);
    },

    /** A password that was typed was refused by a login that began at `triedAt`: it rests, and every channel breaks that has it. */
    async refused(
      login: LoginAt,
      mark: string,
      { because, triedAt }: { because: DeliveryFailure; triedAt: Instant },
      now: Instant,
    ): Promise<void> {
      const found = await mailboxOf(login);
      if (found === undefined) return;
      await refuseAlone(db, found.id, { mark, because, triedAt, noticedBy: 'check' }, now);
    },

    /** Forgets what has rested since before a moment. */
    async sweep(before: Instant): Promise<void> {
      await db.deleteFrom('refusals').where('tried_at', '<', before).execute();
    },
  };
}
