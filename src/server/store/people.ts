import { sql } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Named } from '../../domain/directory.ts';
import type { PersonFacts, WaitingFacts } from '../../domain/leaving.ts';
import type { ProviderId } from '../../domain/provider.ts';
import { nameOf } from './directory.ts';
import { staysWithout } from './handing-on.ts';
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
    // What is only claimed has not begun to leave, and waits.
    const waits = sql`settled_at is null and not (state = 'in-flight' and handing_over)`;
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
        (select count(*) ${members}) as colleagues,
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

  /** Colleagues each of whom has a channel for every address that a person's waiting mail is from. */
  async successorsOf({ tenantId, objectId }: Owner): Promise<PersonFacts['successors']> {
    const { rows } = await sql<{ object_id: string; person: Named | null; name: string; address: string }>`
      with senders as (
        select distinct lower(mail_from) collate "C" as address from messages
        where tenant_id = ${tenantId} and object_id = ${objectId} and settled_at is null
          and not (state = 'in-flight' and handing_over)
      )
      select object_id, min(sender_name) as name, min(sender_address) as address,
        (select jsonb_build_object('name', people.name, 'address', people.address) from people
          where people.tenant_id = ${tenantId} and people.object_id = channels.object_id) as person
      from channels
      where tenant_id = ${tenantId} and object_id != ${objectId}
        and (lower(sender_address) collate "C") in (select address from senders)
        and ${staysWithout({ tenantId, objectId })}
      group by object_id
      having count(distinct lower(sender_address)) = (select count(*) from senders)
      order by min(sender_name), object_id limit ${LISTED}::int8`.execute(db);
    return rows.map(({ object_id, person, name, address }) => ({
      personId: object_id,
      person,
      sender: { name, address },
    }));
  },
});
