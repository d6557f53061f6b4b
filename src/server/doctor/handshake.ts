import { once } from 'node:events';
import { connect } from 'node:net';
import type { ConnectionFailure } from '../../domain/failure.ts';
import { SECOND, type Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { secure, trustContext } from '../egress/secure.ts';
import { saidBy } from './examine.ts';

const HTTPS = 443;
const PATIENCE = 5 * SECOND;

/**
 * TLS to an address of the operator's own, which may lie inside the network, and nothing more: gives back how long its
 * certificate is valid. Trusts the given authorities (PEM) beside the usual ones.
 */
export async function shakeHands(
  address: string,
  ca: readonly string[],
  signal: AbortSignal,
): Promise<Result<{ endsAt: Instant }, ConnectionFailure>> {
  const { hostname, port } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, '');
  const peer = { host, port: Number(port || HTTPS), stage: 'connect' } as const;
  const socket = connect(peer.port, host);
  try {
    await once(socket, 'connect', { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]) });
  } catch (error) {
    socket.destroy();
    const { code } = error as NodeJS.ErrnoException;
    const kind = code === 'ENOTFOUND' ? 'name-not-found' : code === 'ECONNREFUSED' ? 'connection-refused' : null;
    return failed({ kind: kind ?? 'connection-timed-out', ...peer, detail: saidBy(error) });
  }
  const secured = await secure(socket, peer, trustContext(ca), { milliseconds: PATIENCE, signal });
  if (!secured.ok) return secured;
  const { valid_to: validTo } = secured.value.getPeerCertificate();
  secured.value.destroy();
  return success({ endsAt: Date.parse(validTo) });
}
