import { sql, type Transaction } from 'kysely';
import type { Sealed, WrappedKey } from '../../domain/credential.ts';
import { MINUTE, type Instant } from '../../domain/instant.ts';
import type { ChannelSecrets, Hanging, ResealedChannel } from '../../domain/rotation.ts';
import { DEFAULT_CHANNEL } from '../../domain/default-channel.ts';
import { dataKeyIn, keepDataKeys, sealedOf } from './data-keys.ts';
import { underMailbox, type LockedMailbox } from './mailboxes.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

/** Read at a time. */
const BATCH = 500;
/** A renewal that began so long ago has come to nothing: whoever has what came of it insists on keeping it for minutes past its lease. */
const RENEWAL_OVER = 15 * MINUTE;

/** All that is sealed, for a newer key to take an older one's place: in batches, and what another has changed meanwhile stays as that left it. */
export const createRotating = (db: Database) => ({
  /**
   * Destroys the data keys that nothing names: of a database that was brought back from before they were made. A key and what
   * names it are written in one transaction, so none that is new is met. How many there were.
   */
  async destroyUnnamed(): Promise<number> {
    const { numAffectedRows } = await sql`
      delete from data_keys
      where not exists (select from channels where credential_key_id = data_keys.id)
        and not exists (select from channels where grant_key_id = data_keys.id)
        and not exists (select from sign_ins where secrets_key_id = data_keys.id)
        and not exists (select from sign_ins where granted_key_id = data_keys.id)`.execute(db);
    return Number(numAffectedRows ?? 0n);
  },

  /** Data keys that other keys than this one wrap, from an id on. */
  async dataKeysBeside(keyId: string, after: string): Promise<{ id: string; wrapped: WrappedKey }[]> {
    const rows = await db
      .selectFrom('data_keys')
      .selectAll()
      .where('key_id', '!=', keyId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    return rows.map(({ id, wrapped, key_id }) => ({ id, wrapped: { text: wrapped, keyId: key_id } }));
  },

  /** One at a time: whoever takes many channels away locks their keys in another order. */
  async rewrapDataKey(id: string, before: WrappedKey, after: WrappedKey): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('data_keys')
      .set({ wrapped: after.text, key_id: after.keyId })
      .where('id', '=', id)
      .where('wrapped', '=', before.text)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },

  /** The same of messages’ contents. Those that no message points to are coming in, or are swept within the hour. */
  async contentKeysBeside(
    keyId: string,
    after: string | null,
  ): Promise<{ id: string; messageId: string; wrapped: WrappedKey }[]> {
    const rows = await db
      .selectFrom('contents')
      .innerJoin('messages', 'messages.content_id', 'contents.id')
      .select(['contents.id', 'contents.key', 'contents.key_id', 'messages.id as messageId'])
      .where('contents.key_id', '!=', keyId)
      .$if(after !== null, (one) => one.where('contents.id', '>', after))
      .orderBy('contents.id')
      .limit(BATCH)
      .execute();
    return rows.map(({ id, messageId, key, key_id }) => ({ id, messageId, wrapped: { text: key, keyId: key_id } }));
  },

  async rewrapContentKey(id: string, before: WrappedKey, after: WrappedKey): Promise<boolean> {
    const { numUpdatedRows } = await db
      .updateTable('contents')
      .set({ key: after.text, key_id: after.keyId })
      .where('id', '=', id)
      .where('key', '=', before.text)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },

  /** Mailboxes, from an id on: channels are compared by their marks within one, so those change together. */
  async mailboxes(after: string | null): Promise<string[]> {
    const rows = await db
      .selectFrom('mailboxes')
      .select('id')
      .$if(after !== null, (one) => one.where('id', '>', after))
      .orderBy('id')
      .limit(BATCH)
      .execute();
    return rows.map(({ id }) => id);
  },

  async secretsIn(mailboxId: string): Promise<ChannelSecrets[]> {
    const rows = await db
      .selectFrom('channels')
      .select(['id', 'credential', 'credential_key_id', 'credential_mark', 'grant_sealed', 'grant_key_id'])
      .select([dataKeyIn('credential_key_id').as('data_key'), dataKeyIn('grant_key_id').as('grant_data_key')])
      .where('mailbox_id', '=', mailboxId)
      .execute();
    return rows.map((row) => ({
      id: row.id,
      credential: sealedOf(row.credential, row.credential_key_id, row.data_key),
      mark: row.credential_mark,
      grant:
        row.grant_sealed === null || row.grant_key_id === null
          ? null
          : sealedOf(row.grant_sealed, row.grant_key_id, row.grant_data_key),
    }));
  },

  /** Puts them all in their places at once, but for those that another has changed, or is about to; how many it put. */
  async reseal(mailboxId: string, all: readonly ResealedChannel[], now: Instant): Promise<number> {
    const find = (trx: Transaction<Tables>) =>
      trx.selectFrom('mailboxes').select('id as mailbox_id').where('id', '=', mailboxId).executeTakeFirst();
    const put = await underMailbox(db, find, async (trx, mailbox) => {
      let count = 0;
      for (const one of all) if (await resealOne(trx, mailbox, one, now)) count += 1;
      return count;
    });
    return put ?? 0;
  },

  /** What hangs on which of the operator's keys. */
  async hanging(): Promise<Hanging[]> {
    const { rows } = await sql<Hanging>`
      select key_id as "keyId", sum(secrets)::int8 as secrets, sum(contents)::int8 as contents
      from (
        select key_id, 1 as secrets, 0 as contents from data_keys
        union all
        select key_id, 0, 1 from contents
        union all
        select key_id, 1, 0
        from channels cross join lateral (values (credential_key_id), (grant_key_id)) as named (key_id)
        where key_id not like 'data/%'
        union all
        select key_id, 1, 0
        from sign_ins cross join lateral (values (secrets_key_id), (granted_key_id)) as named (key_id)
        where key_id not like 'data/%'
      ) as hanging
      group by key_id order by key_id`.execute(db);
    return rows;
  },

  /** Channels whose credential or grant has no key any more. The operator’s logs in by the configuration, whatever is sealed. */
  async countLost(): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int8 as count from channels
      where provider_id <> ${DEFAULT_CHANNEL} and exists (
        select from (values (credential_key_id), (grant_key_id)) as named (key_id)
        where named.key_id like 'data/%' and not exists (select from data_keys where data_keys.id = named.key_id)
      )`.execute(db);
    return rows[0]?.count ?? 0;
  },
});

async function resealOne(
  trx: Transaction<Tables>,
  mailbox: LockedMailbox,
  { id, before, credential, mark, grant }: ResealedChannel,
  now: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('channels')
    .set({
      credential: credential.text,
      credential_key_id: credential.keyId,
      ...(mark !== before.mark && { credential_mark: mark }),
    })
    .where('id', '=', id)
    .where('mailbox_id', '=', mailbox.id)
    .where('credential', '=', before.credential.text)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === 0n) return false;
  if (credential.text !== before.credential.text) await keepDataKeys(trx, credential);
  return before.grant === null || grant === null || grant.text === before.grant.text
    ? true
    : resealGrant(trx, { id, before: before.grant, after: grant }, now);
}

async function resealGrant(
  trx: Transaction<Tables>,
  { id, before, after }: { id: string; before: Sealed; after: Sealed },
  now: Instant,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('channels')
    .set({ grant_sealed: after.text, grant_key_id: after.keyId, renewing_until: null })
    .where('id', '=', id)
    .where('grant_sealed', '=', before.text)
    // What comes of a renewal that is under way takes the place of this very text, and of no other.
    .where(({ eb, or }) => or([eb('renewing_until', 'is', null), eb('renewing_until', '<=', now - RENEWAL_OVER)]))
    .executeTakeFirstOrThrow();
  if (numUpdatedRows > 0n) await keepDataKeys(trx, after);
  return numUpdatedRows > 0n;
}
