import { sql } from 'kysely';
import type { PasswordChannel, PlaceInList } from '../../domain/organisation.ts';
import type { ProviderId } from '../../domain/provider.ts';
import { nameIn } from './directory.ts';
import { lastTaken } from './last-taken.ts';
import type { Database } from './open.ts';

/** What an organisation's administrator sees of its channels. Every question carries the tenant: another's are not there. */
export const createOrganisation = (db: Database) => ({
  /** Those at certain providers that log in with a password: by address, at most so many, from behind a place in the list. */
  async passwordChannels(
    tenantId: string,
    providerIds: readonly ProviderId[],
    { after, limit }: { after: PlaceInList | null; limit: number },
  ): Promise<PasswordChannel[]> {
    const rows = await db
      .selectFrom('channels')
      .select(['id', 'sender_name', 'sender_address', 'username', 'provider_id', 'credential_at'])
      .select(nameIn('channels').as('person'))
      .select(lastTaken(sql.ref('channels.id')).as('last_used_at'))
      .where('tenant_id', '=', tenantId)
      .where('provider_id', 'in', providerIds)
      .where('grant_sealed', 'is', null)
      .$if(after !== null, (one) =>
        one.where(sql<boolean>`(sender_address, id) > (${after?.address}, ${after?.id}::uuid)`),
      )
      .orderBy('sender_address')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      person: row.person,
      sender: { name: row.sender_name, address: row.sender_address },
      username: row.username,
      providerId: row.provider_id as ProviderId,
      since: row.credential_at,
      lastUsedAt: row.last_used_at,
    }));
  },

  /** How many of its channels at certain providers log in with a password, and how many by a sign-in. */
  async countChannels(
    tenantId: string,
    providerIds: readonly ProviderId[],
  ): Promise<{ passwords: number; signIns: number }> {
    return db
      .selectFrom('channels')
      .select(({ fn }) => [
        fn.countAll<number>().filterWhere('grant_sealed', 'is', null).as('passwords'),
        fn.countAll<number>().filterWhere('grant_sealed', 'is not', null).as('signIns'),
      ])
      .where('tenant_id', '=', tenantId)
      .where('provider_id', 'in', providerIds)
      .executeTakeFirstOrThrow();
  },
});
