import * as z from 'zod/mini';
import { SIGN_IN_SERVICES } from '../domain/credential.ts';

/** What the pane must know before anyone is signed in: how to sign in, and what the operator allows. The same for everybody, and public. */
export const settingsReply = z.object({
  identity: z.object({
    /** The add-in's own application id at the identity provider. */
    clientId: z.string(),
    /** Such as https://login.microsoftonline.com/organizations. */
    authority: z.url(),
    /** Host names, with their port, that are believed without asking Microsoft; empty for Entra. */
    knownAuthorities: z.array(z.string()),
    protocol: z.enum(['entra', 'oidc']),
    /** The scope of our own API, whose access token the server checks. */
    scope: z.string(),
  }),
  /** Where a rep may sign in to send, instead of a password. */
  signIns: z.array(z.enum(SIGN_IN_SERVICES)),
  /** Whether a rep who signs in at Microsoft may send by Graph. */
  graph: z.boolean(),
  /** The largest message this server takes, as it goes over the wire; a channel may take less. */
  messageBytes: z.int(),
});
