import { sql, type Selectable, type Transaction } from 'kysely';
import type { Author } from '../../domain/audit.ts';
import type { Owner } from '../../domain/channel.ts';
import { isDefaultChannel } from '../../domain/default-channel.ts';
import type { Instant } from '../../domain/instant.ts';
import { NO_LIMITS } from '../../domain/limit.ts';
import type { ProviderId } from '../../domain/provider.ts';
import { voucherOf } from '../../domain/sender-proof.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import type { Invitation } from '../../domain/team.ts';
import { record } from './audit.ts';
import { channelOf, selectChannels, type ChannelRow } from './channel-rows.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

const invitationOf = (row: Selectable<Tables['invitations']>): Invitation => ({
  id: row.id,
  address: row.address,
  providerId: row.provider_id as ProviderId,
  server: { host: row.host, port: row.port, security: row.security } as SubmissionServer,
  username: row.username,
  by: row.by_address === null ? null : { name: row.by_name ?? '', address: row.by_address },
  invitedAt: row.invited_at,
});

/** What makes an invitation another one. */
const PREPARED = ['provider_id', 'host', 'port', 'security', 'username', 'by_name', 'by_address'] as const;

/** What the audit log tells of an invitation: whose, and where. */
const NOTED = ['address', 'provider_id', 'host'] as const;
const noted = (row: Pick<Selectable<Tables['invitations']>, (typeof NOTED)[number]>) => ({
  ...{ address: row.address, providerId: row.provider_id as ProviderId, host: row.host },
});

/** Whether a channel is one's who connected alone: neither a team's nor the operator's, and its sender is vouched for. */
function isConnection(row: ChannelRow, own: string): boolean {
  const channel = channelOf(row, NO_LIMITS);
  return channel.team === null && !isDefaultChannel(channel) && voucherOf(channel, own) !== null;
}

/** Takes back what was prepared for the address that a removed person signs in with, and notes it. */
export async function withdrawFor(
  trx: Transaction<Tables>,
  tenantId: string,
  address: string,
  by: Author,
  now: Instant,
): Promise<void> {
  const gone = await trx
    .deleteFrom('invitations')
    .where('tenant_id', '=', tenantId)
    .where('address', '=', address.toLowerCase())
    .returning(NOTED)
    .execute();
  for (const row of gone)
    await record(trx, { tenantId, by, at: now, what: { kind: 'invitation-withdrawn', ...noted(row) } });
}

/** What somebody prepared for colleagues is the organisation's, and stays without the name of who is gone. */
export async function forgetInviter(trx: Transaction<Tables>, { tenantId, objectId }: Owner): Promise<void> {
  await trx
    .updateTable('invitations')
    .set({ by_object_id: null, by_name: null, by_address: null })
    .where('tenant_id', '=', tenantId)
    .where('by_object_id', '=', objectId)
    .execute();
}

/** Who is to connect alone, in each organisation. Every question carries the tenant. */
export const createInvitations = (db: Database) => {
  return {
    /** Whoever is invited again is so to what was prepared last; where that is the same nothing is done, nor noted. */
    async invite(tenantId: string, invitations: readonly Invitation[], by: Author): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const invited = await trx
          .insertInto('invitations')
          .values(
            invitations.map(({ id, address, providerId, server, username, by: inviter, invitedAt }) => ({
              ...{ id, tenant_id: tenantId, address: address.toLowerCase(), provider_id: providerId },
              ...{ host: server.host, port: server.port, security: server.security, username },
              ...{ by_name: inviter?.name ?? null, by_address: inviter?.address ?? null, invited_at: invitedAt },
              by_object_id: by.objectId,
            })),
          )
          .onConflict((same) =>
            same
              .columns(['tenant_id', 'address'])
              .doUpdateSet(({ ref }) => ({
                provider_id: ref('excluded.provider_id'),
                host: ref('excluded.host'),
                port: ref('excluded.port'),
                security: ref('excluded.security'),
                username: ref('excluded.username'),
                by_name: ref('excluded.by_name'),
                by_address: ref('excluded.by_address'),
                by_object_id: ref('excluded.by_object_id'),
                invited_at: ref('excluded.invited_at'),
              }))
              .where(({ or, eb, ref }) =>
                or(
                  PREPARED.map((column) => eb(`invitations.${column}`, 'is distinct from', ref(`excluded.${column}`))),
                ),
              ),
          )
          .returning([...NOTED, 'invited_at'])
          .execute();
        for (const row of invited)
          await record(trx, { tenantId, by, at: row.invited_at, what: { kind: 'colleague-invited', ...noted(row) } });
      });
    },

    /** By address, with whether the person whose own it is has connected by now. */
    async list(tenantId: string): Promise<(Invitation & { hasConnected: boolean })[]> {
      const rows = await db
        .selectFrom('invitations')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('address')
        .execute();
      const channels = await selectChannels(db)
        .innerJoin('people', (on) =>
          on.onRef('people.tenant_id', '=', 'channels.tenant_id').onRef('people.object_id', '=', 'channels.object_id'),
        )
        .where('channels.tenant_id', '=', tenantId)
        .where(
          sql<boolean>`(lower(people.address) collate "C") in (select address from invitations where tenant_id = ${tenantId})`,
        )
        .select(sql<string>`lower(people.address)`.as('own'))
        .execute();
      const connected = new Set(channels.filter((row) => isConnection(row, row.own)).map(({ own }) => own));
      return rows.map((row) => ({ ...invitationOf(row), hasConnected: connected.has(row.address) }));
    },

    /** What is prepared for somebody's own address, who has not connected yet; null when there is nothing. */
    async waitingFor({ tenantId, objectId }: Owner, address: string): Promise<Invitation | null> {
      const row = await db
        .selectFrom('invitations')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('address', '=', address.toLowerCase())
        .executeTakeFirst();
      if (row === undefined) return null;
      const own = await selectChannels(db)
        .where('channels.tenant_id', '=', tenantId)
        .where('channels.object_id', '=', objectId)
        .execute();
      return own.some((channel) => isConnection(channel, address)) ? null : invitationOf(row);
    },

    async remove(tenantId: string, id: string, by: Author, now: Instant): Promise<boolean> {
      return db.transaction().execute(async (trx) => {
        const gone = await trx
          .deleteFrom('invitations')
          .where('tenant_id', '=', tenantId)
          .where('id', '=', id)
          .returning(NOTED)
          .executeTakeFirst();
        if (gone === undefined) return false;
        await record(trx, { tenantId, by, at: now, what: { kind: 'invitation-withdrawn', ...noted(gone) } });
        return true;
      });
    },
  };
};
