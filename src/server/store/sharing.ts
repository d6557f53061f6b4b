import { sql, type Selectable } from 'kysely';
import type { Author } from '../../domain/audit.ts';
import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Limits } from '../../domain/limit.ts';
import type { Member, SharedChannel } from '../../domain/team.ts';
import { NOTED, notedChannel, record } from './audit.ts';
import { channelOf, selectChannels } from './channel-rows.ts';
import { reschedule, underMailbox } from './mailboxes.ts';
import type { Database } from './open.ts';
import { changingWith } from './same-credential.ts';
import { peopleIn, removeMembersBeyond } from './team.ts';
import type { Tables } from './tables.ts';
import { tell } from './telling.ts';

type MemberRow = Pick<
  Selectable<Tables['channels']>,
  'id' | 'object_id' | 'sender_name' | 'sender_address' | 'sends' | 'created_at'
>;

/** Each colleague once, by the first channel: of the own address, before any that everybody may write as. In the order of addresses. */
function membersOf(rows: readonly MemberRow[]): Member[] {
  const members = new Map<string, Member>();
  for (const { id, object_id, sender_name: name, sender_address: address, sends, created_at } of rows) {
    const known = members.get(object_id);
    if (known === undefined)
      members.set(object_id, { id, sender: { name, address }, also: [], works: sends, joinedAt: created_at });
    else members.set(object_id, { ...known, also: [...known.also, address], works: known.works && sends });
  }
  return [...members.values()].sort((a, b) => (a.sender.address < b.sender.address ? -1 : 1));
}

/** Channels that administrators share with their colleagues. Every question carries the tenant. */
export const createSharing = (db: Database, ceiling: Limits) => ({
  /** An administrator's own channels, shared or not, the oldest first. */
  async ofOwner({ tenantId, objectId }: Owner): Promise<SharedChannel[]> {
    const rows = await selectChannels(db)
      .where('tenant_id', '=', tenantId)
      .where('object_id', '=', objectId)
      .where('team_of', 'is', null)
      .orderBy('created_at')
      .orderBy('channels.id')
      .execute();
    const ids = rows.map(({ id }) => id);
    if (ids.length === 0) return [];
    const shares = await db.selectFrom('shares').selectAll().where('channel_id', 'in', ids).orderBy('domain').execute();
    const members = await db
      .selectFrom('channels')
      .select(['id', 'object_id', 'team_of', 'sender_name', 'sender_address', 'sends', 'created_at'])
      .where('team_of', 'in', ids)
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return rows.map((row) => ({
      channel: channelOf(row, ceiling),
      domains: shares.filter(({ channel_id }) => channel_id === row.id).map(({ domain }) => domain),
      members: membersOf(members.filter(({ team_of }) => team_of === row.id)),
    }));
  },

  /** The channels that are shared with a domain, the last one first. */
  async withDomain(tenantId: string, domain: string): Promise<DeliveryChannel[]> {
    const rows = await selectChannels(db)
      .innerJoin('shares', 'shares.channel_id', 'channels.id')
      .where('shares.tenant_id', '=', tenantId)
      .where('shares.domain', '=', domain)
      .orderBy('shares.shared_at', 'desc')
      .orderBy('channels.id')
      .execute();
    return rows.map((row) => channelOf(row, ceiling));
  },

  /** The addresses with this before their @ from which others of a tenant's channels send, or which are invited. */
  async addressesBy(tenantId: string, localPart: string, exceptChannelId: string): Promise<string[]> {
    const { rows } = await sql<{ address: string }>`
      select sender_address as address from channels
      where tenant_id = ${tenantId} and id != ${exceptChannelId}
        and split_part(lower(sender_address), '@', 1) = lower(${localPart})
      union
      select address from invitations
      where tenant_id = ${tenantId} and split_part(address, '@', 1) = lower(${localPart})`.execute(db);
    return rows.map(({ address }) => address);
  },

  /** The channels whose password changes with a channel's. */
  async changingWith(id: string): Promise<string[]> {
    const row = await db.selectFrom('channels').select('mailbox_id').where('id', '=', id).executeTakeFirst();
    return row === undefined ? [] : changingWith(db, id, row.mailbox_id);
  },

  /**
   * Shares an owner's channel with these domains of the tenant's and no others; who joined by another is removed, with what
   * waits. With none it is the owner's alone. False when there is no such channel, or one of the domains is not there.
   */
  async share(owner: Owner, id: string, domains: readonly string[], by: Author, now: Instant): Promise<boolean> {
    const { tenantId, objectId } = owner;
    const shared = await underMailbox(
      db,
      (trx) =>
        trx
          .selectFrom('channels')
          .select('mailbox_id')
          .where('id', '=', id)
          .where('tenant_id', '=', tenantId)
          .where('object_id', '=', objectId)
          .where('team_of', 'is', null)
          .executeTakeFirst(),
      async (trx, mailbox) => {
        if (domains.length > 0) {
          const found = await trx
            .selectFrom('sending_domains')
            .select('domain')
            .where('tenant_id', '=', tenantId)
            .where('domain', 'in', domains)
            .forUpdate()
            .execute();
          if (found.length < domains.length) return false;
        }
        const shares = trx.selectFrom('shares').select('domain').where('channel_id', '=', id);
        const before = (await shares.execute()).map(({ domain }) => domain).sort();
        await trx
          .deleteFrom('shares')
          .where('channel_id', '=', id)
          .$if(domains.length > 0, (one) => one.where('domain', 'not in', domains))
          .execute();
        if (domains.length > 0)
          await trx
            .insertInto('shares')
            .values(domains.map((domain) => ({ channel_id: id, tenant_id: tenantId, domain, shared_at: now })))
            .onConflict((same) => same.doNothing())
            .execute();
        const notes = await removeMembersBeyond(trx, id, domains, now);
        await reschedule(trx, mailbox, now);
        for (const note of notes) await tell(trx, note);
        const after = [...domains].sort();
        if (before.join() === after.join()) return true;
        const row = await trx.selectFrom('channels').select(NOTED).where('id', '=', id).executeTakeFirstOrThrow();
        const what = { kind: 'channel-shared' as const, channel: notedChannel(row), before, after };
        await record(trx, { tenantId, by, at: now, what: { ...what, colleagues: peopleIn(notes) } });
        return true;
      },
    );
    return shared ?? false;
  },
});
