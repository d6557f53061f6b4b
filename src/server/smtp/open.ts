import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { DeliveryFailure } from '../../domain/failure.ts';
import { success, type Result } from '../../domain/result.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import type { Egress } from '../egress.ts';
import { Connection, expect } from './connection.ts';
import type { Timeouts } from './timeouts.ts';
import { Wire } from './wire.ts';

export interface OpeningNeeds {
  egress: Egress;
  timeouts: Timeouts;
  signal?: AbortSignal | undefined;
}

/** From the open socket to the answer to EHLO over verified TLS: implicit (RFC 8314 3.3), or by STARTTLS (RFC 3207), without which nothing goes on. */
export async function beginSafely(
  socket: Socket,
  server: SubmissionServer,
  needs: OpeningNeeds,
): Promise<Result<{ connection: Connection; secured: TLSSocket }, DeliveryFailure>> {
  const begun =
    server.security === 'tls' ? await implicitly(socket, server, needs) : await byStartTls(socket, server, needs);
  if (!begun.ok) {
    socket.destroy();
    return begun;
  }
  const { secured, wire } = begun.value;
  const connection = await Connection.greet(wire, needs.egress.clientName, needs.timeouts);
  if (!connection.ok) {
    wire.destroy();
    return connection;
  }
  return success({ connection: connection.value, secured });
}

type Begun = Result<{ secured: TLSSocket; wire: Wire }, DeliveryFailure>;

async function implicitly(socket: Socket, server: SubmissionServer, needs: OpeningNeeds): Promise<Begun> {
  const secured = await handshake(socket, server, 'connect', needs);
  if (!secured.ok) return secured;
  const wire = new Wire(secured.value, server);
  const greeting = await greeted(wire, needs.timeouts);
  return greeting.ok ? success({ secured: secured.value, wire }) : greeting;
}

async function byStartTls(socket: Socket, server: SubmissionServer, needs: OpeningNeeds): Promise<Begun> {
  const { egress, timeouts } = needs;
  const plain = new Wire(socket, server);
  const greeting = await greeted(plain, timeouts);
  if (!greeting.ok) return greeting;
  const before = await Connection.greet(plain, egress.clientName, timeouts);
  if (!before.ok) return before;
  // Whoever strips this line from the answer gets no password in the clear for it.
  if (!before.value.extensions.keywords.has('STARTTLS'))
    return plain.broken('starttls', 'tls-not-offered', 'no STARTTLS');
  const reply = await plain.ask('STARTTLS', 'starttls', timeouts.command);
  const ready = reply.ok ? expect(plain, reply.value, 2, 'starttls') : reply;
  if (!ready.ok) return ready;
  const released = plain.release();
  if (!released.ok) return released;
  const secured = await handshake(released.value, server, 'starttls', needs);
  return secured.ok ? success({ secured: secured.value, wire: new Wire(secured.value, server) }) : secured;
}

const handshake = (
  socket: Socket,
  { host, port }: SubmissionServer,
  stage: 'connect' | 'starttls',
  { egress, timeouts, signal }: OpeningNeeds,
) => egress.secure(socket, { host, port, stage }, { milliseconds: timeouts.handshake, signal });

async function greeted(wire: Wire, timeouts: Timeouts): Promise<Result<unknown, DeliveryFailure>> {
  const greeting = await wire.read('greeting', timeouts.greeting);
  return greeting.ok ? expect(wire, greeting.value, 2, 'greeting') : greeting;
}
