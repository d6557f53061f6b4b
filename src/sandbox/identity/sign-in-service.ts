import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { JWK } from 'jose';
import Provider, { errors, interactionPolicy, type Configuration } from 'oidc-provider';
import type { SignInService } from '../../domain/credential.ts';
import type { Transport } from '../../domain/transport.ts';
import { DAY, SECOND, type Instant } from '../../domain/instant.ts';
import type { KeyAndCertificate } from '../certificates.ts';
import { GRAPH_URL } from '../names/zones.ts';
import { PEOPLE, type MailHostId, type Person } from '../people.ts';
import type { Switchboard } from '../switches.ts';
import { AdminConsents, adminConsent, isAdminConsent, NEEDS_ADMINISTRATOR } from './admin-consent.ts';
import { personClaims } from './claims.ts';
import { grantState, hasEnded, type Ended } from './grant-state.ts';
import { forgetAccessTokens, GrantStore, grantsIn, type Everything } from './grant-store.ts';
import { chosenOn, signInPage } from './sign-in-page.ts';

/** What a client may be let do. */
interface Leave {
  transport: Transport;
  scope: string;
  resource: string;
}

/** How one of the two services is to its clients. Sources: entra-docs refresh-tokens.md and reference-error-codes.md; developers.google.com/identity/protocols/oauth2. */
interface Manners {
  name: string;
  hosts: readonly MailHostId[];
  /** What sending is called there, by each way there is, and the resource that belongs to it: a token is for one. */
  leaves: readonly Leave[];
  rotates: boolean;
  endsWithPassword: boolean;
  /** How long a grant lasts while the program is in testing there; null where nothing is in testing. */
  inTesting: number | null;
  /** What it says of a grant it does not honour. */
  ended: Record<Ended, string>;
  declined: string;
}

/** Google’s one sentence for them all. */
const OVER = 'Token has been expired or revoked.';

const MANNERS: Record<SignInService, Manners> = {
  microsoft: {
    name: 'Microsoft',
    hosts: ['exchange-online', 'outlook-com'],
    leaves: [
      { transport: 'smtp', scope: 'https://outlook.office.com/SMTP.Send', resource: 'https://outlook.office.com' },
      { transport: 'graph', scope: `${GRAPH_URL}/Mail.Send`, resource: GRAPH_URL },
    ],
    rotates: true,
    endsWithPassword: false,
    inTesting: null,
    ended: {
      revoked:
        'AADSTS50173: The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
      expired: 'AADSTS700082: The refresh token has expired due to inactivity.',
      withdrawn: 'AADSTS65001: The user or administrator has not consented to use the application.',
    },
    declined: 'AADSTS65004: User declined to consent to access the app.',
  },
  google: {
    name: 'Google',
    hosts: ['gmail'],
    leaves: [{ transport: 'smtp', scope: 'https://mail.google.com/', resource: 'https://mail.google.com/' }],
    rotates: false,
    endsWithPassword: true,
    inTesting: 7 * DAY,
    ended: { revoked: OVER, expired: OVER, withdrawn: OVER },
    declined: 'The user denied the request.',
  },
};

/** As the operator of the sandbox registered Postlane there. */
export const registrationAt = (service: SignInService) => ({
  clientId: `postlane-at-${service}`,
  clientSecret: `sandbox-secret-of-${service}`,
});

const TOKEN_SECONDS = 3_600;

export interface SignInServiceNeeds {
  service: SignInService;
  port: number;
  certificate: KeyAndCertificate;
  key: JWK;
  switches: Switchboard;
  redirectUri: string;
  clock: () => Instant;
}

/** Who has a token, and by what way it lets send from which mailboxes. */
export interface Bearer {
  address: string;
  transport: Transport;
  hosts: readonly MailHostId[];
}

/** Microsoft's or Google's own sign-in, as far as sending mail goes: asks who one is and whether Postlane may send. */
export interface RunningSignInService {
  issuer: string;
  /** Refresh tokens that were asked to be exchanged, each time one was. */
  refreshes: () => number;
  /** Whose access token it is, and for what; null when it counts for nobody. */
  bearerOf(token: string): Promise<Bearer | null>;
  stop(): Promise<void>;
}

export async function startSignInService(needs: SignInServiceNeeds): Promise<RunningSignInService> {
  const { service, port, certificate, switches } = needs;
  const manners = MANNERS[service];
  const issuer = `https://localhost:${String(port)}`;
  const everything: Everything = new Map();
  /** Grants that were there when the switches ended them. */
  const over = new Set<string>();
  let before = grantState(switches, manners);
  const forget = switches.onChange(() => {
    const after = grantState(switches, manners);
    if (after !== before && after === 'tokens-over') forgetAccessTokens(everything);
    if (after !== before && hasEnded(after)) for (const grantId of grantsIn(everything)) over.add(grantId);
    before = after;
  });
  const isOver = (grantId: string | undefined): boolean => hasEnded(before) && over.has(grantId ?? '');
  // Google has no such page: its administrators allow programs elsewhere.
  const consents = service === 'microsoft' ? new AdminConsents(switches) : null;
  let refreshes = 0;
  const provider = new Provider(
    issuer,
    configure(needs, everything, (grantId, givenAt) => {
      refreshes += 1;
      if (switches.get('grant') === 'service-away') throw new errors.TemporarilyUnavailable('try again later');
      const outlived = switches.get('google-in-testing') && needs.clock() > givenAt + (manners.inTesting ?? Infinity);
      if (!isOver(grantId) && !outlived) return;
      throw new errors.CustomOIDCProviderError('invalid_grant', manners.ended[hasEnded(before) ? before : 'revoked']);
    }),
  );
  const server = createServer(certificate, listener(provider, manners, consents, needs));
  server.listen(port, 'localhost');
  await new Promise((resolve, reject) => server.once('listening', resolve).once('error', reject));
  return {
    issuer,
    refreshes: () => refreshes,
    async bearerOf(token) {
      const found = await provider.AccessToken.find(token);
      const person = personOf(found?.accountId);
      const leave = leaveIn(manners, found?.scope);
      if (found === undefined || leave === undefined || person === undefined) return null;
      if (found.isExpired || isOver(found.grantId)) return null;
      return { address: person.address, transport: leave.transport, hosts: manners.hosts };
    },
    stop: () =>
      new Promise((resolve) => {
        forget();
        consents?.forget();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Of those a list of scopes names. */
const leaveIn = ({ leaves }: Manners, scopes: unknown): Leave | undefined =>
  leaves.find(({ scope }) => typeof scopes === 'string' && scopes.split(' ').includes(scope));

const personOf = (id: string | undefined): Person | undefined => PEOPLE.find((person) => person.objectId === id);

/** `judge` throws when a refresh token that was given at a moment is not honoured. */
function configure(
  { service, key, switches, redirectUri }: SignInServiceNeeds,
  everything: Everything,
  judge: (grantId: string | undefined, givenAt: Instant) => void,
): Configuration {
  const manners = MANNERS[service];
  const { leaves, rotates } = manners;
  const { clientId, clientSecret } = registrationAt(service);
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return {
    adapter: (kind: string) => new GrantStore(kind, everything),
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        client_name: 'Postlane',
        token_endpoint_auth_method: 'client_secret_post',
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: [redirectUri],
      },
    ],
    jwks: { keys: [key as never] },
    cookies: { keys: [key.d ?? ''] },
    pkce: { required: () => true },
    scopes: ['openid', 'profile', 'email', 'offline_access'],
    claims: {
      openid: ['sub', 'tid', 'oid'],
      profile: ['name', 'preferred_username'],
      email: ['email', 'email_verified'],
    },
    conformIdTokenClaims: false,
    findAccount(_ctx, id, token) {
      const person = personOf(id);
      if (token?.kind === 'RefreshToken') {
        judge(token.grantId, token.iat * SECOND);
        // entra-docs refresh-tokens.md, 2025-05-14: old refresh tokens are not revoked when they are used.
        if (switches.get('used-refresh-tokens-count')) token.consumed = undefined;
      }
      if (person === undefined) return undefined;
      // Entra has no word for it: there the name to sign in by counts.
      const email = { email: person.address, ...(service === 'google' && { email_verified: true }) };
      return { accountId: id, claims: () => ({ sub: id, ...personClaims(person, switches), ...email }) };
    },
    interactions: { policy, url: (_ctx, interaction) => `/consent/${interaction.uid}` },
    issueRefreshToken: () => true,
    rotateRefreshToken: () => rotates,
    ttl: {
      AccessToken: TOKEN_SECONDS,
      AuthorizationCode: 60,
      IdToken: TOKEN_SECONDS,
      Grant: 86_400 * 90,
      Interaction: 3_600,
      RefreshToken: 86_400 * 90,
      Session: 86_400,
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx) => leaveIn(manners, ctx.oidc.params?.['scope'])?.resource ?? leaves[0]?.resource ?? '',
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, resource) => ({
          scope: leaves.find((leave) => leave.resource === resource)?.scope ?? '',
          audience: resource,
          accessTokenFormat: 'opaque',
          accessTokenTTL: TOKEN_SECONDS,
        }),
      },
    },
  };
}

/** The service's own endpoints, and before them the page on which one agrees. */
function listener(
  provider: Provider,
  manners: Manners,
  consents: AdminConsents | null,
  { service, redirectUri }: SignInServiceNeeds,
): RequestListener {
  const callback = provider.callback();
  return (request, response) => {
    if (request.url?.startsWith('/consent/'))
      agree(provider, manners, consents, request, response).catch(() =>
        response.writeHead(400).end('This sign-in is over. Start it again from the pane.'),
      );
    else if (consents !== null && isAdminConsent(request.url))
      void adminConsent(request, response, { ...registrationAt(service), redirectUri }, consents);
    else void callback(request, response);
  };
}

async function agree(
  provider: Provider,
  manners: Manners,
  consents: AdminConsents | null,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { name, declined } = manners;
  const { params, uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    const hint = typeof params['login_hint'] === 'string' ? params['login_hint'] : null;
    const page = signInPage(`/consent/${uid}`, hint, {
      title: `Sign in with ${name}, in Postlane’s sandbox`,
      heading: 'Postlane wants to send mail as you',
      body: `This page plays ${name}’s sign-in. Choose the account that is to send: that is agreeing, too.`,
      decline: 'Cancel: Postlane may not',
    });
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
    return;
  }
  const chosen = await chosenOn(request);
  const person = PEOPLE.find(({ id }) => id === chosen);
  const leave = leaveIn(manners, params['scope']);
  if (person === undefined || consents?.mayAgree(person, leave?.scope ?? '') === false) {
    const refusal =
      person === undefined ? { error: 'access_denied', error_description: declined } : NEEDS_ADMINISTRATOR;
    await provider.interactionFinished(request, response, refusal, { mergeWithLastSubmission: false });
    return;
  }
  const grant = new provider.Grant({ clientId: String(params['client_id']), accountId: person.objectId });
  grant.addOIDCScope('openid profile email offline_access');
  if (leave !== undefined) grant.addResourceScope(leave.resource, leave.scope);
  const agreed = {
    select_account: {},
    login: { accountId: person.objectId },
    consent: { grantId: await grant.save() },
  };
  await provider.interactionFinished(request, response, agreed, { mergeWithLastSubmission: false });
}
