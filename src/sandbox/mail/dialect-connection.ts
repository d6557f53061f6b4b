import type { Socket } from 'node:net';
import { SMTPConnection, type SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import type { SMTPServer } from 'smtp-server';
import type { Dialect } from './dialect.ts';

/** What a switch does to a connection at this moment. */
export interface Troubles {
  /** How long the server thinks before it answers. */
  pauseMilliseconds: number;
  dropsBeforeData: boolean;
  /** What a client is turned away with; null while it is welcome. */
  turnedAway: Refusal | null;
}

/** A refusal as the library takes it. */
export interface Refusal {
  code: number;
  /** Its lines, without the code. */
  words: string[];
}

/**
 * One conversation, in the words of a dialect: the library leads it, and every reply passes through `send` on its way out.
 * Enhanced status codes are part of the dialect's words, so the library's own are turned off.
 */
export class DialectConnection extends SMTPConnection {
  readonly #dialect: Dialect;
  readonly #troubles: () => Troubles;
  readonly #now: () => number;

  constructor(
    server: SMTPServer,
    socket: Socket,
    options: SMTPConnectionOptions | null | undefined,
    speaks: { dialect: Dialect; troubles: () => Troubles; now: () => number },
  ) {
    super(server, socket, options);
    this.#dialect = speaks.dialect;
    this.#troubles = speaks.troubles;
    this.#now = speaks.now;
  }

  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    if (code === 250 && Array.isArray(data)) {
      super.send(code, this.#hello(data), false);
      return;
    }
    const phrase =
      typeof data === 'string' ? (this.#dialect.words[context || data] ?? this.#dialect.words[data] ?? data) : data;
    super.send(code, typeof phrase === 'string' && phrase.includes('\n') ? phrase.split('\n') : phrase, false);
  }

  // The library lets a tenth of a second pass before its greeting, to catch those who talk too soon: none of them come here.
  override init(): void {
    this._setListeners(() => this.connectionReady());
  }

  override _sendGreeting(): void {
    this.#later(() => {
      if (!this.#turnsAway('at-greeting')) super.send(220, this.#dialect.greeting(new Date(this.#now())), false);
    });
  }

  override handler_EHLO(command: Buffer, callback: () => void): void {
    if (this.#turnsAway('at-ehlo')) callback();
    else super.handler_EHLO(command, callback);
  }

  #turnsAway(when: Dialect['turnsAway']): boolean {
    const { turnedAway } = this.#troubles();
    if (turnedAway === null || this.#dialect.turnsAway !== when) return false;
    super.send(turnedAway.code, turnedAway.words, false);
    this.close();
    return true;
  }

  // Thinking before a command is carried out, not before its reply is written: STARTTLS begins right behind its reply.
  override _onCommand(command: Buffer, callback?: () => void): void {
    this.#later(() => super._onCommand(command, callback));
  }

  override handler_DATA(command: Buffer, callback: () => void): void {
    if (this.#troubles().dropsBeforeData) this._socket.destroy();
    else super.handler_DATA(command, callback);
  }

  /** EHLO's lines: AUTH stands where the library offers it, or where a server without TLS would invite a password in the clear. */
  #hello(offered: readonly string[]): string[] {
    const lines = this.#dialect.extensions.flatMap((line) => {
      if (line === 'STARTTLS') return offered.includes('STARTTLS') ? [line] : [];
      if (line !== 'AUTH') return [line];
      const isWelcome = this.secure || !offered.includes('STARTTLS');
      return isWelcome && offered.some((one) => one.startsWith('AUTH ')) ? [`AUTH ${this.#dialect.authLine}`] : [];
    });
    return [this.#dialect.hello(this.remoteAddress), ...lines];
  }

  #later(action: () => void): void {
    const { pauseMilliseconds } = this.#troubles();
    if (pauseMilliseconds === 0) action();
    else setTimeout(action, pauseMilliseconds).unref();
  }
}
