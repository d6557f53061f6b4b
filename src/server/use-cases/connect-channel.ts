import { parseAddress } from '../../domain/address.ts';
import type { Candidate } from '../../domain/candidate.ts';
import { establish, mend, type Owner } from '../../domain/channel.ts';
import type { Fault, RequestFailure } from '../../domain/failure.ts';
import { keptName } from '../../domain/login-name.ts';
import { objectionTo, ownChannel } from '../../domain/policy-rules.ts';
import { whoseServer } from '../../domain/provider.ts';
import { providerFor } from '../../domain/recommendation.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { parseHost, SECURITY_OF_PORT } from '../../domain/submission-server.ts';
import { credentialFor, credentialForNew, inItsPlace, type Offer } from './given-credential.ts';
import { proveChannel, type ConnectEvent } from './prove-channel.ts';
import type { RepairNeeds } from './repair-channel.ts';

export interface ConnectNeeds extends RepairNeeds {
  newId(): string;
}

/**
 * Proves what a rep typed and saves it as a channel, telling each step. A rep has one channel for a login and a sender:
 * connecting it again mends it. Fails with invalid-request, policy-forbids,
 * login-too-soon, sign-in-unknown, other-account before the first step, and with of-team after the last.
 */
export const connectChannel =
  (needs: ConnectNeeds) =>
  async (
    owner: Owner,
    typed: Candidate,
    offer: Offer,
    signal: AbortSignal,
  ): Promise<Result<AsyncGenerator<ConnectEvent, void>, RequestFailure>> => {
    const read = readCandidate(typed, offer);
    if (!read.ok) return failed({ kind: 'invalid-request', faults: read.failure });
    const { providerId, server } = read.value;
    const policies = await needs.policiesOf(owner.tenantId);
    const objection = objectionTo(policies, ownChannel(providerId, server.host, offer.kind));
    if (objection !== null) return failed({ kind: 'policy-forbids', ...objection });
    const fresh = await credentialForNew(needs)(owner, read.value, offer);
    if (!fresh.ok) return fresh;
    const { username } = fresh.value.credential;
    const candidate = { ...read.value, providerId: providerFor(username, providerId), username };
    const same = await needs.findSame(owner, candidate);
    // That a guess is a team's login is told to who has logged in with it, and to nobody else.
    const before = same?.team ? null : same;
    // The same password again at the same server is a try of the one that was refused, in whichever form it is typed.
    const given = before && offer.kind === 'password' ? await credentialFor(needs)(before, offer) : null;
    if (given?.ok === false) return given;
    const kept = given?.value.sealed ? given.value : null;
    const id = needs.newId();
    const steps = proveChannel(
      needs,
      candidate,
      kept ?? fresh.value,
      async (proof) => {
        const known = await needs.findSame(owner, candidate);
        if (known?.team) return failed({ kind: 'of-team' });
        const nextCheckAt = needs.nextCheckAt();
        if (kept !== null) {
          // With another password meanwhile, or none, the kept one is no news.
          if (known === null || known.credentialAt !== before?.credentialAt) return failed({ kind: 'not-found' });
          return success({ channel: mend(known, proof, 'again', nextCheckAt), occasion: 'again' });
        }
        return success(
          known === null
            ? { channel: establish(proof, id, owner, nextCheckAt), occasion: 'connect' }
            : { channel: mend(known, proof, 'new-password', nextCheckAt), occasion: 'new-password' },
        );
      },
      signal,
    );
    return success(inItsPlace(needs)({ ...candidate, owner }, kept ?? fresh.value, steps));
  };

function readCandidate(typed: Candidate, offer: Offer): Result<Candidate, Fault[]> {
  const host = parseHost(typed.server.host);
  const sender = parseAddress(typed.sender.address);
  const username = typed.username.trim();
  const faults: Fault[] = [];
  if (!host.ok) faults.push({ path: 'server.host', fault: host.failure });
  if (SECURITY_OF_PORT[typed.server.port] !== typed.server.security)
    faults.push({ path: 'server.security', fault: 'not-for-port' });
  if (username === '') faults.push({ path: 'username', fault: 'empty' });
  if (!sender.ok) faults.push({ path: 'sender.address', fault: sender.failure });
  if (!host.ok || !sender.ok || faults.length > 0) return failed(faults);
  const password = offer.kind === 'password' ? offer.password : null;
  return success({
    // Whatever the client calls it: the mailbox is the login's, and its sender may be another address.
    providerId: providerFor(username, whoseServer(typed.providerId, host.value)),
    server: { ...typed.server, host: host.value },
    username: keptName(host.value, username, sender.value, password),
    sender: { name: typed.sender.name, address: sender.value },
  });
}
