import type { Author } from '../../domain/audit.ts';
import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Policies } from '../../domain/policies.ts';
import { objectionTo, teamChannel } from '../../domain/policy-rules.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { boundBy, isLoginOf, localPartIn } from '../../domain/sharing.ts';
import type { SharedChannel } from '../../domain/team.ts';
import type { Colleague } from './join-team.ts';
import type { ProveDomain } from './prove-domain.ts';

export interface ShareChannelNeeds {
  find(owner: Owner, channelId: string): Promise<DeliveryChannel | null>;
  ofOwner(owner: Owner): Promise<SharedChannel[]>;
  /** Shares with these domains and no others, and notes it; who joined by another is removed. False when channel or domain is not there. */
  share(owner: Owner, channelId: string, domains: readonly string[], by: Author, now: Instant): Promise<boolean>;
  proveDomain: Pick<ProveDomain, 'prove'>;
  /** The addresses with this before their @ from which others of a tenant's channels send, or which are invited. */
  addressesBy(tenantId: string, localPart: string, exceptChannelId: string): Promise<string[]>;
  domainToASCII(domain: string): string;
  policiesOf(tenantId: string): Promise<Policies>;
  clock(): Instant;
}

/** An administrator shares a channel of the own with colleagues whose addresses are in domains that are proven. */
export function shareChannel(needs: ShareChannelNeeds) {
  const shown = async (owner: Owner, channelId: string): Promise<Result<SharedChannel, RequestFailure>> => {
    const found = (await needs.ofOwner(owner)).find(({ channel }) => channel.id === channelId);
    return found === undefined ? failed({ kind: 'not-found' }) : success(found);
  };
  const share = async (owner: Owner, by: Author, channelId: string, domains: readonly string[]) =>
    (await needs.share(owner, channelId, domains, by, needs.clock()))
      ? shown(owner, channelId)
      : failed({ kind: 'not-found' as const });

  /** That a login is a mailbox's, though not the sender's: the administrator's own, or somebody's who sends or is invited. */
  const isSomebodys = async ({ owner, address }: Colleague, { id, username }: DeliveryChannel): Promise<boolean> => {
    const others = await needs.addressesBy(owner.tenantId, localPartIn(username), id);
    const known = address === null ? others : [address, ...others];
    return known.some((one) => isLoginOf(username, one, needs.domainToASCII));
  };

  return {
    list: needs.ofOwner,

    /**
     * With these domains and no others. What the catalogue says of the credential counts, whatever is asked; `sendsForOthers` is
     * the administrator's word where it says nothing. Fails with not-found, of-team, credential-bound,
     * policy-forbids, domain-unproven.
     */
    async share(
      asker: Colleague,
      by: Author,
      channelId: string,
      domains: readonly string[],
      sendsForOthers: boolean,
    ): Promise<Result<SharedChannel, RequestFailure>> {
      const { owner } = asker;
      const channel = await needs.find(owner, channelId);
      if (channel === null) return failed({ kind: 'not-found' });
      if (channel.team !== null) return failed({ kind: 'of-team' });
      const because = boundBy(channel, sendsForOthers, needs.domainToASCII);
      if (because !== null) return failed({ kind: 'credential-bound', because });
      if (channel.providerId === 'custom' && (await isSomebodys(asker, channel)))
        return failed({ kind: 'credential-bound', because: 'mailbox' });
      const judged = teamChannel(channel.providerId, channel.server.host);
      const objection = objectionTo(await needs.policiesOf(owner.tenantId), judged);
      if (objection !== null) return failed({ kind: 'policy-forbids', ...objection });
      for (const domain of domains) {
        const proven = await needs.proveDomain.prove(owner.tenantId, by, domain);
        if (!proven.ok) return proven;
      }
      return share(owner, by, channelId, [...new Set(domains)]);
    },

    /** With nobody any more: the colleagues' channels are removed, with what waits in them. */
    async unshare(owner: Owner, by: Author, channelId: string): Promise<Result<void, RequestFailure>> {
      const unshared = await share(owner, by, channelId, []);
      return unshared.ok ? success(undefined) : unshared;
    },
  };
}

export type ShareChannel = ReturnType<typeof shareChannel>;
