import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';

export interface DecideHeldNeeds {
  find(owner: Owner, channelId: string): Promise<DeliveryChannel | null>;
  /** How many there were; null when the channel sends nothing, unproven when another's is among it and nobody vouches for its sender. */
  release(
    owner: Owner,
    channelId: string,
    ownAddress: string | null,
    now: Instant,
  ): Promise<number | 'unproven' | null>;
  /** The same, whoever wrote it. */
  drop(owner: Owner, channelId: string, now: Instant): Promise<number | null>;
  clock(): Instant;
}

/** The rep's word on all mail at once that a mended channel still holds, because it is old. Fails with not-found, conflict, sender-unproven. */
export function decideHeld({ find, release, drop, clock }: DecideHeldNeeds) {
  const decide = async (
    owner: Owner,
    channelId: string,
    decision: (now: Instant) => Promise<number | 'unproven' | null>,
  ): Promise<Result<{ count: number }, RequestFailure>> => {
    const channel = await find(owner, channelId);
    if (channel === null) return failed({ kind: 'not-found' });
    const count = await decision(clock());
    if (count === null) return failed({ kind: 'conflict', reason: 'the channel has to be mended first' });
    if (count === 'unproven') return failed({ kind: 'sender-unproven', address: channel.sender.address });
    return success({ count });
  };
  return {
    /** `ownAddress` is the rep's own by the token at hand; null when it says none. */
    release: (owner: Owner, channelId: string, ownAddress: string | null) =>
      decide(owner, channelId, (now) => release(owner, channelId, ownAddress, now)),
    drop: (owner: Owner, channelId: string) => decide(owner, channelId, (now) => drop(owner, channelId, now)),
  };
}
export type DecideHeld = ReturnType<typeof decideHeld>;
