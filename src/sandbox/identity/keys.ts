import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';

/** The identity provider's signing key, kept in the folder so that tokens outlive a restart; without a folder a new one. */
export async function openSigningKey(folder: string | null): Promise<JWK> {
  const file = folder === null ? null : join(folder, 'identity-key.json');
  if (file !== null && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const key = { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' };
  if (folder !== null && file !== null) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(key), { mode: 0o600 });
  }
  return key;
}
