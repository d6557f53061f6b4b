import { isIPv6 } from 'node:net';
import { classify } from '../../domain/classify.ts';
import { chooseMechanism, type Login, type SaslMechanism } from '../../domain/credential.ts';
import { hasReply, type DeliveryFailure, type Stage } from '../../domain/failure.ts';
import type { Reply } from '../../domain/reply.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { mailCommand, rcptCommand } from './commands.ts';
import { parseExtensions, type Extensions } from './extensions.ts';
import type { MailPath } from './mail-path.ts';
import { acknowledgement, exchange, withoutSecret, withReason } from './sasl.ts';
import type { Timeouts } from './timeouts.ts';
import type { Wire } from './wire.ts';

/** What servers say of a password, and mean the token when that is what they got. */
const OF_A_PASSWORD: readonly DeliveryFailure['kind'][] = [
  'password-rejected',
  'password-expired',
  'password-sign-in-off',
  'app-password-required',
];

/** A conversation with a submission server, one method a command, all of them after EHLO. Source: RFC 5321, RFC 6409. */
export class Connection {
  readonly extensions: Extensions;
  readonly wire: Wire;
  readonly #timeouts: Timeouts;

  private constructor(wire: Wire, extensions: Extensions, timeouts: Timeouts) {
    this.wire = wire;
    this.extensions = extensions;
    this.#timeouts = timeouts;
  }

  /** Says EHLO, and begins the conversation on what the server says it can do. */
  static async greet(
    wire: Wire,
    clientName: string | null,
    timeouts: Timeouts,
  ): Promise<Result<Connection, DeliveryFailure>> {
    // RFC 5321 4.1.4: who has no name of its own in the DNS gives its address.
    const literal = isIPv6(wire.localAddress) ? `[IPv6:${wire.localAddress}]` : `[${wire.localAddress}]`;
    const reply = await wire.ask(`EHLO ${clientName ?? literal}`, 'ehlo', timeouts.command);
    const met = reply.ok ? expect(wire, reply.value, 2, 'ehlo') : reply;
    return met.ok ? success(new Connection(wire, parseExtensions(met.value), timeouts)) : met;
  }

  /** One login, never a second; fails with mechanism-not-offered and as the server replies. */
  async login(login: Login): Promise<Result<SaslMechanism, DeliveryFailure>> {
    const mechanism = chooseMechanism(this.extensions.mechanisms, login.kind);
    if (mechanism === null) {
      return this.wire.broken('auth', 'mechanism-not-offered', this.extensions.mechanisms.join(' ') || 'no AUTH');
    }
    const reply = await this.#authenticate(mechanism, login);
    if (reply.ok) return success(mechanism);
    if (!hasReply(reply.failure)) return reply;
    const { kind } = reply.failure;
    return failed({
      ...reply.failure,
      kind: login.kind === 'token' && OF_A_PASSWORD.includes(kind) ? 'token-rejected' : kind,
      reply: withoutSecret(reply.failure.reply, mechanism, login),
    });
  }

  async #authenticate(mechanism: SaslMechanism, login: Login): Promise<Result<unknown, DeliveryFailure>> {
    const lines = exchange(mechanism, login);
    for (const line of lines.slice(0, -1)) {
      const reply = await this.#ask(line, 3, 'auth');
      if (!reply.ok) return reply;
    }
    const reply = await this.wire.ask(lines.at(-1) ?? '', 'auth', this.#timeouts.command);
    if (!reply.ok) return reply;
    const acknowledged = acknowledgement(mechanism);
    if (reply.value.code !== 334 || acknowledged === null) return expect(this.wire, reply.value, 2, 'auth');
    const end = await this.#ask(acknowledged, 2, 'auth');
    if (end.ok || !hasReply(end.failure)) return end;
    return failed({ ...end.failure, reply: withReason(end.failure.reply, reply.value) });
  }

  /** Begins a message; `bytes` null when there will be none. */
  mail(
    path: MailPath,
    message: { bytes: number | null; beyondAscii: boolean },
  ): Promise<Result<Reply, DeliveryFailure>> {
    return this.#ask(mailCommand(path, message, this.extensions), 2, 'mail');
  }

  rcpt(path: MailPath): Promise<Result<Reply, DeliveryFailure>> {
    return this.#ask(rcptCommand(path), 2, 'rcpt');
  }

  /** Forgets the message that was begun. */
  async reset(stage: Stage): Promise<void> {
    await this.#ask('RSET', 2, stage);
  }

  /** Says goodbye, and is gone in any case. */
  async quit(): Promise<void> {
    try {
      await this.wire.ask('QUIT', 'quit', this.#timeouts.quit);
    } finally {
      this.destroy();
    }
  }

  destroy(): void {
    this.wire.destroy();
  }

  async #ask(line: string, wanted: 2 | 3, stage: Stage): Promise<Result<Reply, DeliveryFailure>> {
    const reply = await this.wire.ask(line, stage, this.#timeouts.command);
    return reply.ok ? expect(this.wire, reply.value, wanted, stage) : reply;
  }
}

/** Takes a reply of the wanted class; 4yz and 5yz mean what `classify` says, and 421 the end (RFC 5321 3.8); anything else is no conversation. */
export function expect(wire: Wire, reply: Reply, wanted: 2 | 3, stage: Stage): Result<Reply, DeliveryFailure>;
export function expect(wire: Wire, reply: Reply, wanted: null, stage: Stage): { ok: false; failure: DeliveryFailure };
export function expect(wire: Wire, reply: Reply, wanted: 2 | 3 | null, stage: Stage): Result<Reply, DeliveryFailure> {
  const kind = Math.floor((reply.code ?? 0) / 100);
  if (kind === wanted) return success(reply);
  if (reply.code === 421) wire.destroy();
  if (kind === 4 || kind === 5) return failed(classify(reply, stage));
  return wire.broken(stage, 'not-a-mail-server', `an unexpected reply: ${reply.code}`);
}
