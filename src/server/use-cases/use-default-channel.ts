import { parseAddress, sameAddress, type Mailbox } from '../../domain/address.ts';
import { establish, mend, type Owner } from '../../domain/channel.ts';
import type { Login } from '../../domain/credential.ts';
import {
  DEFAULT_CHANNEL,
  DEFAULT_LOGIN,
  DEFAULT_SERVER,
  defaultCandidate,
  type DefaultLimits,
} from '../../domain/default-channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import { objectionTo, ownChannel } from '../../domain/policy-rules.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import { inItsPlace, PLAIN, type Given } from './given-credential.ts';
import { proveChannel, type ConnectEvent } from './prove-channel.ts';
import type { ConnectNeeds } from './connect-channel.ts';

/** As the operator has set it up. */
export interface ConfiguredChannel {
  server: SubmissionServer;
  login: Login;
  /** The same for the same password. */
  mark: string;
  limits: DefaultLimits;
}

export interface DefaultChannelNeeds extends ConnectNeeds {
  /** Null where there is none. */
  defaultChannel: ConfiguredChannel | null;
}

/**
 * Gives a rep the operator's channel, with the rep's own address as its sender: proven by the five steps like any other, with a
 * login that the rep never sees. Fails with not-found where there is none, sender-not-allowed for an address that the
 * token does not say, policy-forbids, invalid-request, login-too-soon.
 */
export const useDefaultChannel =
  (needs: DefaultChannelNeeds) =>
  async (
    owner: Owner,
    ownAddress: string | null,
    sender: Mailbox,
    signal: AbortSignal,
  ): Promise<Result<AsyncGenerator<ConnectEvent, void>, RequestFailure>> => {
    const { defaultChannel } = needs;
    if (defaultChannel === null) return failed({ kind: 'not-found' });
    const address = parseAddress(sender.address);
    if (!address.ok)
      return failed({ kind: 'invalid-request', faults: [{ path: 'sender.address', fault: address.failure }] });
    if (ownAddress === null || !sameAddress(ownAddress, address.value))
      return failed({ kind: 'sender-not-allowed', address: address.value });
    const { login, mark } = defaultChannel;
    const policies = await needs.policiesOf(owner.tenantId);
    const objection = objectionTo(policies, ownChannel(DEFAULT_CHANNEL, DEFAULT_SERVER.host, 'password'));
    if (objection !== null) return failed({ kind: 'policy-forbids', ...objection });
    const candidate = defaultCandidate({ name: sender.name, address: address.value });
    // What the relay refused to one rep is not tried for the next: it would lock the operator's account.
    const nextAt = await needs.restsUntil({ ...candidate, owner }, mark, needs.clock());
    if (nextAt !== null) return failed({ kind: 'login-too-soon', nextAt });
    const given: Given = {
      ...PLAIN,
      credential: { kind: 'configured', username: DEFAULT_LOGIN },
      transport: 'smtp',
      mark,
      login: async () => success(login),
    };
    const id = needs.newId();
    const steps = proveChannel(
      needs,
      candidate,
      given,
      async (proof) => {
        const known = await needs.findSame(owner, candidate);
        const nextCheckAt = needs.nextCheckAt();
        return success(
          known === null
            ? { channel: establish(proof, id, owner, nextCheckAt), occasion: 'connect' }
            : { channel: mend(known, proof, 'new-password', nextCheckAt), occasion: 'new-password' },
        );
      },
      signal,
    );
    return success(inItsPlace(needs)({ ...candidate, owner }, given, steps));
  };
