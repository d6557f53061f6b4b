import type { Transaction } from 'kysely';
import { sql, type SelectQueryBuilder } from 'kysely';
import type { WrappedKey } from '../../domain/credential.ts';
import type { Instant } from '../../domain/instant.ts';
import type { SealedContent } from '../../domain/message.ts';
import type { Database } from './open.ts';
import { OFTEN } from './preparing.ts';
import type { Tables } from './tables.ts';

/** In bytes. */
const SMALL = 64 * 1024;

/** The sealed contents of messages that wait. */
export function createContents(db: Database, newId: () => string) {
  return {
    /**
     * Keeps content as it comes, a chunk a statement, and gives back its id: durable when this resolves. What came so far
     * is erased when it breaks off.
     */
    async keep({ key, chunks }: SealedContent, now: Instant): Promise<string> {
      const id = newId();
      let position = 0;
      try {
        for await (const sealed of chunks) {
          if (position === 0) await begin(db, id, key, sealed, now);
          else await db.insertInto('content_chunks').values({ content_id: id, position, sealed }).execute();
          position += 1;
        }
      } catch (error) {
        await this.erase(id);
        throw error;
      }
      return id;
    },

    async erase(id: string): Promise<void> {
      await db.deleteFrom('contents').where('id', '=', id).execute();
    },

    /** The content of a message; throws when it is gone. */
    async open(id: string): Promise<SealedContent> {
      const { key, key_id } = await db
        .selectFrom('contents')
        .select(['key', 'key_id'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return { key: { text: key, keyId: key_id }, chunks: chunksOf(db, id) };
    },

    /** Those of the contents that are one chunk of at most 64 KB, in one query: by their ids. */
    async openSmall(contentIds: readonly string[]): Promise<Map<string, SealedContent>> {
      if (contentIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('contents')
        .innerJoin('content_chunks', 'content_chunks.content_id', 'contents.id')
        .select(['contents.id', 'contents.key', 'contents.key_id', 'content_chunks.sealed'])
        .where('contents.id', 'in', contentIds)
        .where('content_chunks.position', '=', 0)
        .where(sql<boolean>`octet_length(content_chunks.sealed) <= ${SMALL}::int4`)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('content_chunks as more')
                .select('more.position')
                .whereRef('more.content_id', '=', 'contents.id')
                .where('more.position', '=', 1),
            ),
          ),
        )
        .execute();
      return new Map(
        rows.map(({ id, key, key_id, sealed }) => [id, { key: { text: key, keyId: key_id }, chunks: only(sealed) }]),
      );
    },

    /** Erases content begun before a moment that no message ever came to point to. */
    async sweep(begunBefore: Instant): Promise<void> {
      await db
        .deleteFrom('contents')
        .where('begun_at', '<', begunBefore)
        .where(({ not, exists, selectFrom }) =>
          not(exists(selectFrom('messages').select('id').whereRef('messages.content_id', '=', 'contents.id'))),
        )
        .execute();
    },
  };
}

async function* only(chunk: Uint8Array): AsyncGenerator<Uint8Array> {
  yield chunk;
}

/** With its first chunk, which mostly is its only one: one commit less between a rep and the promise that it is safe. */
const begin = (db: Database, id: string, key: WrappedKey, sealed: Uint8Array, now: Instant): Promise<unknown> =>
  sql`${OFTEN}
    with content as (
      insert into contents (id, key, key_id, begun_at) values (${id}::uuid, ${key.text}, ${key.keyId}, ${now}::int8)
      returning id
    )
    insert into content_chunks (content_id, position, sealed) select id, 0, ${sealed}::bytea from content`.execute(db);

async function* chunksOf(db: Database, id: string): AsyncGenerator<Uint8Array> {
  for (let position = 0; ; position += 1) {
    const row = await db
      .selectFrom('content_chunks')
      .select('sealed')
      .where('content_id', '=', id)
      .where('position', '=', position)
      .executeTakeFirst();
    if (row === undefined) return;
    yield row.sealed;
  }
}

/** Erases the contents of messages that are over, in the transaction that says so. Many are named by a select of their ids. */
export async function eraseContents(
  trx: Transaction<Tables>,
  messageIds: readonly string[] | SelectQueryBuilder<Tables, 'messages', { id: string }>,
): Promise<void> {
  await trx
    .deleteFrom('contents')
    .using('messages')
    .whereRef('messages.content_id', '=', 'contents.id')
    .where('messages.id', 'in', messageIds)
    .execute();
}
