import { flattenedDecrypt, FlattenedEncrypt, type FlattenedJWE } from 'jose';
import type { Credential, SealedCredential } from '../../domain/credential.ts';

/** Seals small secrets under the operator's keys. `belongsTo` is the identity of the row: moved to another, it does not open. */
export interface Vault {
  seal(secret: Uint8Array, belongsTo: string): Promise<SealedCredential>;
  /** Throws when the key is not known any more, or the text was changed or moved. */
  open(sealed: SealedCredential, belongsTo: string): Promise<Uint8Array>;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A vault over keys of 32 bytes, newest first: the first seals, all of them open, so a key is replaced without downtime.
 *
 * Each secret has a data key of its own, wrapped by the named key (RFC 7516, A256GCMKW and A256GCM, kid).
 */
export function createVault(keys: readonly { id: string; key: Uint8Array }[]): Vault {
  const [newest] = keys;
  if (newest === undefined) throw new Error('A vault needs a key.');
  return {
    async seal(secret, belongsTo) {
      const jwe = await new FlattenedEncrypt(secret)
        .setProtectedHeader({ alg: 'A256GCMKW', enc: 'A256GCM', kid: newest.id })
        .setAdditionalAuthenticatedData(encoder.encode(belongsTo))
        .encrypt(newest.key);
      return { keyId: newest.id, text: JSON.stringify(jwe) };
    },
    async open(sealed, belongsTo) {
      const key = keys.find(({ id }) => id === sealed.keyId);
      if (key === undefined) throw new Error(`The credential key "${sealed.keyId}" is not configured.`);
      const jwe = JSON.parse(sealed.text) as FlattenedJWE;
      // What the text itself says it belongs to does not count: only what the caller says.
      const own = { ...jwe, aad: Buffer.from(belongsTo).toString('base64url') };
      const { plaintext } = await flattenedDecrypt(own, key.key, {
        keyManagementAlgorithms: ['A256GCMKW'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return plaintext;
    },
  };
}

export const sealCredential = (vault: Vault, credential: Credential, channelId: string): Promise<SealedCredential> =>
  vault.seal(encoder.encode(JSON.stringify(credential)), `channel/${channelId}`);

export async function openCredential(vault: Vault, sealed: SealedCredential, channelId: string): Promise<Credential> {
  return JSON.parse(decoder.decode(await vault.open(sealed, `channel/${channelId}`))) as Credential;
}
