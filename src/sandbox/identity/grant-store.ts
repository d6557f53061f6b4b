import type { Adapter, AdapterPayload } from 'oidc-provider';

/** What all the stores of one provider keep, by kind and id. */
export type Everything = Map<string, AdapterPayload>;

/** Where the provider keeps sessions, grants and codes: in memory, for as long as the sandbox runs. */
export class GrantStore implements Adapter {
  readonly #everything: Everything;
  readonly #kind: string;

  /** `everything` is shared by the stores of one provider, one for each kind of thing. */
  constructor(kind: string, everything: Everything) {
    this.#kind = kind;
    this.#everything = everything;
  }

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    this.#everything.set(this.#key(id), payload);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#everything.get(this.#key(id));
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#search((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#search((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    const payload = this.#everything.get(this.#key(id));
    if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1_000);
  }

  async destroy(id: string): Promise<void> {
    this.#everything.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, payload] of this.#mine()) {
      if (payload.grantId === grantId) this.#everything.delete(key);
    }
  }

  #search(matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [, payload] of this.#mine()) {
      if (matches(payload)) return payload;
    }
    return undefined;
  }

  /** A grant's id stands on the sign-in under way too, which is of another kind and goes on. */
  #mine(): [string, AdapterPayload][] {
    return [...this.#everything].filter(([key]) => key.startsWith(`${this.#kind}:`));
  }

  #key(id: string): string {
    return `${this.#kind}:${id}`;
  }
}

/** The ids of the grants there are. */
export const grantsIn = (everything: Everything): string[] =>
  [...everything.keys()].filter((key) => key.startsWith(GRANT)).map((key) => key.slice(GRANT.length));

export function forgetAccessTokens(everything: Everything): void {
  for (const key of everything.keys()) if (key.startsWith(ACCESS_TOKEN)) everything.delete(key);
}

const GRANT = 'Grant:';
const ACCESS_TOKEN = 'AccessToken:';
