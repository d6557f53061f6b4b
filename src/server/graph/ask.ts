import { request, type IncomingMessage } from 'node:http';
import type { TLSSocket } from 'node:tls';
import type { ConnectionFailure, ConnectionFailureKind } from '../../domain/failure.ts';
import type { GraphAnswer } from '../../domain/graph-answer.ts';
import { GRAPH } from '../../domain/transport.ts';
import { readAnswer } from './answer.ts';
import type { GraphHost } from './connect.ts';
import type { Timeouts } from './timeouts.ts';

/** What is said to sendMail, and as whom. */
export interface Asking {
  token: string;
  body: AsyncIterable<Uint8Array>;
  /** How long the body is, at least 1; a body of another length is not sent to its end. */
  bytes: number;
}

/** How it ended. `complete`: the last byte was given to the network, so that Graph may have the whole. */
export type Asked =
  | { ended: 'answered'; answer: GraphAnswer; complete: boolean }
  | { ended: 'lost'; failure: ConnectionFailure; complete: boolean };

/** Posts over a connection that was made for it and is gone afterwards; follows no redirect. Never throws. */
export async function ask(
  socket: TLSSocket,
  graph: GraphHost,
  { token, body, bytes }: Asking,
  timeouts: Timeouts,
): Promise<Asked> {
  let complete = false;
  const lose = (kind: ConnectionFailureKind, detail: string): Asked => ({
    ended: 'lost',
    failure: { kind, stage: complete ? 'after-data' : 'data', ...graph, detail },
    complete,
  });
  try {
    const post = request({
      // http, not https: the connection handed in is the verified TLS one.
      createConnection: () => socket,
      method: 'POST',
      path: GRAPH.path,
      headers: {
        Host: graph.host,
        Authorization: `Bearer ${token}`,
        'Content-Type': 'text/plain',
        'Content-Length': bytes,
        Accept: 'application/json',
      },
    });
    // An answer may come at any time, and so may the end.
    let isMet = false;
    const met = new Promise<IncomingMessage | Error>((resolve) => {
      post.once('response', resolve).on('error', resolve);
      post.once('close', () => resolve(new Error('the connection was closed')));
    }).finally(() => (isMet = true));
    const write = (piece: Uint8Array): Promise<unknown> =>
      Promise.race([new Promise((resolve) => post.write(piece, resolve)), met]);

    const upload = async (): Promise<Uint8Array | 'met'> => {
      let held: Uint8Array = new Uint8Array(0);
      let seen = 0;
      for await (const piece of body) {
        if (isMet) return 'met';
        if (held.length > 0) await write(held);
        held = piece;
        seen += piece.length;
      }
      if (seen !== bytes) throw new Error(`${String(bytes)} bytes were promised, and ${String(seen)} came`);
      if (held.length > 1) await write(held.subarray(0, -1));
      return isMet ? 'met' : held.subarray(-1);
    };
    const uploaded = await within(
      timeouts.upload,
      upload().catch(() => 'broken' as const),
    );
    if (uploaded === 'too-slow') return lose('connection-timed-out', 'the attempt took too long');
    if (uploaded === 'broken') return lose('connection-lost', 'the message ended early on our side');
    // Without its last byte a request is none; with it, nobody but Graph knows.
    if (uploaded !== 'met') {
      complete = true;
      post.end(uploaded);
    }
    const response = await within(timeouts.answer, met);
    if (response === 'too-slow') return lose('connection-timed-out', 'no answer in time');
    if (response instanceof Error) return lose('connection-lost', response.message);
    return { ended: 'answered', answer: await readAnswer(response, token, timeouts.rest), complete };
  } catch (error) {
    return lose('connection-lost', error instanceof Error ? error.message : String(error));
  } finally {
    socket.destroy();
  }
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | 'too-slow'> {
  const stop = new AbortController();
  const slow = new Promise<'too-slow'>((resolve) => {
    const timer = setTimeout(() => resolve('too-slow'), milliseconds);
    stop.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  return Promise.race([work, slow]).finally(() => stop.abort());
}
