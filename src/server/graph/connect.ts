import type { TLSSocket } from 'node:tls';
import type { ConnectionFailure } from '../../domain/failure.ts';
import type { Result } from '../../domain/result.ts';
import type { Egress } from '../egress.ts';
import type { Timeouts } from './timeouts.ts';

/** Where Graph is: the operator's address for it has a name and no port of its own. */
export interface GraphHost {
  host: string;
  port: 443;
}

export const graphHost = (url: string): GraphHost => ({ host: new URL(url).hostname, port: 443 });

export interface ConnectNeeds {
  egress: Egress;
  timeouts: Timeouts;
  signal?: AbortSignal | undefined;
}

/** A verified TLS connection to Graph. */
export async function connect(
  graph: GraphHost,
  { egress, timeouts, signal }: ConnectNeeds,
): Promise<Result<TLSSocket, ConnectionFailure>> {
  const resolved = await egress.resolve(graph.host, graph.port);
  if (!resolved.ok) return resolved;
  const dialled = await egress.connectAny(graph, resolved.value.addresses, { milliseconds: timeouts.connect, signal });
  if (!dialled.ok) return dialled;
  const patience = { milliseconds: timeouts.handshake, signal };
  return egress.secure(dialled.value.socket, { ...graph, stage: 'connect' }, patience);
}
