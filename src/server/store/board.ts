import { sql, type RawBuilder } from 'kysely';
import type { BoardChannel, BoardCounts, BoardPage } from '../../domain/board.ts';
import type { Mechanism } from '../../domain/credential.ts';
import type { DeliveryFailure } from '../../domain/failure.ts';
import type { PlaceInList } from '../../domain/organisation.ts';
import type { ProviderId } from '../../domain/provider.ts';
import type { Database } from './open.ts';

interface Row {
  id: string;
  object_id: string;
  sender_name: string;
  sender_address: string;
  provider_id: ProviderId;
  host: string;
  mechanism: Mechanism;
  broken_because: DeliveryFailure | null;
  health_since: number;
  held_since: number | null;
  stopped_since: number | null;
  /** The address as the list goes by it. */
  place: string;
  waiting: number;
  colleagues: number;
  colleagues_waiting: number;
  last_used_at: number | null;
}

/** In these very words, for the indexes of it. */
const PLACE = sql`(lower(sender_address) collate "C")`;
/** Stands behind every address that begins with what is before it. */
const BEHIND_ALL = '\u{10FFFF}';
const ANY = sql`true`;
const UNSENT = sql`state in ('queued', 'held', 'in-flight', 'uncertain')`;

/** All channels of an organisation, as an administrator looks after them. Every question carries the tenant: another's are not there. */
export const createBoard = (db: Database) => ({
  /** In the order of addresses, at most so many, from behind a place in the list; `ending` are the providers whose passwords end. */
  async page(
    tenantId: string,
    ending: readonly ProviderId[],
    { show, find, after, limit }: BoardPage,
  ): Promise<{ channels: BoardChannel[]; next: PlaceInList | null }> {
    const from = after === null ? ANY : sql`(${PLACE}, id) > (${after.address}, ${after.id}::uuid)`;
    const found =
      find === '' ? ANY : sql`${PLACE} >= lower(${find}::text) and ${PLACE} < lower(${find}::text) || ${BEHIND_ALL}`;
    // One more than is shown tells whether there are more.
    const first = sql`order by ${PLACE}, id limit ${limit + 1}::int8`;
    const those = (which: RawBuilder<unknown>) =>
      sql`select * from channels where tenant_id = ${tenantId} and ${which} and ${found} and ${from} ${first}`;
    // Each provider's lie together: the first of each, and of those the first.
    const shown = {
      all: those(ANY),
      broken: those(sql`broken_because is not null`),
      ending: sql`
        select one.* from unnest(${[...ending]}::text[]) as provider (name)
        cross join lateral (${those(sql`provider_id = provider.name and grant_sealed is null`)}) as one ${first}`,
    }[show];
    const { rows } = await sql<Row>`
      select shown.*, lower(sender_address) as place,
        (select count(*) from messages where channel_id = shown.id
          and ${UNSENT}) as waiting,
        (select count(*) from channels where team_of = shown.id) as colleagues,
        (select count(*) from messages where channel_id in (select id from channels where team_of = shown.id)
          and ${UNSENT}) as colleagues_waiting,
        -- Its owner too, for the index of them: the newest of the channel is soon met.
        (select queued_at from messages
          where tenant_id = shown.tenant_id and object_id = shown.object_id and channel_id = shown.id
          order by queued_at desc limit 1) as last_used_at
      from (${shown}) as shown
      order by ${PLACE}, id`.execute(db);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      channels: page.map(boardChannelOf),
      next: last === undefined ? null : { address: last.place, id: last.id },
    };
  },

  /** How many there are, each kind counted from an index alone. */
  async counts(tenantId: string, ending: readonly ProviderId[]): Promise<BoardCounts> {
    const { rows } = await sql<BoardCounts>`
      select
        (select count(*) from channels where tenant_id = ${tenantId}) as channels,
        (select count(*) from channels where tenant_id = ${tenantId} and broken_because is not null) as broken,
        (select count(*) from channels where tenant_id = ${tenantId} and grant_sealed is null
          and provider_id = any(${[...ending]}::text[])) as ending`.execute(db);
    const [counts] = rows;
    if (counts === undefined) throw new Error('The database counts nothing.');
    return counts;
  },

  /** The object id of whose channel of the organisation it is; null when there is none. */
  async personOf(tenantId: string, channelId: string): Promise<string | null> {
    const row = await db
      .selectFrom('channels')
      .select('object_id')
      .where('id', '=', channelId)
      .where('tenant_id', '=', tenantId)
      .executeTakeFirst();
    return row?.object_id ?? null;
  },
});

const boardChannelOf = (row: Row): BoardChannel => ({
  id: row.id,
  personId: row.object_id,
  sender: { name: row.sender_name, address: row.sender_address },
  providerId: row.provider_id,
  host: row.host,
  mechanism: row.mechanism,
  broken: row.broken_because && { kind: row.broken_because.kind, since: row.health_since },
  heldSince: row.held_since,
  stoppedSince: row.stopped_since,
  waiting: row.waiting,
  colleagues: row.colleagues,
  colleaguesWaiting: row.colleagues_waiting,
  lastUsedAt: row.last_used_at,
});
