import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Switchboard } from './switches.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Stands before the product's own HTTP server and does to its API what the switch "backend" says. The pane's files go
 * through all the same: one wants to watch a pane whose server went away, not an empty frame.
 */
export function guardBackend(
  server: Pick<Server, 'listeners' | 'removeAllListeners' | 'on'>,
  switches: Switchboard,
): void {
  const handlers = server.listeners('request') as Handle[];
  const handle: Handle = (request, response) => {
    for (const handler of handlers) handler(request, response);
  };
  const underWay = new Set<ServerResponse>();
  switches.onChange(() => {
    if (switches.get('backend') === 'away') for (const response of underWay) response.destroy();
  });
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const mood = request.url?.startsWith('/api') === true ? switches.get('backend') : 'answers';
    if (mood === 'away') {
      request.socket.destroy();
      return;
    }
    underWay.add(response);
    response.once('close', () => underWay.delete(response));
    if (mood === 'silent') return;
    if (mood === 'answer-lost') loseAnswer(response);
    handle(request, response);
  });
}

/** The request is carried out; nothing of the answer leaves, and at its end the line goes dead. */
function loseAnswer(response: ServerResponse): void {
  const swallow = (): boolean => true;
  const hangUp = (): ServerResponse => {
    response.destroy();
    return response;
  };
  Object.assign(response, { write: swallow, flushHeaders: swallow, end: hangUp });
}
