import { eachOnce, parseAddress } from '../../domain/address.ts';
import type { Author } from '../../domain/audit.ts';
import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { Fault, RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { usernameLike, type Invitation } from '../../domain/team.ts';

export interface InviteNeeds {
  find(owner: Owner, channelId: string): Promise<DeliveryChannel | null>;
  invite(tenantId: string, invitations: readonly Invitation[], by: Author): Promise<void>;
  list(tenantId: string): Promise<(Invitation & { hasConnected: boolean })[]>;
  waitingFor(person: Owner, address: string): Promise<Invitation | null>;
  remove(tenantId: string, id: string, by: Author, now: Instant): Promise<boolean>;
  newId(): string;
  clock(): Instant;
}

/**
 * Where a credential is one person's, an administrator prepares the rest for each colleague: the service as in the
 * administrator's own channel, and the user name made in the same way. Whoever has the address finds it filled in.
 */
export function inviteColleagues(needs: InviteNeeds) {
  return {
    /** Fails with not-found, of-team, invalid-request. */
    async invite(
      owner: Owner,
      author: Author,
      channelId: string,
      typed: readonly string[],
    ): Promise<Result<(Invitation & { hasConnected: boolean })[], RequestFailure>> {
      const channel = await needs.find(owner, channelId);
      if (channel === null) return failed({ kind: 'not-found' });
      // Of a team's the server is its administrator's to show.
      if (channel.team !== null) return failed({ kind: 'of-team' });
      const faults: Fault[] = [];
      const addresses: string[] = [];
      for (const [place, text] of typed.entries()) {
        const address = parseAddress(text);
        if (address.ok) addresses.push(address.value);
        else faults.push({ path: `addresses.${place}`, fault: address.failure });
      }
      if (faults.length > 0) return failed({ kind: 'invalid-request', faults });
      const { providerId, server, sender: by } = channel;
      const invitedAt = needs.clock();
      await needs.invite(
        owner.tenantId,
        eachOnce(addresses).map((address) => ({
          ...{ id: needs.newId(), address, providerId, server, by, invitedAt },
          username: usernameLike(channel, address),
        })),
        author,
      );
      return success(await needs.list(owner.tenantId));
    },

    list: needs.list,

    /** What is prepared for who has this address and no channel of it yet. */
    waitingFor: async (person: Owner, address: string | null): Promise<Invitation | null> =>
      address === null ? null : needs.waitingFor(person, address),

    async remove(tenantId: string, author: Author, id: string): Promise<Result<void, RequestFailure>> {
      return (await needs.remove(tenantId, id, author, needs.clock()))
        ? success(undefined)
        : failed({ kind: 'not-found' });
    },
  };
}

export type InviteColleagues = ReturnType<typeof inviteColleagues>;
