import type { Author, WhoseWord } from '../../domain/audit.ts';
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
  /** With its credential and all that waits in it, at once; not while an administrator stopped it. */
  remove(owner: Owner, id: string, now: Instant, word: WhoseWord): Promise<'removed' | 'stopped' | 'not-found'>;
  breaksOf(owner: Owner, id: string): Promise<Break[]>;
  nextCheckAt(): Instant;
  clock(): Instant;
}

/** Whoever could remove it and connect it again could undo what an administrator did. */
export const STOPPED: RequestFailure = { kind: 'conflict', reason: 'an administrator has paused it' };

const orNotFound = (channel: DeliveryChannel | null): Result<DeliveryChannel, RequestFailure> =>
  channel === null ? failed({ kind: 'not-found' }) : success(channel);

/** What a rep sees of the channels, and does to them without a new proof. */
export function manageChannels(needs: ManageChannelsNeeds) {
  const show = async (owner: Owner, id: string) => orNotFound(await needs.find(owner, id));
  const ownPassword = async (owner: Owner, id: string): Promise<Result<DeliveryChannel, RequestFailure>> => {
    const found = await show(owner, id);
    return found.ok && found.value.team !== null ? failed({ kind: 'of-team' }) : found;
  };
  return {
    list: needs.list,
    show,
    change: async (owner: Owner, id: string, change: Parameters<typeof needs.change>[2]) => {
      // The name beside the address is each one's own; the password is not.
      const channel = change.expiryRule === undefined ? null : await ownPassword(owner, id);
      return channel?.ok === false ? channel : orNotFound(await needs.change(owner, id, change));
    },
    hold: async (owner: Owner, id: string) => {
      const channel = await ownPassword(owner, id);
      if (channel.ok) await needs.hold(owner, id, needs.clock());
      return channel.ok ? show(owner, id) : channel;
    },
    resume: async (owner: Owner, id: string) => {
      const channel = await ownPassword(owner, id);
      if (channel.ok) await needs.resume(owner, id, needs.nextCheckAt(), needs.clock());
      return channel.ok ? show(owner, id) : channel;
    },
    history: async (owner: Owner, id: string): Promise<Result<Break[], RequestFailure>> =>
      (await needs.find(owner, id)) === null ? failed({ kind: 'not-found' }) : success(await needs.breaksOf(owner, id)),
    remove: async (owner: Owner, by: Author, id: string): Promise<Result<void, RequestFailure>> => {
      const done = await needs.remove(owner, id, needs.clock(), { of: 'rep', by });
      if (done === 'removed') return success(undefined);
      return failed(done === 'stopped' ? STOPPED : { kind: 'not-found' });
    },
  };
}
export type ManageChannels = ReturnType<typeof manageChannels>;
