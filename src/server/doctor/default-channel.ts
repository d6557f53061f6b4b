import { SECOND } from '../../domain/instant.ts';
import type { DeliveryFailure } from '../../domain/failure.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { Config } from '../config.ts';
import type { DefaultChannel } from '../config/default-channel.ts';
import type { Egress } from '../egress.ts';
import { beginSafely } from '../smtp/open.ts';
import { VERIFICATION_TIMEOUTS } from '../smtp/timeouts.ts';
import type { Check } from './examine.ts';
import { mend, ok, type Finding } from './finding.ts';
import { wordsOf } from './words.ts';

const ABOUT = 'DEFAULT_CHANNEL_URL';
const TIMEOUTS = { ...VERIFICATION_TIMEOUTS, connect: 5 * SECOND };

/** The operator's channel for those without: whether it is there, and lets us in. Nothing is sent. */
export function defaultChannelChecks({ defaultChannel }: Config, egress: Egress): Check[] {
  if (defaultChannel === null)
    return [{ about: ABOUT, lasts: SECOND, run: () => [ok(ABOUT, 'None: every rep has a channel of their own.')] }];
  return [
    { about: ABOUT, lasts: 60 * SECOND, run: async (signal) => [await findingOf(defaultChannel, egress, signal)] },
  ];
}

async function findingOf(channel: DefaultChannel, egress: Egress, signal: AbortSignal): Promise<Finding> {
  const { host, port } = channel.server;
  const tried = await tryLogin(channel, egress, signal);
  if (tried.ok) return ok(ABOUT, `${host} answers, over TLS, and takes the login.`);
  const { failure } = tried;
  if (failure.stage === 'auth')
    return mend(ABOUT, `${host} does not take the login: ${wordsOf(failure)}.`, 'Set user name and password right.');
  const todo =
    failure.kind === 'address-forbidden'
      ? `Name ${host} in SUBMISSION_ALLOW.`
      : failure.kind.startsWith('certificate-')
        ? 'See to its certificate, or name its authority in EXTRA_CA_FILE.'
        : `See that this machine reaches it, at port ${port}.`;
  return mend(ABOUT, `${host} cannot be used: ${wordsOf(failure)}.`, todo);
}

/** One login, and goodbye. */
async function tryLogin(
  { server, username, password }: DefaultChannel,
  egress: Egress,
  signal: AbortSignal,
): Promise<Result<undefined, DeliveryFailure>> {
  const resolved = await egress.resolve(server.host, server.port);
  if (!resolved.ok) return resolved;
  const { addresses } = resolved.value;
  const dialled = await egress.connectAny(server, addresses, { milliseconds: TIMEOUTS.connect, signal });
  if (!dialled.ok) return dialled;
  const begun = await beginSafely(dialled.value.socket, server, { egress, timeouts: TIMEOUTS, signal });
  if (!begun.ok) return begun;
  const { connection } = begun.value;
  const loggedIn = await connection.login({ kind: 'password', username, password });
  if (!loggedIn.ok) {
    dialled.value.socket.destroy();
    return failed(loggedIn.failure);
  }
  await connection.quit();
  return success(undefined);
}
