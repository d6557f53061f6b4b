import { sql, type RawBuilder, type Transaction } from 'kysely';
import type { Sealed, WrappedKey } from '../../domain/credential.ts';
import type { Tables } from './tables.ts';

/**
 * Keeps the data keys of what is sealed, in the transaction that writes that down, and after it is written. Those of what it took
 * the place of the database destroys by itself.
 */
export async function keepDataKeys(trx: Transaction<Tables>, ...all: readonly (Sealed | undefined)[]): Promise<void> {
  const rows = all.flatMap((sealed) =>
    sealed?.dataKey === undefined
      ? []
      : { id: sealed.keyId, wrapped: sealed.dataKey.text, key_id: sealed.dataKey.keyId },
  );
  if (rows.length > 0) await trx.insertInto('data_keys').values(rows).execute();
}

/** The data key that a column names, to be read in one with what is sealed under it: it may be destroyed a moment later. */
export const dataKeyIn = (column: string): RawBuilder<WrappedKey | null> =>
  sql`(select jsonb_build_object('keyId', data_keys.key_id, 'text', wrapped) from data_keys where data_keys.id = ${sql.ref(column)})`;

export const sealedOf = (text: string, keyId: string, dataKey: WrappedKey | null): Sealed => ({
  text,
  keyId,
  ...(dataKey !== null && { dataKey }),
});
