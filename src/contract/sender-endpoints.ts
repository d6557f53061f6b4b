import * as z from 'zod/mini';
import { channelReply, codeReply, codeRequest, connectLine, defaultChannelRequest, senderRequest } from './channels.ts';
import { identifier } from './mail.ts';

const byId = z.object({ id: identifier });

/** Channels that need no server and no password of their own, and whose address they carry: part of the one table. */
export const senderEndpoints = {
  /** One click instead of a server and a password, where the operator has a channel for those without. */
  useDefaultChannel: {
    method: 'POST',
    path: '/api/default-channel',
    body: defaultChannelRequest,
    status: 200,
    reply: connectLine,
    form: 'ndjson',
  },
  /** A channel for another address, with the same password; by a team's channel, for one that everybody may write as. */
  addSender: {
    method: 'POST',
    path: '/api/channels/:id/senders',
    params: byId,
    body: senderRequest,
    status: 200,
    reply: connectLine,
    form: 'ndjson',
  },
  /** Sends a code to the channel's sender, through the channel. */
  sendCode: {
    method: 'POST',
    path: '/api/channels/:id/sender-code',
    params: byId,
    status: 202,
    reply: codeReply,
    form: 'json',
  },
  proveSender: {
    method: 'POST',
    path: '/api/channels/:id/sender-proof',
    params: byId,
    body: codeRequest,
    status: 200,
    reply: channelReply,
    form: 'json',
  },
} as const;
