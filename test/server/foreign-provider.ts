import { createServer } from 'node:https';
import Provider, { interactionPolicy, type AdapterPayload, type Configuration } from 'oidc-provider';
import type { KeyAndCertificate } from '../../src/sandbox/certificates.ts';
import { GrantStore } from '../../src/sandbox/identity/grant-store.ts';
import { openSigningKey } from '../../src/sandbox/identity/keys.ts';
import { freePort } from '../../src/sandbox/ports.ts';

export const API = 'https://api.firma.example';
export const OTHER_API = 'https://wiki.firma.example';
export const secretOf = (client: string): string => `the secret of ${client}`;

/** An OpenID provider that nobody here wrote, as it comes: for two applications and two APIs. Whoever comes is Ada, and agrees. */
export interface ForeignProvider {
  issuer: string;
  /** The refresh tokens that it has given out and that count still, oldest first. */
  refreshTokens(): string[];
  /** Those that it was asked to renew a grant by, and would not. */
  refused: string[];
  stop(): Promise<void>;
}

export async function startForeignProvider(
  certificate: KeyAndCertificate,
  redirectUri: string,
): Promise<ForeignProvider> {
  const port = await freePort(0);
  const issuer = `https://localhost:${port}`;
  const everything = new Map<string, AdapterPayload>();
  const refused: string[] = [];
  const provider = new Provider(issuer, await configure(everything, redirectUri));
  provider.on('grant.error', ({ oidc }) => {
    const token: unknown = oidc.params?.['refresh_token'];
    if (typeof token === 'string') refused.push(token);
  });
  const serve = provider.callback();
  const server = createServer(certificate, (request, response) => {
    if (request.url !== '/enter') return void serve(request, response);
    const entered = { login: { accountId: 'ada' }, select_account: {} };
    void provider.interactionFinished(request, response, entered);
  });
  server.listen(port, 'localhost');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    issuer,
    refreshTokens: () =>
      [...everything].flatMap(([key, { consumed }]) =>
        key.startsWith('RefreshToken:') && consumed === undefined ? [key.slice('RefreshToken:'.length)] : [],
      ),
    refused,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function configure(everything: Map<string, AdapterPayload>, redirectUri: string): Promise<Configuration> {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return {
    adapter: (kind: string) => new GrantStore(kind, everything),
    clients: ['add-in', 'stranger'].map((client) => ({
      client_id: client,
      client_secret: secretOf(client),
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      redirect_uris: [redirectUri],
    })),
    jwks: { keys: [(await openSigningKey(null)) as never] },
    cookies: { keys: ['a key for cookies'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@firma.example`, email_verified: true }),
    }),
    interactions: { policy, url: () => '/enter' },
    async loadExistingGrant({ oidc: { provider, client, account } }) {
      const grant = new provider.Grant({ clientId: client?.clientId ?? '', accountId: account?.accountId ?? '' });
      grant.addOIDCScope('openid email');
      for (const api of [API, OTHER_API]) grant.addResourceScope(api, 'access_as_user read');
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    ttl: {
      AccessToken: 3_600,
      AuthorizationCode: 60,
      ClientCredentials: 3_600,
      Grant: 86_400,
      IdToken: 3_600,
      Interaction: 60,
      RefreshToken: 86_400,
      Session: 3_600,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_ctx, audience) => ({
          scope: 'access_as_user read',
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: 3_600,
        }),
      },
    },
  };
}
