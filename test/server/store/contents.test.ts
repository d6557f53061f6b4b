import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { engines } from './engines.ts';
import { chunks, SEALED, storeOn, type Store } from './fixtures.ts';

describe.each(engines)('contents on $name', ({ open }) => {
  let store: Store;
  let close: () => Promise<void>;
  beforeAll(async () => {
    const own = await open();
    store = storeOn(own.opened);
    close = own.close;
  });
  afterAll(() => close());

  it('come back chunk by chunk, to the byte', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const id = await store.contents.keep(
      {
        key: SEALED,
        chunks: (async function* () {
          yield bytes;
          yield new Uint8Array();
          yield bytes.subarray(7);
        })(),
      },
      1,
    );
    const content = await store.contents.open(id);
    expect(content.key).toEqual(SEALED);
    const back: number[][] = [];
    for await (const chunk of content.chunks) back.push([...chunk]);
    expect(back).toEqual([[...bytes], [], [...bytes.subarray(7)]]);
  });

  it('leave nothing behind when they break off half-way', async () => {
    const before = await store.db.selectFrom('contents').selectAll().execute();
    const broken = (async function* () {
      yield* chunks('one', 'two');
      throw new Error('the client is gone');
    })();
    await expect(store.contents.keep({ key: SEALED, chunks: broken }, 1)).rejects.toThrow('the client is gone');
    expect(await store.db.selectFrom('contents').selectAll().execute()).toEqual(before);
  });
});
