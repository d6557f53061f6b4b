import type { DeliveryFailure } from '../../domain/failure.ts';
import { success, type Result } from '../../domain/result.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import type { Extensions } from './extensions.ts';
import { beginSafely, type OpeningNeeds } from './open.ts';

/** A port that is closed swallows what is sent to it; there is no use in finding that out at each of a host's addresses. */
const ENOUGH_ADDRESSES = 3;

/** Goes to a submission server as far as its answer to EHLO over verified TLS, and says goodbye: nobody logs in. Gives what it can do. */
export async function reach(
  server: SubmissionServer,
  needs: OpeningNeeds,
): Promise<Result<Extensions, DeliveryFailure>> {
  const { egress, timeouts, signal } = needs;
  const resolved = await egress.resolve(server.host, server.port);
  if (!resolved.ok) return resolved;
  const dialled = await egress.connectAny(server, resolved.value.addresses.slice(0, ENOUGH_ADDRESSES), {
    milliseconds: timeouts.connect,
    signal,
  });
  if (!dialled.ok) return dialled;
  const begun = await beginSafely(dialled.value.socket, server, needs);
  if (!begun.ok) return begun;
  const { connection } = begun.value;
  // Whoever waits has the answer: how long the server takes to say goodbye is nothing to them.
  void connection.quit();
  return success(connection.extensions);
}
