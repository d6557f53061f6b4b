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
import { beginSafely, dialAny } from './open.ts';
import { DELIVERY_TIMEOUTS, type Timeouts } from './timeouts.ts';
import { transmit, type Transmission } from './transmit.ts';

export interface DeliveryJob extends Transmission {
  channel: Pick<DeliveryChannel, 'server'>;
  credential: Credential;
  envelope: Envelope;
}

export interface DeliveryNeeds {
  egress: Egress;
  timeouts?: Timeouts;
}

/** Sends one message on a connection of its own. Never throws for what the network or the server does. */
export async function deliver(
  { channel, credential, ...transmission }: DeliveryJob,
  { egress, timeouts = DELIVERY_TIMEOUTS }: DeliveryNeeds,
): Promise<Attempt> {
  const session = await openSession(channel.server, credential, egress, timeouts);
  if (!session.ok) return { ended: 'failed', failure: session.failure, refused: [] };
  const attempt = await transmit(session.value, transmission);
  await session.value.quit();
  return attempt;
}

/** A connection that is logged in, ready for message after message. */
export async function openSession(
  server: SubmissionServer,
  credential: Credential,
  egress: Egress,
  timeouts: Timeouts,
): Promise<Result<Connection, DeliveryFailure>> {
  const needs = { egress, timeouts };
  const resolved = await egress.resolve(server.host, server.port);
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
