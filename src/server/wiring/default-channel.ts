import type { Candidate } from '../../domain/candidate.ts';
import { DEFAULT_SERVER, asOperators } from '../../domain/default-channel.ts';
import type { Login } from '../../domain/credential.ts';
import type { ConnectionFailure, DeliveryFailure } from '../../domain/failure.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { Config } from '../config.ts';
import type { ConfiguredChannel } from '../use-cases/use-default-channel.ts';
import type { ProvingNeeds } from '../use-cases/prove-channel.ts';
import type { Vault } from '../vault/vault.ts';

/** The operator's channel, with its login as the configuration has it: no channel keeps a copy that could grow old. */
export function wireDefaultChannel(
  { defaultChannel }: Pick<Config, 'defaultChannel'>,
  vault: Vault,
): ConfiguredChannel | null {
  if (defaultChannel === null) return null;
  const { server, username, password, limits } = defaultChannel;
  const login = { kind: 'password', username, password } as const;
  return { server, limits, login, mark: vault.mark(JSON.stringify([server.host, username, password])) };
}

/** What a channel says at its login whose credential is the operator's. */
export const configuredLogin = (channel: ConfiguredChannel | null) => (): Result<Login, DeliveryFailure> =>
  channel === null ? failed(WITHDRAWN) : success(channel.login);

const WITHDRAWN: ConnectionFailure = {
  kind: 'default-channel-withdrawn',
  stage: 'connect',
  host: DEFAULT_SERVER.host,
  port: 0,
  detail: 'DEFAULT_CHANNEL_URL is not set',
};

/** The five steps of a channel whose server and login are the operator's: the proof says neither, and what is refused there concerns no password of the rep's. */
export async function* provedForRep(
  candidate: Candidate,
  steps: ReturnType<ProvingNeeds['verify']>,
): ReturnType<ProvingNeeds['verify']> {
  try {
    for (;;) {
      const next = await steps.next();
      if (next.done === true)
        return next.value.ok ? success({ ...next.value.value, candidate }) : failed(asOperators(next.value.failure));
      const report = next.value;
      yield report.outcome === 'failed' ? { ...report, failure: asOperators(report.failure) } : report;
    }
  } finally {
    // Whoever hears of a step may leave.
    await steps.return({} as never);
  }
}
