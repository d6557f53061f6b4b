import type { Transaction } from 'kysely';
import type { Owner } from '../../domain/channel.ts';
import type { Sealed } from '../../domain/credential.ts';
import type { Instant } from '../../domain/instant.ts';
import type { SignIn } from '../../domain/sign-in.ts';
import { dataKeyIn, keepDataKeys, sealedOf } from './data-keys.ts';
import type { Database } from './open.ts';
import type { Tables } from './tables.ts';

/** Keeps a sign-in from any other channel to the end of the transaction; false when one has used it up. */
export async function lockSignIn(trx: Transaction<Tables>, id: string): Promise<boolean> {
  const found = await trx.selectFrom('sign_ins').select('id').where('id', '=', id).forUpdate().executeTakeFirst();
  return found !== undefined;
}

export async function forgetSignIn(trx: Transaction<Tables>, id: string): Promise<void> {
  await trx.deleteFrom('sign_ins').where('id', '=', id).execute();
}

/** Sign-ins that are under way: what a browser or a pane must know to get at one is here as a hash only. */
export const createSignIns = (db: Database) => ({
  async open({
    id,
    service,
    transport,
    loginHint,
    owner,
    now,
  }: SignIn & { owner: Owner; now: Instant }): Promise<void> {
    await db
      .insertInto('sign_ins')
      .values({
        id,
        tenant_id: owner.tenantId,
        object_id: owner.objectId,
        service,
        transport,
        login_hint: loginHint,
        created_at: now,
      })
      .execute();
  },

  async begin(
    id: string,
    since: Instant,
    { stateHash, browserHash, secrets }: { stateHash: string; browserHash: string; secrets: Sealed },
    now: Instant,
  ): Promise<SignIn | null> {
    const row = await db.transaction().execute(async (trx) => {
      const begun = await trx
        .updateTable('sign_ins')
        .set({
          begun_at: now,
          state_hash: stateHash,
          browser_hash: browserHash,
          secrets: secrets.text,
          secrets_key_id: secrets.keyId,
        })
        .where('id', '=', id)
        .where('created_at', '>', since)
        .where('begun_at', 'is', null)
        .returning(['service', 'transport', 'login_hint'])
        .executeTakeFirst();
      if (begun !== undefined) await keepDataKeys(trx, secrets);
      return begun;
    });
    if (row === undefined) return null;
    return { id, service: row.service, transport: row.transport, loginHint: row.login_hint };
  },

  async comeBack(
    stateHash: string,
    browserHash: string,
    since: Instant,
  ): Promise<(SignIn & { secrets: Sealed }) | null> {
    // Its secrets stay behind in the sealed row, and are of no use: the state by which they are found is gone.
    const row = await db
      .updateTable('sign_ins')
      .set({ state_hash: null })
      .where('state_hash', '=', stateHash)
      .where('browser_hash', '=', browserHash)
      .where('created_at', '>', since)
      .returning(['id', 'service', 'transport', 'login_hint', 'secrets', 'secrets_key_id'])
      .returning(dataKeyIn('secrets_key_id').as('data_key'))
      .executeTakeFirst();
    if (row === undefined || row.secrets === null || row.secrets_key_id === null) return null;
    const secrets = sealedOf(row.secrets, row.secrets_key_id, row.data_key);
    const { id, service, transport, login_hint: loginHint } = row;
    return { id, service, transport, loginHint, secrets };
  },

  async grant(id: string, referenceHash: string, granted: Sealed): Promise<void> {
    await db.transaction().execute(async (trx) => {
      const kept = await trx
        .updateTable('sign_ins')
        .set({ reference_hash: referenceHash, granted: granted.text, granted_key_id: granted.keyId })
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      if (kept !== undefined) await keepDataKeys(trx, granted);
    });
  },

  async findGranted(
    owner: Owner,
    referenceHash: string,
    since: Instant,
  ): Promise<(Omit<SignIn, 'loginHint'> & { granted: Sealed }) | null> {
    const row = await db
      .selectFrom('sign_ins')
      .select(['id', 'service', 'transport', 'granted', 'granted_key_id', dataKeyIn('granted_key_id').as('data_key')])
      .where('reference_hash', '=', referenceHash)
      .where('tenant_id', '=', owner.tenantId)
      .where('object_id', '=', owner.objectId)
      .where('created_at', '>', since)
      .executeTakeFirst();
    if (row === undefined || row.granted === null || row.granted_key_id === null) return null;
    const { id, service, transport } = row;
    return { id, service, transport, granted: sealedOf(row.granted, row.granted_key_id, row.data_key) };
  },

  /** Forgets those that were made before a moment. */
  async sweep(before: Instant): Promise<void> {
    await db.deleteFrom('sign_ins').where('created_at', '<', before).execute();
  },
});
