import type { Instant } from './instant.ts';
import type { ForbiddingPolicy } from './policies.ts';

/** What of a rep's channel says which comes first. */
export interface Ordered {
  isDefault: boolean;
  /** Whose credential it is. */
  credential: 'password' | 'sign-in' | 'operator';
  forbiddenBy: ForbiddingPolicy | null;
  createdAt: Instant;
}

/** The rep's default first, then the others as they came; the operator's last, unless the rep chose it. */
export const inOrder = <One extends Ordered>(channels: readonly One[]): One[] =>
  [...channels].sort((a, b) => rank(a) - rank(b) || a.createdAt - b.createdAt);

/** By which a draft goes first, where the rep says nothing: one that is not allowed takes none, so it gives way to any that is. */
export const inSendingOrder = <One extends Ordered>(channels: readonly One[]): One[] =>
  inOrder(channels).sort((a, b) => Number(a.forbiddenBy !== null) - Number(b.forbiddenBy !== null));

const rank = ({ isDefault, credential }: Ordered): number => (isDefault ? 0 : credential === 'operator' ? 2 : 1);
