import { eachOnce } from './address.ts';
import { envelopeOf, type Draft } from './message.ts';

type Addressed = Pick<Draft, 'from' | 'to' | 'cc' | 'bcc'>;

/**
 * Whom each message goes to when a draft is for more people than one message takes: To and Cc in the first, Bcc in the
 * rest of it and in the others. Harmless, since a recipient in Bcc gets the same mail either way and is seen by nobody.
 * One share when all fit; null when To and Cc alone are too many, who would be missing in each other's mail.
 *
 * Those who have the message `already` are in none.
 */
export function sharesOf(draft: Addressed, limit: number, already: readonly string[] = []): string[][] | null {
  const seen = envelopeOf({ ...draft, bcc: [] }).rcptTo;
  if (seen.length > limit) return null;
  const rest = eachOnce(envelopeOf(draft).rcptTo, already);
  return Array.from({ length: Math.ceil(rest.length / limit) }, (_, at) => rest.slice(at * limit, (at + 1) * limit));
}
