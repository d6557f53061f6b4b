import {
  AuthError,
  type AccountInfo,
  createNestablePublicClientApplication,
  createStandardPublicClientApplication,
  ProtocolMode,
  type AuthenticationResult,
  type Configuration,
  type IPublicClientApplication,
} from '@azure/msal-browser';
import type { Settings } from '../../contract/shapes.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { BackendFailure } from '../backend/backend.ts';
import type { How } from './identity.ts';
import { within } from './within.ts';

type NotSignedIn = Extract<BackendFailure, { kind: 'not-signed-in' }>;

/** One sign-in library, opened: msal-browser, nested in Outlook's own sign-in where Outlook has one to offer. */
export interface Client {
  token(how: How): Promise<Result<string, NotSignedIn>>;
}

export interface Page {
  redirectUri: string;
  loginHint: string;
}

// A bridge to a client that does not answer is waited for by msal-browser without end; so each wait has our own.
const BRIDGE_PATIENCE = 5_000;
const FRAME_PATIENCE = 6_000;
const SILENT_PATIENCE = 15_000;
const WINDOW_PATIENCE = 5 * 60_000;

/** Opens msal-browser: nested app authentication if Outlook's bridge answers, otherwise its standard way with a window. */
export async function openClient(identity: Settings['identity'], page: Page): Promise<Client> {
  const configuration = configurationOf(identity, page);
  const standard = (): Promise<IPublicClientApplication> => createStandardPublicClientApplication(configuration);
  let application =
    (await within(BRIDGE_PATIENCE, createNestablePublicClientApplication(configuration))) ?? (await standard());
  let account: AccountInfo | null = null;
  const ask = (how: How): Promise<AuthenticationResult | null> =>
    within(
      how === 'interactive' ? WINDOW_PATIENCE : SILENT_PATIENCE,
      askFor(application, account, [identity.scope], page, how),
    );

  return {
    async token(how) {
      try {
        const answer = await ask(how).catch(async (error: unknown) => {
          // An administrator may turn nested authentication off while the bridge still answers.
          if (codeOf(error) !== 'nested_app_auth_bridge_disabled') throw error;
          application = await standard();
          return ask(how);
        });
        // The rep may have chosen another account than Outlook's: whoever signed in is asked for from now on.
        account = answer?.account ?? account;
        // Nothing came in time.
        return answer ? success(answer.accessToken) : failed({ kind: 'not-signed-in', reason: 'needed' });
      } catch (error) {
        return failed({ kind: 'not-signed-in', reason: reasonOf(error, how) });
      }
    },
  };
}

export function configurationOf(
  { clientId, authority, knownAuthorities, protocol }: Settings['identity'],
  page: Pick<Page, 'redirectUri'>,
): Configuration {
  return {
    auth: {
      clientId,
      authority,
      knownAuthorities,
      redirectUri: page.redirectUri,
      // Outlook on the web frames the pane, and browsers keep a framed page's broadcasts from the windows it opens: the
      // answer comes back by way of a page of ours that was not framed.
      popupRelayUri: page.redirectUri,
    },
    // Tokens stay in memory: Outlook signs the rep in again silently, and storage may be denied to a framed page.
    cache: { cacheLocation: 'memoryStorage' },
    system: {
      protocolMode: protocol === 'oidc' ? ProtocolMode.OIDC : ProtocolMode.AAD,
      iframeBridgeTimeout: FRAME_PATIENCE,
      popupBridgeTimeout: WINDOW_PATIENCE,
    },
  };
}

async function askFor(
  application: IPublicClientApplication,
  known: AccountInfo | null,
  scopes: string[],
  { loginHint }: Page,
  how: How,
): Promise<AuthenticationResult> {
  if (how === 'interactive') {
    // A sign-in window that was lost sight of must not stand in the way of the next.
    return application.acquireTokenPopup({ scopes, loginHint, overrideInteractionInProgress: true });
  }
  const account = known ?? application.getAllAccounts()[0];
  try {
    return await application.acquireTokenSilent({ scopes, account, forceRefresh: how === 'renewed' });
  } catch (error) {
    if (codeOf(error) !== 'no_account_error') throw error;
    return application.ssoSilent({ scopes, loginHint });
  }
}

const codeOf = (error: unknown): string => (error instanceof AuthError ? error.errorCode : '');

const CLOSED = ['user_cancelled', 'user_canceled', 'access_denied'];
/** Whether it was the rep who ended a sign-in, or declined. */
export const wasClosed = (error: unknown): boolean => CLOSED.includes(codeOf(error));

const BLOCKED = ['popup_window_error', 'empty_window_error'];
const NO_NETWORK = [
  'no_network_connectivity',
  'network_error',
  'get_request_failed',
  'post_request_failed',
  'openid_config_error',
  'endpoints_resolution_error',
];

function reasonOf(error: unknown, how: How): NotSignedIn['reason'] {
  const code = codeOf(error);
  if (NO_NETWORK.includes(code)) return 'unavailable';
  // A window is the way out of all else that stands against a silent sign-in.
  if (how !== 'interactive') return 'needed';
  if (wasClosed(error)) return 'closed';
  return BLOCKED.includes(code) ? 'blocked' : 'unavailable';
}
