import * as z from 'zod/mini';
import { auditQuery, auditReply } from './audit.ts';
import { consentLinkReply, passwordChannelsQuery, passwordChannelsReply } from './organisation.ts';
import { policiesReply, policyWish, reachReply } from './policies.ts';

/** The endpoints that concern an organisation as a whole. */
export const organisationEndpoints = {
  /** Of the asker's own organisation, as all of these; for its administrators. */
  listPasswordChannels: {
    method: 'GET',
    path: '/api/organisation/password-channels',
    query: passwordChannelsQuery,
    status: 200,
    reply: passwordChannelsReply,
    form: 'json',
    access: 'admin',
  },
  /** What the asker's own organisation sets for its people; for its administrators. */
  showPolicies: {
    method: 'GET',
    path: '/api/organisation/policies',
    status: 200,
    reply: policiesReply,
    form: 'json',
    access: 'admin',
  },
  setPolicies: {
    method: 'PATCH',
    path: '/api/organisation/policies',
    body: policyWish,
    status: 200,
    reply: policiesReply,
    form: 'json',
    access: 'admin',
  },
  /** Before setting them: how many channels they would forbid. */
  weighPolicies: {
    method: 'POST',
    path: '/api/organisation/policies/weigh',
    body: policyWish,
    status: 200,
    reply: reachReply,
    form: 'json',
    access: 'admin',
  },
  /** What was done in the asker's own organisation, by whom; for its administrators. */
  listAudit: {
    method: 'GET',
    path: '/api/organisation/audit',
    query: auditQuery,
    status: 200,
    reply: auditReply,
    form: 'json',
    access: 'admin',
  },
  /** All of it, as one file for a spreadsheet. */
  exportAudit: {
    method: 'GET',
    path: '/api/organisation/audit/export',
    status: 200,
    reply: z.string(),
    form: 'csv',
    access: 'admin',
  },
  /** For everybody: who may not agree for oneself sends it to who may. */
  showConsentLink: {
    method: 'GET',
    path: '/api/organisation/consent-link',
    status: 200,
    reply: consentLinkReply,
    form: 'json',
  },
} as const;
