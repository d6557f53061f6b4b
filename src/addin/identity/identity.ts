import type { Settings } from '../../contract/shapes.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { BackendFailure } from '../backend/backend.ts';
import type * as library from './client.ts';

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
}

/** Signs in by the account Outlook runs under; the sign-in library and the settings are fetched when first needed. */
export function createIdentity({ settings, redirectUri, loginHint }: IdentityNeeds): Identity {
  let opening: Promise<Result<library.Client, BackendFailure>> | null = null;
  const underWay = new Map<How, Token>();
  let newest: Token | null = null;

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
    const opened = await client();
    return opened.ok ? opened.value.token(how) : opened;
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

const loadLibrary = async (): Promise<Result<typeof library, BackendFailure>> => {
  try {
    return success(await import(/* webpackChunkName: "msal" */ './client.ts'));
  } catch {
    return failed({ kind: 'backend-away' });
  }
};
