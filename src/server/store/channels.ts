import type { Selectable, Transaction } from 'kysely';
import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { SealedCredential } from '../../domain/credential.ts';
import type { Instant } from '../../domain/instant.ts';
import { lowest, NO_LIMITS, type Limits } from '../../domain/limit.ts';
import { MAY_DROP, MESSAGE_STATES } from '../../domain/outbox.ts';
import type { Pause } from '../../domain/pause.ts';
import { oneNameOf, type ProviderId } from '../../domain/provider.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import type { Mechanism } from '../../domain/credential.ts';
import type { StepPassed } from '../../domain/verification.ts';
import { goesAnew, lockMailbox, lockMailboxOf, reschedule } from './mailboxes.ts';
import { tell } from './telling.ts';
import type { Database } from './open.ts';
import { giveUp } from './ending.ts';
import { endPausesByLogin } from './pausing.ts';
import { json, ownerOf, type Tables } from './tables.ts';

type Paused = Pick<Selectable<Tables['mailboxes']>, 'paused_until' | 'paused_because'>;
type Row = Selectable<Tables['channels']> & Paused;

/** What goes with its channel. */
export const DROPPABLE = MESSAGE_STATES.filter((state) => MAY_DROP[state]);

/** Its limits no higher than the ceiling. */
export function channelOf(row: Row, ceiling: Limits): DeliveryChannel {
  return {
    id: row.id,
    owner: ownerOf(row),
    providerId: row.provider_id as ProviderId,
    server: { host: row.host, port: row.port, security: row.security } as SubmissionServer,
    username: row.username,
    sender: { name: row.sender_name, address: row.sender_address },
    mechanism: row.mechanism as Mechanism,
    limits: lowest(row.limits, ceiling),
    health:
      row.broken_because === null
        ? { state: 'working', since: row.health_since }
        : { state: 'broken', since: row.health_since, because: row.broken_because },
    pause: pauseOf(row),
    createdAt: row.created_at,
    verifiedAt: row.verified_at,
  };
}

export const pauseOf = ({ paused_until: until, paused_because: because }: Paused): Pause | null =>
  until === null || because === null ? null : { until, because };

/** Channels with what they have of their mailbox. */
export const selectChannels = (db: Database | Transaction<Tables>) =>
  db
    .selectFrom('channels')
    .innerJoin('mailboxes', 'mailboxes.id', 'channels.mailbox_id')
    .selectAll('channels')
    .select(['mailboxes.paused_until', 'mailboxes.paused_because']);

/** The owner's channels. Every question carries the owner: another's channel is not there. */
export function createChannels(db: Database, newId: () => string, ceiling: Limits) {
  const own = (owner: Owner) =>
    selectChannels(db).where('tenant_id', '=', owner.tenantId).where('object_id', '=', owner.objectId);

  const find = async (owner: Owner, id: string): Promise<DeliveryChannel | null> => {
    const row = await own(owner).where('channels.id', '=', id).executeTakeFirst();
    return row === undefined ? null : channelOf(row, ceiling);
  };

  return {
    async list(owner: Owner): Promise<DeliveryChannel[]> {
      return (await own(owner).orderBy('created_at').orderBy('channels.id').execute()).map((row) =>
        channelOf(row, ceiling),
      );
    },

    find,

    /** The owner's channel for the same login and sender, if there is one. */
    async findSame(
      owner: Owner,
      { server, username, sender }: Pick<DeliveryChannel, 'server' | 'username' | 'sender'>,
    ): Promise<DeliveryChannel | null> {
      const channels = (await own(owner).where('mailboxes.host', '=', oneNameOf(server.host)).execute()).map((row) =>
        channelOf(row, ceiling),
      );
      const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
      return channels.find((one) => same(one.username, username) && same(one.sender.address, sender.address)) ?? null;
    },

    /**
     * Writes down a channel that was just proven: a new one, or one that is mended by it, whose held mail goes again in
     * the same transaction. False when the owner got another channel for the same mailbox and sender meanwhile, or
     * removed the one that was to be mended: it stays removed.
     */
    async save(
      { channel, isNew }: { channel: DeliveryChannel; isNew: boolean },
      credential: SealedCredential,
      steps: readonly StepPassed[],
      now: Instant,
    ): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        const { messagesPerMinute, recipientsPerDay, recipientsPerMessage, connections } = channel.limits;
        const pacing = { ...NO_LIMITS, messagesPerMinute, recipientsPerDay, recipientsPerMessage, connections };
        const login = { host: channel.server.host, username: channel.username, limits: pacing };
        const mailbox = await lockMailboxOf(trx, login, newId());
        const row = {
          tenant_id: channel.owner.tenantId,
          object_id: channel.owner.objectId,
          mailbox_id: mailbox.id,
          provider_id: channel.providerId,
          host: channel.server.host,
          port: channel.server.port,
          security: channel.server.security,
          username: channel.username,
          sender_name: channel.sender.name,
          sender_address: channel.sender.address,
          mechanism: channel.mechanism,
          limits: json(channel.limits),
          credential: credential.text,
          credential_key_id: credential.keyId,
          broken_because: json(channel.health.state === 'broken' ? channel.health.because : null),
          health_since: channel.health.since,
          steps: json(steps),
          created_at: channel.createdAt,
          verified_at: channel.verifiedAt,
        };
        const saved = isNew
          ? await trx
              .insertInto('channels')
              .values({ id: channel.id, ...row })
              .onConflict((same) => same.doNothing())
              .returning('id')
              .executeTakeFirst()
          : await trx.updateTable('channels').set(row).where('id', '=', channel.id).returning('id').executeTakeFirst();
        if (saved === undefined) return false;
        const ended = await endPausesByLogin(trx, mailbox.id, now);
        if (!isNew) await releaseHeld(trx, channel.id, now);
        await reschedule(trx, mailbox, now);
        for (const note of [{ about: 'channel' as const, id: channel.id, ...channel.owner }, ...ended])
          await tell(trx, note);
        return true;
      });
    },

    async rename(owner: Owner, id: string, name: string): Promise<DeliveryChannel | null> {
      const row = await db
        .updateTable('channels')
        .set({ sender_name: name })
        .where('id', '=', id)
        .where('tenant_id', '=', owner.tenantId)
        .where('object_id', '=', owner.objectId)
        .returning('id')
        .executeTakeFirst();
      if (row === undefined) return null;
      await tell(db, { about: 'channel', id, ...owner });
      return find(owner, id);
    },

    /** Removes a channel with its credential and drops what waits in it, at once. False when there is none. */
    async remove(owner: Owner, id: string, now: Instant): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        const row = await trx
          .selectFrom('channels')
          .select('mailbox_id')
          .where('id', '=', id)
          .where('tenant_id', '=', owner.tenantId)
          .where('object_id', '=', owner.objectId)
          .executeTakeFirst();
        if (row === undefined) return false;
        const mailbox = await lockMailbox(trx, row.mailbox_id);
        await trx.deleteFrom('channels').where('id', '=', id).execute();
        const waiting = trx
          .selectFrom('messages')
          .select('id')
          .where('channel_id', '=', id)
          .where('state', 'in', DROPPABLE);
        await giveUp(trx, waiting, now);
        await reschedule(trx, mailbox, now);
        await tell(trx, { about: 'channel', id, ...owner });
        return true;
      });
    },
  };
}

async function releaseHeld(trx: Transaction<Tables>, channelId: string, now: Instant): Promise<void> {
  await trx
    .updateTable('messages')
    .set(goesAnew(now))
    .where('channel_id', '=', channelId)
    .where('state', '=', 'held')
    .execute();
}
