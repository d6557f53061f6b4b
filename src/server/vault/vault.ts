import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, randomUUID } from 'node:crypto';
import type { Credential, Grant, Sealed, SealedCredential, WrappedKey } from '../../domain/credential.ts';

/** Seals small secrets under the operator's keys. `belongsTo` is the identity of the row: moved to another, it does not open. */
export interface Vault {
  /** Under a data key of its own, which comes wrapped along with it: whoever destroys that destroys the secret. */
  seal(secret: Uint8Array, belongsTo: string): Promise<Sealed>;
  /** Null when its data key is destroyed. Throws when the operator's key is not known any more, or the text was changed or moved. */
  open(sealed: Sealed, belongsTo: string): Promise<Uint8Array | null>;
  /** Seals a key under the newest of the operator's. */
  wrap(key: Uint8Array, belongsTo: string): Promise<WrappedKey>;
  /** Throws as `open` does. */
  unwrap(wrapped: WrappedKey, belongsTo: string): Promise<Uint8Array>;
  /** The same for the same secret while the newest key is the same. Without the key nobody can try guesses at it. */
  mark(secret: string): string;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What marks are made with is another key than what seals: derived from it by HKDF (RFC 5869). */
const MARK = { hash: 'sha256', purpose: 'postlane credential mark', bytes: 32 } as const;
/** How the ids of data keys begin: no operator's key can be called so. */
const DATA_KEY = 'data/';

/**
 * A vault over keys of 32 bytes, newest first: the first seals, all of them open, so a key is replaced without downtime.
 *
 * AES-256-GCM with a random nonce, and what the secret belongs to as additional data (NIST SP 800-38D, whose 8.3 allows
 * 2³² secrets a key). The text is the nonce, the ciphertext and the tag in base64url. A data key belongs to its own id.
 */
export function createVault(keys: readonly { id: string; key: Uint8Array }[]): Vault {
  const [newest] = keys;
  if (newest === undefined) throw new Error('A vault needs a key.');
  const markKey = Buffer.from(hkdfSync(MARK.hash, newest.key, '', MARK.purpose, MARK.bytes));
  const wrap: Vault['wrap'] = async (key, belongsTo) => ({
    keyId: newest.id,
    text: encrypt(newest.key, key, belongsTo),
  });
  const unwrap: Vault['unwrap'] = async ({ keyId, text }, belongsTo) => {
    const found = keys.find(({ id }) => id === keyId);
    if (found === undefined) throw new Error(`The credential key "${keyId}" is not configured.`);
    return decrypt(found.key, text, belongsTo);
  };
  return {
    wrap,
    unwrap,
    async seal(secret, belongsTo) {
      const [keyId, key] = [`${DATA_KEY}${randomUUID()}`, randomBytes(KEY_BYTES)];
      return { keyId, text: encrypt(key, secret, belongsTo), dataKey: await wrap(key, keyId) };
    },
    async open(sealed, belongsTo) {
      const { keyId, text, dataKey } = sealed;
      if (dataKey !== undefined) return decrypt(await unwrap(dataKey, keyId), text, belongsTo);
      return keyId.startsWith(DATA_KEY) ? null : unwrap(sealed, belongsTo);
    },
    mark: (secret) => createHmac(MARK.hash, markKey).update(secret).digest('base64url'),
  };
}

function encrypt(key: Uint8Array, plain: Uint8Array, belongsTo: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(belongsTo));
  const parts = [nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()];
  return Buffer.concat(parts).toString('base64url');
}

function decrypt(key: Uint8Array, text: string, belongsTo: string): Uint8Array {
  const bytes = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(belongsTo))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}

/** Wraps a key under the newest of the operator's, whichever had wrapped it: what is sealed under it stays as it is. */
export const wrapAnew = async (vault: Vault, wrapped: WrappedKey, belongsTo: string): Promise<WrappedKey> =>
  vault.wrap(await vault.unwrap(wrapped, belongsTo), belongsTo);

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Seals what can be written as JSON. */
const sealJson = (vault: Vault, content: unknown, belongsTo: string): Promise<Sealed> =>
  vault.seal(encoder.encode(JSON.stringify(content)), belongsTo);
async function openJson(vault: Vault, sealed: Sealed, belongsTo: string): Promise<unknown> {
  const opened = await vault.open(sealed, belongsTo);
  return opened && JSON.parse(decoder.decode(opened));
}

/**
 * Sealed for one channel. A password is marked too, so that the store can tell which channels have the same one for one
 * login; of a grant there is no second.
 */
export const sealCredential = async (
  vault: Vault,
  credential: Credential,
  grant: Grant | null,
  channelId: string,
): Promise<SealedCredential> => ({
  ...(await sealJson(vault, credential, `channel/${channelId}`)),
  ...marked(markOf(vault, credential)),
  ...(grant && { grant: await sealGrant(vault, grant, channelId) }),
});
const marked = (mark: string | null): { mark?: string } => (mark === null ? {} : { mark });

/** The same for the same password of one login, and for no other; null for a sign-in. */
export function markOf(vault: Vault, credential: Credential): string | null {
  if (credential.kind !== 'password') return null;
  const { kind, username, password } = credential;
  return vault.mark(JSON.stringify([kind, username.toLowerCase(), password]));
}
/** Null when it is destroyed, as of those below. */
export const openCredential = async (vault: Vault, sealed: Sealed, channelId: string): Promise<Credential | null> =>
  (await openJson(vault, sealed, `channel/${channelId}`)) as Credential | null;

export const sealGrant = (vault: Vault, grant: Grant, channelId: string): Promise<Sealed> =>
  sealJson(vault, grant, `grant/${channelId}`);
export const openGrant = async (vault: Vault, sealed: Sealed, channelId: string): Promise<Grant | null> =>
  (await openJson(vault, sealed, `grant/${channelId}`)) as Grant | null;

export const sealSignIn = (vault: Vault, content: unknown, signInId: string): Promise<Sealed> =>
  sealJson(vault, content, `sign-in/${signInId}`);
export const openSignIn = (vault: Vault, sealed: Sealed, signInId: string): Promise<unknown> =>
  openJson(vault, sealed, `sign-in/${signInId}`);
