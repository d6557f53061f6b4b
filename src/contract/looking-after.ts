import * as z from 'zod/mini';
import { boardQuery, boardReply } from './board.ts';
import { identifier } from './mail.ts';

const byId = z.object({ id: identifier });

/** What administrators do for their own organisation, and nobody else may: a part of the table of endpoints. */
export const lookingAfter = {
  /** The board of the asker's own organisation; for its administrators. */
  listOrganisationChannels: {
    method: 'GET',
    path: '/api/organisation/channels',
    query: boardQuery,
    status: 200,
    reply: boardReply,
    form: 'json',
    access: 'admin',
  },
  /** Nothing leaves it, or what else its rep has at that login, until an administrator resumes it; its rep cannot. */
  stopChannel: {
    method: 'POST',
    path: '/api/organisation/channels/:id/pause',
    params: byId,
    status: 204,
    form: 'empty',
    access: 'admin',
  },
  endChannelStop: {
    method: 'POST',
    path: '/api/organisation/channels/:id/resume',
    params: byId,
    status: 204,
    form: 'empty',
    access: 'admin',
  },
  /** With its credential and what waits in it, as its rep could; nothing keeps the rep from connecting another. */
  removeOrganisationChannel: {
    method: 'DELETE',
    path: '/api/organisation/channels/:id',
    params: byId,
    status: 204,
    form: 'empty',
    access: 'admin',
  },
} as const;
