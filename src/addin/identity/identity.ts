import type { Settings } from '../../contract/shapes.ts';
import type { Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { BackendFailure } from '../backend/backend.ts';
import type * as library from './client.ts';
import { signInByDialog, type InDialog, type OpenDialog } from './in-dialog.ts';

/**
 * How to come by a token. `silent`: without the rep noticing, from memory if possible. `renewed`: silently, and not the
 * one that the server has just refused. `interactive`: with a window, so only from a click.
 */
export type How = 'silent' | 'renewed' | 'interactive';

/** Who the rep is, shown to our server by an access token for its API. Failures: `not-signed-in`, `backend-away`, `backend-unknown`. */
export interface Identity {
  token(how: How): Promise<Result<string, BackendFailure>>;
}

type Token = Promise<Result<string, BackendFailure>>;

export interface IdentityNeeds {
  settings: () => Promise<Result<Settings, BackendFailure>>;
  /** The address of the page that sign-ins come back to, with its host. */
  redirectUri: string;
  /** The mailbox's own address: spares the rep choosing among accounts. */
  loginHint: string;
  /** Opens a window of the mail client's own, for where the browser lets none of ours open. */
  openDialog: OpenDialog;
  clock: () => Instant;
}

/** Signs in by the account Outlook runs under; the sign-in library and the settings are fetched when first needed. */
export function createIdentity(needs: IdentityNeeds): Identity {
  const { settings, redirectUri, loginHint, clock } = needs;
  let opening: Promise<Result<library.Client, BackendFailure>> | null = null;
  const underWay = new Map<How, Token>();
  let newest: Token | null = null;
  /** What a dialog brought: this page has nothing to renew it with. */
  let brought: InDialog | null = null;

  const open = async (): Promise<Result<library.Client, BackendFailure>> => {
    const [read, loaded] = await Promise.all([settings(), loadLibrary()]);
    if (!read.ok) return read;
    if (!loaded.ok) return loaded;
    try {
      return success(await loaded.value.openClient(read.value.identity, { redirectUri, loginHint }));
    } catch {
      return failed({ kind: 'not-signed-in', reason: 'unavailable' });
    }
  };

  const client = async (): Promise<Result<library.Client, BackendFailure>> => {
    opening ??= open();
    const opened = await opening;
    // A server that was away may be back at the next try.
    if (!opened.ok) opening = null;
    return opened;
  };

  const ask = async (how: How): Token => {
    if (how === 'silent' && brought !== null && brought.endsAt > clock()) return success(brought.token);
    brought = null;
    const opened = await client();
    const answer = opened.ok ? await opened.value.token(how) : opened;
    return isBlocked(answer) ? askInDialog(answer) : answer;
  };

  const askInDialog = async (blocked: Awaited<Token>): Token => {
    const said = await signInByDialog(needs);
    if (said === null) return blocked;
    if (!said.ok) return said;
    brought = said.value;
    return success(brought.token);
  };

  /** A click opens a window even while another one lies somewhere behind; the earlier click gets what comes of it too. */
  const askInteractively = (): Token => {
    const asked: Token = ask('interactive').then((answer) =>
      answer.ok || newest === asked ? answer : (newest ?? answer),
    );
    newest = asked;
    return asked;
  };

  return {
    token(how) {
      if (how === 'interactive') return askInteractively();
      // The requests of one screen start together: one question to the identity provider serves them all.
      const asked = underWay.get(how) ?? ask(how).finally(() => underWay.delete(how));
      underWay.set(how, asked);
      return asked;
    },
  };
}

const isBlocked = (answer: Awaited<Token>): boolean =>
  !answer.ok && answer.failure.kind === 'not-signed-in' && answer.failure.reason === 'blocked';

const loadLibrary = async (): Promise<Result<typeof library, BackendFailure>> => {
  try {
    return success(await import(/* webpackChunkName: "msal" */ './client.ts'));
  } catch {
    return failed({ kind: 'backend-away' });
  }
};
