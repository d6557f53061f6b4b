import { sameAddress } from '../../domain/address.ts';
import type { Candidate } from '../../domain/candidate.ts';
import { BEARER, type Login } from '../../domain/credential.ts';
import type { DeliveryFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { notTheAccount } from '../../domain/our-refusal.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { tellSteps } from '../../domain/step-telling.ts';
import { GRAPH } from '../../domain/transport.ts';
import { prove, type PassedVerification, type StepReport } from '../../domain/verification.ts';
import { describeTls, type Egress } from '../egress.ts';
import type { GraphHost } from './connect.ts';
import { VERIFICATION_TIMEOUTS, type Timeouts } from './timeouts.ts';
import { tryToken } from './token.ts';

export interface VerificationNeeds {
  egress: Egress;
  clock: () => Instant;
  timeouts?: Timeouts;
}

/**
 * Proves a candidate by its five steps at Graph, each told as it begins and ends; no message is sent. That one may send as
 * somebody else shows only when one does: the sender must be the account itself. The generator's return value is the proof,
 * or the failure of the step that ended it. Leaving it early hangs up.
 */
export async function* verify(
  graph: GraphHost,
  candidate: Candidate,
  { token, username }: Extract<Login, { kind: 'token' }>,
  { egress, clock, timeouts = VERIFICATION_TIMEOUTS }: VerificationNeeds,
  signal?: AbortSignal,
): AsyncGenerator<StepReport, Result<PassedVerification, DeliveryFailure>> {
  const { sender } = candidate;
  const { reports, step } = tellSteps(clock);
  let hangUp = (): void => undefined;
  const dial = (addresses: string[]) => async () => {
    const dialled = await egress.connectAny(graph, addresses, { milliseconds: timeouts.connect, signal });
    if (dialled.ok) hangUp = () => dialled.value.socket.destroy();
    return dialled;
  };
  const askAsSender = async (): Promise<Result<string, DeliveryFailure>> =>
    sameAddress(sender.address, username) ? success(sender.address) : failed(notTheAccount(sender.address, username));
  try {
    const resolved = yield* step(
      'dns',
      () => egress.resolve(graph.host, graph.port),
      ({ addresses }) => addresses.join(', '),
    );
    if (!resolved.ok) return resolved;

    const dialled = yield* step(
      'tcp',
      dial(resolved.value.addresses),
      ({ address }) => `${address}, port ${String(graph.port)}`,
    );
    if (!dialled.ok) return dialled;

    const secured = yield* step(
      'tls',
      () => {
        const patience = { milliseconds: timeouts.handshake, signal };
        return egress.secure(dialled.value.socket, { ...graph, stage: 'connect' }, patience);
      },
      (socket) => describeTls(socket, graph.host),
    );
    if (!secured.ok) return secured;

    const tried = yield* step(
      'auth',
      () => tryToken(secured.value, graph, token, { timeouts, clock }),
      () => BEARER,
    );
    if (!tried.ok) return tried;

    const asked = yield* step('sender', askAsSender, (address) => address);
    if (!asked.ok) return asked;

    const proof = prove(candidate, { mechanism: BEARER, advertisedBytes: GRAPH.messageBytes }, reports, clock());
    if (proof === null) throw new Error('five passed steps are no proof');
    return success(proof);
  } finally {
    hangUp();
  }
}
