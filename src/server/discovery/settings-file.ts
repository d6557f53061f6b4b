import { XMLParser, XMLValidator } from 'fast-xml-parser';
import {
  SECURITY_OF_PORT,
  isSubmissionPort,
  parseHost,
  serverAt,
  type SubmissionServer,
} from '../../domain/submission-server.ts';

/** More than any settings file has, in bytes: what is larger is not read to its end. */
export const LARGEST = 64 * 1024;

/** A server that a settings file names. The user name is as the file has it, placeholders and all: the file is for all of a domain. */
export interface NamedServer {
  server: SubmissionServer;
  username: string;
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
export function serversIn(xml: string, domain: string): NamedServer[] {
  const config = parsed(xml) as { clientConfig?: { emailProvider?: { outgoingServer?: OutgoingServer[] }[] } } | null;
  const providers = config?.clientConfig?.emailProvider ?? [];
  return providers
    .flatMap(({ outgoingServer = [] }) => outgoingServer)
    .flatMap((one) => namedBy(one, domain))
    .slice(0, MOST);
}

/** A file that names more has not been made for people. */
const MOST = 10;

/** The most that a user name of a channel may have. */
const LONGEST_NAME = 320;

/** The file as an object; null for what is not well-formed, declares entities, or has names the parser will not take. */
function parsed(xml: string): unknown {
  if (/<!(doctype|entity)/i.test(xml)) return null;
  try {
    return XMLValidator.validate(xml) === true ? parser.parse(xml) : null;
  } catch {
    return null;
  }
}

const SECURITY_OF_SOCKET: Record<string, 'tls' | 'starttls'> = { SSL: 'tls', TLS: 'tls', STARTTLS: 'starttls' };
const TAKES_PASSWORD = new Set(['password-cleartext', 'plain', 'password-encrypted', 'secure']);

function namedBy(server: OutgoingServer, domain: string): NamedServer[] {
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const host = parseHost(text(server.hostname).replaceAll('%EMAILDOMAIN%', domain));
  const port = Number(text(server.port));
  const security = SECURITY_OF_SOCKET[text(server.socketType).toUpperCase()];
  if (server['@type'] !== 'smtp' || !host.ok || !isSubmissionPort(port) || SECURITY_OF_PORT[port] !== security)
    return [];
  if (!(server.authentication ?? []).some((one) => typeof one === 'string' && TAKES_PASSWORD.has(one.toLowerCase())))
    return [];
  const username = text(server.username) || '%EMAILADDRESS%';
  return username.length > LONGEST_NAME ? [] : [{ server: serverAt(host.value, port), username }];
}
