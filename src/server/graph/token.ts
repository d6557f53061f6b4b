import type { TLSSocket } from 'node:tls';
import type { DeliveryFailure } from '../../domain/failure.ts';
import { classifyGraph, NO_BASE64, provesToken } from '../../domain/graph-answer.ts';
import type { Instant } from '../../domain/instant.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { ask } from './ask.ts';
import type { GraphHost } from './connect.ts';
import type { Timeouts } from './timeouts.ts';

/** Whether mail may be sent by a token, without sending any: over a connection that is gone afterwards. */
export async function tryToken(
  socket: TLSSocket,
  graph: GraphHost,
  token: string,
  { timeouts, clock }: { timeouts: Timeouts; clock: () => Instant },
): Promise<Result<void, DeliveryFailure>> {
  const asked = await ask(socket, graph, { token, body: once(NO_BASE64), bytes: NO_BASE64.length }, timeouts);
  if (asked.ended === 'lost') return failed({ ...asked.failure, stage: 'auth' });
  if (provesToken(asked.answer)) return success(undefined);
  return failed(classifyGraph(asked.answer, 'token', clock()));
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, 'latin1');
}
