import { randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { CHUNK_BYTES, openContent, sealContent } from '../../../src/server/vault/content.ts';
import { createVault } from '../../../src/server/vault/vault.ts';

const vault = createVault([{ id: 'k1', key: new Uint8Array(randomBytes(32)) }]);

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function sealed(bytes: Buffer, size = 10_000) {
  const { key, chunks } = await sealContent(vault, 'message-1', inPieces(bytes, size));
  return { key, chunks: await Array.fromAsync(chunks) };
}

const opened = (content: Awaited<ReturnType<typeof sealed>>, messageId = 'message-1'): Promise<Buffer> =>
  buffer(Readable.from(openContent(vault, messageId, { ...content, chunks: Readable.from(content.chunks) })));

describe('a message’s content', () => {
  it.each([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 3 * CHUNK_BYTES])(
    'comes back to the byte: %d of them',
    async (size) => {
      const bytes = randomBytes(size);
      const content = await sealed(bytes);
      expect(content.chunks.every((chunk) => chunk.length <= CHUNK_BYTES + 16)).toBe(true);
      expect((await opened(content)).equals(bytes)).toBe(true);
    },
  );

  it('is sealed as it comes: no more than one chunk waits', async () => {
    let given = 0;
    const endless = (async function* () {
      for (;;) {
        given += CHUNK_BYTES;
        yield randomBytes(CHUNK_BYTES);
      }
    })();
    const { chunks } = await sealContent(vault, 'message-1', endless);
    const [first] = [await chunks[Symbol.asyncIterator]().next()];
    expect(first.done).toBe(false);
    expect(given).toBe(2 * CHUNK_BYTES);
  });

  const three = randomBytes(2 * CHUNK_BYTES + 5);

  it.each<[string, (chunks: Uint8Array[]) => Uint8Array[]]>([
    ['cut off', (chunks) => chunks.slice(0, -1)],
    ['without its beginning', (chunks) => chunks.slice(1)],
    ['out of order', ([first, second, ...rest]) => [second, first, ...rest].filter((one) => one !== undefined)],
    ['with a chunk twice', ([first, ...rest]) => [first, first, ...rest].filter((one) => one !== undefined)],
    ['empty', () => []],
  ])('does not open %s', async (_name, spoil) => {
    const content = await sealed(three);
    await expect(opened({ ...content, chunks: spoil(content.chunks) })).rejects.toThrow();
  });

  it('does not open as another message’s', async () => {
    await expect(opened(await sealed(three), 'message-2')).rejects.toThrow();
  });

  it('does not open with a byte changed', async () => {
    const content = await sealed(three);
    const [first] = content.chunks;
    if (first !== undefined) first[9] = (first[9] ?? 0) ^ 1;
    await expect(opened(content)).rejects.toThrow();
  });
});
