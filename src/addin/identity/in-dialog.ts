import * as z from 'zod/mini';
import { fromJson } from '../../contract/json.ts';
import type { Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { BackendFailure } from '../backend/backend.ts';

/** An access token that a sign-in in a dialog brought, and when it ends. */
export interface InDialog {
  token: string;
  endsAt: Instant;
}

/** Opens a page of ours in a window of the mail client's own, and gives back what that says at its end. */
export type OpenDialog = (url: string) => Promise<Result<string, { kind: string }>>;

type NotSignedIn = Extract<BackendFailure, { kind: 'not-signed-in' }>;

/** What the dialog says at its end: a token of our API, or how the sign-in in it ended. */
export const dialogEnd = z.union([
  z.object({ token: z.string(), endsAt: z.int() }),
  z.object({ reason: z.enum(['closed', 'unavailable']) }),
]);
export type DialogEnd = z.infer<typeof dialogEnd>;

/** By which the sign-in page knows that it is in a dialog; what follows is whose mailbox it is. */
const DIALOG = '#dialog=';

/**
 * Signs in in an Office dialog, which the browser lets open by a click of its own, and is a page that one may leave: the
 * identity provider shows itself there. Null where the client opens no dialog, or another one is open.
 */
export async function signInByDialog({
  openDialog,
  redirectUri,
  loginHint,
}: {
  openDialog: OpenDialog;
  redirectUri: string;
  loginHint: string;
}): Promise<Result<InDialog, NotSignedIn> | null> {
  const told = await openDialog(`${redirectUri}${DIALOG}${encodeURIComponent(loginHint)}`);
  if (!told.ok) return told.failure.kind === 'window-closed' ? notSignedIn('closed') : null;
  const end = dialogEnd.safeParse(fromJson(told.value));
  if (!end.success) return notSignedIn('unavailable');
  return 'token' in end.data ? success(end.data) : notSignedIn(end.data.reason);
}

const notSignedIn = (reason: NotSignedIn['reason']) => failed({ kind: 'not-signed-in' as const, reason });
