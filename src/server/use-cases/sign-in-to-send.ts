import type { Owner } from '../../domain/channel.ts';
import type { Sealed, SignInService } from '../../domain/credential.ts';
import type { GrantFailure, RequestFailure } from '../../domain/failure.ts';
import { MINUTE, type Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { Granted, SignedIn, SignIn, SignInSecrets } from '../../domain/sign-in.ts';
import type { Transport } from '../../domain/transport.ts';

export interface SignInNeeds {
  offers(service: SignInService, transport: Transport): boolean;
  authorizationUrl(
    service: SignInService,
    transport: Transport,
    secrets: SignInSecrets,
    loginHint: string,
  ): Promise<Result<string, GrantFailure>>;
  exchange(service: SignInService, query: string, secrets: SignInSecrets): Promise<Result<Granted, GrantFailure>>;

  open(row: SignIn & { owner: Owner; now: Instant }): Promise<void>;
  /** Begins one that nobody has begun, made since a moment; null when there is none. */
  begin(
    id: string,
    since: Instant,
    begun: { stateHash: string; browserHash: string; secrets: Sealed },
    now: Instant,
  ): Promise<SignIn | null>;
  /** Ends the one of a state and a browser, made since a moment, so that it comes back once; null when there is none. */
  comeBack(stateHash: string, browserHash: string, since: Instant): Promise<(SignIn & { secrets: Sealed }) | null>;
  grant(id: string, referenceHash: string, granted: Sealed): Promise<void>;
  findGranted(
    owner: Owner,
    referenceHash: string,
    since: Instant,
  ): Promise<(Omit<SignIn, 'loginHint'> & { granted: Sealed }) | null>;

  seal(content: unknown, signInId: string): Promise<Sealed>;
  /** Null when its key is destroyed. */
  unseal(sealed: Sealed, signInId: string): Promise<unknown>;
  newId(): string;
  /** 256 random bits, base64url. */
  newSecret(): string;
  /** SHA-256 in base64url. */
  hash(secret: string): string;
  clock(): Instant;
}

/** As long as a rep may take to find the phone with the second factor. */
export const SIGN_IN_LASTS = 10 * MINUTE;

/** How a sign-in ended, in the browser that was at the service: a reference for the pane, or why there is none. */
export type SignInEnd = Result<{ reference: string }, GrantFailure | { kind: 'sign-in-unknown' }>;

/**
 * Signing in at a service so that Postlane may send, in a window that the pane opens.
 *
 * Each sign-in belongs to the rep who asked for it, to the first browser that takes it up, and to one way to the service and
 * back. What comes of it is kept here; the window gets a reference, which the pane hands in as that same rep: a window that
 * was foisted on somebody else gives nothing to who foisted it. Source: RFC 9700 2.1, 4.7.
 */
export function signInToSend(needs: SignInNeeds) {
  const since = (): Instant => needs.clock() - SIGN_IN_LASTS;
  /** Tells nothing of the state, and is not long: a browser says it each time. */
  const nameOf = (state: string): string => needs.hash(state).slice(0, NAME_LENGTH);

  return {
    async open(
      owner: Owner,
      { service, transport, loginHint }: Omit<SignIn, 'id'>,
    ): Promise<Result<{ id: string }, RequestFailure>> {
      if (!needs.offers(service, transport))
        return failed({ kind: 'invalid-request', faults: [{ path: 'service', fault: 'not-offered' }] });
      const id = needs.newId();
      await needs.open({ id, service, transport, loginHint, owner, now: needs.clock() });
      return success({ id });
    },

    /** Where to send the browser that takes it up, and what it is known by from then on, among others that it has taken up. */
    async begin(
      id: string,
    ): Promise<Result<{ url: string; name: string; browser: string }, GrantFailure | { kind: 'sign-in-unknown' }>> {
      const [state, nonce, verifier, browser] = [
        needs.newSecret(),
        needs.newSecret(),
        needs.newSecret(),
        needs.newSecret(),
      ];
      const secrets: SignInSecrets = { state, nonce, verifier };
      const begun = {
        stateHash: needs.hash(state),
        browserHash: needs.hash(browser),
        secrets: await needs.seal(secrets, id),
      };
      const row = await needs.begin(id, since(), begun, needs.clock());
      if (row === null) return failed({ kind: 'sign-in-unknown' });
      const url = await needs.authorizationUrl(row.service, row.transport, secrets, row.loginHint);
      return url.ok ? success({ url: url.value, name: nameOf(state), browser }) : url;
    },

    /** Which of a browser's sign-ins comes back with a query. */
    nameIn: (query: string): string => nameOf(stateIn(query)),

    /** What the service sent the browser back with, as a query; `browser` is what that is known by. */
    async comeBack(query: string, browser: string): Promise<SignInEnd> {
      const row = await needs.comeBack(needs.hash(stateIn(query)), needs.hash(browser), since());
      const secrets = row && ((await needs.unseal(row.secrets, row.id)) as SignInSecrets | null);
      if (row === null || secrets === null) return failed({ kind: 'sign-in-unknown' });
      const granted = await needs.exchange(row.service, query, secrets);
      if (!granted.ok) return granted;
      const reference = needs.newSecret();
      await needs.grant(row.id, needs.hash(reference), await needs.seal(granted.value, row.id));
      return success({ reference });
    },

    /** What came of a rep's own; null when there is none of that reference, or a channel has used it up. */
    async findSignedIn(owner: Owner, reference: string): Promise<SignedIn | null> {
      const found = await needs.findGranted(owner, needs.hash(reference), since());
      if (found === null) return null;
      const { granted: sealed, ...signIn } = found;
      const granted = (await needs.unseal(sealed, signIn.id)) as Granted | null;
      return granted && { ...signIn, ...granted };
    },
  };
}

const NAME_LENGTH = 12;

const stateIn = (query: string): string => new URLSearchParams(query).get('state') ?? '';

export type SignInToSend = ReturnType<typeof signInToSend>;
