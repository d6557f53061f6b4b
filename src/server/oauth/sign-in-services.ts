import {
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  customFetch,
  discovery,
  refreshTokenGrant,
  ResponseBodyError,
  type Configuration,
  type CustomFetch,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client';
import type { Grant, SignInService } from '../../domain/credential.ts';
import type { GrantFailure } from '../../domain/failure.ts';
import { classifyGrant } from '../../domain/grant-rules.ts';
import { DAY, HOUR, SECOND, type Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { SIGN_IN_TERMS } from '../../domain/sign-in-service.ts';

/** How the operator is registered at a service. */
export interface Registration {
  issuer: string;
  clientId: string;
  clientSecret: string;
}
export type Registrations = Partial<Record<SignInService, Registration>>;

/** What belongs together from the way there to the way back. RFC 7636, OpenID Connect Core 3.1.2.1. */
export interface Secrets {
  state: string;
  nonce: string;
  verifier: string;
}

/** Who signed in, by all addresses the service knows, and what may be done as them. */
export interface Granted {
  addresses: string[];
  grant: Grant;
}

/** Known for a day: a service replaces its keys without telling anyone. */
const METADATA_AGE = 1 * DAY;

/** Signing in at Microsoft and Google by OpenID Connect: authorization code with PKCE, as a confidential client. RFC 9700. */
export function createSignInServices(
  registrations: Registrations,
  redirectUri: string,
  fetch: CustomFetch,
  clock: () => Instant,
) {
  const known = new Map<SignInService, { metadata: Promise<Configuration>; until: Instant }>();

  /** Throws when the service cannot be reached. */
  const metadataOf = (service: SignInService): Promise<Configuration> => {
    const found = known.get(service);
    if (found !== undefined && found.until > clock()) return found.metadata;
    const registration = registrations[service];
    if (registration === undefined) throw new Error(`There is no registration at ${service}.`);
    const { issuer, clientId, clientSecret } = registration;
    const metadata = discovery(new URL(issuer), clientId, clientSecret, ClientSecretPost(clientSecret), {
      [customFetch]: fetch,
    });
    metadata.catch(() => known.delete(service));
    known.set(service, { metadata, until: clock() + METADATA_AGE });
    return metadata;
  };

  const grantIn = (
    tokens: TokenEndpointResponse & TokenEndpointResponseHelpers,
    before: string | null,
  ): Grant | null => {
    const refreshToken = tokens.refresh_token ?? before;
    const lasts = (tokens.expires_in ?? HOUR / SECOND) * SECOND;
    return refreshToken === null ? null : { refreshToken, accessToken: tokens.access_token, endsAt: clock() + lasts };
  };

  const asked = async <T>(service: SignInService, ask: () => Promise<T>): Promise<Result<T, GrantFailure>> => {
    try {
      return success(await ask());
    } catch (error) {
      return failed(classifyGrant(service, refusalIn(error)));
    }
  };

  return {
    offers: (service: SignInService): boolean => registrations[service] !== undefined,

    /** Where the rep's browser goes to sign in. */
    authorizationUrl: (
      service: SignInService,
      { state, nonce, verifier }: Secrets,
      loginHint: string,
    ): Promise<Result<string, GrantFailure>> =>
      asked(service, async () => {
        const { scopes, parameters } = SIGN_IN_TERMS[service];
        const url = buildAuthorizationUrl(await metadataOf(service), {
          ...parameters,
          redirect_uri: redirectUri,
          scope: scopes.join(' '),
          login_hint: loginHint,
          state,
          nonce,
          code_challenge: await calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        });
        return url.href;
      }),

    /** What came of it: `query` is what the service sent the browser back with, the issuer checked where it says it (RFC 9207). */
    exchange: (
      service: SignInService,
      query: string,
      { state, nonce, verifier }: Secrets,
    ): Promise<Result<Granted, GrantFailure>> =>
      asked(service, async () => {
        const tokens = await authorizationCodeGrant(await metadataOf(service), new URL(`${redirectUri}?${query}`), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const grant = grantIn(tokens, null);
        if (grant === null) throw new Refused('invalid_scope', 'the service gave no refresh token');
        const claims = tokens.claims();
        const addresses = [claims?.['preferred_username'], claims?.['email']].filter(
          (one): one is string => typeof one === 'string' && one.includes('@'),
        );
        if (addresses.length === 0) throw new Refused('invalid_scope', 'the service named no address');
        return { addresses, grant };
      }),

    refresh: (service: SignInService, refreshToken: string): Promise<Result<Grant, GrantFailure>> =>
      asked(service, async () => {
        const tokens = await refreshTokenGrant(await metadataOf(service), refreshToken);
        return grantIn(tokens, refreshToken) ?? { refreshToken, accessToken: tokens.access_token, endsAt: clock() };
      }),
  };
}

class Refused extends Error {
  readonly error: string;
  constructor(error: string, description: string) {
    super(description);
    this.error = error;
  }
}

/** What the library throws is what the service said, or that nothing it said could be believed, or that it was not reached. */
function refusalIn(error: unknown): { error: string | null; description: string | null } {
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError)
    return { error: error.error, description: error.error_description ?? null };
  if (error instanceof Refused) return { error: error.error, description: error.message };
  return { error: null, description: error instanceof Error ? error.message : String(error) };
}
