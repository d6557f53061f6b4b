import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import {
  endpoints,
  failureBody,
  type BodyOf,
  type EndpointName,
  type Endpoints,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
} from '../../contract/endpoints.ts';
import type { Author } from '../../domain/audit.ts';
import type { Owner } from '../../domain/channel.ts';
import type { RequestFailure } from '../../domain/failure.ts';
import { HTTP_STATUS } from './http-status.ts';
import { success, type Result } from '../../domain/result.ts';
import { nameOwner, Refusal, streaming, type Asker } from '../http.ts';

/** What every route is given besides its use case. */
export interface Door {
  app: FastifyInstance;
  authenticate(token: string): Promise<Result<Asker, string | Error>>;
  /** Aborts when the server stops: what streams ends then. */
  stopping: AbortSignal;
}

type Served<Form extends string> = {
  [Name in EndpointName]: Endpoints[Name]['form'] extends Form ? Name : never;
}[EndpointName];
type PublicEndpoint = {
  [Name in EndpointName]: Endpoints[Name] extends { access: 'public' } ? Name : never;
}[EndpointName];

export interface Asked<Name extends EndpointName> {
  owner: Name extends PublicEndpoint ? null : Owner;
  author: Name extends PublicEndpoint ? null : Author;
  params: ParamsOf<Name>;
  body: BodyOf<Name>;
  query: QueryOf<Name>;
  /** Aborts when the client is gone or the server stops. */
  signal: AbortSignal;
  request: FastifyRequest;
}

interface Bounds {
  /** For one owner. */
  requestsAMinute?: number;
  bodyBytes?: number;
  /** For a body that may be a form: the handler reads it, and checks these headers. */
  readsBody?: { headers: z.ZodMiniType };
}

/** What a handler gives back, or the failure that ends the request. */
type Answer<T> = Promise<Result<T, RequestFailure>>;

/** Serves an endpoint that answers with one JSON body, or with none. */
export function serve<Name extends Served<'json' | 'empty'>>(
  door: Door,
  name: Name,
  handler: (asked: Asked<Name>) => Answer<ReplyOf<Name>>,
  bounds: Bounds = {},
): void {
  route(door, name, bounds, async (asked, reply) => {
    const answer = await handler(asked);
    return answer.ok ? reply.code(endpoints[name].status).send(answer.value) : refuse(reply, answer.failure);
  });
}

/** Serves an endpoint that answers with JSON lines as they happen; it may refuse before the first. */
export function serveLines<Name extends Served<'ndjson'>>(
  door: Door,
  name: Name,
  handler: (asked: Asked<Name>) => Answer<AsyncIterable<ReplyOf<Name>>>,
  bounds: Bounds = {},
): void {
  route(door, name, bounds, async (asked, reply) => {
    const answer = await handler(asked);
    if (!answer.ok) return refuse(reply, answer.failure);
    const { reply: line } = endpoints[name];
    const lines = answer.value[Symbol.asyncIterator]();
    // Begun at once, and ended with the client: what was set aside for it is given back at its end, and what never began has none.
    const first = lines.next();
    first.catch(() => {});
    const end = (): void => void lines.return?.();
    asked.signal.addEventListener('abort', end);
    if (asked.signal.aborted) end();
    return reply.type('application/x-ndjson').send(
      streaming(
        (async function* () {
          // Parsed on the way out too: what the contract does not name does not leave.
          for (let next = await first; !next.done; next = await lines.next())
            yield `${JSON.stringify(line.parse(next.value))}\n`;
        })(),
      ),
    );
  });
}

/** Registers an endpoint as the contract says it: behind the token unless it is public, and for administrators alone where it says so. */
export function route<Name extends EndpointName>(
  { app, authenticate, stopping }: Door,
  name: Name,
  { requestsAMinute, bodyBytes, readsBody }: Bounds,
  handler: (asked: Asked<Name>, reply: FastifyReply) => Promise<FastifyReply>,
): void {
  const endpoint: { method: string; path: string; status: number; form: string; access?: string } & {
    [Part in 'params' | 'query' | 'body' | 'reply']?: z.ZodMiniType;
  } = endpoints[name];
  const isPublic = endpoint.access === 'public';
  const { params, query, body, reply } = endpoint;
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    bodyLimit: bodyBytes,
    config: requestsAMinute === undefined ? {} : { rateLimit: { max: requestsAMinute } },
    ...(readsBody && { validatorCompiler: () => (value: unknown) => ({ value }) }),
    schema: {
      operationId: name,
      ...(!isPublic && { security: [{ token: [] }] }),
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(body && { body }),
      ...(readsBody && { headers: readsBody.headers, consumes: ['application/json', 'multipart/form-data'] }),
      response: {
        [endpoint.status]: replySchema(endpoint.form, reply),
        '4xx': failureBody,
        '5xx': failureBody,
      },
    },
    onRequest: async (request) => {
      if (!isPublic) await nameOwner(request, authenticate);
      if (endpoint.access === 'admin' && !request.isAdmin) throw new Refusal({ kind: 'admins-only' });
    },
    handler: (request, reply) => {
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      const { params, query, body, owner, author } = request;
      const signal = AbortSignal.any([gone.signal, stopping]);
      return handler({ owner, author, params, query, body, signal, request } as unknown as Asked<Name>, reply);
    },
  });
}

/** What a use case gave back, as the contract shows it. */
export const onEach = <T, U, F>(result: Result<T, F>, change: (value: T) => U): Result<U, F> =>
  result.ok ? success(change(result.value)) : result;

/** What is no JSON body; what streams is described line by line, event by event. */
const MEDIA_TYPE: Record<string, string> = {
  ndjson: 'application/x-ndjson',
  events: 'text/event-stream',
  csv: 'text/csv',
};

function replySchema(form: string, reply: z.ZodMiniType | undefined): object {
  if (reply === undefined) return z.null();
  const mediaType = MEDIA_TYPE[form];
  return mediaType === undefined ? reply : { content: { [mediaType]: { schema: reply } } };
}

const refuse = (reply: FastifyReply, failure: RequestFailure): FastifyReply =>
  reply.code(HTTP_STATUS[failure.kind]).send({ failure });
