import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';

export interface ManageChannelsNeeds {
  list(owner: Owner): Promise<DeliveryChannel[]>;
  find(owner: Owner, id: string): Promise<DeliveryChannel | null>;
  rename(owner: Owner, id: string, name: string): Promise<DeliveryChannel | null>;
  /** With its credential and all that waits in it, at once. */
  remove(owner: Owner, id: string, now: Instant): Promise<boolean>;
  clock(): Instant;
}

const orNotFound = (channel: DeliveryChannel | null): Result<DeliveryChannel, RequestFailure> =>
  channel === null ? failed({ kind: 'not-found' }) : success(channel);

/** What a rep sees of the channels, and does to them without a new proof. */
export const manageChannels = ({ list, find, rename, remove, clock }: ManageChannelsNeeds) => ({
  list,
  show: async (owner: Owner, id: string) => orNotFound(await find(owner, id)),
  change: async (owner: Owner, id: string, senderName: string) => orNotFound(await rename(owner, id, senderName)),
  remove: async (owner: Owner, id: string): Promise<Result<void, RequestFailure>> =>
    (await remove(owner, id, clock())) ? success(undefined) : failed({ kind: 'not-found' }),
});
export type ManageChannels = ReturnType<typeof manageChannels>;
