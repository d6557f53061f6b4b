import { isDefaultChannel } from './default-channel.ts';
import { NO_LIMITS, type Limits } from './limit.ts';
import {
  DEFAULT_POLICIES,
  type Allowances,
  type ChannelKind,
  type Forbidden,
  type ForbiddingPolicy,
  type Policies,
} from './policies.ts';
import { oneNameOf, PROVIDERS, type ProviderId } from './provider.ts';
import { MICROSOFT } from './provider/microsoft.ts';
import type { Way } from './sign-in-service.ts';

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

/** A team's channel, whoever's server it is at: what is shared is a password. */
export const teamChannel = (providerId: ProviderId, host: string): Judged => ({
  kind: 'team',
  ...{ providerId, host, way: 'password' as const },
});

function ownKind(providerId: ProviderId, way: Way): ChannelKind {
  if (isDefaultChannel({ providerId })) return 'default-relay';
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
export function forbiddenBy(policies: Allowances, { kind, providerId, host, way }: Judged): ForbiddingPolicy | null {
  if (!policies.channelKinds.includes(kind)) return 'channelKinds';
  if (kind === 'team' && !policies.sharing) return 'sharing';
  if (kind !== 'default-relay' && !isAmong(policies.hosts, host)) return 'hosts';
  if (way === 'password' && providerId in MICROSOFT && !policies.exchangePasswords) return 'exchangePasswords';
  return null;
}

/** Why a channel is not allowed, with what is instead; null when it is. */
export function objectionTo(policies: Allowances, judged: Judged): Forbidden | null {
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
