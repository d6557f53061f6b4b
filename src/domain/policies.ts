import type { SubmissionServer } from './submission-server.ts';

/** Kinds of channel, by whose credential it is and who sets it up: the mailbox's own by signing in or by a password, … */
export const CHANNEL_KINDS = [
  'sign-in',
  'password',
  'company-server',
  'sending-service',
  'team',
  'default-relay',
] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What a login's user name is at the company's server. */
export const COMPANY_NAMES = ['full-address', 'local-part'] as const;

/** The server an administrator fills in for everybody: a rep types the password alone. */
export interface CompanyServer {
  server: SubmissionServer;
  username: (typeof COMPANY_NAMES)[number];
}

/** What an organisation's administrators set for its people. */
export interface Policies {
  /** Kinds of channel that may be used. */
  channelKinds: ChannelKind[];
  /** Servers that may be used: names, or `*.example.com` for all below a name; none named: all. */
  hosts: string[];
  /** Whether a password may be used at Exchange Online. */
  exchangePasswords: boolean;
  /** Recommended first; null when none is filled in. */
  companyServer: CompanyServer | null;
  /** Of one mailbox, below what its provider and the operator allow; null for theirs. */
  messagesPerMinute: number | null;
  recipientsPerDay: number | null;
  /** Whether a team may share a channel. */
  sharing: boolean;
  /** How long records of mail are kept, below the operator's; null for the operator's. */
  retentionDays: number | null;
}
export type PolicyName = keyof Policies;

/** What holds where nobody has set anything, in the order in which they are shown. */
export const DEFAULT_POLICIES: Policies = {
  channelKinds: [...CHANNEL_KINDS],
  hosts: [],
  exchangePasswords: true,
  companyServer: null,
  messagesPerMinute: null,
  recipientsPerDay: null,
  sharing: true,
  retentionDays: null,
};
export const POLICY_NAMES = Object.keys(DEFAULT_POLICIES) as [PolicyName, ...PolicyName[]];

/** Those by which a channel may be forbidden. */
export const FORBIDDING = ['channelKinds', 'sharing', 'hosts', 'exchangePasswords'] as const satisfies PolicyName[];
export type ForbiddingPolicy = (typeof FORBIDDING)[number];

/** What an organisation allows of channels: by nothing else is one judged. */
export type Allowances = Pick<Policies, ForbiddingPolicy>;

/** Which policy stands against a channel, and what is allowed instead. */
export interface Forbidden {
  policy: ForbiddingPolicy;
  allowed: Pick<Policies, 'channelKinds' | 'hosts'>;
}

/** One policy as it was and as it is. */
export type PolicyChange = {
  [Name in PolicyName]: { policy: Name; before: Policies[Name]; after: Policies[Name] };
}[PolicyName];
