import type { Candidate } from '../../domain/candidate.ts';
import { mend, type DeliveryChannel, type Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Policies } from '../../domain/policies.ts';
import { objectionTo, ownChannel } from '../../domain/policy-rules.ts';
import { providerFor } from '../../domain/recommendation.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { STOPPED } from './manage-channels.ts';
import { credentialFor, inItsPlace, type GivenNeeds, type Offer } from './given-credential.ts';
import { proveChannel, type ConnectEvent, type ProvingNeeds } from './prove-channel.ts';

export interface RepairNeeds extends ProvingNeeds, GivenNeeds {
  policiesOf(tenantId: string): Promise<Policies>;
  /** The owner's channel for a login and a sender; null when there is none. */
  findSame(owner: Owner, candidate: Candidate): Promise<DeliveryChannel | null>;
}

/**
 * Proves a channel with a new password or sign-in, or with what it has (null) when somebody else mended what was wrong, by
 * the same five steps; then seals it, mends the channel and lets its mail go. A sign-in may take a password's place, and
 * another account's, when that is said, the place of the one there was. A team's gets no other credential from a colleague, and is
 * not proven by one while its administrator keeps it back. Fails
 * with not-found, policy-forbids, login-too-soon, sign-in-unknown, other-account, channel-exists, invalid-request, of-team, and
 * with conflict where an administrator's pause would move with it to another account.
 */
export const repairChannel =
  (needs: RepairNeeds) =>
  async (
    owner: Owner,
    channelId: string,
    offer: Offer | null,
    signal: AbortSignal,
  ): Promise<Result<AsyncGenerator<ConnectEvent, void>, RequestFailure>> => {
    const channel = await needs.find(owner, channelId);
    if (channel === null) return failed({ kind: 'not-found' });
    if (channel.team !== null && (offer !== null || channel.heldSince !== null)) return failed({ kind: 'of-team' });
    const { server, sender } = channel;
    // What it has it may prove again, for the mail it has taken; a new credential is for what is allowed.
    if (offer !== null) {
      const policies = await needs.policiesOf(owner.tenantId);
      const objection = objectionTo(policies, ownChannel(channel.providerId, server.host, offer.kind));
      if (objection !== null) return failed({ kind: 'policy-forbids', ...objection });
    }
    const given = await credentialFor(needs)(channel, offer);
    if (!given.ok) return given;
    const occasion = given.value.sealed === null ? 'new-password' : 'again';
    const { username } = given.value.credential;
    const providerId = providerFor(username, channel.providerId);
    const candidate: Candidate = { providerId, server, username, sender };
    const isTaken = async (): Promise<boolean> => {
      const same = await needs.findSame(owner, candidate);
      return same !== null && same.id !== channelId;
    };
    const movesStopped = ({ stoppedSince, username: before }: DeliveryChannel): boolean =>
      stoppedSince !== null && username !== before;
    if (movesStopped(channel)) return failed(STOPPED);
    if (username !== channel.username && (await isTaken())) return failed({ kind: 'channel-exists' });
    const steps = proveChannel(
      needs,
      candidate,
      given.value,
      async (proof) => {
        // Removed meanwhile, it stays removed; with a new password meanwhile, the kept one is no news.
        const current = await needs.find(owner, channelId);
        if (current === null || (occasion === 'again' && current.credentialAt !== channel.credentialAt))
          return failed({ kind: 'not-found' });
        if (current.team !== null && current.heldSince !== null) return failed({ kind: 'of-team' });
        if (movesStopped(current)) return failed(STOPPED);
        if (await isTaken()) return failed({ kind: 'channel-exists' });
        return success({ channel: mend(current, proof, occasion, needs.nextCheckAt()), occasion });
      },
      signal,
    );
    return success(inItsPlace(needs)({ ...candidate, owner }, given.value, steps));
  };
