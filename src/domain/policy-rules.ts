import type { Fault } from './failure.ts';
import { NO_LIMITS, type Limits } from './limit.ts';
import {
  CHANNEL_KINDS,
  DEFAULT_POLICIES,
  POLICY_NAMES,
  type ChannelKind,
  type CompanyServer,
  type Forbidden,
  type ForbiddingPolicy,
  type Policies,
  type PolicyChange,
} from './policies.ts';
import { oneNameOf, PROVIDERS, providerOfHost, type ProviderId } from './provider.ts';
import { MICROSOFT } from './provider/microsoft.ts';
import { failed, success, type Result } from './result.ts';
import { serviceOf, WAYS, type Way } from './sign-in-service.ts';
import { parseHost, SECURITY_OF_PORT, type HostSlip } from './submission-server.ts';

/** A channel, or what is to become one, as far as policies judge it. */
export interface Judged {
  kind: ChannelKind;
  providerId: ProviderId;
  host: string;
  way: Way;
}

/** A rep's own channel: its kind follows from whose server it is and how the rep gets in. */
export const ownChannel = (providerId: ProviderId, host: string, way: Way): Judged => ({
  kind: ownKind(providerId, way),
  ...{ providerId, host, way },
});

function ownKind(providerId: ProviderId, way: Way): ChannelKind {
  switch (PROVIDERS[providerId].kind) {
    case 'own':
      return 'company-server';
    case 'sending':
    case 'internal':
      return 'sending-service';
    case 'mailboxes':
    case 'hosting':
      return way;
  }
}

/** The policy that forbids a channel; null when none does. The operator's own relay is nobody's host to name. */
export function forbiddenBy(policies: Policies, { kind, providerId, host, way }: Judged): ForbiddingPolicy | null {
  if (!policies.channelKinds.includes(kind)) return 'channelKinds';
  if (kind === 'team' && !policies.sharing) return 'sharing';
  if (kind !== 'default-relay' && !isAmong(policies.hosts, host)) return 'hosts';
  if (way === 'password' && providerId in MICROSOFT && !policies.exchangePasswords) return 'exchangePasswords';
  return null;
}

/** Why a channel is not allowed, with what is instead; null when it is. */
export function objectionTo(policies: Policies, judged: Judged): Forbidden | null {
  const policy = forbiddenBy(policies, judged);
  const { channelKinds, hosts } = policies;
  return policy && { policy, allowed: { channelKinds, hosts } };
}

/** A server is known by all of its names. */
function isAmong(patterns: readonly string[], host: string): boolean {
  const names = [host.toLowerCase(), oneNameOf(host)];
  return (
    patterns.length === 0 ||
    patterns.some((pattern) =>
      pattern.startsWith('*.')
        ? names.some((name) => name.endsWith(pattern.slice(1)))
        : names.includes(oneNameOf(pattern)),
    )
  );
}

/** What an organisation allows one of its mailboxes, to be laid under what its provider does. */
export const ownLimits = ({
  messagesPerMinute,
  recipientsPerDay,
}: Pick<Policies, 'messagesPerMinute' | 'recipientsPerDay'>): Limits => ({
  ...NO_LIMITS,
  messagesPerMinute,
  recipientsPerDay,
});

/** What is set, with the defaults for the rest. */
export const withDefaults = (set: Partial<Policies> | null): Policies => ({ ...DEFAULT_POLICIES, ...set });

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
