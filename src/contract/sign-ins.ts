import * as z from 'zod/mini';
import { SIGN_IN_SERVICES } from '../domain/credential.ts';
import { TRANSPORTS } from '../domain/transport.ts';

/** A rep's wish to sign in at a service, as the account that is most likely meant. */
export const signInRequest = z.object({
  service: z.enum(SIGN_IN_SERVICES),
  loginHint: z.string().check(z.maxLength(320)),
  /** By what the channel is to send. */
  transport: z._default(z.enum(TRANSPORTS), 'smtp'),
});

/** Where a window of the pane's goes to sign in, once and within ten minutes. */
export const signInReply = z.object({ url: z.url() });

/** What that window tells the pane at its end: the reference to connect or repair with, or why there is none. */
export const signInEnd = z.union([
  z.object({ reference: z.string() }),
  z.object({ failure: z.object({ kind: z.string(), detail: z.nullable(z.string()) }) }),
]);
