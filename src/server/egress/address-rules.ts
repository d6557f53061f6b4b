import { BlockList, isIP } from 'node:net';

/**
 * IPv4 space that is nobody's public mail server: this network, private, CGNAT, loopback, link-local (the clouds'
 * metadata address with it), protocol assignments, documentation, 6to4 relays, benchmarks, multicast, reserved, broadcast.
 * Source: IANA IPv4 Special-Purpose Address Registry, RFC 6890.
 */
const FORBIDDEN_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;

/**
 * IPv6 space likewise. Everything outside 2000::/3 goes first: unspecified, loopback, IPv4-mapped, NAT64, unique local (with
 * fd00:ec2::254), link-local, multicast. Then what embeds IPv4 or is special inside it: IETF assignments with Teredo, documentation, 6to4.
 * Source: IANA IPv6 Special-Purpose Address Registry, RFC 6890.
 */
const FORBIDDEN_IPV6 = [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const;

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

// Two lists, because one list also matches an IPv4 address against its IPv6 rules, as ::ffff:a.b.c.d.
const forbidden = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix] of FORBIDDEN_IPV4) forbidden.ipv4.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of FORBIDDEN_IPV6) forbidden.ipv6.addSubnet(network, prefix, 'ipv6');

/** Whether the server may connect to an address that a name has resolved to. */
export type Permits = (host: string, address: string) => boolean;

/** Reads the operator's exceptions: host names, addresses, and networks in CIDR form. Throws on a network that is none. */
export function addressRules(allow: readonly string[]): Permits {
  const names = new Set<string>();
  const networks = new BlockList();
  for (const entry of allow) {
    const [network = '', prefix] = entry.split('/');
    if (prefix !== undefined) networks.addSubnet(network, Number(prefix), familyOf(network));
    else if (isIP(entry) !== 0) networks.addAddress(entry, familyOf(entry));
    else names.add(entry.toLowerCase());
  }
  return (host, address) => {
    if (isIP(address) === 0) return false;
    const family = familyOf(address);
    return (
      names.has(host.toLowerCase()) || networks.check(address, family) || !forbidden[family].check(address, family)
    );
  };
}
