/** IP addresses that begin alike: by the bits that all of them have, "0"s and "1"s. */
export interface AddressRange {
  family: 'ip4' | 'ip6';
  bits: string;
}

const LENGTH = { ip4: 32, ip6: 128 };

/** An address or a range, `192.0.2.0/24` or `2001:db8::/32`; null for what is none. Source: RFC 7208 5.6, RFC 4291 2.2. */
export function addressRangeOf(family: AddressRange['family'], text: string): AddressRange | null {
  const [address = '', length = String(LENGTH[family]), ...more] = text.split('/');
  const bits = family === 'ip4' ? bitsOfIp4(address) : bitsOfIp6(address);
  if (bits === null || more.length > 0 || !/^\d{1,3}$/.test(length) || Number(length) > LENGTH[family]) return null;
  return { family, bits: bits.slice(0, Number(length)) };
}

/** Whether all of another range is in this one. */
export const holds = (range: AddressRange, other: AddressRange): boolean =>
  range.family === other.family && other.bits.startsWith(range.bits);

/** Whether two have any address in common. */
export const overlap = (one: AddressRange, other: AddressRange): boolean => holds(one, other) || holds(other, one);

const binary = (value: number, digits: number): string => value.toString(2).padStart(digits, '0');

function bitsOfIp4(text: string): string | null {
  const parts = text.split('.');
  const isOne = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return isOne ? parts.map((part) => binary(Number(part), 8)).join('') : null;
}

function bitsOfIp6(text: string): string | null {
  const [head = '', tail, ...more] = text.split('::').map(bitsOfGroups);
  if (head === null || tail === null || more.length > 0) return null;
  // "::" stands for one group of zeros, or more.
  const left = LENGTH.ip6 - head.length - (tail?.length ?? 0);
  if (tail === undefined) return left === 0 ? head : null;
  return left >= 16 ? head + '0'.repeat(left) + tail : null;
}

/** The last of them may be an IPv4 address. */
function bitsOfGroups(text: string): string | null {
  const groups = text === '' ? [] : text.split(':');
  const bits = groups.map((group, at) => {
    if (group.includes('.')) return at === groups.length - 1 ? bitsOfIp4(group) : null;
    return /^[0-9a-f]{1,4}$/i.test(group) ? binary(parseInt(group, 16), 16) : null;
  });
  return bits.includes(null) ? null : bits.join('');
}
