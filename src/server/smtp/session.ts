import type { Login } from '../../domain/credential.ts';
import { hasReply, isOfConnection, type DeliveryFailure } from '../../domain/failure.ts';
import { asSaid } from '../../domain/login-name.ts';
import type { Attempt } from '../../domain/outbox.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { SubmissionServer } from '../../domain/submission-server.ts';
import type { Egress } from '../egress.ts';
import { expect, type Connection } from './connection.ts';
import { DotStuffing } from './dot-stuffing.ts';
import { invite } from './invite.ts';
import { beginSafely, type OpeningNeeds } from './open.ts';
import { routeOf, type Refused, type Route, type Transmission } from './route.ts';
import { DELIVERY_TIMEOUTS, longestAttempt, type Timeouts } from './timeouts.ts';

export interface SessionNeeds {
  egress: Egress;
  timeouts?: Timeouts;
  /** For the opening, and for each message up to its final dot, by its size (none: 0); milliseconds. */
  patience?: (bytes: number) => number;
  /** Ends the opening; a session that is open goes by its own `destroy`. */
  signal?: AbortSignal;
}

/** As many as nodemailer's pool sends; SparkPost, the strictest that says so, takes no more either. */
export const MESSAGES_PER_CONNECTION = 100;

/** Up to here the end of a content, the final dot and the next envelope are one write; a larger piece goes first, and waits for the network. */
const SMALL_PIECE = 64 * 1024;

const TOO_SLOW = { kind: 'connection-timed-out', detail: 'the attempt took too long' } as const;

/** Connects and logs in, once; fails as each step does. */
export async function openSession(
  server: SubmissionServer,
  login: Login,
  { egress, timeouts = DELIVERY_TIMEOUTS, patience = longestAttempt, signal }: SessionNeeds,
): Promise<Result<Session, DeliveryFailure>> {
  // Of its own, because the caller's may abort while a message is on its way.
  const opening = new AbortController();
  const stop = (): void => opening.abort();
  const timer = setTimeout(stop, patience(0));
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  const opened = await connectAndLogIn(server, login, { egress, timeouts, signal: opening.signal }, () =>
    // A server that has the password says whether it takes it: hanging up would not undo the login, and lose the answer.
    signal?.removeEventListener('abort', stop),
  );
  clearTimeout(timer);
  signal?.removeEventListener('abort', stop);
  if (opened.ok) return success(new Session(opened.value, timeouts, patience));
  const tooSlow = opening.signal.aborted && !signal?.aborted;
  return tooSlow && isOfConnection(opened.failure) ? failed({ ...opened.failure, ...TOO_SLOW }) : opened;
}

async function connectAndLogIn(
  server: SubmissionServer,
  login: Login,
  needs: OpeningNeeds,
  beforeLogin: () => void,
): Promise<Result<Connection, DeliveryFailure>> {
  const resolved = await needs.egress.resolve(server.host, server.port);
  if (!resolved.ok) return resolved;
  const dialled = await needs.egress.connectAny(server, resolved.value.addresses, {
    milliseconds: needs.timeouts.connect,
    signal: needs.signal,
  });
  if (!dialled.ok) return dialled;
  const begun = await beginSafely(dialled.value.socket, server, needs);
  if (!begun.ok) return begun;
  const { connection } = begun.value;
  beforeLogin();
  const loggedIn = await connection.login(asSaid(server.host, login));
  if (loggedIn.ok) return success(connection);
  connection.destroy();
  return loggedIn;
}

/** A connection that is logged in and sends one message after another. Never throws for what the network or the server does. */
export class Session {
  readonly #connection: Connection;
  readonly #timeouts: Timeouts;
  readonly #patience: (bytes: number) => number;
  /** Messages for which the server was asked. */
  #begun = 0;
  /** Whether the last of them was refused before its content, and stands to be taken back. */
  #unfinished = false;
  /** The message whose envelope went out with the end of the one before. Nothing else can follow on this connection: what did would be its content. */
  #ahead: { message: Transmission; route: Route } | null = null;

  constructor(connection: Connection, timeouts: Timeouts, patience: (bytes: number) => number) {
    this.#connection = connection;
    this.#timeouts = timeouts;
    this.#patience = patience;
  }

  /** False after the connection ended, or has had its share of messages. */
  get usable(): boolean {
    const { wire } = this.#connection;
    const quiet = this.#ahead === null ? !wire.disturbed : !wire.ended;
    return quiet && this.#begun < MESSAGES_PER_CONNECTION;
  }

  /**
   * Sends one message; `upcoming`, when given, is the very object that the next call sends, and its envelope may go ahead of
   * that. 'stale': the connection, which has served before, was dead or dismissed before this message began; nothing of it
   * has left, and a new connection is the way.
   */
  async send(message: Transmission, upcoming: Transmission | null): Promise<Attempt | 'stale'> {
    const { wire, extensions } = this.#connection;
    const reused = this.#begun > 0;
    const ahead = this.#ahead;
    this.#ahead = null;
    if (ahead !== null && ahead.message !== message) this.destroy();
    if (reused && (wire.ended || this.#begun === MESSAGES_PER_CONNECTION)) return 'stale';

    const route = ahead ? success(ahead.route) : routeOf(message, extensions);
    if (!route.ok) return { ended: 'failed', ...route.failure };
    this.#begun += 1;
    const tooSlow = (): void => void wire.broken('data', TOO_SLOW.kind, TOO_SLOW.detail);
    const timer = setTimeout(tooSlow, this.#patience(message.bytes));
    try {
      const answer = await invite(this.#connection, route.value, this.#timeouts, {
        asked: ahead !== null,
        unfinished: this.#unfinished,
      });
      // A server that was kept waiting for the content may have gone, or sent us away, since it asked for it.
      const failure = answer.failure ?? (wire.disturbed ? await this.#interrupted() : null);
      this.#unfinished = failure !== null;
      if (failure === null) return await this.#handOver(message, upcoming, answer.refused, () => clearTimeout(timer));
      if (reused && isDismissal(failure)) {
        this.destroy();
        return 'stale';
      }
      return { ended: 'failed', failure, refused: answer.refused };
    } finally {
      clearTimeout(timer);
    }
  }

  /** Says goodbye, and is gone in any case. */
  async quit(): Promise<void> {
    if (this.#ahead === null) await this.#connection.quit();
    else this.destroy();
  }

  destroy(): void {
    this.#connection.destroy();
  }

  /** Sends the content; whatever goes wrong before the final dot is written leaves nothing behind at the server. */
  async #handOver(
    { content }: Transmission,
    upcoming: Transmission | null,
    refused: Refused,
    beforeDot: () => void,
  ): Promise<Attempt> {
    const { wire } = this.#connection;
    const fail = (failure: DeliveryFailure): Attempt => ({ ended: 'failed', failure, refused });
    const lose = (failure: DeliveryFailure): Attempt => ({ ended: 'uncertain', failure, refused });
    const write = (piece: Uint8Array) => wire.write(piece, 'data', this.#timeouts.dataPiece);
    const stuffing = new DotStuffing();
    let last: Uint8Array = new Uint8Array(0);
    try {
      for await (const piece of content()) {
        if (last.length > 0) await write(last);
        if (wire.disturbed) return fail(await this.#interrupted());
        last = stuffing.push(piece);
      }
    } catch {
      // Without the dot the server throws away what it has got.
      return fail(wire.broken('data', 'connection-lost', 'the message ended early on our side').failure);
    }
    if (last.length > SMALL_PIECE) {
      await write(last);
      last = last.subarray(last.length);
    }
    if (wire.disturbed) return fail(await this.#interrupted());

    // From there on hanging up would leave the message uncertain.
    beforeDot();
    wire.say(last, stuffing.end() + this.#goAhead(upcoming));
    const reply = await wire.read('after-data', this.#timeouts.dataEnd);
    if (!reply.ok) return lose(reply.failure);
    const end = expect(wire, reply.value, 2, 'after-data');
    if (end.ok) return { ended: 'accepted', reply: end.value, refused };
    return hasReply(end.failure) ? fail(end.failure) : lose(end.failure);
  }

  /** What may be said of the next message together with the end of this one. RFC 2920 3.1. */
  #goAhead(message: Transmission | null): string {
    const { extensions } = this.#connection;
    if (message === null || this.#begun === MESSAGES_PER_CONNECTION || !extensions.keywords.has('PIPELINING'))
      return '';
    const route = routeOf(message, extensions);
    if (!route.ok) return '';
    this.#ahead = { message, route: route.value };
    return `${route.value.commands.join('\r\n')}\r\n`;
  }

  /** Why the server spoke, or went, in the middle of the message; the connection is of no more use. */
  async #interrupted(): Promise<DeliveryFailure> {
    const { wire } = this.#connection;
    const reply = await wire.read('data', 0);
    if (!reply.ok) return reply.failure;
    const refused = expect(wire, reply.value, null, 'data');
    this.destroy();
    return refused.failure;
  }
}

/** A connection that is gone, or silent, or told to go: what a new one would cure. RFC 5321 3.8. */
const isDismissal = (failure: DeliveryFailure): boolean =>
  hasReply(failure)
    ? failure.reply.code === 421
    : failure.kind === 'connection-lost' || failure.kind === 'connection-timed-out';
