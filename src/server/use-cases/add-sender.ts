import { parseAddress, type Mailbox } from '../../domain/address.ts';
import { establish, type Owner } from '../../domain/channel.ts';
import { isDefaultChannel } from '../../domain/default-channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import { objectionTo, ownChannel } from '../../domain/policy-rules.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { ConnectNeeds } from './connect-channel.ts';
import { credentialFor, inItsPlace } from './given-credential.ts';
import type { writeAsNamed } from './join-team.ts';
import { proveChannel, type ConnectEvent } from './prove-channel.ts';

export interface AddSenderNeeds extends ConnectNeeds {
  /** By a team's channel, whose credential is its administrator's. */
  writeAsNamed: ReturnType<typeof writeAsNamed>;
}

/**
 * Proves that the login of a channel may send as another address too, an alias or a shared mailbox, and makes a channel of
 * that, with the same password; by a team's channel an address that everybody may write as, and no other. A sign-in is not copied: its refresh token is good for one channel, and the rep signs in for another.
 * Fails with not-found, policy-forbids, invalid-request, channel-exists, login-too-soon, mailbox-busy, and by a team's as joining it does.
 */
export const addSender =
  (needs: AddSenderNeeds) =>
  async (
    owner: Owner,
    channelId: string,
    sender: Mailbox,
    signal: AbortSignal,
  ): Promise<Result<AsyncGenerator<ConnectEvent, void>, RequestFailure>> => {
    const channel = await needs.find(owner, channelId);
    if (channel === null) return failed({ kind: 'not-found' });
    const address = parseAddress(sender.address);
    if (!address.ok) return refuse('sender.address', address.failure);
    if (isDefaultChannel(channel)) return refuse('id', 'of-the-operator');
    if (channel.team !== null)
      return needs.writeAsNamed(owner, channel.team, { name: sender.name, address: address.value }, signal);
    const { providerId, server, username } = channel;
    const policies = await needs.policiesOf(owner.tenantId);
    const objection = objectionTo(policies, ownChannel(providerId, server.host, 'password'));
    if (objection !== null) return failed({ kind: 'policy-forbids', ...objection });
    const candidate = { providerId, server, username, sender: { name: sender.name, address: address.value } };
    const isTaken = async (): Promise<boolean> => (await needs.findSame(owner, candidate)) !== null;
    if (await isTaken()) return failed({ kind: 'channel-exists' });
    const given = await credentialFor(needs)(channel, null);
    if (!given.ok) return given;
    if (given.value.credential.kind !== 'password') {
      if (given.value.check !== null) await needs.endConversation(given.value.check.conversation, needs.clock());
      return refuse('id', 'signs-in');
    }
    const id = needs.newId();
    const mark = needs.markOf(given.value.credential);
    const steps = proveChannel(
      needs,
      candidate,
      // Sealed anew, so that it opens for the new channel.
      { ...given.value, sealed: null, mark },
      async (proof) =>
        (await isTaken())
          ? failed({ kind: 'channel-exists' })
          : success({ channel: establish(proof, id, owner, needs.nextCheckAt()), occasion: 'connect' }),
      signal,
    );
    return success(inItsPlace(needs)({ ...candidate, owner }, given.value, steps));
  };

const refuse = (path: string, fault: string): { ok: false; failure: RequestFailure } =>
  failed({ kind: 'invalid-request', faults: [{ path, fault }] });
