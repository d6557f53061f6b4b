import { domainOf, sameAddress, type Mailbox } from '../../domain/address.ts';
import type { Candidate } from '../../domain/candidate.ts';
import { establish, type DeliveryChannel, type Owner, type Team } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import { objectionTo, teamChannel } from '../../domain/policy-rules.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { boundCredential, type BoundCredentialNeeds } from './bound-credential.ts';
import { credentialFor, inItsPlace } from './given-credential.ts';
import type { ConnectNeeds } from './connect-channel.ts';
import { proveChannel, type ConnectEvent } from './prove-channel.ts';
import type { ProveDomain } from './prove-domain.ts';

export interface JoinTeamNeeds extends ConnectNeeds, BoundCredentialNeeds {
  /** The channels that are shared with a domain of a tenant's. */
  withDomain(tenantId: string, domain: string): Promise<DeliveryChannel[]>;
  proveDomain: Pick<ProveDomain, 'prove'>;
}

/** A colleague, by the address that the own token says. */
export interface Colleague {
  owner: Owner;
  address: string | null;
}

type Joining = Result<AsyncGenerator<ConnectEvent, void>, RequestFailure>;

/** A channel that a colleague may join, and by which of its domains. */
export interface Offered {
  channel: DeliveryChannel;
  domain: string;
}

/** Not while its administrator changes the password, for the old one may be wrong by now, nor while another paused it. */
const isOffered = (team: DeliveryChannel, { objectId }: Owner): boolean =>
  team.owner.objectId !== objectId && team.heldSince === null && team.stoppedSince === null;

/** The teams' channels that are there for a colleague: those shared with the very domain of the address and allowed, and none that the colleague has. */
export const teamsFor =
  (needs: Pick<JoinTeamNeeds, 'withDomain' | 'findSame' | 'domainToASCII' | 'policiesOf'>) =>
  async ({ owner, address }: Colleague): Promise<Offered[]> => {
    if (address === null) return [];
    const domain = needs.domainToASCII(domainOf(address));
    const [all, policies] = await Promise.all([
      needs.withDomain(owner.tenantId, domain),
      needs.policiesOf(owner.tenantId),
    ]);
    const isAllowed = ({ providerId, server }: DeliveryChannel): boolean =>
      objectionTo(policies, teamChannel(providerId, server.host)) === null;
    const shared = all.filter((one) => isOffered(one, owner) && isAllowed(one));
    const mine = shared.map((one) => needs.findSame(owner, { ...one, sender: { name: '', address } }));
    const has = await Promise.all(mine);
    return shared.filter((_one, index) => has[index] === null).map((channel) => ({ channel, domain }));
  };

/**
 * Gives a colleague a channel of the team's: of the colleague's own address, with the team's credential, which is opened and
 * sealed anew here and shown to nobody. It is proven by the five steps like any other. Fails with not-found,
 * policy-forbids, credential-bound, domain-unproven, channel-exists, login-too-soon, mailbox-busy before the first step.
 */
export const joinTeam =
  (needs: JoinTeamNeeds) =>
  async ({ owner, address }: Colleague, teamId: string, name: string, signal: AbortSignal): Promise<Joining> => {
    // Whoever's address is in another domain learns of no team.
    if (address === null) return failed({ kind: 'not-found' });
    const domain = needs.domainToASCII(domainOf(address));
    return join(needs)(owner, { teamId, domain }, { name, address }, signal);
  };

/**
 * Gives whoever has joined a team another channel of it, of an address that an administrator has named for everybody in the very domain
 * it was joined by; of no other. Fails as joining does, and with sender-not-allowed.
 */
export const writeAsNamed =
  (needs: JoinTeamNeeds) =>
  async (
    owner: Owner,
    { channelId: teamId, domain, named }: Team,
    sender: Mailbox,
    signal: AbortSignal,
  ): Promise<Joining> => {
    const { address } = sender;
    if (!named.some((one) => sameAddress(one, address))) return failed({ kind: 'sender-not-allowed', address });
    return join(needs)(owner, { teamId, domain }, sender, signal);
  };

const join =
  (needs: JoinTeamNeeds) =>
  async (
    owner: Owner,
    { teamId, domain }: { teamId: string; domain: string },
    sender: Mailbox,
    signal: AbortSignal,
  ): Promise<Joining> => {
    const findTeam = async () => (await needs.withDomain(owner.tenantId, domain)).find(({ id }) => id === teamId);
    const team = await findTeam();
    if (team === undefined || !isOffered(team, owner)) return failed({ kind: 'not-found' });
    // Somebody may have the login's very address by now, and its server be known.
    const because = await boundCredential(needs)(team, sender.address, true);
    if (because !== null) return failed({ kind: 'credential-bound', because });
    const { providerId, server, username } = team;
    const objection = objectionTo(await needs.policiesOf(owner.tenantId), teamChannel(providerId, server.host));
    if (objection !== null) return failed({ kind: 'policy-forbids', ...objection });
    const proven = await needs.proveDomain.prove(owner.tenantId, null, domain);
    if (!proven.ok) return proven;
    const candidate: Candidate = { providerId, server, username, sender };
    if ((await needs.findSame(owner, candidate)) !== null) return failed({ kind: 'channel-exists' });
    const given = await credentialFor(needs)(team, null);
    if (!given.ok) return given;
    const { sealed: credential } = given.value;
    if (credential === null) return failed({ kind: 'not-found' });
    const id = needs.newId();
    const steps = proveChannel(
      needs,
      candidate,
      { ...given.value, sealed: null },
      async (proof) => {
        if ((await needs.findSame(owner, candidate)) !== null) return failed({ kind: 'channel-exists' });
        const current = await findTeam();
        // Not shared any more, or kept back; or with another password meanwhile, which was not the one that was proven.
        if (current === undefined || !isOffered(current, owner) || current.credentialAt !== team.credentialAt)
          return failed({ kind: 'not-found' });
        const channel = establish(proof, id, owner, needs.nextCheckAt());
        return success({
          channel: { ...channel, team: { channelId: teamId, domain, by: team.sender, named: [] } },
          occasion: 'connect',
          joins: { domain, credential },
        });
      },
      signal,
    );
    return success(quietly(inItsPlace(needs)({ ...candidate, owner }, given.value, steps)));
  };

/** The steps without what they found out: where the team's server is, its administrator knows. */
async function* quietly(events: AsyncIterable<ConnectEvent>): AsyncGenerator<ConnectEvent, void> {
  for await (const event of events)
    yield 'outcome' in event && event.outcome === 'passed' ? { ...event, detail: '' } : event;
}
