import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { JWK } from 'jose';
import Provider, { type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import type { KeyAndCertificate } from '../certificates.ts';
import { PEOPLE, type Person } from '../people.ts';
import type { Switchboard } from '../switches.ts';
import { accessClaims, ADDIN_CLIENT_ID, API_AUDIENCE, API_SCOPE, personClaims, TOKEN_SECONDS } from './claims.ts';
import { GrantStore } from './grant-store.ts';
import { chosenOn, signInPage } from './sign-in-page.ts';

export interface IdentityProviderNeeds {
  port: number;
  certificate: KeyAndCertificate;
  key: JWK;
  switches: Switchboard;
  /** Where the pane's sign-in page lives, to which the provider sends the answer. */
  redirectUri: string;
}

/** An OpenID provider of the sandbox's own, for sign-ins with a window. */
export interface IdentityProvider {
  issuer: string;
  stop(): Promise<void>;
}

export async function startIdentityProvider(needs: IdentityProviderNeeds): Promise<IdentityProvider> {
  const issuer = `https://localhost:${String(needs.port)}`;
  const provider = new Provider(issuer, configure(needs));
  const server = createServer(needs.certificate, listener(provider));
  server.listen(needs.port, 'localhost');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  return {
    issuer,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const WORDS = {
  title: 'Sign in to Postlane’s sandbox',
  heading: 'Who are you?',
  body: 'This page plays your company’s sign-in. Nobody needs a password in the sandbox.',
};

const personOf = (id: string | undefined): Person | undefined => PEOPLE.find((person) => person.objectId === id);

function configure({ key, switches, redirectUri }: IdentityProviderNeeds): Configuration {
  const everything = new Map();
  return {
    adapter: (kind: string) => new GrantStore(kind, everything),
    clients: [
      {
        client_id: ADDIN_CLIENT_ID,
        client_name: 'Postlane',
        application_type: 'web',
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [redirectUri],
      },
    ],
    jwks: { keys: [key as never] },
    cookies: { keys: [key.d ?? ''] },
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    claims: { openid: ['sub', 'tid', 'oid', 'ver'], profile: ['name', 'preferred_username'] },
    // msal-browser reads the person from the ID token and asks for no userinfo.
    conformIdTokenClaims: false,
    findAccount: (_ctx, id) => {
      const person = personOf(id);
      return person && { accountId: id, claims: () => ({ sub: id, ...personClaims(person, switches) }) };
    },
    extraTokenClaims: (_ctx, token) => {
      const person = 'accountId' in token ? personOf(token.accountId) : undefined;
      return person && accessClaims(person, switches);
    },
    // Everybody agrees to everything here: consent is the administrator's affair.
    loadExistingGrant: grantEverything,
    issueRefreshToken: () => true,
    ttl: {
      AccessToken: TOKEN_SECONDS,
      AuthorizationCode: 60,
      IdToken: TOKEN_SECONDS,
      Grant: 86_400,
      Interaction: 3_600,
      RefreshToken: 86_400,
      Session: 86_400,
    },
    interactions: { url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    clientBasedCORS: (_ctx, origin) => origin === new URL(redirectUri).origin,
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => `api://${API_AUDIENCE}`,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: API_SCOPE,
          audience: API_AUDIENCE,
          accessTokenFormat: 'jwt',
          accessTokenTTL: TOKEN_SECONDS,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  };
}

async function grantEverything(ctx: KoaContextWithOIDC) {
  const { provider, session, client } = ctx.oidc;
  const accountId = session?.accountId;
  if (accountId === undefined || client === undefined) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId });
  grant.addOIDCScope('openid profile email offline_access');
  grant.addResourceScope(`api://${API_AUDIENCE}`, API_SCOPE);
  await grant.save();
  return grant;
}

/** The provider's own endpoints, and before them the page on which one says who one is. */
function listener(provider: Provider): RequestListener {
  const callback = provider.callback();
  return (request, response) => {
    const isSignIn = request.url?.startsWith('/sign-in/') ?? false;
    if (isSignIn)
      signIn(provider, request, response).catch(() =>
        response.writeHead(400).end('This sign-in is over. Start it again from the pane.'),
      );
    else void callback(request, response);
  };
}

async function signIn(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params, uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    const hint = typeof params.login_hint === 'string' ? params.login_hint : null;
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
      .end(signInPage(`/sign-in/${uid}`, hint, WORDS));
    return;
  }
  const chosen = await chosenOn(request);
  const person = PEOPLE.find(({ id }) => id === chosen);
  if (person === undefined) throw new Error('Nobody of that id is here.');
  await provider.interactionFinished(
    request,
    response,
    { login: { accountId: person.objectId } },
    { mergeWithLastSubmission: false },
  );
}
