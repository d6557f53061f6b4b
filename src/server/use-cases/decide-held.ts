import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';

export interface DecideHeldNeeds {
  find(owner: Owner, channelId: string): Promise<DeliveryChannel | null>;
  /** How many there were; null when the channel sends nothing. */
  release(owner: Owner, channelId: string, now: Instant): Promise<number | null>;
  drop(owner: Owner, channelId: string, now: Instant): Promise<number | null>;
  clock(): Instant;
}

/** The rep's word on all mail at once that a mended channel still holds, because it is old. Fails with not-found, conflict. */
export function decideHeld({ find, release, drop, clock }: DecideHeldNeeds) {
  const decide =
    (decision: DecideHeldNeeds['release']) =>
    async (owner: Owner, channelId: string): Promise<Result<{ count: number }, RequestFailure>> => {
      if ((await find(owner, channelId)) === null) return failed({ kind: 'not-found' });
      const count = await decision(owner, channelId, clock());
      if (count === null) return failed({ kind: 'conflict', reason: 'the channel has to be mended first' });
      return success({ count });
    };
  return { release: decide(release), drop: decide(drop) };
}
export type DecideHeld = ReturnType<typeof decideHeld>;
