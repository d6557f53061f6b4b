import { sql, type Transaction } from 'kysely';
import type { Check, Conversation } from '../../domain/claimed.ts';
import type { DeliveryFailure } from '../../domain/failure.ts';
import { BETWEEN_LOGINS, mayTryAt } from '../../domain/health.ts';
import { MINUTE, type Instant } from '../../domain/instant.ts';
import type { Limits } from '../../domain/limit.ts';
import { breakChannel, checkNeighbours, stayBroken } from './breaking.ts';
import { channelOf, credentialOf, selectWithCredential, type RowWithCredential } from './channel-rows.ts';
import { takeTurn } from './check-turns.ts';
import { lockMailbox, underMailbox } from './mailboxes.ts';
import type { Database } from './open.ts';
import { refuse, restOf } from './refusals.ts';
import { wasTakenSince } from './same-credential.ts';
import { tell, tellSoon, type Note } from './telling.ts';
import type { Tables } from './tables.ts';

/** Mail on its way makes a login of its own, which shows as much. */
const WHILE_BUSY = 10 * MINUTE;

/**
 * Looks at channels though nothing is sent. A check takes a place of the mailbox's, so that no password is tried twice at
 * a time and no server gets a connection too many.
 */
export function createChecking(db: Database, newId: () => string, ceiling: Limits) {
  return {
    /** Begins the check that has been due longest, at none of these hosts; null when there is none. */
    async open(now: Instant, leaseUntil: Instant, hosts: readonly string[] = []): Promise<Check | null> {
      for (;;) {
        const check = await db.transaction().execute(async (trx) => {
          const due = await nextDue(trx, now, hosts);
          if (due === undefined) return null;
          const put = await whyNotNow(trx, due, now);
          if (put !== null) {
            await trx.updateTable('channels').set({ check_at: put }).where('id', '=', due.id).execute();
            return 'look-again';
          }
          const row = await selectWithCredential(trx).where('channels.id', '=', due.id).executeTakeFirstOrThrow();
          // Should this process die, it is not looked at again at once.
          return beginCheck(trx, row, { id: newId(), leaseUntil, checkAt: now + BETWEEN_LOGINS }, now, ceiling);
        });
        if (check !== 'look-again') return check;
      }
    },

    /**
     * Begins a check of one channel by its rep's word. Otherwise says from when its credential may be tried,
     * if it was refused a while ago, or that its mailbox is busy; null when there is no such channel.
     */
    async openOf(
      channelId: string,
      now: Instant,
      leaseUntil: Instant,
    ): Promise<Check | 'busy' | { nextAt: Instant } | null> {
      const find = (trx: Transaction<Tables>) =>
        selectWithCredential(trx).where('channels.id', '=', channelId).executeTakeFirst();
      return underMailbox(db, find, async (trx, mailbox, row) => {
        const { broken_because: because, tried_at, health_since, check_at } = row;
        const ownAt = because === null ? now : mayTryAt(because, tried_at ?? health_since);
        const nextAt = Math.max(ownAt, (await restOfRow(trx, row, now)) ?? now);
        if (nextAt > now) return { nextAt };
        if (await isBusy(trx, mailbox.id)) return 'busy';
        const againAt = because === null ? now : mayTryAt(because, now);
        const checkAt = check_at && Math.max(check_at, againAt);
        return beginCheck(trx, row, { id: newId(), leaseUntil, checkAt }, now, ceiling);
      });
    },

    /** The next moment at which a channel is to be looked at, or is already, but for those at these hosts; null when there is none. */
    async nextAt(now: Instant, hosts: readonly string[] = []): Promise<Instant | null> {
      const next = await db
        .selectFrom('channels')
        .innerJoin('mailboxes', 'mailboxes.id', 'channels.mailbox_id')
        .select('check_at')
        .where('check_at', 'is not', null)
        .where('stopped_since', 'is', null)
        // Of what comes later nobody knows whether these will be busy still: the first of all is found at once.
        .$if(hosts.length > 0, (one) =>
          one.where(({ eb, or }) => or([eb('check_at', '>', now), eb('mailboxes.host', 'not in', hosts)])),
        )
        .orderBy('check_at')
        .limit(1)
        .executeTakeFirst();
      return next?.check_at ?? null;
    },

    /** The server took the login of a channel that was working. */
    async passed({ channel, credential }: Conversation, nextAt: Instant, now: Instant): Promise<void> {
      const seen = await db
        .updateTable('channels')
        .set({ checked_at: now, checks: 0, check_at: nextAt })
        .where('id', '=', channel.id)
        .where('credential', '=', credential.text)
        .where('sends', '=', true)
        .returning('id')
        .executeTakeFirst();
      if (seen !== undefined) tellSoon(db, [noteOf(channel)]);
    },

    /** The check met something that passes, and says nothing of the channel: it is looked at again, and nobody is told. */
    async troubled({ channel, credential }: Conversation, nextAt: Instant | null): Promise<void> {
      await db
        .updateTable('channels')
        .set({ checks: sql<number>`checks + 1`, check_at: nextAt })
        .where('id', '=', channel.id)
        .where('credential', '=', credential.text)
        // One that broke meanwhile, or is kept back by now, has another moment to be looked at, or none.
        .$if(channel.health.state === 'working', (one) => one.where('sends', '=', true))
        .execute();
    },

    /** The credential of a broken channel was not tried after all: it rests no longer than it did before this check. */
    async untried({ conversation: { channel, credential }, before }: Check): Promise<void> {
      await db
        .updateTable('channels')
        .set({ tried_at: before.triedAt, check_at: before.checkAt })
        .where('id', '=', channel.id)
        .where('credential', '=', credential.text)
        .where('broken_because', 'is not', null)
        .execute();
    },

    /**
     * The check shows that the channel is broken, or, where it was, still is: by this. It looks again at `nextAt`. A login that
     * was refused before the same credential was taken through another channel says nothing of it.
     */
    async failed(
      { conversation: { channel, mailboxId, credential }, beganAt }: Check,
      because: DeliveryFailure,
      nextAt: Instant | null,
      now: Instant,
    ): Promise<void> {
      const news = await db.transaction().execute(async (trx) => {
        const mailbox = await lockMailbox(trx, mailboxId);
        const refused = { mark: credential.mark ?? null, because, triedAt: beganAt, noticedBy: 'check' as const };
        const row = await trx
          .selectFrom('channels')
          .select('broken_because')
          .where('id', '=', channel.id)
          // Repaired meanwhile: the new password has been proven.
          .where('credential', '=', credential.text)
          .executeTakeFirst();
        if (row === undefined) return refuse(trx, mailbox, refused, now);
        const what = { channelId: channel.id, because };
        if (await wasTakenSince(trx, mailbox.id, { ...refused, channelId: channel.id })) {
          await lookSoon(trx, channel.id, now);
          return null;
        }
        // In this order: what breaks by it now has been broken by it once.
        const stays = await stayBroken(trx, what, mailbox, nextAt, now);
        const breaks = await breakChannel(trx, { ...what, noticedBy: 'check' }, mailbox, nextAt, now);
        for (const note of [...stays, ...breaks]) await tell(trx, note);
        return row.broken_because?.kind === because.kind ? null : channel.id;
      });
      if (news !== null) await checkNeighbours(db, { channelId: news, because }, now);
    },
  };
}

/** What was said of a login that is out of date may be so all the same: the next look finds out. */
async function lookSoon(trx: Transaction<Tables>, channelId: string, now: Instant): Promise<void> {
  await trx
    .updateTable('channels')
    .set({ check_at: now })
    .where('id', '=', channelId)
    .where('sends', '=', true)
    .execute();
}

/** Takes the mailbox's place, under its lock, and says before the login that the channel was tried. */
async function beginCheck(
  trx: Transaction<Tables>,
  row: RowWithCredential,
  { id, leaseUntil, checkAt }: { id: string; leaseUntil: Instant; checkAt: Instant | null },
  now: Instant,
  ceiling: Limits,
): Promise<Check> {
  const conversation = { id, mailbox_id: row.mailbox_id, channel_id: row.id, lease_until: leaseUntil };
  await trx.insertInto('conversations').values(conversation).execute();
  await trx.updateTable('mailboxes').set({ taken: true }).where('id', '=', row.mailbox_id).execute();
  await trx
    .updateTable('channels')
    .set({ check_at: checkAt, ...(row.broken_because !== null && { tried_at: now }) })
    .where('id', '=', row.id)
    .execute();
  return {
    conversation: {
      id,
      mailboxId: row.mailbox_id,
      channel: channelOf(row, ceiling),
      credential: credentialOf(row),
      pauses: 0,
    },
    beganAt: now,
    checks: row.checks,
    before: { triedAt: row.tried_at, checkAt: row.check_at },
  };
}

const noteOf = ({ id, owner }: Conversation['channel']): Note => ({ about: 'channel', id, ...owner });

interface Due {
  id: string;
  mailbox_id: string;
  credential_mark: string | null;
  host: string;
  paused_until: number | null;
}

/** Under its mailbox's lock, as everything is that begins a connection. */
const nextDue = (trx: Transaction<Tables>, now: Instant, hosts: readonly string[]): Promise<Due | undefined> =>
  trx
    .selectFrom('channels')
    .innerJoin('mailboxes', 'mailboxes.id', 'channels.mailbox_id')
    .select(['channels.id', 'mailbox_id', 'credential_mark', 'mailboxes.host', 'mailboxes.paused_until'])
    .where('check_at', '<=', now)
    .where('stopped_since', 'is', null)
    .$if(hosts.length > 0, (one) => one.where('mailboxes.host', 'not in', hosts))
    .orderBy('check_at')
    .limit(1)
    // Both, so that what is read is what it is now: mail may have broken it a moment ago.
    .forUpdate(['mailboxes', 'channels'])
    .skipLocked()
    .executeTakeFirst();

/** When to look instead; null when nothing speaks against now. */
async function whyNotNow(trx: Transaction<Tables>, due: Due, now: Instant): Promise<Instant | null> {
  if (due.paused_until !== null && due.paused_until > now) return due.paused_until;
  if (await isBusy(trx, due.mailbox_id)) return now + WHILE_BUSY;
  const restsUntil = await restOfRow(trx, due, now);
  if (restsUntil !== null) return restsUntil;
  return takeTurn(trx, due, now);
}

/** By whatever login with the credential it has. */
const restOfRow = async (
  trx: Transaction<Tables>,
  { mailbox_id, credential_mark }: Pick<Due, 'mailbox_id' | 'credential_mark'>,
  now: Instant,
): Promise<Instant | null> => (credential_mark === null ? null : restOf(trx, mailbox_id, credential_mark, now));

async function isBusy(trx: Transaction<Tables>, mailboxId: string): Promise<boolean> {
  const conversation = await trx
    .selectFrom('conversations')
    .select('id')
    .where('mailbox_id', '=', mailboxId)
    .limit(1)
    .executeTakeFirst();
  return conversation !== undefined;
}
