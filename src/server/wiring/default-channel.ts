import type { FastifyBaseLogger } from 'fastify';
import type { Candidate } from '../../domain/candidate.ts';
import { asOperators, attemptAsOperators, DEFAULT_SERVER, failuresOf } from '../../domain/default-channel.ts';
import type { Login } from '../../domain/credential.ts';
import { hasReply, type ConnectionFailure, type DeliveryFailure } from '../../domain/failure.ts';
import { formatReply } from '../../domain/reply.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { Config } from '../config.ts';
import type { Session } from '../use-cases/carry-mail.ts';
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

/** Hears what the relay says of a failure. */
export type Words = (failure: DeliveryFailure) => void;

/** Writes the relay's own words where the operator reads them, for no rep does; without the password, which some servers repeat. */
export const wordsToLog =
  (log: FastifyBaseLogger, channel: ConfiguredChannel | null): Words =>
  (failure) => {
    const secret = channel?.login.kind === 'password' ? channel.login.password : '';
    const said = hasReply(failure) ? formatReply(failure.reply) : failure.detail;
    const { kind, stage } = failure;
    log.warn({ kind, stage, said: secret === '' ? said : said?.replaceAll(secret, '…') }, 'the default channel failed');
  };

/** The five steps of a channel whose server and login are the operator's: neither is in the proof, nor anything that the relay says. */
export async function* provedForRep(
  candidate: Candidate,
  steps: ReturnType<ProvingNeeds['verify']>,
  words: Words,
): ReturnType<ProvingNeeds['verify']> {
  try {
    for (;;) {
      const next = await steps.next();
      if (next.done === true) {
        if (!next.value.ok) return failed(asOperators(next.value.failure));
        const proof = next.value.value;
        return success({ ...proof, candidate, steps: proof.steps.map((passed) => ({ ...passed, detail: '' })) });
      }
      const report = next.value;
      if (report.outcome === 'failed') words(report.failure);
      yield report.outcome === 'failed'
        ? { ...report, failure: asOperators(report.failure) }
        : report.outcome === 'passed'
          ? { ...report, detail: '' }
          : report;
    }
  } finally {
    // Whoever hears of a step may leave.
    await steps.return({} as never);
  }
}

/** A session at the relay, of which nothing reaches a rep but what became of the mail. */
export const sessionForRep = (session: Session, words: Words): Session => ({
  get usable() {
    return session.usable;
  },
  async send(message, upcoming) {
    const attempt = await session.send(message, upcoming);
    if (attempt === 'stale') return attempt;
    failuresOf(attempt).forEach(words);
    return attemptAsOperators(attempt);
  },
  quit: () => session.quit(),
});
