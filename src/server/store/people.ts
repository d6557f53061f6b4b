import { sql } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { PersonFacts, WaitingFacts } from '../../domain/leaving.ts';
import type { ProviderId } from '../../domain/provider.ts';
import { nameOf } from './directory.ts';
import { channelsWithout, mayTakeOver, type ColleaguesRow } from './handing-on.ts';
import type { Database } from './open.ts';

/** How many of the messages that wait are told one by one, and how many colleagues. */
const LISTED = 50;

interface Counts {
  waiting: number;
  underWay: number;
  records: number;
  colleagues: number;
  colleaguesWaiting: number;
}

/** What is of a person, for an administrator who is about to remove it. */
export const createPeople = (db: Database) => ({
  /** Null when there is nothing. */
  async factsOf({ tenantId, objectId }: Owner): Promise<PersonFacts | null> {
    const owned = sql`tenant_id = ${tenantId} and object_id = ${objectId}`;
    // What is only claimed has not begun to leave, and waits. A test or a code of ours is nobody's mail.
    const waits = sql`settled_at is null and not trial and not (state = 'in-flight' and handing_over)`;
    const channels = await db
      .selectFrom('channels')
      .select(['id', 'sender_name', 'sender_address', 'provider_id', 'host'])
      .where('tenant_id', '=', tenantId)
      .where('object_id', '=', objectId)
      .orderBy('sender_address')
      .orderBy('id')
      .execute();
    const members = sql`from channels where team_of in (select id from channels where ${owned})`;
    const counted = await sql<Counts>`
      select count(*) filter (where ${waits}) as waiting,
        count(*) filter (where state = 'in-flight' and handing_over) as "underWay",
        count(*) filter (where settled_at is not null) as records,
        (select count(distinct object_id) ${members}) as colleagues,
        (select count(*) from messages where channel_id in (select id ${members}) and ${waits}) as "colleaguesWaiting"
      from messages where ${owned}`.execute(db);
    const [counts] = counted.rows;
    if (counts === undefined) throw new Error('The database counts nothing.');
    const { waiting: waitingCount, underWay, records, colleagues, colleaguesWaiting } = counts;
    if (channels.length + waitingCount + underWay + records === 0) return null;
    const { rows: waiting } = await sql<WaitingFacts>`
      select mail_from as "from", case when state = 'in-flight' then 'queued' else state end as state,
        queued_at as "queuedAt", send_at as "sendAt",
        (select count(*) from recipients where message_id = messages.id and outcome = 'waiting') as recipients
      from messages where ${owned} and ${waits}
      order by queued_at, id limit ${LISTED}::int8`.execute(db);
    return {
      person: await nameOf(db, { tenantId, objectId }),
      channels: channels.map((row) => ({
        id: row.id,
        sender: { name: row.sender_name, address: row.sender_address },
        providerId: row.provider_id as ProviderId,
        host: row.host,
      })),
      ...{ waiting, waitingCount, underWay, records, colleagues, colleaguesWaiting },
      successors: waitingCount === 0 ? [] : await this.successorsOf({ tenantId, objectId }),
    };
  },

  /** Colleagues each of whom has a channel that may take it, for every address that a person's waiting mail is from. */
  async successorsOf(leaver: Owner): Promise<PersonFacts['successors']> {
    const { rows: senders } = await sql<{ address: string }>`
      select distinct lower(mail_from) collate "C" as address from messages
      where tenant_id = ${leaver.tenantId} and object_id = ${leaver.objectId} and settled_at is null
        and not trial and not (state = 'in-flight' and handing_over)`.execute(db);
    const addresses = senders.map(({ address }) => address);
    const rows = await channelsWithout(db, leaver)
      .where(sql<boolean>`(lower(channels.sender_address) collate "C") = any(${addresses}::text[])`)
      .orderBy('channels.sender_name')
      .orderBy('channels.object_id')
      .execute();
    const byPerson = new Map<string, ColleaguesRow[]>();
    for (const row of rows.filter(mayTakeOver))
      byPerson.set(row.object_id, [...(byPerson.get(row.object_id) ?? []), row]);
    return [...byPerson.values()]
      .filter((own) => new Set(own.map((row) => row.sender_address.toLowerCase())).size === addresses.length)
      .slice(0, LISTED)
      .flatMap(([first]) => (first === undefined ? [] : [successorOf(first)]));
  },
});

const successorOf = (row: ColleaguesRow): PersonFacts['successors'][number] => ({
  personId: row.object_id,
  person: row.person,
  sender: { name: row.sender_name, address: row.sender_address },
});
