import { domainToASCII } from 'node:url';
import type { CheckedDomain, SendingDomain as ShownDomain, SharedChannel as Shown } from '../../contract/shapes.ts';
import { success } from '../../domain/result.ts';
import { recordFor, type SendingDomain } from '../../domain/sending-domain.ts';
import { boundBy } from '../../domain/sharing.ts';
import type { SharedChannel } from '../../domain/team.ts';
import { toldToTeam } from '../../domain/told-host.ts';
import type { InviteColleagues } from '../use-cases/invite-colleagues.ts';
import type { joinTeam, Offered, teamsFor } from '../use-cases/join-team.ts';
import type { NameAddresses } from '../use-cases/name-addresses.ts';
import type { ProveDomain } from '../use-cases/prove-domain.ts';
import type { ShareChannel } from '../use-cases/share-channel.ts';
import { linesTo } from './channels.ts';
import { onEach, serve, serveLines, type Door } from './endpoint.ts';

export interface TeamUseCases {
  proveDomain: ProveDomain;
  nameAddresses: NameAddresses;
  shareChannel: ShareChannel;
  teamsFor: ReturnType<typeof teamsFor>;
  joinTeam: ReturnType<typeof joinTeam>;
  inviteColleagues: InviteColleagues;
}

/** Each of these is a login at somebody's server, or a question to somebody's name server. */
const OUTSIDE_A_MINUTE = 10;

/** What administrators share, and what colleagues find prepared: who these are says the token. */
export function teamRoutes(door: Door, use: TeamUseCases): void {
  const bounds = { requestsAMinute: OUTSIDE_A_MINUTE };
  serve(door, 'listDomains', async ({ owner: { tenantId } }) =>
    success({ domains: (await use.proveDomain.list(tenantId)).map(shownDomain) }),
  );
  serve(door, 'addDomain', async ({ owner: { tenantId }, author, body: { domain } }) =>
    onEach(await use.proveDomain.add(tenantId, author, domain), (added) => ({ domain: shownDomain(added) })),
  );
  serve(
    door,
    'checkDomain',
    async ({ owner: { tenantId }, author, params: { domain } }) =>
      onEach(await use.proveDomain.check(tenantId, author, domain), (checked): CheckedDomain => ({
        domain: shownDomain(checked.domain),
        found: checked.record,
        instead: checked.instead,
      })),
    { requestsAMinute: 3 * OUTSIDE_A_MINUTE },
  );
  serve(door, 'removeDomain', async ({ owner: { tenantId }, author, params: { domain } }) =>
    onEach(await use.proveDomain.remove(tenantId, author, domain), () => undefined),
  );
  serve(
    door,
    'nameAddress',
    async ({ owner: { tenantId }, author, params: { domain }, body: { address } }) =>
      onEach(await use.nameAddresses.name(tenantId, author, domain, address), (named) => ({
        domain: shownDomain(named),
      })),
    { requestsAMinute: 3 * OUTSIDE_A_MINUTE },
  );
  serve(door, 'removeNamedAddress', async ({ owner: { tenantId }, author, params: { domain, address } }) =>
    onEach(await use.nameAddresses.remove(tenantId, author, domain, address), () => undefined),
  );
  serve(door, 'listSharedChannels', async ({ owner }) =>
    success({ channels: (await use.shareChannel.list(owner)).map(shownShare) }),
  );
  serve(
    door,
    'shareChannel',
    async ({ owner, author, params: { id }, body: { domains, sendsForOthers }, request: { ownerAddress: address } }) =>
      onEach(await use.shareChannel.share({ owner, address }, author, id, domains, sendsForOthers), (shared) => ({
        channel: shownShare(shared),
      })),
  );
  serve(door, 'unshareChannel', async ({ owner, author, params: { id } }) =>
    onEach(await use.shareChannel.unshare(owner, author, id), () => undefined),
  );
  serve(door, 'showPrepared', async ({ owner, request: { ownerAddress: address } }) =>
    success({
      teams: (await use.teamsFor({ owner, address })).map(shownTeam),
      invitation: await use.inviteColleagues.waitingFor(owner, address),
      address,
    }),
  );
  serveLines(
    door,
    'joinTeam',
    async ({ owner, params: { id }, body: { name }, signal, request }) =>
      onEach(await use.joinTeam({ owner, address: request.ownerAddress }, id, name, signal), linesTo(request)),
    bounds,
  );
  serve(door, 'inviteColleagues', async ({ owner, author, params: { id }, body: { addresses } }) =>
    onEach(await use.inviteColleagues.invite(owner, author, id, addresses), (invitations) => ({ invitations })),
  );
  serve(door, 'listInvitations', async ({ owner: { tenantId } }) =>
    success({ invitations: await use.inviteColleagues.list(tenantId) }),
  );
  serve(door, 'removeInvitation', async ({ owner: { tenantId }, author, params: { id } }) =>
    onEach(await use.inviteColleagues.remove(tenantId, author, id), () => undefined),
  );
}

const shownDomain = (proof: SendingDomain): ShownDomain => ({
  domain: proof.domain,
  record: recordFor(proof),
  provenAt: proof.provenAt,
  lostAt: proof.lostAt,
  named: [...proof.named],
});

const shownShare = ({ channel, domains, members }: SharedChannel): Shown => ({
  ...{ id: channel.id, sender: channel.sender, providerId: channel.providerId, host: channel.server.host },
  ...{ domains, members },
  // Whoever shares it already has said so.
  boundBy: boundBy(channel, domains.length > 0, domainToASCII),
});

const shownTeam = ({ channel: { id, providerId, server, sender }, domain }: Offered) => ({
  id,
  providerId,
  host: toldToTeam({ providerId, server }),
  domain,
  by: sender,
});
