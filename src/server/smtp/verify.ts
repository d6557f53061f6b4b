import type { Candidate } from '../../domain/candidate.ts';
import type { Login } from '../../domain/credential.ts';
import type { DeliveryFailure } from '../../domain/failure.ts';
import type { Instant } from '../../domain/instant.ts';
import { asSaid } from '../../domain/login-name.ts';
import { formatReply } from '../../domain/reply.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { tellSteps } from '../../domain/step-telling.ts';
import { prove, type PassedVerification, type StepReport } from '../../domain/verification.ts';
import { describeTls, type Egress } from '../egress.ts';
import type { Connection } from './connection.ts';
import { mailPath } from './mail-path.ts';
import { beginSafely } from './open.ts';
import { notAnAddress, utf8NotOffered } from '../../domain/our-refusal.ts';
import { VERIFICATION_TIMEOUTS, type Timeouts } from './timeouts.ts';

export interface VerificationNeeds {
  egress: Egress;
  clock: () => Instant;
  timeouts?: Timeouts;
}

/**
 * Proves a candidate by its five steps, each told as it begins and ends; at most one login, and no message is sent. The
 * generator's return value is the proof, or the failure of the step that ended it. Leaving it early hangs up.
 */
export async function* verify(
  candidate: Candidate,
  login: Login,
  { egress, clock, timeouts = VERIFICATION_TIMEOUTS }: VerificationNeeds,
  signal?: AbortSignal,
): AsyncGenerator<StepReport, Result<PassedVerification, DeliveryFailure>> {
  const { server, sender } = candidate;
  // A server that has the password says whether it takes it: hanging up would not undo the login, and lose the answer.
  const opening = new AbortController();
  const stop = (): void => opening.abort();
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  const needs = { egress, timeouts, signal: opening.signal };
  const { reports, step } = tellSteps(clock);
  let hangUp = (): void => undefined;

  // Told at once: whoever hears that the step has passed may leave before this generator goes on.
  const dial = (addresses: string[]) => async () => {
    const patience = { milliseconds: timeouts.connect, signal: opening.signal };
    const dialled = await egress.connectAny(server, addresses, patience);
    if (dialled.ok) hangUp = () => dialled.value.socket.destroy();
    return dialled;
  };

  try {
    const resolved = yield* step(
      'dns',
      () => egress.resolve(server.host, server.port),
      ({ addresses }) => addresses.join(', '),
    );
    if (!resolved.ok) return resolved;

    const dialled = yield* step(
      'tcp',
      dial(resolved.value.addresses),
      ({ address }) => `${address}, port ${server.port}`,
    );
    if (!dialled.ok) return dialled;

    const begun = yield* step(
      'tls',
      () => beginSafely(dialled.value.socket, server, needs),
      ({ secured }) => describeTls(secured, server.host),
    );
    if (!begun.ok) return begun;
    const { connection } = begun.value;

    const loggedIn = yield* step(
      'auth',
      () => {
        signal?.removeEventListener('abort', stop);
        return connection.login(asSaid(server.host, login));
      },
      (mechanism) => mechanism,
    );
    if (!loggedIn.ok) return loggedIn;

    const asked = yield* step(
      'sender',
      () => askAsSender(connection, sender.address),
      (words) => words,
    );
    if (!asked.ok) return asked;
    await connection.quit();

    const proof = prove(
      candidate,
      { mechanism: loggedIn.value, advertisedBytes: connection.extensions.size },
      reports,
      clock(),
    );
    if (proof === null) throw new Error('five passed steps are no proof');
    return success(proof);
  } finally {
    signal?.removeEventListener('abort', stop);
    hangUp();
  }
}

/** Begins a message to oneself and takes it back: as far as one can go without sending. */
async function askAsSender(connection: Connection, address: string): Promise<Result<string, DeliveryFailure>> {
  const path = mailPath(address);
  if (path === null) return failed(notAnAddress('sender-refused', address));
  const { beyondAscii } = path;
  if (beyondAscii && !connection.extensions.keywords.has('SMTPUTF8'))
    return failed(utf8NotOffered('sender-refused', address));
  const mail = await connection.mail(path, { bytes: null, beyondAscii });
  if (!mail.ok) return mail;
  const rcpt = await connection.rcpt(path);
  if (!rcpt.ok) return rcpt;
  await connection.reset('rcpt');
  return success(formatReply(rcpt.value));
}
