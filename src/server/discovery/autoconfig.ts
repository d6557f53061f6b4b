import type { Egress } from '../egress.ts';
import type { Finding } from './finding.ts';
import { LARGEST, serversIn } from './settings-file.ts';

/** Thunderbird's places for a domain's own settings (RFC-to-be draft-ietf-mailmaint-autoconfig); never over http. */
const placesOf = (domain: string): string[] => [
  `https://autoconfig.${domain}/mail/config-v1.1.xml`,
  `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
];

/**
 * The submission servers a domain names in its own settings file; the first place that has any counts. What is found at a
 * mail exchanger's domain is for `mailDomain`, and no more than its provider's word for all it hosts.
 */
export async function byAutoconfig(
  domain: string,
  egress: Egress,
  signal: AbortSignal,
  mailDomain = domain,
): Promise<Finding> {
  const fetched = await Promise.all(
    placesOf(domain).map(async (url) => ({ url, page: await egress.fetchText(url, { signal, maxBytes: LARGEST }) })),
  );
  const source = domain === mailDomain ? 'autoconfig' : 'mail-host';
  for (const { url, page } of fetched) {
    const named = page.ok ? serversIn(page.value, mailDomain) : [];
    if (named.length > 0) return { evidence: named.map((one) => ({ source, ...one, url })), complete: true };
  }
  return { evidence: [], complete: fetched.every(({ page }) => page.ok || page.failure === 'absent') };
}
