/** What the rep gives to log in with. It crosses the wire once, is sealed at once, and is never given back. */
export interface PasswordCredential {
  kind: 'password';
  username: string;
  password: string;
}
export type Credential = PasswordCredential;

/** A credential as the store keeps it: ciphertext, and the id of the key that opens it. */
export interface SealedCredential {
  keyId: string;
  text: string;
  /**
   * The same for two channels that log in by the same name with the same password, sealed under the same key, and for no
   * others: what is refused to one of them is refused to all. Absent where nothing is compared.
   */
  mark?: string;
}

/** SASL mechanisms we speak, best first (RFC 4616; LOGIN is what Exchange Online offers instead of PLAIN). */
export const PASSWORD_MECHANISMS = ['PLAIN', 'LOGIN'] as const;
export type Mechanism = (typeof PASSWORD_MECHANISMS)[number];

/** The mechanism to use, or null when the server offers none that fits. `offered` is EHLO's AUTH line, upper-cased. */
export const chooseMechanism = (offered: readonly string[]): Mechanism | null =>
  PASSWORD_MECHANISMS.find((mechanism) => offered.includes(mechanism)) ?? null;
