import { domainToASCII } from 'node:url';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { domainOf } from '../../domain/address.ts';
import type { Evidence } from '../../domain/recommendation.ts';
import { SECURITY_OF_PORT, isSubmissionPort, parseHost, serverAt } from '../../domain/submission-server.ts';
import type { Egress } from '../egress.ts';
import type { Finding } from './finding.ts';

/** Thunderbird's places for a domain's own settings (RFC-to-be draft-ietf-mailmaint-autoconfig); never over http. */
const placesOf = (domain: string): string[] => [
  `https://autoconfig.${domain}/mail/config-v1.1.xml`,
  `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
];

const LARGEST = 64 * 1024;

/** The submission servers a domain names in its own settings file; the first place that has any counts. */
export async function byAutoconfig(emailAddress: string, egress: Egress, signal: AbortSignal): Promise<Finding> {
  const domain = domainToASCII(domainOf(emailAddress));
  const fetched = await Promise.all(
    placesOf(domain).map(async (url) => ({ url, page: await egress.fetchText(url, { signal, maxBytes: LARGEST }) })),
  );
  for (const { url, page } of fetched) {
    const evidence = page.ok ? serversIn(page.value, emailAddress, url) : [];
    if (evidence.length > 0) return { evidence, complete: true };
  }
  return { evidence: [], complete: fetched.every(({ page }) => page.ok || page.failure === 'absent') };
}

// No entities beyond the five of XML: nothing to expand, nothing to fetch.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  parseTagValue: false,
  trimValues: true,
  isArray: (name) => LISTS.has(name),
});
const LISTS = new Set(['emailProvider', 'outgoingServer', 'authentication']);

interface OutgoingServer {
  '@type'?: unknown;
  hostname?: unknown;
  port?: unknown;
  socketType?: unknown;
  username?: unknown;
  authentication?: unknown[];
}

/** Reads a clientConfig: servers with TLS, on our ports, that take a password. Anything else in it is passed over. */
export function serversIn(xml: string, emailAddress: string, url: string): Evidence[] {
  const config = parsed(xml) as { clientConfig?: { emailProvider?: { outgoingServer?: OutgoingServer[] }[] } } | null;
  const providers = config?.clientConfig?.emailProvider ?? [];
  return providers
    .flatMap(({ outgoingServer = [] }) => outgoingServer)
    .flatMap((one) => evidenceOf(one, emailAddress, url));
}

/** The file as an object; null for what is not well-formed, declares entities, or has names the parser will not take. */
function parsed(xml: string): unknown {
  if (/<!(doctype|entity)/i.test(xml) || XMLValidator.validate(xml) !== true) return null;
  try {
    return parser.parse(xml);
  } catch {
    return null;
  }
}

const SECURITY_OF_SOCKET: Record<string, 'tls' | 'starttls'> = { SSL: 'tls', TLS: 'tls', STARTTLS: 'starttls' };
const TAKES_PASSWORD = new Set(['password-cleartext', 'plain', 'password-encrypted', 'secure']);

function evidenceOf(server: OutgoingServer, emailAddress: string, url: string): Evidence[] {
  const filled = (value: unknown): string => (typeof value === 'string' ? fill(value, emailAddress) : '');
  const host = parseHost(filled(server.hostname));
  const port = Number(filled(server.port));
  const security = SECURITY_OF_SOCKET[filled(server.socketType).toUpperCase()];
  if (server['@type'] !== 'smtp' || !host.ok || !isSubmissionPort(port) || SECURITY_OF_PORT[port] !== security)
    return [];
  if (!(server.authentication ?? []).some((one) => typeof one === 'string' && TAKES_PASSWORD.has(one.toLowerCase())))
    return [];
  return [
    {
      source: 'autoconfig',
      server: serverAt(host.value, port),
      username: filled(server.username) || emailAddress,
      url,
    },
  ];
}

function fill(value: string, emailAddress: string): string {
  const at = emailAddress.lastIndexOf('@');
  const words: Record<string, string> = {
    '%EMAILADDRESS%': emailAddress,
    '%EMAILLOCALPART%': emailAddress.slice(0, at),
    '%EMAILDOMAIN%': emailAddress.slice(at + 1),
  };
  return value.replace(/%EMAIL(?:ADDRESS|LOCALPART|DOMAIN)%/g, (word) => words[word] ?? word);
}
