import { asOperators, isDefaultChannel } from '../../domain/default-channel.ts';
import type { Login } from '../../domain/credential.ts';
import type { DeliveryFailure, GrantFailure } from '../../domain/failure.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { transportOf } from '../../domain/transport.ts';
import { graphHost } from '../graph/connect.ts';
import { openSession as openGraph } from '../graph/session.ts';
import { verify as verifyAtGraph } from '../graph/verify.ts';
import { openSession } from '../smtp/session.ts';
import { verify } from '../smtp/verify.ts';
import type { CarryNeeds, Session } from '../use-cases/carry-mail.ts';
import type { ProvingNeeds } from '../use-cases/prove-channel.ts';
import type { ConfiguredChannel } from '../use-cases/use-default-channel.ts';
import { provedForRep, sessionForRep, wordsToLog } from './default-channel.ts';
import type { Ground } from './ground.ts';
import type { SigningIn } from './signing-in.ts';

/** Both ways out, and which of them is a channel's. */
export function wireSending(ground: Ground, { login }: SigningIn, defaultChannel: ConfiguredChannel | null) {
  const { config, app, egress, timeouts, clock } = ground;
  const graph = config.microsoftGraph === null ? null : graphHost(config.microsoftGraph);
  const words = wordsToLog(app.log, defaultChannel);
  const prove: ProvingNeeds['verify'] = (candidate, said, transport, signal) => {
    if (transport === 'smtp') {
      if (!isDefaultChannel(candidate)) return verify(candidate, said, { egress, clock }, signal);
      const { server } = defaultChannel ?? candidate;
      return provedForRep(candidate, verify({ ...candidate, server }, said, { egress, clock }, signal), words);
    }
    if (graph === null || said.kind !== 'token') return refuse();
    return verifyAtGraph(graph, candidate, said, { egress, clock }, signal);
  };
  const openAtRelay = async ({ server }: ConfiguredChannel, said: Login, signal: AbortSignal) => {
    const opened = await openSession(server, said, { egress, timeouts, signal });
    if (opened.ok) return success(sessionForRep(opened.value, words));
    words(opened.failure);
    return failed(asOperators(opened.failure));
  };
  const open: CarryNeeds['openSession'] = async ({ id, server, mechanism }, credential, signal) =>
    login.by(id, credential, async (said): Promise<Result<Session, DeliveryFailure>> => {
      if (credential.kind === 'configured' && defaultChannel !== null) return openAtRelay(defaultChannel, said, signal);
      if (transportOf(mechanism) === 'smtp') return openSession(server, said, { egress, timeouts, signal });
      if (graph === null || said.kind !== 'token') return failed(NOT_OFFERED);
      return openGraph(graph, said, { egress, clock, signal });
    });
  return { verify: prove, openSession: open };
}

export type Sending = ReturnType<typeof wireSending>;

/** The operator had offered Graph, and does not any more: the rep signs in to send as before, or mail waits until it is offered again. */
const NOT_OFFERED: GrantFailure = {
  kind: 'transport-not-offered',
  stage: 'auth',
  service: 'microsoft',
  error: null,
  detail: 'MICROSOFT_GRAPH_URL is not set',
};

/** Nobody knows where Graph is: the first step ends there. */
async function* refuse(): ReturnType<ProvingNeeds['verify']> {
  yield { step: 'dns', outcome: 'started' };
  yield { step: 'dns', outcome: 'failed', milliseconds: 0, failure: NOT_OFFERED };
  return failed(NOT_OFFERED);
}
