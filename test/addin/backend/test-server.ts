import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What arrived, and the reply still to be given. */
export interface Arrival {
  method: string;
  path: string;
  token: string | null;
  headers: IncomingMessage['headers'];
  body: string;
  reply: ServerResponse;
}

/** A real HTTP server on a free port that hands each request to `answer`, which may be changed at any time. */
export async function startServer() {
  const arrivals: Arrival[] = [];
  const server = createServer((request, reply) => {
    // The browser tests ask from another origin than this server's.
    reply.setHeader('access-control-allow-origin', '*');
    reply.setHeader('access-control-allow-headers', '*, authorization');
    if (request.method === 'OPTIONS') return void reply.writeHead(204).end();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const token = headers.authorization?.replace(/^Bearer /, '') ?? null;
      const arrival = { method, path: url, token, headers, body: Buffer.concat(chunks).toString('latin1'), reply };
      arrivals.push(arrival);
      running.answer(arrival);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const running = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    answer: ({ reply }: Arrival): void => void reply.writeHead(500).end(),
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
  return running;
}

export const json = (reply: ServerResponse, status: number, body: unknown): void =>
  void reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
