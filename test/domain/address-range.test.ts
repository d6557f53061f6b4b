import { describe, expect, it } from '@jest/globals';
import { addressRangeOf, holds, overlap, type AddressRange } from '../../src/domain/address-range.ts';

const rangeOf = (text: string): AddressRange | null => addressRangeOf(text.includes(':') ? 'ip6' : 'ip4', text);
const range = (text: string): AddressRange => {
  const found = rangeOf(text);
  if (found === null) throw new Error(text);
  return found;
};

describe('a range of addresses', () => {
  it.each([
    ['192.0.2.0/24', '192.0.2.7', true],
    ['192.0.2.0/24', '192.0.2.128/25', true],
    ['192.0.2.128/25', '192.0.2.0/24', false],
    ['192.0.2.0/25', '192.0.2.128', false],
    ['40.92.0.0/15', '40.93.255.255', true],
    ['0.0.0.0/0', '203.0.113.1', true],
    ['2001:db8::/32', '2001:DB8:1::7', true],
    ['2001:db8::/32', '2001:db9::', false],
    ['2001:db8:0:0:0:0:0:1', '2001:db8::1', true],
    ['::ffff:192.0.2.1', '::ffff:c000:201', true],
    ['::/0', '192.0.2.1', false],
  ])('%s holds %s: %s', (one, other, does) => {
    expect(holds(range(one), range(other))).toBe(does);
  });

  it('has addresses in common with what it holds and what holds it, and nothing else', () => {
    expect(overlap(range('192.0.2.128/25'), range('192.0.2.0/24'))).toBe(true);
    expect(overlap(range('192.0.2.0/24'), range('192.0.2.128/25'))).toBe(true);
    expect(overlap(range('192.0.2.0/24'), range('198.51.100.0/24'))).toBe(false);
  });

  it.each([
    ...['', '192.0.2', '192.0.2.256', '192.0.2.1/33', '192.0.2.1/', '192.0.2.1/8/8', '192.0.2.x', '%{i}'],
    ...['2001:db8', '1::2::3', '1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7::8', '::g', '::1/129', '::192.0.2.1:1'],
  ])('is not %j', (text) => {
    expect(rangeOf(text)).toBeNull();
  });
});
