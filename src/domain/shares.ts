import { eachOnce } from './address.ts';
import { envelopeOf, type Draft } from './message.ts';

type Addressed = Pick<Draft, 'from' | 'to' | 'cc' | 'bcc'>;

/**
 * Whom each message goes to when a draft is for more people than one message takes: To and Cc in the first, Bcc in all of
 * them, as evenly as can be. Harmless, since a recipient in Bcc gets the same mail either way and is seen by nobody. One
 * share when all fit; null when To and Cc alone are too many, who would be missing in each other's mail.
 *
 * Those who have the message `already` are in none.
 */
export function sharesOf(draft: Addressed, limit: number, already: readonly string[] = []): string[][] | null {
  const seen = envelopeOf({ ...draft, bcc: [] }).rcptTo;
  if (seen.length > limit) return null;
  let rest = eachOnce(envelopeOf(draft).rcptTo, already);
  const together = eachOnce(seen, already).length;
  const shares: string[][] = [];
  // Without a limit all go in one.
  const count = limit === Infinity ? Math.sign(rest.length) : Math.ceil(rest.length / limit);
  for (let left = count; left > 0; left -= 1) {
    const size = Math.max(Math.ceil(rest.length / left), shares.length === 0 ? together : 0);
    shares.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return shares;
}
