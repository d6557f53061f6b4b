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
  WWWAuthenticateChallengeError,
  type Configuration,
  type CustomFetch,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client';
import type { Grant, SignInService } from '../../domain/credential.ts';
import type { GrantFailure } from '../../domain/failure.ts';
import { classifyGrant, classifySignIn, type Refusal } from '../../domain/grant-rules.ts';
import { DAY, HOUR, SECOND, type Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { SIGN_IN_TERMS } from '../../domain/sign-in-service.ts';
import type { Granted, SignInSecrets } from '../../domain/sign-in.ts';
import type { Transport } from '../../domain/transport.ts';
import { addressesIn } from './addresses.ts';
import { scopeOf } from './scope.ts';

/** How the operator is registered at a service. */
export interface Registration {
  issuer: string;
  clientId: string;
  clientSecret: string;
}
export type Registrations = Partial<Record<SignInService, Registration>>;

/** Known for a day: a service replaces its keys without telling anyone. */
const METADATA_AGE = 1 * DAY;
/** Whoever says that an access token lasts longer is not believed. */
const LONGEST = 1 * DAY;
/** Characters of a service's own words: more is no sentence. */
const LONGEST_QUOTE = 1_000;

/**
 * Signing in at Microsoft and Google by OpenID Connect: authorization code with PKCE, as a confidential client. RFC 9700.
 * ID tokens come from the service itself over TLS, which stands for their signature (OpenID Connect Core 3.1.3.7).
 */
export function createSignInServices(
  registrations: Registrations,
  graphUrl: string | null,
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
    // The library takes those bound to a key as well, which we have none of. RFC 9449 5.
    if (tokens.token_type !== 'bearer') throw new Error('the service gave a token of another type');
    const refreshToken = tokens.refresh_token ?? before;
    const lasts = Math.min((tokens.expires_in ?? HOUR / SECOND) * SECOND, LONGEST);
    return refreshToken === null ? null : { refreshToken, accessToken: tokens.access_token, endsAt: clock() + lasts };
  };

  /** `confided` is what the service is told in confidence: a failure that quotes it is shown, and written down. */
  const asked = async <T>(
    service: SignInService,
    confided: readonly string[],
    ask: () => Promise<T>,
    classify = classifySignIn,
  ): Promise<Result<T, GrantFailure>> => {
    try {
      return success(await ask());
    } catch (thrown) {
      const { error, description } = await refusalIn(thrown);
      const secrets = [...confided, registrations[service]?.clientSecret ?? ''].filter((one) => one !== '');
      const quote = (words: string): string =>
        secrets.reduce((said, secret) => said.replaceAll(secret, '…'), words).slice(0, LONGEST_QUOTE);
      return failed(
        classify(service, { error: error && quote(error), description: description && quote(description) }),
      );
    }
  };

  return {
    offers: (service: SignInService, transport: Transport): boolean =>
      registrations[service] !== undefined && scopeOf(service, transport, graphUrl) !== null,

    /** Where the rep's browser goes to sign in. */
    authorizationUrl: (
      service: SignInService,
      transport: Transport,
      { state, nonce, verifier }: SignInSecrets,
      loginHint: string,
    ): Promise<Result<string, GrantFailure>> =>
      asked(service, [verifier, nonce], async () => {
        const { identity, parameters } = SIGN_IN_TERMS[service];
        const scope = scopeOf(service, transport, graphUrl);
        if (scope === null) throw new Error(`${service} is not offered for ${transport}.`);
        const url = buildAuthorizationUrl(await metadataOf(service), {
          ...parameters,
          redirect_uri: redirectUri,
          scope: [...identity, scope].join(' '),
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
      { state, nonce, verifier }: SignInSecrets,
    ): Promise<Result<Granted, GrantFailure>> =>
      asked(service, [...new URLSearchParams(query).getAll('code'), verifier, nonce], async () => {
        const tokens = await authorizationCodeGrant(await metadataOf(service), new URL(`${redirectUri}?${query}`), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const grant = grantIn(tokens, null);
        if (grant === null) throw new Refused('invalid_scope', 'the service gave no refresh token');
        const addresses = addressesIn(tokens.claims());
        if (addresses.length === 0) throw new Refused('invalid_scope', 'the service vouched for no address');
        return { addresses, grant };
      }),

    refresh: (service: SignInService, refreshToken: string): Promise<Result<Grant, GrantFailure>> =>
      asked(
        service,
        [refreshToken],
        async () => {
          const tokens = await refreshTokenGrant(await metadataOf(service), refreshToken);
          return grantIn(tokens, refreshToken) ?? { refreshToken, accessToken: tokens.access_token, endsAt: clock() };
        },
        classifyGrant,
      ),
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
async function refusalIn(error: unknown): Promise<Refusal> {
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError)
    return { error: error.error, description: error.error_description ?? null };
  // Whoever asks us to say who we are, in this way too, says why in the body all the same. RFC 6749 5.2.
  if (error instanceof WWWAuthenticateChallengeError) return readRefusal(error.response);
  if (error instanceof Refused) return { error: error.error, description: error.message };
  return { error: null, description: error instanceof Error ? error.message : String(error) };
}

async function readRefusal(answer: Response): Promise<Refusal> {
  const said = (await answer.json().catch(() => null)) as { [Word in 'error' | 'error_description']?: unknown } | null;
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return { error: text(said?.error), description: text(said?.error_description) };
}
