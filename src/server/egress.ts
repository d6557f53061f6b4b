import { Resolver } from 'node:dns/promises';
import { isIP, type Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import type { ConnectionFailure, ConnectionFailureKind } from '../domain/failure.ts';
import { failed, success, type Result } from '../domain/result.ts';
import { isSubmissionPort } from '../domain/submission-server.ts';
import { addressRules, type Permits } from './egress/address-rules.ts';
import { fetchText, type FetchBounds, type FetchFailure, type Opening } from './egress/fetch-text.ts';
import { secure, trustContext, type Patience, type Peer } from './egress/secure.ts';

export { describeTls } from './egress/secure.ts';
export type { FetchFailure, Patience, Peer };

/** Opens a TCP connection; net.connect but in the sandbox, which leads each address to a server of its own. */
export type Dial = (address: string, port: number) => Socket;

export interface EgressSettings {
  /** `address` or `address:port`; null: the system's own. */
  nameServers: string[] | null;
  /** Hosts, addresses or CIDRs inside the network that may be connected to all the same. */
  allow: string[];
  dial: Dial;
  /** Certificate authorities besides Node's own, PEM. */
  ca: string[];
  /** The name this server has in the DNS, for EHLO; absent: it has none, and says its address. */
  clientName?: string;
  /** Hears what is refused, for the operator: reps are not told what is inside the network. */
  onForbidden?: (refused: { host: string; addresses: string[] }) => void;
}

export interface MailExchange {
  exchange: string;
  priority: number;
}

/** A service location, RFC 2782. */
export interface ServiceRecord {
  name: string;
  port: number;
  priority: number;
  weight: number;
}

/** The only way out of this server: every name is resolved once, every address checked, every certificate verified. */
export interface Egress {
  /** What this server calls itself in EHLO; null: it has no name in the DNS. */
  clientName: string | null;
  /** The addresses of a host that may be connected to, IPv4 first; fails with name-not-found, name-lookup-failed, address-forbidden. */
  resolve(host: string, port: number): Promise<Result<{ addresses: string[] }, ConnectionFailure>>;
  /** Connects to an address of that host, checked again; fails with address-forbidden, connection-refused, connection-timed-out, connection-lost. */
  connect(
    to: { host: string; address: string; port: number },
    patience: Patience,
  ): Promise<Result<Socket, ConnectionFailure>>;
  /** Connects to the first of a host's addresses that answers, and hangs up whenever the signal aborts; fails as the first of them did. */
  connectAny(
    to: { host: string; port: number },
    addresses: readonly string[],
    patience: Patience,
  ): Promise<Result<{ socket: Socket; address: string }, ConnectionFailure>>;
  /** TLS over a connection, verified for the peer's host; fails with tls-failed, certificate-… and as `connect` does. */
  secure(socket: Socket, peer: Peer, patience: Patience): Promise<Result<TLSSocket, ConnectionFailure>>;
  /** Mail exchangers, empty when there are none; fails when no name server answers. */
  mx(domain: string): Promise<Result<MailExchange[], 'unreachable'>>;
  /** Service records, empty when there are none; fails when no name server answers. */
  srv(name: string): Promise<Result<ServiceRecord[], 'unreachable'>>;
  /** TXT records, each as one text, empty when there are none; fails when no name server answers. */
  txt(name: string): Promise<Result<string[], 'unreachable'>>;
  /** The text at an https address, port 443, at most two redirects, none of which leads inside the network. */
  fetchText(url: string, bounds: FetchBounds): Promise<Result<string, FetchFailure>>;
}

const NO_SUCH_NAME = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME']);
const HTTPS = 443;
/** One lookup: two tries of three seconds at most. */
const LOOKUP = { timeout: 3_000, tries: 2 };
const PAGE_TIMEOUT = 5_000;

export function createEgress({ nameServers, allow, dial, ca, clientName, onForbidden }: EgressSettings): Egress {
  const resolver = new Resolver(LOOKUP);
  if (nameServers) resolver.setServers(nameServers);
  const permits = addressRules(allow);
  const permitsNothingInside = addressRules([]);
  const trust = trustContext(ca);

  const egress: Egress = {
    clientName: clientName ?? null,
    resolve: (host, port) => addressesOf(host, port, permits),

    connect({ host, address, port }, { milliseconds, signal }) {
      const failure = (kind: ConnectionFailureKind, detail: string | null): ConnectionFailure => ({
        kind,
        stage: 'connect',
        host,
        port,
        detail,
      });
      if (!permits(host, address)) return Promise.resolve(failed(failure('address-forbidden', null)));
      if (!isSubmissionPort(port) && port !== HTTPS)
        return Promise.resolve(failed(failure('address-forbidden', `port ${port}`)));
      return new Promise((resolve) => {
        const socket = dial(address, port);
        const settle = (result: Result<Socket, ConnectionFailure>): void => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', stop);
          socket.off('error', refuse);
          if (!result.ok) socket.on('error', () => undefined).destroy();
          resolve(result);
        };
        const refuse = (error: NodeJS.ErrnoException): void =>
          settle(failed(failure(refusalOf(error.code), `${address} ${error.code ?? error.message}`)));
        const stop = (): void => settle(failed(failure('connection-lost', 'stopped')));
        const timer = setTimeout(() => settle(failed(failure('connection-timed-out', address))), milliseconds);
        socket.once('error', refuse).once('connect', () => settle(success(socket)));
        signal?.addEventListener('abort', stop);
        if (signal?.aborted) stop();
      });
    },

    async connectAny({ host, port }, addresses, patience) {
      let first: ConnectionFailure | null = null;
      for (const address of addresses) {
        const connected = await egress.connect({ host, address, port }, patience);
        if (connected.ok) {
          const socket = connected.value;
          patience.signal?.addEventListener('abort', () => socket.destroy(), { once: true });
          return success({ socket, address });
        }
        first ??= connected.failure;
      }
      return failed(first ?? { kind: 'name-not-found', stage: 'connect', host, port, detail: null });
    },

    secure: (socket, peer, patience) =>
      secure(socket, { ...peer, host: domainToASCII(peer.host) || peer.host }, trust, patience),

    mx: async (domain) => bestFirst(await answer(resolver.resolveMx(domainToASCII(domain)))),

    srv: async (name) => bestFirst(await answer(resolver.resolveSrv(domainToASCII(name)))),

    async txt(name) {
      const found = await answer(resolver.resolveTxt(domainToASCII(name)));
      return found.ok ? success(found.value.map((parts) => parts.join(''))) : failed('unreachable');
    },

    fetchText: (url, bounds) => fetchText(url, openSecure, bounds),
  };

  async function addressesOf(
    host: string,
    port: number,
    rules: Permits,
  ): Promise<Result<{ addresses: string[] }, ConnectionFailure>> {
    const fail = (kind: ConnectionFailureKind, detail: string | null) =>
      failed({ kind, stage: 'connect' as const, host, port, detail });
    const name = isIP(host) ? host : domainToASCII(host);
    if (name === '') return fail('name-not-found', null);
    const found = isIP(host)
      ? [success([host])]
      : await Promise.all([answer(resolver.resolve4(name)), answer(resolver.resolve6(name))]);
    const addresses = found.flatMap((one) => (one.ok ? one.value : []));
    if (addresses.length === 0) {
      const silent = found.find((one) => !one.ok);
      return silent?.ok === false ? fail('name-lookup-failed', silent.failure) : fail('name-not-found', null);
    }
    const permitted = addresses.filter((address) => rules(host, address));
    if (permitted.length > 0) return success({ addresses: permitted });
    onForbidden?.({ host, addresses });
    return fail('address-forbidden', null);
  }

  async function openSecure(host: string, { isLed, signal }: Opening): Promise<Result<Socket, ConnectionFailure>> {
    // Where reps may submit, a stranger's settings file may not have us get whatever it likes.
    const resolved = await addressesOf(host, HTTPS, isLed ? permitsNothingInside : permits);
    if (!resolved.ok) return resolved;
    const [address = ''] = resolved.value.addresses;
    const patience = { milliseconds: PAGE_TIMEOUT, signal };
    const connected = await egress.connect({ host, address, port: HTTPS }, patience);
    return connected.ok ? egress.secure(connected.value, { host, port: HTTPS, stage: 'connect' }, patience) : connected;
  }

  return egress;
}

/** What a name server said: nothing there is an answer too; the failure is the resolver's code. */
async function answer<T>(asked: Promise<T[]>): Promise<Result<T[], string>> {
  try {
    return success(await asked);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    return NO_SUCH_NAME.has(code) ? success([]) : failed(code);
  }
}

const bestFirst = <T extends { priority: number }>(found: Result<T[], string>): Result<T[], 'unreachable'> =>
  found.ok ? success(found.value.sort((a, b) => a.priority - b.priority)) : failed('unreachable');

/** No route counts as nobody answering: to a person both are a firewall in the way. */
const refusalOf = (code: string | undefined): ConnectionFailureKind =>
  code === 'ECONNREFUSED' || code === 'ECONNRESET' ? 'connection-refused' : 'connection-timed-out';
