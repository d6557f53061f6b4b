import type { DeliveryChannel } from '../../domain/channel.ts';
import type { Credential } from '../../domain/credential.ts';
import type { DeliveryFailure } from '../../domain/failure.ts';
import type { Envelope } from '../../domain/message.ts';
import type { Attempt } from '../../domain/outbox.ts';
import type { Result } from '../../domain/result.ts';
import { success } from '../../domain/result.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import type { Egress } from '../egress.ts';
import type { Connection } from './connection.ts';
import { beginSafely, dialAny, type OpeningNeeds } from './open.ts';
import { DELIVERY_TIMEOUTS, longestAttempt, type Timeouts } from './timeouts.ts';
import { transmit, type Transmission } from './transmit.ts';

export interface DeliveryJob extends Transmission {
  channel: Pick<DeliveryChannel, 'server'>;
  credential: Credential;
  envelope: Envelope;
}

export interface DeliveryNeeds {
  egress: Egress;
  timeouts?: Timeouts;
  /** For the whole attempt up to the final dot, by the message's size; milliseconds. */
  patience?: (bytes: number) => number;
}

/** Sends one message on a connection of its own. Never throws for what the network or the server does. */
export async function deliver(
  { channel, credential, ...transmission }: DeliveryJob,
  { egress, timeouts = DELIVERY_TIMEOUTS, patience = longestAttempt }: DeliveryNeeds,
): Promise<Attempt> {
  const giveUp = new AbortController();
  const { bytes, content } = transmission;
  const timer = setTimeout(() => giveUp.abort(), patience(bytes));
  async function* toItsEnd(): AsyncGenerator<Uint8Array> {
    yield* content();
    // Next is the final dot: from there on hanging up would leave the message uncertain.
    clearTimeout(timer);
  }
  try {
    const session = await openSession(channel.server, credential, { egress, timeouts, signal: giveUp.signal });
    if (!session.ok) return fail(session.failure);
    const attempt = await transmit(session.value, { ...transmission, content: toItsEnd });
    // What became of the message is written down first; the goodbye takes care of itself.
    void session.value.quit();
    return attempt.ended === 'failed' ? fail(attempt.failure, attempt.refused) : attempt;
  } finally {
    clearTimeout(timer);
  }

  function fail(failure: DeliveryFailure, refused: Refused = []): Attempt {
    const tooSlow = giveUp.signal.aborted && !('reply' in failure);
    const { kind, detail } = { kind: 'connection-timed-out', detail: 'the attempt took too long' } as const;
    return { ended: 'failed', failure: tooSlow ? { ...failure, kind, detail } : failure, refused };
  }
}

type Refused = Extract<Attempt, { ended: 'failed' }>['refused'];

/** A connection that is logged in. */
async function openSession(
  server: SubmissionServer,
  credential: Credential,
  needs: OpeningNeeds,
): Promise<Result<Connection, DeliveryFailure>> {
  const resolved = await needs.egress.resolve(server.host, server.port);
  if (!resolved.ok) return resolved;
  const dialled = await dialAny(server, resolved.value.addresses, needs);
  if (!dialled.ok) return dialled;
  const begun = await beginSafely(dialled.value.socket, server, needs);
  if (!begun.ok) return begun;
  const { connection } = begun.value;
  const login = await connection.login(credential);
  if (login.ok) return success(connection);
  connection.destroy();
  return login;
}
