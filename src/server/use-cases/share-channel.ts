import type { Author } from '../../domain/audit.ts';
import type { DeliveryChannel, Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Policies } from '../../domain/policies.ts';
import { objectionTo, teamChannel } from '../../domain/policy-rules.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { SharedChannel } from '../../domain/team.ts';
import { boundCredential, type BoundCredentialNeeds } from './bound-credential.ts';
import type { Colleague } from './join-team.ts';
import type { ProveDomain } from './prove-domain.ts';

export interface ShareChannelNeeds extends BoundCredentialNeeds {
  find(owner: Owner, channelId: string): Promise<DeliveryChannel | null>;
  ofOwner(owner: Owner): Promise<SharedChannel[]>;
  /** Shares with these domains and no others, and notes it; who joined by another is removed. False when channel or domain is not there. */
  share(owner: Owner, channelId: string, domains: readonly string[], by: Author, now: Instant): Promise<boolean>;
  proveDomain: Pick<ProveDomain, 'prove'>;
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

  return {
    list: needs.ofOwner,

    /**
     * With these domains and no others. What the catalogue says of the credential counts, whatever is asked; `sendsForOthers` is
     * the administrator's word where it says nothing. Fails with not-found, of-team, credential-bound,
     * policy-forbids, domain-unproven.
     */
    async share(
      { owner, address }: Colleague,
      by: Author,
      channelId: string,
      domains: readonly string[],
      sendsForOthers: boolean,
    ): Promise<Result<SharedChannel, RequestFailure>> {
      const channel = await needs.find(owner, channelId);
      if (channel === null) return failed({ kind: 'not-found' });
      if (channel.team !== null) return failed({ kind: 'of-team' });
      const because = await boundCredential(needs)(channel, address, sendsForOthers);
      if (because !== null) return failed({ kind: 'credential-bound', because });
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
