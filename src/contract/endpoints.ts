import * as z from 'zod/mini';
import {
  channelChange,
  channelReply,
  channelsReply,
  connectLine,
  connectRequest,
  forecastQuery,
  forecastReply,
  heldReply,
  historyReply,
  repairRequest,
  reportedMail,
  usageReply,
} from './channels.ts';
import { failureBody } from './failure.ts';
import { identifier } from './mail.ts';
import { lookingAfter } from './looking-after.ts';
import { change, messageReply, messageRequest, messagesReply, queuedReply, rescheduleRequest } from './messages.ts';
import { askerReply } from './organisation.ts';
import { organisationEndpoints } from './organisation-endpoints.ts';
import { exportReply, removedReply } from './people.ts';
import { recommendationsReply, recommendationsRequest } from './recommendations.ts';
import { reputationReply, reputationRequest } from './reputations.ts';
import { senderEndpoints } from './sender-endpoints.ts';
import { settingsReply } from './settings.ts';
import { signInReply, signInRequest } from './sign-ins.ts';
import { teamEndpoints } from './team-endpoints.ts';

const byId = z.object({ id: identifier });

/**
 * Every endpoint under /api, said once: the server routes by it, the pane calls by it, OpenAPI is generated from it. Who may
 * ask is whoever has a token, unless `access` says otherwise: `public`, or `admin` for administrators of an organisation.
 * `form` is how the reply comes: one JSON body, JSON lines as they happen, server-sent events, CSV, or nothing at all.
 */
export const endpoints = {
  /** The one endpoint without a token. */
  readSettings: {
    method: 'GET',
    path: '/api/settings',
    status: 200,
    reply: settingsReply,
    form: 'json',
    access: 'public',
  },
  showAsker: { method: 'GET', path: '/api/me', status: 200, reply: askerReply, form: 'json' },
  /** Everything that is the asker's, as one file. */
  exportOwn: { method: 'GET', path: '/api/me/export', status: 200, reply: exportReply, form: 'json' },
  /** Destroys it, and drops what waits. */
  removeOwn: { method: 'DELETE', path: '/api/me', status: 200, reply: removedReply, form: 'json' },
  recommend: {
    method: 'POST',
    path: '/api/recommendations',
    body: recommendationsRequest,
    status: 200,
    reply: recommendationsReply,
    form: 'json',
  },
  judgeReputation: {
    method: 'POST',
    path: '/api/reputations',
    body: reputationRequest,
    status: 200,
    reply: reputationReply,
    form: 'json',
  },
  connectChannel: {
    method: 'POST',
    path: '/api/channels',
    body: connectRequest,
    status: 200,
    reply: connectLine,
    form: 'ndjson',
  },
  openSignIn: {
    method: 'POST',
    path: '/api/sign-ins',
    body: signInRequest,
    status: 201,
    reply: signInReply,
    form: 'json',
  },
  listChannels: { method: 'GET', path: '/api/channels', status: 200, reply: channelsReply, form: 'json' },
  showChannel: {
    method: 'GET',
    path: '/api/channels/:id',
    params: byId,
    status: 200,
    reply: channelReply,
    form: 'json',
  },
  changeChannel: {
    method: 'PATCH',
    path: '/api/channels/:id',
    params: byId,
    body: channelChange,
    status: 200,
    reply: channelReply,
    form: 'json',
  },
  removeChannel: { method: 'DELETE', path: '/api/channels/:id', params: byId, status: 204, form: 'empty' },
  repairChannel: {
    method: 'POST',
    path: '/api/channels/:id/repair',
    params: byId,
    body: repairRequest,
    status: 200,
    reply: connectLine,
    form: 'ndjson',
  },
  /** Before the rep changes the password: nothing leaves, and nothing logs in, until a repair or a resumption. */
  holdChannel: {
    method: 'POST',
    path: '/api/channels/:id/hold',
    params: byId,
    status: 200,
    reply: channelReply,
    form: 'json',
  },
  /** The password was not changed after all: mail goes again. */
  resumeChannel: {
    method: 'POST',
    path: '/api/channels/:id/resume',
    params: byId,
    status: 200,
    reply: channelReply,
    form: 'json',
  },
  showHistory: {
    method: 'GET',
    path: '/api/channels/:id/history',
    params: byId,
    status: 200,
    reply: historyReply,
    form: 'json',
  },
  /** Lets all mail go that waits for the rep's word since the channel was mended. */
  releaseHeld: {
    method: 'POST',
    path: '/api/channels/:id/held/release',
    params: byId,
    status: 200,
    reply: heldReply,
    form: 'json',
  },
  /** Drops it instead. */
  dropHeld: {
    method: 'POST',
    path: '/api/channels/:id/held/drop',
    params: byId,
    status: 200,
    reply: heldReply,
    form: 'json',
  },
  sendTestMessage: {
    method: 'POST',
    path: '/api/channels/:id/test-message',
    params: byId,
    status: 202,
    reply: queuedReply,
    form: 'json',
  },
  showUsage: {
    method: 'GET',
    path: '/api/channels/:id/usage',
    params: byId,
    status: 200,
    reply: usageReply,
    form: 'json',
  },
  /** Before queueing: what will happen. */
  forecast: {
    method: 'GET',
    path: '/api/channels/:id/forecast',
    params: byId,
    query: forecastQuery,
    status: 200,
    reply: forecastReply,
    form: 'json',
  },
  /** Counts mail that was not sent through us against the same limits. */
  reportUsage: {
    method: 'POST',
    path: '/api/channels/:id/usage',
    params: byId,
    body: reportedMail,
    status: 204,
    form: 'empty',
  },
  queueMessage: {
    method: 'POST',
    path: '/api/messages',
    body: messageRequest,
    status: 202,
    reply: queuedReply,
    form: 'json',
  },
  listMessages: {
    method: 'GET',
    path: '/api/messages',
    query: z.object({ limit: z.optional(z.coerce.number().check(z.multipleOf(1), z.minimum(1), z.maximum(200))) }),
    status: 200,
    reply: messagesReply,
    form: 'json',
  },
  showMessage: {
    method: 'GET',
    path: '/api/messages/:id',
    params: byId,
    status: 200,
    reply: messageReply,
    form: 'json',
  },
  releaseMessage: {
    method: 'POST',
    path: '/api/messages/:id/release',
    params: byId,
    status: 200,
    reply: messageReply,
    form: 'json',
  },
  /** A message that waits leaves at another time. */
  rescheduleMessage: {
    method: 'POST',
    path: '/api/messages/:id/reschedule',
    params: byId,
    body: rescheduleRequest,
    status: 200,
    reply: messageReply,
    form: 'json',
  },
  dropMessage: {
    method: 'POST',
    path: '/api/messages/:id/drop',
    params: byId,
    status: 200,
    reply: messageReply,
    form: 'json',
  },
  ...organisationEndpoints,
  ...teamEndpoints,
  ...lookingAfter,
  ...senderEndpoints,
  followChanges: { method: 'GET', path: '/api/events', status: 200, reply: change, form: 'events' },
} as const;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
export type ReplyOf<Name extends EndpointName> = Endpoints[Name] extends { reply: infer Schema extends z.ZodMiniType }
  ? z.infer<Schema>
  : undefined;
export type BodyOf<Name extends EndpointName> = Endpoints[Name] extends { body: infer Schema extends z.ZodMiniType }
  ? z.infer<Schema>
  : undefined;
export type ParamsOf<Name extends EndpointName> = Endpoints[Name] extends { params: infer Schema extends z.ZodMiniType }
  ? z.infer<Schema>
  : undefined;
/** After its numbers have been read from the address. */
export type QueryOf<Name extends EndpointName> = Endpoints[Name] extends { query: infer Schema extends z.ZodMiniType }
  ? z.infer<Schema>
  : undefined;

export { failureBody };
