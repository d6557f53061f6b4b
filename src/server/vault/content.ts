import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { WrappedKey } from '../../domain/credential.ts';
import type { SealedContent } from '../../domain/message.ts';
import { wrapAnew, type Vault } from './vault.ts';

/** Plain bytes in one sealed chunk: small enough that a 25 MB message is never in memory, large enough to be cheap. */
export const CHUNK_BYTES = 256 * 1024;
const TAG_BYTES = 16;

/**
 * Seals a message's content in chunks under a key of its own, which the vault wraps (AES-256-GCM, NIST SP 800-38D).
 *
 * Every chunk says whose it is, which one, and whether it is the last, so none can be moved, left out or cut off. The key
 * is used for this content alone, which is what allows a counter for a nonce.
 */
export async function sealContent(
  vault: Vault,
  messageId: string,
  plain: AsyncIterable<Uint8Array>,
): Promise<SealedContent> {
  const key = randomBytes(32);
  return { key: await vault.wrap(key, nameOf(messageId)), chunks: sealed(key, messageId, plain) };
}

async function* sealed(
  key: Uint8Array,
  messageId: string,
  plain: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let index = 0;
  let waiting: Uint8Array | null = null;
  for await (const chunk of inChunks(plain)) {
    if (waiting !== null) yield sealChunk(key, messageId, index++, false, waiting);
    waiting = chunk;
  }
  yield sealChunk(key, messageId, index, true, waiting ?? new Uint8Array());
}

/** Wraps a content's key under the newest of the operator's. */
export const wrapContentAnew = (vault: Vault, key: WrappedKey, messageId: string): Promise<WrappedKey> =>
  wrapAnew(vault, key, nameOf(messageId));

const nameOf = (messageId: string): string => `content/${messageId}`;

/** Opens what `sealContent` sealed; throws when a chunk is missing, was changed, or is another message's. */
export async function* openContent(
  vault: Vault,
  messageId: string,
  content: SealedContent,
): AsyncGenerator<Uint8Array> {
  const key = await vault.unwrap(content.key, nameOf(messageId));
  let index = 0;
  let waiting: Uint8Array | null = null;
  for await (const chunk of content.chunks) {
    if (waiting !== null) yield openChunk(key, messageId, index++, false, waiting);
    waiting = chunk;
  }
  if (waiting === null) throw new Error('The content is gone.');
  yield openChunk(key, messageId, index, true, waiting);
}

/** Cuts or joins whatever pieces come into pieces of CHUNK_BYTES, the last one shorter. */
async function* inChunks(plain: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of plain) {
    let rest = piece;
    while (size + rest.length >= CHUNK_BYTES) {
      yield Buffer.concat([...pieces, rest.subarray(0, CHUNK_BYTES - size)]);
      rest = rest.subarray(CHUNK_BYTES - size);
      pieces = [];
      size = 0;
    }
    pieces.push(rest);
    size += rest.length;
  }
  if (size > 0) yield Buffer.concat(pieces);
}

function nonce(index: number): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(index, 8);
  return bytes;
}

const saying = (messageId: string, index: number, last: boolean): Buffer =>
  Buffer.from(`${messageId}/${index}/${last ? 'last' : 'more'}`);

function sealChunk(key: Uint8Array, messageId: string, index: number, last: boolean, plain: Uint8Array): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce(index)).setAAD(saying(messageId, index, last));
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function openChunk(key: Uint8Array, messageId: string, index: number, last: boolean, chunk: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce(index), { authTagLength: TAG_BYTES })
    .setAAD(saying(messageId, index, last))
    .setAuthTag(chunk.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(chunk.subarray(0, -TAG_BYTES)), decipher.final()]);
}
