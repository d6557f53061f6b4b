import { once } from 'node:events';
import { createServer } from 'node:https';
import Provider, { interactionPolicy, type Configuration } from 'oidc-provider';
import { SECOND } from '../../../src/domain/instant.ts';
import type { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { GrantStore } from '../../../src/sandbox/identity/grant-store.ts';
import { openSigningKey } from '../../../src/sandbox/identity/keys.ts';
import type { Registration } from '../../../src/server/oauth/sign-in-services.ts';
import { findFreePort } from '../../setup/free-port.ts';
import type { TokenCheck } from '../../setup/postfix-settings.ts';

const SCOPE = 'https://outlook.office.com/SMTP.Send';
const POSTLANE = { clientId: 'postlane', clientSecret: 'the-secret-of-postlane' };
const MAIL_SERVER = { clientId: 'mail-server', clientSecret: 'the-secret-of-the-mail-server' };

/** An access token to be given: to whom, by the name to log in with, and otherwise as one that counts unless told. */
export interface TokenWish {
  owner: string;
  scope?: string;
  /** In characters. */
  length?: number;
  /** In seconds since 1970. */
  endsAt?: number;
}

/** A service at which reps sign in to send, by oidc-provider alone: no play of ours is in it. */
export interface TokenService {
  /** How Postlane is registered there. */
  registration: Registration;
  /** How a mail server has its tokens checked. */
  check: Omit<TokenCheck, 'mechanism'>;
  /** Gives a token without a sign-in. */
  token(wish: TokenWish): Promise<string>;
  /** Takes back all access tokens; who has a refresh token may have a new one. */
  takeBack(): Promise<void>;
  /** How often a refresh token was exchanged. */
  renewals(): number;
  stop(): Promise<void>;
}

/** Whoever is sent there is signed in as the account that is hinted at, and has agreed to everything. */
export async function startTokenService(authority: CertificateAuthority, redirectUri: string): Promise<TokenService> {
  const port = await findFreePort();
  const issuer = `https://localhost:${port}`;
  const lengths = new WeakMap<object, number>();
  const provider = new Provider(issuer, await configure(redirectUri, (token) => lengths.get(token) ?? TOKEN_LENGTH));
  const given: { destroy(): Promise<void> }[] = [];
  let renewals = 0;
  provider.on('access_token.saved', (token) => given.push(token));
  provider.on('grant.success', ({ oidc }) => {
    if (oidc.params?.['grant_type'] === 'refresh_token') renewals += 1;
  });
  /** The id of the grant. */
  const agree = (accountId: string, scope: string): Promise<string> => {
    const grant = new provider.Grant({ clientId: POSTLANE.clientId, accountId });
    grant.addOIDCScope(scope);
    return grant.save();
  };
  const answer = provider.callback();
  const server = createServer(await authority.issueForThisMachine(), (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    void provider.interactionDetails(request, response).then(async ({ params }) => {
      const accountId = String(params['login_hint']);
      const consent = { grantId: await agree(accountId, String(params['scope'])) };
      await provider.interactionFinished(request, response, { select_account: {}, login: { accountId }, consent });
    });
  });
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return {
    registration: { issuer, ...POSTLANE },
    check: {
      introspectionUrl: `${issuer}/token/introspection`,
      authority: authority.certificate,
      ...MAIL_SERVER,
      scope: SCOPE,
    },
    async token({
      owner,
      scope = SCOPE,
      length = TOKEN_LENGTH,
      endsAt: exp = Math.floor(Date.now() / SECOND) + TOKEN_SECONDS,
    }) {
      const client = await provider.Client.find(POSTLANE.clientId);
      if (client === undefined) throw new Error('Postlane is not registered');
      const grant = { grantId: await agree(owner, scope), gty: 'authorization_code' };
      const token = new provider.AccessToken({ client, accountId: owner, scope, exp, ...grant });
      lengths.set(token, length);
      return token.save();
    },
    async takeBack() {
      await Promise.all(given.splice(0).map((token) => token.destroy()));
    },
    renewals: () => renewals,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const TOKEN_SECONDS = 3_600;
/** oidc-provider's own: 256 bits. */
const TOKEN_LENGTH = 43;
const BITS_A_CHARACTER = 6;

async function configure(redirectUri: string, lengthOf: (token: object) => number): Promise<Configuration> {
  const key = await openSigningKey(null);
  const everything = new Map();
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return {
    adapter: (kind: string) => new GrantStore(kind, everything),
    clients: [
      {
        client_id: POSTLANE.clientId,
        client_secret: POSTLANE.clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [redirectUri],
      },
      {
        client_id: MAIL_SERVER.clientId,
        client_secret: MAIL_SERVER.clientSecret,
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: [],
        response_types: [],
        redirect_uris: [],
      },
    ],
    jwks: { keys: [key as never] },
    cookies: { keys: [key.d ?? ''] },
    scopes: ['openid', 'profile', 'email', 'offline_access', SCOPE],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, email: id, email_verified: true }) }),
    interactions: { policy, url: (_context, { uid }) => `/interaction/${uid}` },
    issueRefreshToken: () => true,
    formats: { bitsOfOpaqueRandomness: (_context, token) => lengthOf(token) * BITS_A_CHARACTER },
    ttl: {
      AccessToken: TOKEN_SECONDS,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: TOKEN_SECONDS,
      Interaction: TOKEN_SECONDS,
      RefreshToken: 86_400,
      Session: 86_400,
    },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true, allowedPolicy: (_context, { clientId }) => clientId === MAIL_SERVER.clientId },
    },
  };
}
