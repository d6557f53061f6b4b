import * as z from 'zod/mini';
import { boardQuery, boardReply } from './board.ts';
import { identifier } from './mail.ts';
import { byPerson, leavingQuery, personReply, removedReply } from './people.ts';

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
  /** What is of a person, before that is removed. */
  showPerson: {
    method: 'GET',
    path: '/api/organisation/people/:personId',
    params: byPerson,
    status: 200,
    reply: personReply,
    form: 'json',
    access: 'admin',
  },
  /** The person leaves: everything of theirs is destroyed, and what waits is dropped or handed over. */
  removePerson: {
    method: 'DELETE',
    path: '/api/organisation/people/:personId',
    params: byPerson,
    query: leavingQuery,
    status: 200,
    reply: removedReply,
    form: 'json',
    access: 'admin',
  },
} as const;
