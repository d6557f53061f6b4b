import type { ProviderId } from './provider.ts';
import { forbiddenBy, ownChannel, teamChannel } from './policy-rules.ts';
import type { Allowances } from './policies.ts';
import type { Way } from './sign-in-service.ts';

/** Channels of an organisation that are alike for its policies, and how many they are. */
export interface Alike {
  providerId: ProviderId;
  host: string;
  way: Way;
  /** Whether a colleague has joined it. */
  isTeams: boolean;
  count: number;
}

/** Those that policies forbid. */
export const forbiddenAmong = (policies: Allowances, all: readonly Alike[]): Alike[] =>
  all.filter(
    ({ providerId, host, way, isTeams }) =>
      forbiddenBy(policies, isTeams ? teamChannel(providerId, host) : ownChannel(providerId, host, way)) !== null,
  );

export const countOf = (some: readonly Alike[]): number => some.reduce((sum, { count }) => sum + count, 0);
