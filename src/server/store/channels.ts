import { sql, type ExpressionBuilder, type Transaction } from 'kysely';
import type { Author, WhoseWord } from '../../domain/audit.ts';
import type { DeliveryChannel, Kept, Occasion, Owner } from '../../domain/channel.ts';
import type { Resealed, SealedCredential } from '../../domain/credential.ts';
import { isDefaultChannel, SAFE_LIMITS } from '../../domain/default-channel.ts';
import type { ExpiryRule } from '../../domain/expiry.ts';
import type { Instant } from '../../domain/instant.ts';
import { NO_LIMITS, type Limits } from '../../domain/limit.ts';
import { oneNameOf } from '../../domain/provider.ts';
import { showsByMessage } from '../../domain/sender-proof.ts';
import type { StepPassed } from '../../domain/verification.ts';
import {
  channelOf,
  columnsOf,
  credentialOf,
  expiryColumns,
  grantColumns,
  selectChannels,
  selectWithCredential,
} from './channel-rows.ts';
import { keepDataKeys } from './data-keys.ts';
import { beginBreak } from './breaking.ts';
import { holdAll, keepBack, letGoAgain } from './keeping-back.ts';
import { makeDefault } from './making-default.ts';
import { lockMailboxOf, reschedule, underMailbox, type LockedMailbox } from './mailboxes.ts';
import { letMailGo, mendOthers } from './mending.ts';
import { endStop, stop, stoppedSince } from './stopping.ts';
import { letAnotherGoFirst, takeMailAlong } from './moving-over.ts';
import type { Database } from './open.ts';
import { endPausesByLogin } from './pausing.ts';
import { forgetRefusal, keepRefusal } from './refusals.ts';
import { REMOVED, removeNoted } from './removing.ts';
import { areAllAlong, letAlongGo, reseal } from './resealing.ts';
import { forgetSignIn, lockSignIn } from './sign-ins.ts';
import { lockShare, type Joins } from './team.ts';
import { tell, type Note } from './telling.ts';
import { json, type Tables } from './tables.ts';

/** What a rep changes without a new proof; what is absent stays. */
export interface ChannelChange {
  senderName?: string;
  expiryRule?: ExpiryRule | null;
  /** Takes the place of the one that was. */
  isDefault?: true;
}

/** The owner's channels. Every question carries the owner: another's channel is not there. `relay` is what the operator's may carry by the configuration. */
export function createChannels(db: Database, newId: () => string, ceiling: Limits, relay = SAFE_LIMITS) {
  const own = (owner: Owner) =>
    selectChannels(db).where('tenant_id', '=', owner.tenantId).where('object_id', '=', owner.objectId);

  const find = async (owner: Owner, id: string): Promise<DeliveryChannel | null> => {
    const row = await own(owner).where('channels.id', '=', id).executeTakeFirst();
    return row === undefined ? null : channelOf(row, ceiling, relay);
  };

  /** Works on an owner's channel under its mailbox's lock, and tells of what that changed; false when there is none. */
  const underLock = async (
    owner: Owner,
    id: string,
    now: Instant,
    work: (trx: Transaction<Tables>, mailbox: LockedMailbox) => Promise<Note[]>,
  ): Promise<boolean> => {
    const mailboxOf = (trx: Transaction<Tables>) =>
      trx
        .selectFrom('channels')
        .select('mailbox_id')
        .where('id', '=', id)
        .where('tenant_id', '=', owner.tenantId)
        .where('object_id', '=', owner.objectId)
        .executeTakeFirst();
    const done = await underMailbox(db, mailboxOf, async (trx, mailbox) => {
      const notes = await work(trx, mailbox);
      await reschedule(trx, mailbox, now);
      for (const note of notes) await tell(trx, note);
      return true;
    });
    return done ?? false;
  };

  return {
    async list(owner: Owner): Promise<DeliveryChannel[]> {
      return (await own(owner).orderBy('created_at').orderBy('channels.id').execute()).map((row) =>
        channelOf(row, ceiling, relay),
      );
    },

    find,

    /** The owner's channel for the same login and sender, if there is one. */
    async findSame(
      owner: Owner,
      { server, username, sender }: Pick<DeliveryChannel, 'server' | 'username' | 'sender'>,
    ): Promise<DeliveryChannel | null> {
      const channels = (await own(owner).where('mailboxes.host', '=', oneNameOf(server.host)).execute()).map((row) =>
        channelOf(row, ceiling, relay),
      );
      const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
      return channels.find((one) => same(one.username, username) && same(one.sender.address, sender.address)) ?? null;
    },

    /** A channel's credential; null when there is no such channel. */
    async credentialOf(owner: Owner, id: string): Promise<SealedCredential | null> {
      const row = await selectWithCredential(db)
        .where('channels.id', '=', id)
        .where('tenant_id', '=', owner.tenantId)
        .where('object_id', '=', owner.objectId)
        .executeTakeFirst();
      return row === undefined ? null : credentialOf(row);
    },

    /**
     * Writes down a channel that was just proven: a new one, or one that is mended by it, whose held mail goes again in
     * the same transaction, but for what is old. Outdated when the owner got another channel for the same mailbox and sender
     * meanwhile, removed the one that was to be mended (it stays removed), or gave it another password than the one kept; or when
     * one that an administrator stopped would move to another mailbox. One
     * that `joins` a team is outdated as soon as that is not shared with it so; and a new password goes to all that change with
     * it, each sealed for itself, or is outdated when they are others by now.
     */
    async save(
      { channel, occasion, joins = null }: { channel: DeliveryChannel; occasion: Occasion; joins?: Joins | null },
      credential: SealedCredential,
      steps: readonly StepPassed[],
      now: Instant,
      along: readonly Resealed[] = [],
    ): Promise<Kept> {
      return db.transaction().execute(async (trx): Promise<Kept> => {
        const before = await trx
          .selectFrom('channels')
          .select('mailbox_id')
          .where('id', '=', channel.id)
          .executeTakeFirst();
        const mailbox = await lockMailboxOf(
          trx,
          channel,
          isDefaultChannel(channel) ? relay.relay : pacingOf(channel),
          newId(),
          before?.mailbox_id ?? null,
        );
        if (credential.signInId !== undefined && !(await lockSignIn(trx, credential.signInId))) return 'sign-in-used';
        if (joins !== null && channel.team !== null) {
          const { channelId } = channel.team;
          if (!(await lockShare(trx, { channelId, owner: channel.owner }, joins))) return 'outdated';
        }
        const isNewPassword = occasion === 'new-password' && credential.grant === undefined;
        // Where it is so far: by a new name of its server it moves to another mailbox, and they are in the old one still.
        const soFar = before?.mailbox_id ?? mailbox.id;
        if (isNewPassword && !(await areAllAlong(trx, channel.id, soFar, along))) return 'outdated';
        const isKept = occasion === 'again' || occasion === 'check';
        // Its rep may keep its mail back since it was looked at, or its team's administrator, whose word a colleague's is not.
        const keepsHold = occasion === 'check' || (occasion === 'again' && channel.team !== null);
        const row = {
          ...columnsOf(channel),
          mailbox_id: mailbox.id,
          credential: credential.text,
          credential_key_id: credential.keyId,
          // One that is kept keeps its mark.
          ...(!isKept && { credential_mark: credential.mark ?? null }),
          ...(!keepsHold && { held_since: channel.heldSince }),
          check_at: keepsHold
            ? sql<number | null>`case when held_since is null then ${channel.nextCheckAt}::int8 end`
            : channel.nextCheckAt,
          checks: 0,
          tried_at: null,
          steps: json(steps),
        };
        if (occasion === 'new-password') await keepRefusal(trx, channel.id);
        const from = soFar === mailbox.id ? null : soFar;
        const stopped = occasion === 'connect' || from !== null ? await stoppedSince(trx, channel, mailbox.id) : null;
        const saved =
          occasion === 'connect'
            ? await trx
                .insertInto('channels')
                .values({ id: channel.id, ...row, ...grantColumns(credential.grant), stopped_since: stopped })
                .onConflict((same) => same.doNothing())
                .returning(['credential_mark', 'held_since', 'stopped_since'])
                .executeTakeFirst()
            : await trx
                .updateTable('channels')
                .set({
                  ...row,
                  ...(!isKept && grantColumns(credential.grant)),
                  ...(stopped !== null && { stopped_since: stopped }),
                })
                .where('id', '=', channel.id)
                // What an administrator stopped stays where that was said.
                .$if(from !== null, (one) => one.where('stopped_since', 'is', null))
                // It may have moved over meanwhile to another mailbox, which is not locked.
                .where('mailbox_id', '=', soFar)
                .where(isNoOther(channel, mailbox.id))
                .$if(isKept, (one) => one.where('credential', '=', credential.text))
                .returning(['credential_mark', 'held_since', 'stopped_since'])
                .executeTakeFirst();
        if (saved === undefined) return 'outdated';
        if (!isKept) await keepDataKeys(trx, credential, credential.grant);
        if (credential.signInId !== undefined) await forgetSignIn(trx, credential.signInId);
        if (from !== null) {
          await takeMailAlong(trx, channel.id, { from, to: mailbox.id }, now);
          if (stopped !== null) await holdAll(trx, channel.id, now);
        }
        const ended = await endPausesByLogin(trx, mailbox.id, now);
        if (saved.credential_mark !== null) await forgetRefusal(trx, mailbox.id, saved.credential_mark);
        const kept = { id: channel.id, heldSince: saved.held_since, stoppedSince: saved.stopped_since };
        if (occasion === 'connect' && stopped !== null)
          await beginBreak(trx, { channelId: channel.id, because: null, noticedBy: null, keptBy: 'admin' }, now);
        if (occasion !== 'connect') await letMailGo(trx, kept, occasion === 'check' ? 'check' : 'rep', now);
        if (from !== null && showsByMessage(channel)) await letAnotherGoFirst(trx, channel.id, now);
        const changed = await reseal(trx, along, channel.credentialAt);
        const byRep = occasion === 'new-password' || occasion === 'again';
        const notes: Note[] = [{ about: 'channel', id: channel.id, ...channel.owner }, ...changed];
        for (const id of isNewPassword && from !== null ? [mailbox.id, from] : [mailbox.id]) {
          if (byRep) notes.push(...(await letAlongGo(trx, channel.id, id, channel.nextCheckAt, now)));
          notes.push(...(await mendOthers(trx, channel.id, id, channel.nextCheckAt, now)));
        }
        if (from !== null) await reschedule(trx, { id: from }, now);
        await reschedule(trx, mailbox, now);
        for (const note of [...notes, ...ended]) await tell(trx, note);
        return 'kept';
      });
    },

    async change(owner: Owner, id: string, change: ChannelChange): Promise<DeliveryChannel | null> {
      const columns = {
        ...(change.senderName !== undefined && { sender_name: change.senderName }),
        ...(change.expiryRule !== undefined && expiryColumns(change.expiryRule)),
      };
      if (change.isDefault) await makeDefault(db, owner, id);
      if (Object.keys(columns).length === 0) return find(owner, id);
      const row = await db
        .updateTable('channels')
        .set(columns)
        .where('id', '=', id)
        .where('tenant_id', '=', owner.tenantId)
        .where('object_id', '=', owner.objectId)
        .returning('id')
        .executeTakeFirst();
      if (row === undefined) return null;
      await tell(db, { about: 'channel', id, ...owner });
      return find(owner, id);
    },

    /** Keeps back all mail of a channel that works, and all logins, with that of its owner's others of the same password; false when there is no such channel. */
    hold: (owner: Owner, id: string, now: Instant): Promise<boolean> =>
      underLock(owner, id, now, (trx, mailbox) => keepBack(trx, id, mailbox.id, now)),

    /** Lets go again what `hold` kept back, with the password there is; false when there is no such channel. */
    resume: (owner: Owner, id: string, nextCheckAt: Instant, now: Instant): Promise<boolean> =>
      underLock(owner, id, now, (trx, mailbox) => letGoAgain(trx, id, mailbox.id, nextCheckAt, now)),

    /** Lets nothing leave by an administrator's word, in all that its owner has at its mailbox; false when there is no such channel. */
    stop: (owner: Owner, id: string, by: Author, now: Instant): Promise<boolean> =>
      underLock(owner, id, now, (trx, mailbox) => stop(trx, owner, mailbox.id, by, now)),

    /** Takes that word back; false when there is no such channel. */
    endStop: (owner: Owner, id: string, by: Author, now: Instant): Promise<boolean> =>
      underLock(owner, id, now, (trx, mailbox) => endStop(trx, owner, mailbox.id, by, now)),

    /**
     * Removes a channel with its credential and drops what waits in it, at once, and so its team's. What an administrator
     * stopped its rep does not remove: connected again, it would not be stopped.
     */
    async remove(
      owner: Owner,
      id: string,
      now: Instant,
      word: WhoseWord,
    ): Promise<'removed' | 'stopped' | 'not-found'> {
      let isStopped = false;
      const isThere = await underLock(owner, id, now, async (trx) => {
        const row = await trx.selectFrom('channels').select(REMOVED).where('id', '=', id).executeTakeFirstOrThrow();
        isStopped = word.of === 'rep' && row.stopped_since !== null;
        return isStopped ? [] : removeNoted(trx, row, word, now);
      });
      return !isThere ? 'not-found' : isStopped ? 'stopped' : 'removed';
    },
  };
}

/** What paces its mailbox. */
function pacingOf({ limits }: DeliveryChannel): Limits {
  const { messagesPerMinute, recipientsPerDay, recipientsPerMessage, connections } = limits;
  return { ...NO_LIMITS, messagesPerMinute, recipientsPerDay, recipientsPerMessage, connections };
}

/** That its owner has no other channel for this mailbox and its sender. */
const isNoOther =
  ({ id, owner, sender }: DeliveryChannel, mailboxId: string) =>
  ({ not, exists, selectFrom }: ExpressionBuilder<Tables, 'channels'>) =>
    not(
      exists(
        selectFrom('channels as other')
          .select('other.id')
          .where('other.id', '!=', id)
          .where('other.tenant_id', '=', owner.tenantId)
          .where('other.object_id', '=', owner.objectId)
          .where('other.mailbox_id', '=', mailboxId)
          .where(sql<boolean>`lower(other.sender_address) = lower(${sender.address})`),
      ),
    );
