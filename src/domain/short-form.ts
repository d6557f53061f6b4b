import { isSetByService } from './login-name.ts';
import { PROVIDERS, type ProviderId } from './provider.ts';
import type { GivenName, NamePattern, SecretName, Username } from './provider/row.ts';

/** What is asked for as a user name. */
export type AskedName = 'address' | 'address-there' | 'local-part' | 'postmaster' | GivenName;

/** What is asked for to log in with it. */
export type AskedSecret = SecretName | 'app-password' | 'password-or-app-password';

/** What only its owner can type to connect at a provider; the rest is in its row. */
export interface ShortForm {
  /** The customer's part of the server's name; null where its whole name is known, or none of it. */
  part: NamePattern['asks'] | null;
  /** Null where the service sets it. */
  name: AskedName | null;
  secret: AskedSecret;
}

export function shortFormOf(id: ProviderId): ShortForm {
  const { pattern, username } = PROVIDERS[id];
  return { part: pattern?.asks ?? null, name: askedName(username), secret: askedSecret(id) };
}

function askedName(username: Username): AskedName | null {
  if (isSetByService(username)) return null;
  if (typeof username === 'object') return 'given' in username ? username.given : null;
  return username === 'local-part' || username === 'postmaster' || username === 'address-there'
    ? username
    : username === 'full-address'
      ? 'address'
      : 'user-name';
}

function askedSecret(id: ProviderId): AskedSecret {
  const { passwords, secret } = PROVIDERS[id];
  if (passwords.policy === 'app-password') return 'app-password';
  return passwords.policy === 'app-password-with-two-steps' ? 'password-or-app-password' : secret;
}

/** Whether it is what a service makes for programs, and nobody thinks it up. */
export const isMadeByService = (secret: AskedSecret): boolean =>
  secret !== 'password' && secret !== 'password-or-app-password';

/** What is meant by what was typed: no service makes a secret that begins or ends with white space. A password of one's own is as it is. */
export const meantSecret = (id: ProviderId, typed: string): string =>
  (isMadeByService(askedSecret(id)) && typed.trim()) || typed;
