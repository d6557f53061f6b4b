import { createStandardPublicClientApplication } from '@azure/msal-browser';
import type { Settings } from '../../contract/shapes.ts';
import { configurationOf, wasClosed } from './client.ts';
import type { DialogEnd } from './in-dialog.ts';

/**
 * Signs in in this very window, which leaves for the identity provider and comes back: null while it leaves. The sign-in
 * library needs storage for that, and would keep the token there too: nothing is left behind.
 */
export async function signInHere(
  identity: Settings['identity'],
  redirectUri: string,
  loginHint: string,
): Promise<DialogEnd | null> {
  const application = await createStandardPublicClientApplication({
    ...configurationOf(identity, { redirectUri }),
    cache: { cacheLocation: 'sessionStorage' },
  });
  try {
    const answer = await application.handleRedirectPromise({ navigateToLoginRequestUrl: false });
    if (answer !== null) {
      await application.clearCache();
      return { token: answer.accessToken, endsAt: answer.expiresOn?.getTime() ?? 0 };
    }
    await application.acquireTokenRedirect({ scopes: [identity.scope], loginHint });
    return null;
  } catch (error) {
    return { reason: wasClosed(error) ? 'closed' : 'unavailable' };
  }
}
