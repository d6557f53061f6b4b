import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { DAY, HOUR, SECOND, type Instant } from '../../domain/instant.ts';

/** Asks for something small. */
export type Fetch = (url: string) => Promise<Response>;

/** The issuer was not reached, or published no keys: nobody can say whether a token counts. */
export class IssuerAway extends Error {}

interface Known {
  find: JWTVerifyGetKey;
  at: Instant;
}

/** Older keys are asked for again, and count meanwhile. */
const FRESH = 1 * HOUR;
/** While the issuer is away its keys count for so long: it may have taken one back that was stolen. */
const LONGEST = 1 * DAY;
/** Whoever makes up names of keys must not make us ask the issuer for each. */
const APART = 30 * SECOND;

/**
 * The keys that an issuer publishes, at the address its metadata names: kept, and asked for again when they are old or when
 * one is wanted that is not among them. Throws when there are none, or not that one, and the issuer cannot be reached; a key
 * that it does not publish is jose's JWKSNoMatchingKey. OpenID Connect Core 10.1.1.
 */
export function createIssuerKeys(metadataUrl: string, fetch: Fetch, clock: () => Instant): JWTVerifyGetKey {
  let known: Known | null = null;
  let asking: Promise<Known> | null = null;
  let askedAt: Instant = -Infinity;
  /** Why nothing came of it when it was last asked. */
  let trouble: Error | null = null;

  const ask = (): Promise<Known> => {
    if (asking === null) {
      const at = clock();
      askedAt = at;
      asking = readKeys(metadataUrl, fetch)
        .then(
          (find) => {
            trouble = null;
            return (known = { find, at });
          },
          (error: unknown) => {
            throw (trouble = new IssuerAway(String(error), { cause: error }));
          },
        )
        .finally(() => (asking = null));
    }
    return asking;
  };
  const mayAsk = (): boolean => asking !== null || askedAt + APART <= clock();

  return async (header, token) => {
    const age = known === null ? Infinity : clock() - known.at;
    const keys = known === null || age >= LONGEST ? await ask() : known;
    if (age >= FRESH && mayAsk()) ask().catch(() => {});
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // It may have published a new one since it was last reached.
      if (!mayAsk()) throw trouble ?? error;
      const { find } = await ask();
      return find(header, token);
    }
  };
}

async function readKeys(metadataUrl: string, fetch: Fetch): Promise<JWTVerifyGetKey> {
  const { jwks_uri: url } = (await readJson(metadataUrl, fetch)) as { jwks_uri?: unknown };
  if (typeof url !== 'string') throw new Error(`${metadataUrl} names no keys.`);
  const keys = await readJson(url, fetch);
  try {
    return createLocalJWKSet(keys as JSONWebKeySet);
  } catch (cause) {
    // Jose's own error would say that the token is at fault.
    throw new Error(`What is at ${url} are no keys.`, { cause });
  }
}

async function readJson(url: string, fetch: Fetch): Promise<unknown> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  return answer.json();
}
