import { describe, expect, test } from '@jest/globals';
import { addressRules } from '../../../src/server/egress/address-rules.ts';

describe('an address', () => {
  const open = addressRules([]);

  test.each([
    ['0.0.0.0', 'unspecified'],
    ['10.1.2.3', 'private'],
    ['100.64.0.1', 'CGNAT'],
    ['127.0.0.1', 'loopback'],
    ['169.254.169.254', 'metadata'],
    ['172.31.255.255', 'private'],
    ['192.168.0.1', 'private'],
    ['192.0.0.8', 'protocol assignments'],
    ['198.18.0.1', 'benchmarks'],
    ['203.0.113.9', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::ffff:10.0.0.1', 'IPv4-mapped'],
    ['::ffff:a9fe:a9fe', 'IPv4-mapped metadata'],
    ['::127.0.0.1', 'IPv4-compatible'],
    ['64:ff9b::a00:1', 'NAT64'],
    ['fc00::1', 'unique local'],
    ['fd00:ec2::254', 'metadata'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local with a zone'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['2001::1', 'Teredo'],
    ['2001:db8::1', 'documentation'],
    ['2002:a00:1::', '6to4 of a private one'],
    ['not an address', 'nonsense'],
  ])('%s is refused: %s', (address) => {
    expect(open('smtp.firma.example', address)).toBe(false);
  });

  test.each(['52.97.1.2', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2603:1026::1', '2a01:111:f400::1'])(
    '%s is let through',
    (address) => {
      expect(open('smtp.firma.example', address)).toBe(true);
    },
  );

  test('inside the network is let through by name, by address and by CIDR', () => {
    const rules = addressRules(['Intranet', '10.9.9.9', '192.168.7.0/24', 'fd12:3456::/32']);
    expect(rules('intranet', '10.1.2.3')).toBe(true);
    expect(rules('other', '10.1.2.3')).toBe(false);
    expect(rules('other', '10.9.9.9')).toBe(true);
    expect(rules('other', '192.168.7.200')).toBe(true);
    expect(rules('other', '192.168.8.1')).toBe(false);
    expect(rules('other', 'fd12:3456::1')).toBe(true);
    expect(rules('other', 'fd00:ec2::254')).toBe(false);
  });

  test('list with a network that is none is no list', () => {
    expect(() => addressRules(['10.0.0.0/99'])).toThrow();
  });
});
