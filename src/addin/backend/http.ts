import type { z } from 'zod/mini';
import { endpoints, type EndpointName, type ReplyOf } from '../../contract/endpoints.ts';
import type { ConnectLine } from '../../contract/shapes.ts';
import { failed, success, type Result } from '../../domain/result.ts';
import type { Identity } from '../identity/identity.ts';
import { failureOf, parsed } from './answer.ts';
import type { Backend, BackendFailure, FromBackend, PlainEndpoint } from './backend.ts';
import { follow } from './follow.ts';
import { jsonLinesOf } from './ndjson.ts';
import { queue } from './queue.ts';

export interface HttpNeeds {
  /** The server's, without a slash at its end. */
  origin: string;
  identity: Identity;
}

/** One request, but for who asks. */
export interface Asking {
  method: string;
  path: string;
  body?: unknown;
  signal?: AbortSignal;
  patience?: number;
}

/**
 * A reply that has begun. The time-out goes on until `arrived` is called, since a reply may also stop in its middle; who
 * asked may call it off until it is `over`. Whoever opens one ends it.
 */
export interface Opened {
  status: number;
  response: Response;
  arrived: () => void;
  over: () => void;
}
export type Open = (asking: Asking) => Promise<Result<Opened, BackendFailure>>;

/** Does something with a token, and once more with another one if the server refuses it. The two never both take effect. */
export type WithToken = <T extends { status: number }>(
  attempt: (token: string) => Promise<T | null>,
) => Promise<Result<T, BackendFailure>>;

const PATIENCE = 20_000;
/** Years of entries take longer than a screen does. */
const FILE_PATIENCE = 300_000;
// The longest step is a server that never answers; ours gives up on it well before this.
const STEP_SILENCE = 120_000;

/** The pane's way to its server: JSON over fetch, every reply checked against the contract, every failure a value. */
export function createHttpBackend({ origin, identity }: HttpNeeds): Backend {
  const wakers = new Set<() => void>();

  const withToken: WithToken = async (attempt) => {
    let token = await identity.token('silent');
    if (!token.ok) return token;
    let reply = await attempt(token.value);
    if (reply?.status === 401) {
      token = await identity.token('renewed');
      if (!token.ok) return token;
      reply = await attempt(token.value);
    }
    return reply ? success(reply) : failed({ kind: 'backend-away' });
  };

  const open: Open = ({ method, path, body, signal, patience = PATIENCE }) =>
    withToken(async (token) => {
      const aborter = new AbortController();
      const abort = (): void => aborter.abort();
      const timer = setTimeout(abort, patience);
      const arrived = (): void => clearTimeout(timer);
      const over = (): void => {
        arrived();
        signal?.removeEventListener('abort', abort);
      };
      signal?.addEventListener('abort', abort);
      if (signal?.aborted) abort();
      const headers: Record<string, string> = { authorization: `Bearer ${token}` };
      if (body !== undefined) headers['content-type'] = 'application/json';
      try {
        const request = { method, headers, body: JSON.stringify(body), signal: aborter.signal };
        const response = await fetch(origin + path, request);
        // Its body is read only when the second attempt has it too: as long as that takes, nothing waits for it.
        if (response.status === 401) over();
        return { status: response.status, response, arrived, over };
      } catch {
        over();
        return null;
      }
    });

  const stream = async (asking: Asking, onLine: (line: ConnectLine) => void): FromBackend<void> => {
    const opened = await open(asking);
    if (!opened.ok) return opened;
    const { ok, status, body } = opened.value.response;
    if (!ok || !body) return failed(await refusalOf(opened.value));
    opened.value.arrived();
    let ended = false;
    try {
      for await (const text of jsonLinesOf(body, STEP_SILENCE)) {
        const line = parsed(endpoints.connectChannel.reply, status, text);
        if (!line.ok) return line;
        ended = !('step' in line.value);
        onLine(line.value);
      }
    } catch {
      return failed({ kind: 'backend-away' });
    } finally {
      opened.value.over();
    }
    return ended ? success(undefined) : failed({ kind: 'backend-away' });
  };

  return {
    async signIn() {
      const token = await identity.token('interactive');
      if (!token.ok) return token;
      wakers.forEach((wake) => wake());
      return success(undefined);
    },
    async ask(name, { params, query, body, signal, patience }) {
      const { method } = endpoints[name];
      const opened = await open({ method, path: pathOf(name, params, query), body, signal, patience });
      if (!opened.ok) return opened;
      const { ok, status } = opened.value.response;
      if (!ok) return failed(await refusalOf(opened.value));
      const text = await bodyOf(opened.value, (response) => response.text());
      return text === null ? failed({ kind: 'backend-away' }) : replyOf(name, status, text);
    },
    async file(name, signal) {
      const { method, path } = endpoints[name];
      const opened = await open({ method, path, signal, patience: FILE_PATIENCE });
      if (!opened.ok) return opened;
      if (!opened.value.response.ok) return failed(await refusalOf(opened.value));
      const blob = await bodyOf(opened.value, (response) => response.blob());
      return blob === null ? failed({ kind: 'backend-away' }) : success(blob);
    },
    connect: (request, onLine, signal) => {
      const { method, path } = endpoints.connectChannel;
      return stream({ method, path, body: request, signal }, onLine);
    },
    takeDefault: (sender, onLine, signal) => {
      const { method, path } = endpoints.useDefaultChannel;
      return stream({ method, path, body: { sender }, signal }, onLine);
    },
    addSender: (id, sender, onLine, signal) =>
      stream({ method: 'POST', path: pathOf('addSender', { id }), body: { sender }, signal }, onLine),
    repair: (id, credential, onLine, signal) => {
      const body = credential === null ? {} : { credential };
      return stream({ method: 'POST', path: pathOf('repairChannel', { id }), body, signal }, onLine);
    },
    join: (id, name, onLine, signal) =>
      stream({ method: 'POST', path: pathOf('joinTeam', { id }), body: { name }, signal }, onLine),
    queue: (id, request, uploads, onProgress) => queue({ origin, withToken }, id, request, uploads, onProgress),
    follow: (onChange, onConnection, signal) => void follow({ open, wakers }, onChange, onConnection, signal),
  };
}

/** The path with its parameters filled in, and the query after it. */
function pathOf(name: EndpointName, params: unknown, query: object = {}): string {
  const values = (params ?? {}) as Record<string, string>;
  const path = endpoints[name].path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(values[key] ?? ''));
  const asked = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString();
  return asked === '' ? path : `${path}?${asked}`;
}

function replyOf<Name extends PlainEndpoint>(
  name: Name,
  status: number,
  text: string,
): Result<ReplyOf<Name>, BackendFailure> {
  const endpoint = endpoints[name];
  const schema: z.ZodMiniType | null = 'reply' in endpoint ? endpoint.reply : null;
  const reply = schema ? parsed(schema, status, text) : success(undefined);
  // The table pairs each name with its schema; the compiler cannot follow that through an index.
  return reply as Result<ReplyOf<Name>, BackendFailure>;
}

async function refusalOf(opened: Opened): Promise<BackendFailure> {
  return failureOf(opened.status, (await bodyOf(opened, (response) => response.text())) ?? '');
}

/** Null when the body breaks off, or does not come in time. */
async function bodyOf<T>({ response, over }: Opened, read: (response: Response) => Promise<T>): Promise<T | null> {
  try {
    return await read(response);
  } catch {
    return null;
  } finally {
    over();
  }
}
