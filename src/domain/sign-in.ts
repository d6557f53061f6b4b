import type { Grant, SignInService } from './credential.ts';
import type { Transport } from './transport.ts';

/** A rep's signing in at a service, so that Postlane may send. */
export interface SignIn {
  id: string;
  service: SignInService;
  /** What it is for. */
  transport: Transport;
  loginHint: string;
}

/** What belongs together from the way to the service to the way back. RFC 7636, OpenID Connect Core 3.1.2.1. */
export interface SignInSecrets {
  state: string;
  nonce: string;
  verifier: string;
}

/** Who signed in, by all addresses the service vouches for, and what may be done as them. */
export interface Granted {
  addresses: readonly string[];
  grant: Grant;
}

/** A sign-in that came to its end: for one channel, which uses it up. */
export type SignedIn = Omit<SignIn, 'loginHint'> & Granted;
