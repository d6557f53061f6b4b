import { randomBytes } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { getPublicSuffix } from 'tldts';
import { inviteColleagues } from '../use-cases/invite-colleagues.ts';
import { joinTeam, teamsFor, writeAsNamed } from '../use-cases/join-team.ts';
import { nameAddresses } from '../use-cases/name-addresses.ts';
import { proveDomain } from '../use-cases/prove-domain.ts';
import { shareChannel } from '../use-cases/share-channel.ts';
import type { Ground } from './ground.ts';
import type { Proving } from './proving.ts';

/** What administrators share with their colleagues. */
export function wireTeams({ stores, egress, clock, newId }: Ground, proving: Proving) {
  const { channels, sendingDomains, sharing } = stores;
  const domains = proveDomain({
    ...sendingDomains,
    txt: egress.txt,
    domainToASCII,
    isPublicSuffix: (domain) => getPublicSuffix(domain, { allowPrivateDomains: true }) === domain,
    newToken: () => randomBytes(18).toString('base64url'),
    clock,
  });
  const joining = { ...proving, ...sharing, proveDomain: domains, domainToASCII };
  return {
    proveDomain: domains,
    nameAddresses: nameAddresses({ ...sendingDomains, proveDomain: domains, domainToASCII, clock }),
    shareChannel: shareChannel({
      ...sharing,
      find: channels.find,
      proveDomain: domains,
      domainToASCII,
      policiesOf: stores.policies.of,
      clock,
    }),
    teamsFor: teamsFor(joining),
    joinTeam: joinTeam(joining),
    writeAsNamed: writeAsNamed(joining),
    inviteColleagues: inviteColleagues({ ...stores.invitations, find: channels.find, newId, clock }),
  };
}
