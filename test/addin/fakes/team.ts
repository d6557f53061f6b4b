import type { Invitation, Prepared, SendingDomain, SharedChannel } from '../../../src/contract/shapes.ts';
import { DAY } from '../../../src/domain/instant.ts';
import { failed, success } from '../../../src/domain/result.ts';
import type { Answers } from './backend.ts';
import { NOW } from './mail.ts';

/** What an administrator shares and has prepared: changed in place by what the pane asks. */
export interface TeamState {
  domains: SendingDomain[];
  channels: SharedChannel[];
  invitations: Invitation[];
}

export const aDomain = (changes: Partial<SendingDomain> = {}): SendingDomain => {
  const { domain = 'fjordlight.example' } = changes;
  const record = { name: `_postlane.${domain}`, value: 'postlane-domain=Zm9yIG5vYm9keSBlbHNl' };
  return { domain, record, provenAt: null, lostAt: null, named: [], ...changes };
};

export const aShared = (changes: Partial<SharedChannel> = {}): SharedChannel => ({
  id: '0b54d7fc-6b0f-4d5b-9a53-0f3f5f6a0009',
  sender: { name: 'Nora Lindqvist', address: 'nora.lindqvist@fjordlight.example' },
  providerId: 'sendgrid',
  host: 'smtp.sendgrid.net',
  boundBy: null,
  domains: [],
  members: [],
  ...changes,
});

export const anInvitation = (changes: Partial<Invitation> = {}): Invitation => ({
  id: '7d0c4c86-3333-4a5a-8d7a-4a3f1c010001',
  address: 'elin.strand@fjordlight.example',
  providerId: 'microsoft365',
  invitedAt: NOW - 2 * DAY,
  hasConnected: false,
  ...changes,
});

/** What our server in memory says of it. */
export const teamAnswers = (team: TeamState | undefined, prepared: Prepared | undefined) =>
  ({
    listDomains: async () => success({ domains: team?.domains ?? [] }),
    addDomain: async ({ body }) => {
      const domain = aDomain({ domain: body?.domain ?? '' });
      team?.domains.push(domain);
      return success({ domain });
    },
    checkDomain: async ({ params }) => {
      const domain = team?.domains.find((one) => one.domain === params?.domain);
      return domain === undefined ? failed({ kind: 'not-found' }) : success({ domain, found: 'missing', instead: [] });
    },
    removeDomain: async ({ params }) => {
      if (team !== undefined) team.domains = team.domains.filter(({ domain }) => domain !== params?.domain);
      return success(undefined);
    },
    nameAddress: async ({ params, body }) => {
      const domain = team?.domains.find((one) => one.domain === params?.domain);
      domain?.named.push(body?.address ?? '');
      return domain === undefined ? failed({ kind: 'not-found' }) : success({ domain });
    },
    removeNamedAddress: async ({ params }) => {
      for (const domain of team?.domains ?? [])
        domain.named = domain.named.filter((address) => address !== params?.address);
      return success(undefined);
    },
    listSharedChannels: async () => success({ channels: team?.channels ?? [] }),
    shareChannel: async ({ params, body }) => {
      const shared = team?.channels.find(({ id }) => id === params?.id);
      if (shared) shared.domains = body?.domains ?? [];
      return shared === undefined ? failed({ kind: 'not-found' }) : success({ channel: shared });
    },
    unshareChannel: async ({ params }) => {
      const shared = team?.channels.find(({ id }) => id === params?.id);
      if (shared) Object.assign(shared, { domains: [], members: [] });
      return success(undefined);
    },
    showPrepared: async () => success(prepared ?? { teams: [], invitation: null, address: null }),
    inviteColleagues: async ({ body }) => {
      team?.invitations.push(...(body?.addresses ?? []).map((address) => anInvitation({ id: address, address })));
      return success({ invitations: team?.invitations ?? [] });
    },
    listInvitations: async () => success({ invitations: team?.invitations ?? [] }),
    removeInvitation: async ({ params }) => {
      if (team !== undefined) team.invitations = team.invitations.filter(({ id }) => id !== params?.id);
      return success(undefined);
    },
  }) satisfies Answers;
