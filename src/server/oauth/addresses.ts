/** What an ID token says; each claim may be anything. */
type Claims = Readonly<Record<string, unknown>>;

/** How services write yes. */
const YES: readonly unknown[] = [true, 'true', 1, '1'];

/**
 * The addresses of whoever signed in, as far as the service vouches for them: the name one signs in by at Microsoft, and an
 * address that was verified. At Entra anybody without a mailbox may have any address written down as theirs, and another
 * claim tells whose domain it is. OpenID Connect Core 5.1; entra-docs migrate-off-email-claim-authorization.md: `xms_edov`.
 */
export function addressesIn(claims: Claims | undefined): string[] {
  const isVerified = [claims?.['email_verified'], claims?.['xms_edov']].some((said) => YES.includes(said));
  return [claims?.['preferred_username'], isVerified ? claims?.['email'] : null].filter(
    (one): one is string => typeof one === 'string' && one.includes('@'),
  );
}
