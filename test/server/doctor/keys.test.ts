import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { keyFindings } from '../../../src/server/doctor/keys.ts';

const key = (id: string, bytes: ArrayLike<number>) => ({ id, key: Uint8Array.from(bytes) });
const text = (words: string) => Buffer.from(words);

describe('the keys that seal credentials', () => {
  it('are good when there is one of random bytes', () => {
    expect(keyFindings([key('2026-11', randomBytes(32))])).toEqual([
      { about: 'CREDENTIAL_KEYS', verdict: 'ok', found: 'One key, "2026-11", of 32 random bytes.', todo: null },
    ]);
  });

  it('are never taken for weak when they are random', () => {
    for (let times = 0; times < 2_000; times += 1)
      expect(keyFindings([key('k1', randomBytes(32))])).toMatchObject([{ verdict: 'ok' }]);
  });

  it.each<[string, ArrayLike<number>, RegExp]>([
    ['zeros', new Uint8Array(32), /nothing but zeros/],
    ['one byte again and again', new Uint8Array(32).fill(0xa5), /repeats itself/],
    ['eight bytes four times', [1, 2, 3, 4].flatMap(() => [200, 13, 7, 99, 255, 0, 31, 128]), /repeats itself/],
    ['bytes that count up', Array.from({ length: 32 }, (_, index) => index), /counts up/],
    ['bytes that count down', Array.from({ length: 32 }, (_, index) => 255 - index), /counts up/],
    ['a phrase', text('correct horse battery staple 42!'), /a text/],
    ['hexadecimal digits', text(randomBytes(16).toString('hex')), /a text/],
  ])('are weak when they are %s', (_name, bytes, because) => {
    const [finding, ...more] = keyFindings([key('k1', bytes)]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ verdict: 'mend', found: expect.stringMatching(because) });
    expect(JSON.stringify(finding)).not.toContain(Buffer.from(Uint8Array.from(bytes)).toString('base64'));
  });

  it('are worth a look while they are two, and of no use when both are the same', () => {
    const bytes = randomBytes(32);
    expect(keyFindings([key('new', randomBytes(32)), key('old', bytes)])).toMatchObject([
      { verdict: 'look', found: expect.stringContaining('"new" seals') },
    ]);
    expect(keyFindings([key('new', bytes), key('old', bytes)])).toMatchObject([
      { verdict: 'mend', found: expect.stringContaining('"old"') },
      { verdict: 'look' },
    ]);
  });
});
