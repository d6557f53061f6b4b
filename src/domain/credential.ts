import { MINUTE, type Instant } from './instant.ts';

/** What the rep gives to log in with. It crosses the wire once, is sealed at once, and is never given back. */
export interface PasswordCredential {
  kind: 'password';
  username: string;
  password: string;
}

/** Services at which a rep signs in to let Postlane send. */
export const SIGN_IN_SERVICES = ['microsoft', 'google'] as const;
export type SignInService = (typeof SIGN_IN_SERVICES)[number];

/** By whose leave a channel sends whose rep signed in at a service; what the leave consists of changes, and is a Grant. */
export interface GrantCredential {
  kind: 'grant';
  service: SignInService;
  /** The address that signed in. */
  username: string;
}

/** What a service gave us to send as the one who signed in there. Source: RFC 6749 1.4, 1.5. */
export interface Grant {
  refreshToken: string;
  accessToken: string;
  /** When the access token ends. */
  endsAt: Instant;
}

/** The login that the operator's configuration names: a channel has its name alone, and follows where it changes. */
export interface ConfiguredCredential {
  kind: 'configured';
  username: string;
}

/** What a channel logs in with, as it is sealed. */
export type Credential = PasswordCredential | GrantCredential | ConfiguredCredential;

/** What is said at one login: a password, or an access token that counts now. */
export type Login = PasswordCredential | { kind: 'token'; username: string; token: string };

/** A key, sealed under the operator's key of this id. */
export interface WrappedKey {
  keyId: string;
  text: string;
}

/** What the vault made of a secret: ciphertext, and what opens it. */
export interface Sealed {
  /** Of the data key that it alone is sealed under; of an operator's own key where an older version sealed it. */
  keyId: string;
  text: string;
  /** Its data key. Absent where it has none, and where that is destroyed: then nobody opens it any more. */
  dataKey?: WrappedKey;
}

/** A credential as the store keeps it: another text is another credential. A grant is renewed beside it. */
export interface SealedCredential extends Sealed {
  /**
   * The same for two channels that log in by the same name with the same password, sealed under the same key, and for no
   * others: what is refused to one of them is refused to all. Absent where nothing is compared.
   */
  mark?: string;
  /** Only of a credential that is new. */
  grant?: Sealed;
  /** The sign-in that a new one comes of, which the channel that gets it uses up: its refresh token may be good for one use. */
  signInId?: string;
}

/** A colleague's channel of a team, and the team's new credential sealed for it. */
export interface Resealed {
  id: string;
  credential: SealedCredential;
}

/**
 * SASL mechanisms we speak, best first. RFC 4616; LOGIN is what Exchange Online offers instead of PLAIN. XOAUTH2 comes
 * before its standard, RFC 7628, because whoever offers both made it.
 */
export const MECHANISMS = { password: ['PLAIN', 'LOGIN'], token: ['XOAUTH2', 'OAUTHBEARER'] } as const;
export type SaslMechanism = (typeof MECHANISMS)[Login['kind']][number];
/** How a channel logs in: by SASL, or with the token in each request. RFC 6750 2.1. */
export const BEARER = 'Bearer';
export type Mechanism = SaslMechanism | typeof BEARER;

/** The mechanism to use, or null when the server offers none that fits. `offered` is EHLO's AUTH line, upper-cased. */
export const chooseMechanism = (offered: readonly string[], kind: Login['kind']): SaslMechanism | null =>
  MECHANISMS[kind].find((mechanism) => offered.includes(mechanism)) ?? null;

/** By which of the two a channel was proven that uses the mechanism. */
export const isOfGrant = (mechanism: Mechanism): boolean =>
  mechanism === BEARER || MECHANISMS.token.some((one) => one === mechanism);

/** So long before its end an access token counts as over: what begins with it must not meet the end. */
const BEFORE_END = 5 * MINUTE;

export const isFresh = ({ endsAt }: Grant, now: Instant): boolean => endsAt - BEFORE_END > now;
