import type { Socket } from 'node:net';
import { connect, createSecureContext, getCACertificates, type SecureContext, type TLSSocket } from 'node:tls';
import type { ConnectionFailure, ConnectionFailureKind, Stage } from '../../domain/failure.ts';
import { failed, success, type Result } from '../../domain/result.ts';

/** Whom a connection is for: the name that certificates are checked against, and where in the conversation it is. */
export interface Peer {
  host: string;
  port: number;
  stage: Stage;
}

/** How long to wait, in milliseconds, and who may end the waiting. */
export interface Patience {
  milliseconds: number;
  signal?: AbortSignal | undefined;
}

/** Node's own certificate authorities (with NODE_EXTRA_CA_CERTS) and the operator's. Built once: parsing them takes longer than a handshake. */
export const trustContext = (extra: readonly string[]): SecureContext =>
  createSecureContext({ ca: [...getCACertificates('default'), ...extra], minVersion: 'TLSv1.2' });

const EXPIRED = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID']);
const WRONG_NAME = new Set(['ERR_TLS_CERT_ALTNAME_INVALID', 'HOSTNAME_MISMATCH']);

function kindOf(certificateFault: string | null): ConnectionFailureKind {
  if (certificateFault === null) return 'tls-failed';
  if (EXPIRED.has(certificateFault)) return 'certificate-expired';
  return WRONG_NAME.has(certificateFault) ? 'certificate-wrong-name' : 'certificate-untrusted';
}

/** Puts TLS 1.2 or later over a socket and verifies the certificate for the peer's name; the socket is gone when that fails. */
export function secure(
  socket: Socket,
  peer: Peer,
  trust: SecureContext,
  { milliseconds, signal }: Patience,
): Promise<Result<TLSSocket, ConnectionFailure>> {
  return new Promise((resolve) => {
    const fail = (kind: ConnectionFailureKind, detail: string): void => {
      settle();
      secured.destroy();
      socket.destroy();
      resolve(failed({ kind, ...peer, detail }));
    };
    const timer = setTimeout(() => fail('connection-timed-out', 'no end to the TLS handshake'), milliseconds);
    const stop = (): void => fail('connection-lost', 'stopped');
    // Set before a refused certificate destroys the socket, and by nothing else.
    const onError = (error: NodeJS.ErrnoException): void => {
      const fault = secured.authorizationError as unknown as string | undefined;
      fail(kindOf(fault ?? null), error.message.trim() || (error.code ?? 'no reason given'));
    };
    const onClose = (): void => fail('tls-failed', 'the connection was closed during the TLS handshake');
    const settle = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      secured.off('error', onError).off('close', onClose);
      secured.on('error', ignore);
    };
    // The TLS socket tells every error of the socket below it; unheard, that one would end the process.
    socket.on('error', ignore);
    const secured = connect({ socket, servername: peer.host, secureContext: trust, minVersion: 'TLSv1.2' });
    secured.on('error', onError).on('close', onClose);
    secured.once('secureConnect', () => {
      settle();
      resolve(success(secured));
    });
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
  });
}

const ignore = (): void => undefined;

/** What a secured connection is, in a line worth showing. */
export function describeTls(secured: TLSSocket, host: string): string {
  const validUntil = new Date(secured.getPeerCertificate().valid_to).toISOString().slice(0, 10);
  return `${String(secured.getProtocol())}, certificate for ${host}, valid until ${validUntil}`;
}
