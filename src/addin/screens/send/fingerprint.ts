import type { OpenDraft } from '../../host/host.ts';

/**
 * A hash of all that the rep writes in a draft, and nothing of it: 53 bits, to notice a change, not to withstand an
 * attack. Attachments count by name and size: their ids change when Outlook saves the draft.
 */
export function fingerprintOf({ from, to, cc, bcc, subject, body, attachments }: OpenDraft): string {
  const files = attachments.map(({ name, size, kind }) => [name, size, kind]);
  return hash(JSON.stringify([from, to, cc, bcc, subject, body.type, body.content, files]));
}

/** Two 32-bit multiplicative hashes side by side, after cyrb53 (public domain). */
function hash(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}
