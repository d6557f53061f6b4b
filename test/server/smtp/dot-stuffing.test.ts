import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DotStuffing } from '../../../src/server/smtp/dot-stuffing.ts';

function stuffed(...pieces: (string | Uint8Array)[]): string {
  const stuffing = new DotStuffing();
  const out = pieces.map((piece) => stuffing.push(typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece));
  const wire = latin1(out) + stuffing.end();
  expect(wire.endsWith('.\r\n')).toBe(true);
  return wire.slice(0, -'.\r\n'.length);
}

/** What a server makes of it, RFC 5321 4.5.2. */
const unstuffed = (wire: string): string =>
  wire
    .split('\r\n')
    .map((line) => (line.startsWith('.') ? line.slice(1) : line))
    .join('\r\n');

// Bytes that matter, and some that do not.
const byte = fc.oneof(fc.constantFrom(0x0d, 0x0a, 0x2e), fc.integer({ min: 0, max: 255 }));
const mixed = fc.array(byte, { maxLength: 12 }).map((bytes) => Uint8Array.from(bytes));
const plain = fc
  .array(fc.constantFrom('\r\n', 'Gruss', '.'), { maxLength: 12 })
  .map((parts) => Buffer.from(parts.join('')));
const pieces = fc.array(fc.oneof(mixed, plain), { maxLength: 8 });
const latin1 = (of: readonly Uint8Array[]): string => Buffer.concat(of).toString('latin1');

describe('a message on the wire', () => {
  test('comes out as it was sent, but that every line ends in CRLF', () => {
    fc.assert(
      fc.property(pieces, (content) => {
        const lines = latin1(content).replace(/\r\n|\r|\n/g, '\r\n');
        const whole = lines === '' || lines.endsWith('\r\n') ? lines : `${lines}\r\n`;
        expect(unstuffed(stuffed(...content))).toBe(whole);
      }),
      { numRuns: 2_000 },
    );
  });

  test('has no CR or LF alone, and no line of one dot, wherever the pieces are cut', () => {
    fc.assert(
      fc.property(pieces, (content) => {
        const wire = stuffed(...content);
        expect(wire).not.toMatch(/(^|[^\r])\n|\r(?!\n)/);
        expect(wire.split('\r\n')).not.toContain('.');
        expect(wire).toBe(stuffed(latin1(content)));
      }),
      { numRuns: 2_000 },
    );
  });

  test('cannot end early by a line end that only some servers take for one', () => {
    for (const trick of ['\n.\n', '\r.\r', '\n.\r\n', '\r\n.\n', '\r\n.\r']) {
      expect(stuffed(`before${trick}MAIL FROM:<evil@example.com>`)).toBe(
        'before\r\n..\r\nMAIL FROM:<evil@example.com>\r\n',
      );
    }
  });
});
