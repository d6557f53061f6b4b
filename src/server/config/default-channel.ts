import { SAFE_LIMITS, type DefaultLimits } from '../../domain/default-channel.ts';
import {
  isSubmissionPort,
  parseHost,
  PORT_OF_SECURITY,
  SECURITY_OF_PORT,
  serverAt,
  SUBMISSION_PORTS,
  type Security,
  type SubmissionServer,
} from '../../domain/submission-server.ts';
import { LIMIT_NAMES, readLimits } from './limits.ts';

/** The operator's channel for those who have no own one. */
export interface DefaultChannel {
  server: SubmissionServer;
  username: string;
  password: string;
  limits: DefaultLimits;
}

const URL_NAME = 'DEFAULT_CHANNEL_URL';
const LIMITS_NAME = 'DEFAULT_CHANNEL_LIMITS';
const EXAMPLE = 'smtps://user:password@relay.example.com:465';

/** What a scheme says of the security: there is no third way. */
const SECURITY_OF: Record<string, Security> = { 'smtps:': 'tls', 'smtp:': 'starttls' };

/** Reads both settings, with a sentence for each fault: never with the address itself, which holds a password. Null where there is none, or a fault. */
export function readDefaultChannel(
  address: string | undefined,
  limits: readonly string[],
  fault: (sentence: string) => void,
): DefaultChannel | null {
  const allowed = readAllowed(limits, fault);
  if (address === undefined) {
    if (limits.length > 0) fault(`${URL_NAME} is missing: it belongs to ${LIMITS_NAME}.`);
    return null;
  }
  const url = URL.parse(address);
  const security = url === null ? undefined : SECURITY_OF[url.protocol];
  if (url === null || security === undefined) {
    fault(`${URL_NAME} is no address that begins with smtps:// or smtp://, such as ${EXAMPLE}.`);
    return null;
  }
  const server = serverOf(url, security, fault);
  const [username, password] = [unescaped(url.username), unescaped(url.password)];
  if (username === null || password === null)
    fault(`${URL_NAME} has a % that stands for nothing: write a % in a name or password as %25.`);
  else if (username === '' || password === '')
    fault(`${URL_NAME} lacks a user name or a password: both stand before the @, as in ${EXAMPLE}.`);
  if (!/^\/?$/.test(url.pathname) || url.search !== '' || url.hash !== '')
    fault(`${URL_NAME} goes on behind the port: write a /, ? or # in a name or password as %2F, %3F or %23.`);
  return server && username && password ? { server, username, password, limits: allowed } : null;
}

function serverOf(url: URL, security: Security, fault: (sentence: string) => void): SubmissionServer | null {
  const host = parseHost(url.hostname);
  if (!host.ok) fault(`${URL_NAME} names no mail server: between @ and port stands a name such as relay.example.com.`);
  const port = url.port === '' ? PORT_OF_SECURITY[security] : Number(url.port);
  const speaks = SUBMISSION_PORTS.filter((one) => SECURITY_OF_PORT[one] === security).join(', ');
  if (!isSubmissionPort(port) || SECURITY_OF_PORT[port] !== security) {
    fault(`${URL_NAME} has port ${port}: ${url.protocol}// speaks at ${speaks}.`);
    return null;
  }
  return host.ok ? serverAt(host.value, port) : null;
}

function readAllowed(entries: readonly string[], fault: (sentence: string) => void): DefaultLimits {
  const names = [...LIMIT_NAMES, 'recipientsPerDayEach'] as const;
  const { recipientsPerDayEach = SAFE_LIMITS.recipientsPerDayEach, ...relay } = readLimits(
    LIMITS_NAME,
    entries,
    names,
    fault,
  );
  const allowed = { relay: { ...SAFE_LIMITS.relay, ...relay }, recipientsPerDayEach };
  if (recipientsPerDayEach > (allowed.relay.recipientsPerDay ?? Infinity))
    fault(`${LIMITS_NAME} gives each rep more recipients a day than there are for all.`);
  return allowed;
}

/** Null where it holds a % that is none. */
function unescaped(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
