import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import type { Egress } from '../../../src/server/egress.ts';
import type { Attempt } from '../../../src/domain/outbox.ts';
import { graphHost } from '../../../src/server/graph/connect.ts';
import { openSession, Session } from '../../../src/server/graph/session.ts';
import { DELIVERY_TIMEOUTS, type Timeouts } from '../../../src/server/graph/timeouts.ts';
import type { CertificateKind } from '../../../src/sandbox/certificates.ts';
import { HOST, startOutside, type Outside } from '../smtp/outside.ts';

export const GRAPH = graphHost(`https://${HOST}`);
export const LOGIN = { kind: 'token', username: 'lena@firma.example', token: 'token-of-lena' } as const;
export const NOW = Date.parse('2026-11-27T12:00:00Z');
export const HEADER = 'From: lena@firma.example\r\nTo: kunde@example.com\r\nSubject: Hi\r\n';
export const MESSAGE = `${HEADER}\r\nGruss\r\n`;

/** What Graph does with a message; to what is no base64 it says so. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** What came in, as it came. */
export interface Heard {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

export interface MessageWish {
  to?: string[];
  content?: () => AsyncIterable<Uint8Array>;
  bytes?: number;
}

export const says =
  (status: number, error?: object, headers: Record<string, string> = {}): Behaviour =>
  (request, response) => {
    request.resume().once('end', () => {
      response.writeHead(status, headers).end(error && JSON.stringify({ error }));
    });
  };

export async function* pieces(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const one of texts) yield Buffer.from(one, 'utf8');
}

export const message = ({
  to = ['kunde@example.com'],
  content = () => pieces(MESSAGE),
  bytes = MESSAGE.length,
}: MessageWish = {}) => ({ envelope: { mailFrom: LOGIN.username, rcptTo: to }, content, bytes });

/** The stage of a test file: an HTTPS server on this machine that plays Graph. */
export function stageGraph() {
  let outside: Outside;
  let stop: (() => Promise<void>) | null = null;
  const stage = { heard: [] as Heard[], now: NOW, port: 0 };
  beforeAll(async () => {
    outside = await startOutside();
  });
  afterEach(async () => {
    await stop?.();
    stop = null;
  });
  afterAll(() => outside.stop());

  /** `token` is what it does when a token is to be proven. */
  async function start(
    behave: Behaviour,
    { token = says(400, { code: 'ErrorMimeContentInvalidBase64String' }), kind = 'good' as CertificateKind } = {},
  ): Promise<Egress> {
    stage.heard = [];
    stage.now = NOW;
    const server = createServer(await outside.certificate(kind), (request, response) => {
      const { method = '', url: path = '', headers } = request;
      const heard = { method, path, headers, body: '' };
      stage.heard.push(heard);
      void text(request).then(
        (body) => (heard.body = body),
        () => undefined,
      );
      (headers['content-length'] === '1' ? token : behave)(request, response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    stop = async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    };
    stage.port = (server.address() as AddressInfo).port;
    return outside.egressTo(stage.port);
  }

  /** `timeouts` are of its messages: its token is waited for like any other, however busy this machine is. */
  async function opened(behave: Behaviour, timeouts?: Partial<Timeouts>): Promise<Session> {
    const needs = { egress: await start(behave), clock: () => stage.now };
    const session = await openSession(GRAPH, LOGIN, needs);
    if (!session.ok) throw new Error(`not opened: ${JSON.stringify(session.failure)}`);
    if (timeouts === undefined) return session.value;
    return new Session(GRAPH, LOGIN.token, { ...needs, timeouts: { ...DELIVERY_TIMEOUTS, ...timeouts } });
  }

  async function delivered(
    behave: Behaviour,
    { timeouts, ...wish }: MessageWish & { timeouts?: Partial<Timeouts> } = {},
  ): Promise<Attempt> {
    const attempt = await (await opened(behave, timeouts)).send(message(wish));
    if (attempt === 'stale') throw new Error('the first message of a session is never stale');
    return attempt;
  }
  return Object.assign(stage, { start, opened, delivered });
}
