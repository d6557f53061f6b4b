import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { ExpiryRule } from '../../domain/expiry.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Break } from '../../domain/health.ts';
import type { Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';

export interface ManageChannelsNeeds {
  list(owner: Owner): Promise<DeliveryChannel[]>;
  find(owner: Owner, id: string): Promise<DeliveryChannel | null>;
  change(
    owner: Owner,
    id: string,
    change: { senderName?: string; expiryRule?: ExpiryRule | null; isDefault?: true },
  ): Promise<DeliveryChannel | null>;
  /** Keeps back its mail and all logins; one that is broken does so already. False when there is no such channel. */
  hold(owner: Owner, id: string, now: Instant): Promise<boolean>;
  resume(owner: Owner, id: string, nextCheckAt: Instant, now: Instant): Promise<boolean>;
  /** With its credential and all that waits in it, at once. */
  remove(owner: Owner, id: string, now: Instant): Promise<boolean>;
  breaksOf(owner: Owner, id: string): Promise<Break[]>;
  nextCheckAt(): Instant;
  clock(): Instant;
}

const orNotFound = (channel: DeliveryChannel | null): Result<DeliveryChannel, RequestFailure> =>
  channel === null ? failed({ kind: 'not-found' }) : success(channel);

/** What a rep sees of the channels, and does to them without a new proof. */
export function manageChannels(needs: ManageChannelsNeeds) {
  const show = async (owner: Owner, id: string) => orNotFound(await needs.find(owner, id));
  return {
    list: needs.list,
    show,
    change: async (owner: Owner, id: string, change: Parameters<typeof needs.change>[2]) =>
      orNotFound(await needs.change(owner, id, change)),
    hold: async (owner: Owner, id: string) => {
      await needs.hold(owner, id, needs.clock());
      return show(owner, id);
    },
    resume: async (owner: Owner, id: string) => {
      await needs.resume(owner, id, needs.nextCheckAt(), needs.clock());
      return show(owner, id);
    },
    history: async (owner: Owner, id: string): Promise<Result<Break[], RequestFailure>> =>
      (await needs.find(owner, id)) === null ? failed({ kind: 'not-found' }) : success(await needs.breaksOf(owner, id)),
    remove: async (owner: Owner, id: string): Promise<Result<void, RequestFailure>> =>
      (await needs.remove(owner, id, needs.clock())) ? success(undefined) : failed({ kind: 'not-found' }),
  };
}
export type ManageChannels = ReturnType<typeof manageChannels>;
