import { sql, type RawBuilder } from 'kysely';
import type { Alike } from '../../domain/alike.ts';
import type { BoardChannel, BoardCounts, BoardPage } from '../../domain/board.ts';
import type { Named } from '../../domain/directory.ts';
import { NO_LIMITS } from '../../domain/limit.ts';
import type { PlaceInList } from '../../domain/organisation.ts';
import type { ProviderId } from '../../domain/provider.ts';
import { voucherOf } from '../../domain/sender-proof.ts';
import { channelOf, selectChannels, type ChannelRow } from './channel-rows.ts';
import { nameIn } from './directory.ts';
import { lastTaken } from './last-taken.ts';
import type { Database } from './open.ts';

/** What the board tells of a channel besides what its rep sees. */
interface Told {
  id: string;
  /** The address as the list goes by it. */
  place: string;
  person: Named | null;
  waiting: number;
  colleagues_waiting: number;
  is_shared: boolean;
  last_used_at: number | null;
}

/** In these very words, for the indexes of it. */
const PLACE = sql`(lower(sender_address) collate "C")`;
const OWN = sql`(lower(address) collate "C")`;
/** Stands behind every address that begins with what is before it. */
const BEHIND_ALL = '\u{10FFFF}';
const ANY = sql`true`;
const UNSENT = sql`state in ('queued', 'held', 'in-flight', 'uncertain') and not trial`;

/** All channels of an organisation, as an administrator looks after them. Every question carries the tenant: another's are not there. */
export const createBoard = (db: Database) => ({
  /** In the order of addresses, at most so many, from behind a place in the list; `ending` are the providers whose passwords end, `forbidden` what policies forbid. */
  async page(
    tenantId: string,
    { ending, forbidden }: { ending: readonly ProviderId[]; forbidden: readonly Alike[] },
    { show, find, after, limit }: BoardPage,
  ): Promise<{ channels: BoardChannel[]; next: PlaceInList | null }> {
    const from = after === null ? ANY : sql`(${PLACE}, id) > (${after.address}, ${after.id}::uuid)`;
    // One more than is shown tells whether there are more.
    const first = sql`order by ${PLACE}, id limit ${limit + 1}::int8`;
    const begins = (address: RawBuilder<unknown>) =>
      sql`${address} >= lower(${find}::text) and ${address} < lower(${find}::text) || ${BEHIND_ALL}`;
    const those = (which: RawBuilder<unknown>) => {
      const of = (whose: RawBuilder<unknown>) =>
        sql`select * from channels where tenant_id = ${tenantId} and ${which} and ${whose} and ${from} ${first}`;
      if (find === '') return of(ANY);
      // Each by an index of its own: a channel by its sender, and one by whose it is.
      const people = sql`select object_id from people where tenant_id = ${tenantId} and ${begins(OWN)}`;
      return sql`
        select * from channels where id in (
          select id from (${of(begins(PLACE))}) as by_sender
          union select id from (${of(sql`object_id in (${people})`)}) as by_person) ${first}`;
    };
    // Each provider's lie together, and each that are alike: the first of each, and of those the first.
    const shown = {
      all: those(ANY),
      broken: those(sql`broken_because is not null`),
      forbidden: sql`
        select one.* from json_to_recordset(${JSON.stringify(forbidden)}::json)
          as alike ("providerId" text, host text, way text, "isTeams" boolean)
        cross join lateral (${those(sql`
          provider_id = alike."providerId" and host = alike.host
          and signed_in = (alike.way = 'sign-in') and joined = alike."isTeams"`)}) as one
        ${first}`,
      ending: sql`
        select one.* from unnest(${[...ending]}::text[]) as provider (name)
        cross join lateral (${those(sql`provider_id = provider.name and grant_sealed is null`)}) as one ${first}`,
    }[show];
    const { rows } = await sql<Told>`
      select shown.id, lower(sender_address) as place,
        ${nameIn('shown')} as person,
        (select count(*) from messages where channel_id = shown.id
          and ${UNSENT}) as waiting,
        (select count(*) from messages where channel_id in (select id from channels where team_of = shown.id)
          and ${UNSENT}) as colleagues_waiting,
        exists (select from shares where channel_id = shown.id) as is_shared,
        ${lastTaken(sql.ref('shown.id'))} as last_used_at
      from (${shown}) as shown
      order by ${PLACE}, id`.execute(db);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const found = await rowsOf(
      db,
      page.map(({ id }) => id),
    );
    return {
      // One that was removed between the two questions is not there any more.
      channels: page.flatMap((told) => {
        const row = found.get(told.id);
        return row === undefined ? [] : [boardChannelOf(row, told)];
      }),
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

async function rowsOf(db: Database, ids: readonly string[]): Promise<Map<string, ChannelRow>> {
  if (ids.length === 0) return new Map();
  const rows = await selectChannels(db).where('channels.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function boardChannelOf(row: ChannelRow, told: Told): BoardChannel {
  const { id, owner, sender, providerId, server, username, mechanism, health, ...channel } = channelOf(row, NO_LIMITS);
  const { person } = told;
  return {
    ...{ id, personId: owner.objectId, person, sender, providerId, host: server.host, username, mechanism },
    team: channel.team !== null ? 'joined' : told.is_shared ? 'shared' : null,
    isUnproven: person !== null && voucherOf({ ...channel, sender, providerId, username }, person.address) === null,
    broken: health.state === 'broken' ? { kind: health.because.kind, since: health.since } : null,
    forbiddenBy: channel.forbiddenBy,
    heldSince: channel.heldSince,
    stoppedSince: channel.stoppedSince,
    waiting: told.waiting,
    colleagues: channel.colleagues,
    colleaguesWaiting: told.colleagues_waiting,
    lastUsedAt: told.last_used_at,
  };
}
