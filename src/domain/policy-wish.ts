import type { Fault } from './failure.ts';
import { CHANNEL_KINDS, POLICY_NAMES, type CompanyServer, type Policies, type PolicyChange } from './policies.ts';
import { forbiddenBy, ownChannel } from './policy-rules.ts';
import { PROVIDERS, providerOfHost } from './provider.ts';
import { failed, success, type Result } from './result.ts';
import { serviceOf, WAYS } from './sign-in-service.ts';
import { parseHost, SECURITY_OF_PORT, type HostSlip } from './submission-server.ts';

/** What differs between two, in the order in which policies are shown. */
export const changesOf = (before: Policies, after: Policies): PolicyChange[] =>
  POLICY_NAMES.filter((policy) => JSON.stringify(before[policy]) !== JSON.stringify(after[policy])).map(
    (policy) => ({ policy, before: before[policy], after: after[policy] }) as PolicyChange,
  );

/** Reads a host as an administrator names it: a server's name, or `*.` and a name for all below it. */
export function parseHostPattern(typed: string): Result<string, HostSlip> {
  const text = typed.trim();
  if (!text.startsWith('*.')) return parseHost(text);
  const below = parseHost(text.slice(2));
  return below.ok ? success(`*.${below.value}`) : below;
}

/** Checks what an administrator wants as a whole, each fault by its policy's name. `most` is how long the operator keeps records, in days. */
export function readPolicies(wanted: Policies, most: number): Result<Policies, Fault[]> {
  const faults: Fault[] = [];
  const channelKinds = CHANNEL_KINDS.filter((kind) => wanted.channelKinds.includes(kind));
  if (channelKinds.length === 0) faults.push({ path: 'channelKinds', fault: 'empty' });
  const hosts: string[] = [];
  wanted.hosts.forEach((typed, index) => {
    const host = parseHostPattern(typed);
    if (!host.ok) faults.push({ path: `hosts.${index}`, fault: host.failure });
    else if (!hosts.includes(host.value)) hosts.push(host.value);
  });
  const companyServer = wanted.companyServer && readServer(wanted.companyServer, faults);
  if ((wanted.retentionDays ?? 0) > most) faults.push({ path: 'retentionDays', fault: 'above-operator' });
  const read = { ...wanted, channelKinds, hosts, companyServer };
  if (faults.length === 0 && companyServer !== null) {
    const stands = againstServer(read, companyServer);
    if (stands !== null) faults.push({ path: 'companyServer', fault: stands });
  }
  return faults.length > 0 ? failed(faults) : success(read);
}

function readServer({ server, username }: CompanyServer, faults: Fault[]): CompanyServer {
  const host = parseHost(server.host);
  if (!host.ok) faults.push({ path: 'companyServer.server.host', fault: host.failure });
  if (SECURITY_OF_PORT[server.port] !== server.security)
    faults.push({ path: 'companyServer.server.security', fault: 'not-for-port' });
  return { server: { ...server, host: host.ok ? host.value : server.host }, username };
}

/** Nobody is sent to a server that they then may not use. */
function againstServer(policies: Policies, { server: { host } }: CompanyServer): string | null {
  const providerId = providerOfHost(host);
  const ways = WAYS.filter((way) =>
    way === 'sign-in' ? serviceOf(providerId) !== null : PROVIDERS[providerId].passwords.policy !== 'refused',
  );
  const against = ways.map((way) => forbiddenBy(policies, ownChannel(providerId, host, way)));
  const [first = null] = against;
  return first === null || against.includes(null) ? null : `forbidden-by-${first}`;
}
