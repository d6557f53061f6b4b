import { importJWK, SignJWT, type JWK } from 'jose';
import type { Person } from '../people.ts';
import type { Switchboard } from '../switches.ts';
import { accessClaims, ADDIN_CLIENT_ID, API_AUDIENCE, homeAccountId, personClaims, TOKEN_SECONDS } from './claims.ts';

/** What the mail client's broker hands to msal-browser: a token, or why there is none. Names are those of nested app authentication. */
export type NestedAnswer =
  | { token: NestedToken; account: NestedAccount }
  | { error: { status: 'DISABLED' | 'NO_NETWORK'; description: string } };

interface NestedToken {
  access_token: string;
  id_token: string;
  expires_in: number;
  scope: string;
  authority: string;
  properties: null;
}
interface NestedAccount {
  environment: string;
  username: string;
  homeAccountId: string;
  tenantId: string;
  localAccountId: string;
  name: string;
}

export interface NestedRequest {
  person: Person;
  scope: string;
}

/** The mail client's part in nested app authentication: tokens of the same issuer and key as those got with a browser window. */
export class NestedSignIn {
  readonly #issuer: string;
  readonly #key: JWK;
  readonly #switches: Switchboard;
  readonly #now: () => number;

  constructor({ issuer, key, switches, now }: { issuer: string; key: JWK; switches: Switchboard; now: () => number }) {
    this.#issuer = issuer;
    this.#key = key;
    this.#switches = switches;
    this.#now = now;
  }

  async answer({ person, scope }: NestedRequest): Promise<NestedAnswer> {
    const mood = this.#switches.get('sign-in');
    if (mood === 'disabled')
      return refused('DISABLED', 'Nested app authentication is turned off by the administrator.');
    if (mood === 'no-network') return refused('NO_NETWORK', 'The sign-in service cannot be reached.');
    const claims = personClaims(person, this.#switches);
    return {
      token: {
        access_token: await this.#sign(accessClaims(person, this.#switches), API_AUDIENCE),
        id_token: await this.#sign(claims, ADDIN_CLIENT_ID),
        expires_in: TOKEN_SECONDS,
        scope,
        authority: this.#issuer,
        properties: null,
      },
      account: {
        environment: new URL(this.#issuer).host,
        username: person.address,
        homeAccountId: homeAccountId(person, this.#switches),
        tenantId: claims.tid,
        localAccountId: person.objectId,
        name: person.name,
      },
    };
  }

  async #sign(claims: ReturnType<typeof personClaims>, audience: string): Promise<string> {
    const seconds = Math.floor(this.#now() / 1_000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: this.#key.kid ?? '' })
      .setIssuer(this.#issuer)
      .setAudience(audience)
      .setSubject(claims.oid)
      .setIssuedAt(seconds)
      .setNotBefore(seconds)
      .setExpirationTime(seconds + TOKEN_SECONDS)
      .sign(await importJWK(this.#key, 'RS256'));
  }
}

const refused = (status: 'DISABLED' | 'NO_NETWORK', description: string): NestedAnswer => ({
  error: { status, description },
});
