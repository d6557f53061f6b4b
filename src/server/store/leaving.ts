import { sql, type Selectable, type Transaction } from 'kysely';
import type { Audited, WhoseWord } from '../../domain/audit.ts';
import type { Owner } from '../../domain/channel.ts';
import { DEFAULT_LOGIN, DEFAULT_SERVER } from '../../domain/default-channel.ts';
import type { Named } from '../../domain/directory.ts';
import type { Instant } from '../../domain/instant.ts';
import type { NotRemoved, Removed, WaitingMail } from '../../domain/leaving.ts';
import { record } from './audit.ts';
import { eraseContents } from './contents.ts';
import { nameOf } from './directory.ts';
import { keepUseOfShare } from './default-share.ts';
import { handOverTo, successorsChannels } from './handing-on.ts';
import { forgetInviter, withdrawFor } from './invitations.ts';
import { reschedule } from './mailboxes.ts';
import type { Database } from './open.ts';
import { giveBack } from './releasing.ts';
import { REMOVED, removeNoted } from './removing.ts';
import type { Mark } from './spent.ts';
import { peopleIn, removeWithTeam } from './team.ts';
import { tell, type Note } from './telling.ts';
import type { Tables } from './tables.ts';

type Message = Selectable<Tables['messages']>;

/** Takes everything of a person away: by an administrator's word, or by the person's own. */
export function createLeaving(db: Database, mark: Mark) {
  return {
    /**
     * Destroys a person's credentials and sign-ins, drops or hands over what waits, and forgets every record, in one
     * transaction. What has begun to leave comes to its end, as nobody's. What the person connects later is a new beginning,
     * but for the bare number of what is used up of the operator's channel that day.
     */
    async remove(person: Owner, mail: WaitingMail, now: Instant, word: WhoseWord): Promise<Removed | NotRemoved> {
      for (;;) {
        const done = await db.transaction().execute(async (trx) => {
          const mailboxes = await lockMailboxesOf(trx, person, mail);
          return mailboxes === null ? null : removeLocked(trx, mark, { person, mail, word, mailboxes }, now);
        });
        if (done !== null) return done;
      }
    },

    /** Forgets what was nobody's and is over, and logins that nothing is known of any more, but for the operator's. */
    async sweep(): Promise<void> {
      // What nobody could tell for certain, nobody is left to tell it to.
      await db.deleteFrom('messages').where('object_id', '=', '').where('state', '!=', 'in-flight').execute();
      await sql`
        delete from mailboxes where id in (
          select id from mailboxes
          where (username != ${DEFAULT_LOGIN} or host != ${DEFAULT_SERVER.host})
            and not exists (select from channels where mailbox_id = mailboxes.id)
            and not exists (select from messages where mailbox_id = mailboxes.id)
            and not exists (select from conversations where mailbox_id = mailboxes.id)
            and not exists (select from counted where mailbox_id = mailboxes.id)
            and not exists (select from refusals where mailbox_id = mailboxes.id)
          for update skip locked
        )`.execute(db);
    },
  };
}

/**
 * Locks all mailboxes that a person's channels and waiting mail are in, and those of whoever gets that mail, in the order of
 * their ids; null when there are others by the time they are locked.
 */
async function lockMailboxesOf(trx: Transaction<Tables>, person: Owner, mail: WaitingMail): Promise<string[] | null> {
  const people = [person.objectId, ...(mail.kind === 'hand-over' ? [mail.to] : [])];
  const find = async (): Promise<string[]> => {
    const { rows } = await sql<{ mailbox_id: string }>`
      select mailbox_id from channels where tenant_id = ${person.tenantId} and object_id = any(${people}::text[])
      union
      select mailbox_id from messages
      where tenant_id = ${person.tenantId} and object_id = ${person.objectId} and settled_at is null
      order by mailbox_id`.execute(trx);
    return rows.map(({ mailbox_id }) => mailbox_id);
  };
  const before = await find();
  if (before.length > 0)
    await trx.selectFrom('mailboxes').select('id').where('id', 'in', before).orderBy('id').forUpdate().execute();
  const found = await find();
  return found.join() === before.join() ? found : null;
}

async function removeLocked(
  trx: Transaction<Tables>,
  mark: Mark,
  { person, mail, word, mailboxes }: { person: Owner; mail: WaitingMail; word: WhoseWord; mailboxes: string[] },
  now: Instant,
): Promise<Removed | NotRemoved> {
  const channels = await trx
    .selectFrom('channels')
    .select(REMOVED)
    .where('tenant_id', '=', person.tenantId)
    .where('object_id', '=', person.objectId)
    .orderBy('id')
    .forUpdate()
    .execute();
  if (word.of === 'rep' && channels.some(({ stopped_since: since }) => since !== null)) return 'stopped';
  const unsettled = await lockUnsettled(trx, person);
  const waiting = unsettled.filter((row) => !hasBegun(row));
  // A test or a code of ours is nobody's mail: it goes with its channel.
  const mails = waiting.filter(({ trial }) => !trial);
  const successor = mail.kind === 'hand-over' ? await successorsChannels(trx, person, mail.to) : null;
  const stranded = successor && mails.find((row) => !successor.has(row.mail_from.toLowerCase()));
  if (stranded) return { cannotSendFrom: stranded.mail_from };

  for (const channelId of new Set(waiting.map((row) => row.channel_id))) {
    const claimed = waiting.filter((row) => row.channel_id === channelId && row.state === 'in-flight');
    await giveBack(trx, claimed, null, now);
  }
  if (successor !== null && mail.kind === 'hand-over') await handOverTo(trx, mail.to, successor, mails);
  const signIns = await trx
    .deleteFrom('sign_ins')
    .where('tenant_id', '=', person.tenantId)
    .where('object_id', '=', person.objectId)
    .returning('id')
    .execute();
  // A team's goes with the one it shares, whoever has joined.
  const notes: Note[] = [];
  for (const row of channels)
    notes.push(...(await (word.of === 'admin' ? removeWithTeam(trx, row.id, now) : removeNoted(trx, row, word, now))));
  const shown = await forgetAddresses(trx, person);
  const named = await forgetName(trx, person);
  await forgetInviter(trx, person);
  await keepUseOfShare(trx, mark, person, now);
  const records = await forgetMail(trx, person);
  for (const id of mailboxes) await reschedule(trx, { id }, now);
  for (const note of notes) await tell(trx, note);
  if (mail.kind === 'hand-over' && successor !== null)
    for (const { id } of successor.values())
      await tell(trx, { about: 'channel', id, tenantId: person.tenantId, objectId: mail.to });
  const isThere = channels.length + unsettled.length + signIns.length + shown + records > 0;
  if (!isThere) return 'not-found';
  const what: Audited = {
    ...{ kind: 'person-removed', personId: person.objectId, person: named, mail, messages: mails.length },
    ...(mail.kind === 'hand-over' && { successor: await nameOf(trx, { ...person, objectId: mail.to }) }),
    addresses: channels.map(({ sender_address: address }) => address),
    colleagues: peopleIn(notes) - Math.min(channels.length, 1),
  };
  if (word.of === 'admin') {
    if (named !== null && named.address !== null) await withdrawFor(trx, person.tenantId, named.address, word.by, now);
    await record(trx, { tenantId: person.tenantId, by: word.by, at: now, what });
  }
  return { channels: channels.length, messages: mails.length, underWay: unsettled.length - waiting.length };
}

const hasBegun = ({ state, handing_over }: Pick<Message, 'state' | 'handing_over'>): boolean =>
  state === 'in-flight' && handing_over;

/** In the order of their ids, as whoever hands over locks two of them. */
const lockUnsettled = (trx: Transaction<Tables>, person: Owner) =>
  trx
    .selectFrom('messages')
    .select(['id', 'state', 'lease', 'channel_id', 'handing_over', 'tenant_id', 'object_id', 'mail_from', 'trial'])
    .where('tenant_id', '=', person.tenantId)
    .where('object_id', '=', person.objectId)
    .where('settled_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();

/** How the person was called; null for who had no name. */
async function forgetName(trx: Transaction<Tables>, { tenantId, objectId }: Owner): Promise<Named | null> {
  const row = await trx
    .deleteFrom('people')
    .where('tenant_id', '=', tenantId)
    .where('object_id', '=', objectId)
    .returning(['name', 'address'])
    .executeTakeFirst();
  return row ?? null;
}

/** What the person has shown of addresses, and was about to; how many those were. */
async function forgetAddresses(trx: Transaction<Tables>, { tenantId, objectId }: Owner): Promise<number> {
  let count = 0;
  for (const table of ['proven_addresses', 'address_codes'] as const) {
    const { numDeletedRows } = await trx
      .deleteFrom(table)
      .where('tenant_id', '=', tenantId)
      .where('object_id', '=', objectId)
      .executeTakeFirstOrThrow();
    count += Number(numDeletedRows);
  }
  return count;
}

/** All that is left of the person's mail: its content is erased by its key, and then its records; how many those were. */
async function forgetMail(trx: Transaction<Tables>, { tenantId, objectId }: Owner): Promise<number> {
  // Whoever brings it out still reads it: what was cut off in the middle would arrive as if it were whole.
  const { numUpdatedRows } = await trx
    .updateTable('messages')
    .set({ object_id: '', subject: '' })
    .where('tenant_id', '=', tenantId)
    .where('object_id', '=', objectId)
    .where('state', '=', 'in-flight')
    .executeTakeFirstOrThrow();
  const rest = trx
    .selectFrom('messages')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('object_id', '=', objectId);
  await eraseContents(trx, rest);
  const { numDeletedRows } = await trx
    .deleteFrom('messages')
    .where('tenant_id', '=', tenantId)
    .where('object_id', '=', objectId)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows + numDeletedRows);
}
