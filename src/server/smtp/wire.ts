import type { Socket } from 'node:net';
import type { ConnectionFailure, ConnectionFailureKind, Stage } from '../../domain/failure.ts';
import type { Reply } from '../../domain/reply.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import { ReplyReader } from './reply-reader.ts';

/** Unread replies after which the server is not listened to until they are read: what one may hold of ours is bounded. */
const ENOUGH = 64;

const CLOSED_BY_US = { kind: 'connection-lost', detail: 'closed by us' } as const;

/** Replies in, bytes out, over one socket. Every wait is bounded, and how the connection ended is remembered. */
export class Wire {
  readonly #socket: Socket;
  readonly #server: { host: string; port: number };
  readonly #reader = new ReplyReader();
  readonly #unread: Reply[] = [];
  #end: { kind: ConnectionFailureKind; detail: string } | null = null;
  #check: (() => void) | null = null;

  constructor(socket: Socket, server: { host: string; port: number }) {
    this.#socket = socket;
    this.#server = { host: server.host, port: server.port };
    socket.on('data', this.#onData).on('error', this.#onError).on('end', this.#onEnd).on('close', this.#onEnd);
    socket.setNoDelay(true);
  }

  /** The next reply; fails with connection-timed-out, connection-lost, not-a-mail-server. */
  async read(stage: Stage, milliseconds: number): Promise<Result<Reply, ConnectionFailure>> {
    const met = this.disturbed || (await this.#until(() => this.disturbed, milliseconds));
    const reply = this.#unread.shift();
    if (this.#unread.length < ENOUGH) this.#socket.resume();
    if (reply) return success(reply);
    return met ? failed(this.failure(stage)) : this.broken(stage, 'connection-timed-out', 'no reply in time');
  }

  /**
   * Says one command, or the first of a group and all that follow it (RFC 2920), and reads the reply to the first. A reply
   * that came unasked would be taken for the answer: it ends the conversation.
   */
  async ask(lines: string, stage: Stage, milliseconds: number): Promise<Result<Reply, ConnectionFailure>> {
    if (this.#unread.length > 0) return this.#unasked(stage, milliseconds);
    this.say(`${lines}\r\n`);
    return this.read(stage, milliseconds);
  }

  /** Says what is answered by a reply: whoever waits for that needs not wait for the network to take it. */
  say(...parts: (string | Uint8Array)[]): void {
    if (this.#end !== null) return;
    this.#socket.cork();
    for (const part of parts) this.#socket.write(part);
    this.#socket.uncork();
  }

  /** Writes and waits until the network has taken it, which is all the back pressure there is to heed; fails as `read` does, and when the server speaks meanwhile. */
  async write(bytes: Uint8Array, stage: Stage, milliseconds: number): Promise<Result<void, ConnectionFailure>> {
    if (this.#end !== null) return failed(this.failure(stage));
    let taken = false;
    this.#socket.write(bytes, (error) => {
      taken = !error;
      this.#check?.();
    });
    const met = await this.#until(() => taken || this.disturbed, milliseconds);
    if (taken) return success(undefined);
    return met ? failed(this.failure(stage)) : this.broken(stage, 'connection-timed-out', 'nothing was taken in time');
  }

  /** Whether the server said something, or went, without being asked. */
  get disturbed(): boolean {
    return this.#unread.length > 0 || this.#end !== null;
  }

  /** Whether the connection is over, for whatever reason. */
  get ended(): boolean {
    return this.#end !== null;
  }

  get localAddress(): string {
    return this.#socket.localAddress ?? '127.0.0.1';
  }

  /** Gives the socket away, for TLS to be put over it; fails when the server has said more than it was asked (CVE-2011-0411 and its like). */
  release(): Result<Socket, ConnectionFailure> {
    this.#socket.pause();
    this.#socket
      .off('data', this.#onData)
      .off('error', this.#onError)
      .off('end', this.#onEnd)
      .off('close', this.#onEnd);
    if (this.disturbed || this.#reader.midway)
      return this.broken('starttls', 'tls-failed', 'the server went on in plain text after agreeing to STARTTLS');
    return success(this.#socket);
  }

  /** Ends the conversation at once, for this reason. */
  broken(stage: Stage, kind: ConnectionFailureKind, detail: string): { ok: false; failure: ConnectionFailure } {
    this.#end ??= { kind, detail };
    this.destroy();
    return failed({ kind, stage, ...this.#server, detail });
  }

  /** How the connection ended. */
  failure(stage: Stage): ConnectionFailure {
    const { kind, detail } = this.#end ?? CLOSED_BY_US;
    return { kind, stage, ...this.#server, detail };
  }

  destroy(): void {
    this.#end ??= CLOSED_BY_US;
    this.#socket.destroy();
  }

  /** A server that hangs up may say why first (421); anything else out of turn is no conversation. */
  async #unasked(stage: Stage, milliseconds: number): Promise<Result<Reply, ConnectionFailure>> {
    return this.#unread[0]?.code === 421
      ? this.read(stage, milliseconds)
      : this.broken(stage, 'not-a-mail-server', 'the server spoke out of turn');
  }

  #until(condition: () => boolean, milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const settle = (met: boolean): void => {
        clearTimeout(timer);
        this.#check = null;
        resolve(met);
      };
      const timer = setTimeout(() => settle(false), milliseconds);
      this.#check = () => {
        if (condition()) settle(true);
      };
      this.#check();
    });
  }

  #onData = (bytes: Uint8Array): void => {
    const { replies, fault } = this.#reader.push(bytes);
    this.#unread.push(...replies);
    if (this.#unread.length >= ENOUGH) this.#socket.pause();
    if (fault !== null) {
      this.#end ??= { kind: 'not-a-mail-server', detail: fault };
      this.destroy();
    }
    this.#check?.();
  };

  #onError = (error: NodeJS.ErrnoException): void => {
    this.#end ??= { kind: 'connection-lost', detail: error.code ?? error.message };
    this.#check?.();
  };

  #onEnd = (): void => {
    this.#end ??= { kind: 'connection-lost', detail: 'the server closed the connection' };
    this.#check?.();
  };
}
