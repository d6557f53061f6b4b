import { request, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionFailure } from '../../domain/failure.ts';
import { failed, success, type Result } from '../../domain/result.ts';

/** `absent`: whoever is there says there is nothing for us · `unreachable`: nobody answered, so there may be something. */
export type FetchFailure = 'absent' | 'unreachable';

export interface FetchBounds {
  signal: AbortSignal;
  maxBytes: number;
}

export interface Opening {
  /** Whether a redirect names the host, and nobody on our side. */
  isLed: boolean;
  signal: AbortSignal;
}

/** Opens a verified TLS connection to a host's port 443. */
export type OpenSecure = (host: string, opening: Opening) => Promise<Result<Socket, ConnectionFailure>>;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 2;
const NOBODY = new Set<ConnectionFailure['kind']>(['name-lookup-failed', 'connection-timed-out', 'connection-lost']);

/** Gets a text over https; each redirect is a fresh start through the same checks. No cookies, no credentials, no other method. */
export async function fetchText(
  url: string,
  open: OpenSecure,
  bounds: FetchBounds,
): Promise<Result<string, FetchFailure>> {
  let target = URL.parse(url);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    if (!target || !isPlainHttps(target)) return failed('absent');
    const opened = await open(target.hostname, { isLed: redirects > 0, signal: bounds.signal });
    if (!opened.ok) return failed(NOBODY.has(opened.failure.kind) ? 'unreachable' : 'absent');
    try {
      const response = await get(target, opened.value, bounds.signal);
      if (response.statusCode === 200) return await textOf(response, bounds.maxBytes);
      const { location } = response.headers;
      if (!REDIRECTS.has(response.statusCode ?? 0) || location === undefined) return failed('absent');
      target = URL.parse(location, target.href);
    } catch {
      return failed('unreachable');
    } finally {
      opened.value.destroy();
    }
  }
  return failed('absent');
}

const isPlainHttps = (url: URL): boolean =>
  url.protocol === 'https:' && url.port === '' && url.username === '' && url.password === '';

const get = (url: URL, connection: Socket, signal: AbortSignal): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    // http, not https: the connection handed in is the verified TLS one.
    const asking = request({
      createConnection: () => connection,
      path: url.pathname + url.search,
      headers: { Host: url.host, Accept: '*/*' },
      signal,
    });
    asking.once('response', resolve).on('error', reject).end();
  });

async function textOf(response: IncomingMessage, maxBytes: number): Promise<Result<string, FetchFailure>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) return failed('absent');
    chunks.push(chunk);
  }
  return success(Buffer.concat(chunks).toString('utf8'));
}
