import { isIPv6 } from 'node:net';
import { classify } from '../../domain/classify.ts';
import { chooseMechanism, type Credential, type Mechanism } from '../../domain/credential.ts';
import type { DeliveryFailure, Stage } from '../../domain/failure.ts';
import type { Reply } from '../../domain/reply.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { dotStuffed } from './dot-stuffing.ts';
import { parseExtensions, type Extensions } from './extensions.ts';
import type { MailPath } from './mail-path.ts';
import { exchange, withoutSecret } from './sasl.ts';
import type { Timeouts } from './timeouts.ts';
import type { Wire } from './wire.ts';

/** How a message's DATA ended: `uncertain` from the moment the final dot is written until the reply to it has been read. */
export type DataEnd =
  | { ended: 'accepted'; reply: Reply }
  | { ended: 'failed'; failure: DeliveryFailure }
  | { ended: 'uncertain'; failure: DeliveryFailure };

const FINAL_DOT = Buffer.from('.\r\n');

/** A conversation with a submission server, one method a command, all of them after EHLO. Source: RFC 5321, RFC 6409. */
export class Connection {
  readonly extensions: Extensions;
  readonly #wire: Wire;
  readonly #timeouts: Timeouts;

  private constructor(wire: Wire, extensions: Extensions, timeouts: Timeouts) {
    this.#wire = wire;
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
  async login(credential: Credential): Promise<Result<Mechanism, DeliveryFailure>> {
    const mechanism = chooseMechanism(this.extensions.mechanisms);
    if (mechanism === null) {
      return this.#wire.broken('auth', 'mechanism-not-offered', this.extensions.mechanisms.join(' ') || 'no AUTH');
    }
    const lines = exchange(mechanism, credential);
    for (const [index, line] of lines.entries()) {
      const reply = await this.#ask(line, index === lines.length - 1 ? 2 : 3, 'auth');
      if (!reply.ok)
        return failed(
          'reply' in reply.failure
            ? { ...reply.failure, reply: withoutSecret(reply.failure.reply, credential) }
            : reply.failure,
        );
    }
    return success(mechanism);
  }

  /** Begins a message; `bytes` null when there will be none. */
  mail(
    { path }: MailPath,
    { bytes, beyondAscii }: { bytes: number | null; beyondAscii: boolean },
  ): Promise<Result<Reply, DeliveryFailure>> {
    const parameters = [
      bytes !== null && this.extensions.keywords.has('SIZE') ? ` SIZE=${bytes}` : '',
      beyondAscii && this.extensions.keywords.has('8BITMIME') ? ' BODY=8BITMIME' : '',
      beyondAscii ? ' SMTPUTF8' : '',
    ];
    return this.#ask(`MAIL FROM:<${path}>${parameters.join('')}`, 2, 'mail');
  }

  rcpt({ path }: MailPath): Promise<Result<Reply, DeliveryFailure>> {
    return this.#ask(`RCPT TO:<${path}>`, 2, 'rcpt');
  }

  /** Forgets the message that was begun. */
  async reset(stage: Stage): Promise<void> {
    await this.#ask('RSET', 2, stage);
  }

  /** Sends the message; whatever goes wrong before the final dot is written leaves nothing behind at the server. */
  async data(content: () => AsyncIterable<Uint8Array>): Promise<DataEnd> {
    const wire = this.#wire;
    const start = await wire.ask('DATA', 'data', this.#timeouts.dataStart);
    const invited = start.ok ? expect(wire, start.value, 3, 'data') : start;
    if (!invited.ok) return { ended: 'failed', failure: invited.failure };
    try {
      for await (const piece of dotStuffed(content())) {
        const written = await wire.write(piece, 'data', this.#timeouts.dataPiece);
        if (!written.ok || wire.disturbed) return { ended: 'failed', failure: await this.#interrupted() };
      }
    } catch {
      // Without the dot the server throws away what it has got.
      return {
        ended: 'failed',
        failure: wire.broken('data', 'connection-lost', 'the message ended early on our side').failure,
      };
    }
    if (wire.disturbed) return { ended: 'failed', failure: await this.#interrupted() };

    await wire.write(FINAL_DOT, 'after-data', this.#timeouts.dataEnd);
    const reply = await wire.read('after-data', this.#timeouts.dataEnd);
    if (!reply.ok) return { ended: 'uncertain', failure: reply.failure };
    const end = expect(wire, reply.value, 2, 'after-data');
    if (end.ok) return { ended: 'accepted', reply: end.value };
    return { ended: 'reply' in end.failure ? 'failed' : 'uncertain', failure: end.failure };
  }

  /** Says goodbye, and is gone in any case. */
  async quit(): Promise<void> {
    try {
      await this.#wire.ask('QUIT', 'quit', this.#timeouts.quit);
    } finally {
      this.destroy();
    }
  }

  destroy(): void {
    this.#wire.destroy();
  }

  /** Why the server spoke, or went, in the middle of the message; the connection is of no more use. */
  async #interrupted(): Promise<DeliveryFailure> {
    const reply = await this.#wire.read('data', 0);
    if (!reply.ok) return reply.failure;
    const refused = expect(this.#wire, reply.value, null, 'data');
    this.destroy();
    return refused.failure;
  }

  async #ask(line: string, wanted: 2 | 3, stage: Stage): Promise<Result<Reply, DeliveryFailure>> {
    const reply = await this.#wire.ask(line, stage, this.#timeouts.command);
    return reply.ok ? expect(this.#wire, reply.value, wanted, stage) : reply;
  }
}

/** Takes a reply of the wanted class; 4yz and 5yz mean what `classify` says; anything else is no conversation. */
export function expect(wire: Wire, reply: Reply, wanted: 2 | 3, stage: Stage): Result<Reply, DeliveryFailure>;
export function expect(wire: Wire, reply: Reply, wanted: null, stage: Stage): { ok: false; failure: DeliveryFailure };
export function expect(wire: Wire, reply: Reply, wanted: 2 | 3 | null, stage: Stage): Result<Reply, DeliveryFailure> {
  const kind = Math.floor((reply.code ?? 0) / 100);
  if (kind === wanted) return success(reply);
  if (kind === 4 || kind === 5) return failed(classify(reply, stage));
  return wire.broken(stage, 'not-a-mail-server', `an unexpected reply: ${reply.code}`);
}
