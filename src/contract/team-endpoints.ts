import * as z from 'zod/mini';
import { connectLine } from './channels.ts';
import { identifier } from './mail.ts';
import {
  byDomain,
  byNamed,
  checkedDomainReply,
  domainReply,
  domainRequest,
  domainsReply,
  invitationsReply,
  inviteRequest,
  joinRequest,
  namedRequest,
  preparedReply,
  sharedChannelReply,
  sharedChannelsReply,
  shareRequest,
} from './teams.ts';

const byId = z.object({ id: identifier });

/** What administrators share with their colleagues, or prepare for them, and what these find: part of the one table. */
export const teamEndpoints = {
  listDomains: {
    method: 'GET',
    path: '/api/organisation/domains',
    status: 200,
    reply: domainsReply,
    form: 'json',
    access: 'admin',
  },
  addDomain: {
    method: 'POST',
    path: '/api/organisation/domains',
    body: domainRequest,
    status: 201,
    reply: domainReply,
    form: 'json',
    access: 'admin',
  },
  /** Looks for the record that proves it, now. */
  checkDomain: {
    method: 'POST',
    path: '/api/organisation/domains/:domain/check',
    params: byDomain,
    status: 200,
    reply: checkedDomainReply,
    form: 'json',
    access: 'admin',
  },
  removeDomain: {
    method: 'DELETE',
    path: '/api/organisation/domains/:domain',
    params: byDomain,
    status: 204,
    form: 'empty',
    access: 'admin',
  },
  /** Lets everybody in the organisation write as an address in a proven domain. */
  nameAddress: {
    method: 'POST',
    path: '/api/organisation/domains/:domain/addresses',
    params: byDomain,
    body: namedRequest,
    status: 200,
    reply: domainReply,
    form: 'json',
    access: 'admin',
  },
  removeNamedAddress: {
    method: 'DELETE',
    path: '/api/organisation/domains/:domain/addresses/:address',
    params: byNamed,
    status: 204,
    form: 'empty',
    access: 'admin',
  },
  /** The asker's own channels: which may be shared, with whom they are, and who has joined. */
  listSharedChannels: {
    method: 'GET',
    path: '/api/organisation/shared-channels',
    status: 200,
    reply: sharedChannelsReply,
    form: 'json',
    access: 'admin',
  },
  shareChannel: {
    method: 'POST',
    path: '/api/channels/:id/share',
    params: byId,
    body: shareRequest,
    status: 200,
    reply: sharedChannelReply,
    form: 'json',
    access: 'admin',
  },
  /** The colleagues' channels go, with what waits in them. */
  unshareChannel: {
    method: 'DELETE',
    path: '/api/channels/:id/share',
    params: byId,
    status: 204,
    form: 'empty',
    access: 'admin',
  },
  showPrepared: { method: 'GET', path: '/api/prepared', status: 200, reply: preparedReply, form: 'json' },
  /** A channel of the asker's own, with a team's credential. */
  joinTeam: {
    method: 'POST',
    path: '/api/teams/:id/join',
    params: byId,
    body: joinRequest,
    status: 200,
    reply: connectLine,
    form: 'ndjson',
  },
  /** For those who have to connect alone: all but the password is filled in, as in the asker's own channel. */
  inviteColleagues: {
    method: 'POST',
    path: '/api/channels/:id/invitations',
    params: byId,
    body: inviteRequest,
    status: 200,
    reply: invitationsReply,
    form: 'json',
    access: 'admin',
  },
  /** Who has connected since, and who has not. */
  listInvitations: {
    method: 'GET',
    path: '/api/organisation/invitations',
    status: 200,
    reply: invitationsReply,
    form: 'json',
    access: 'admin',
  },
  removeInvitation: {
    method: 'DELETE',
    path: '/api/organisation/invitations/:id',
    params: byId,
    status: 204,
    form: 'empty',
    access: 'admin',
  },
} as const;
