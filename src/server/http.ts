import type { Server } from 'node:https';
import { Readable, type Writable } from 'node:stream';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import Fastify, {
  type FastifyError,
  type FastifyHttpsOptions,
  type FastifyInstance,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify';
import { hasZodFastifySchemaValidationErrors, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import * as z from 'zod/mini';
import type { Author } from '../domain/audit.ts';
import type { Owner } from '../domain/channel.ts';
import type { RequestFailure } from '../domain/failure.ts';
import { HTTP_STATUS } from './routes/http-status.ts';
import { MINUTE, type Instant } from '../domain/instant.ts';
import type { Result } from '../domain/result.ts';
import { describeEndpoint } from './openapi.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who is asking; set before any handler of an endpoint that is not public. */
    owner: Owner | null;
    /** The owner's own address, where the token says one that counts. */
    ownerAddress: string | null;
    /** The same, as people know them. */
    author: Author | null;
    /** Whether the owner is an administrator of the owner's own tenant. */
    isAdmin: boolean;
    /** When the owner's token ends to count: what goes on longer than a request ends then. */
    ownerUntil: Instant;
  }
}

export interface HttpSettings {
  publicUrl: string;
  /** The identity provider's origin: the pane talks to it. */
  identityOrigin: string;
  frameAncestors: string[];
  /** Where scripts may come from besides us and Microsoft. */
  scriptSources: string[];
  messageBytes: number;
  logLevel: string;
  log: Writable | undefined;
  https: { key: string; cert: string } | null;
  trustProxy: boolean | string[];
  newId(): string;
}

/** A person whose token counts. */
export interface Asker {
  owner: Owner;
  address: string | null;
  author: Author;
  isAdmin: boolean;
  /** When the token ends to count. */
  until: Instant;
}

/** Ends a request with a failure, from wherever it is thrown. */
export class Refusal extends Error {
  readonly failure: RequestFailure;
  constructor(failure: RequestFailure) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** Microsoft's hosts of Outlook on the web and of the new Outlook. Source: learn.microsoft.com, Office Add-ins in Outlook, 2026. */
const OUTLOOK_ORIGINS = [
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://outlook.live.com',
  'https://outlook.cloud.microsoft',
  'https://*.outlook.com',
  'https://*.office.com',
  'https://*.office365.com',
];
/** office.js, and the library it loads. */
const OFFICE_SCRIPTS = ['https://appsforoffice.microsoft.com', 'https://ajax.aspnetcdn.com'];
const REQUESTS_A_MINUTE = 300;
/** Without a token there is the address only, and a whole company may come from one. */
const REQUESTS_A_MINUTE_OF_AN_ADDRESS = 6_000;
/** 25 MB over a slow line take some minutes. */
const LONGEST_REQUEST = 10 * MINUTE;
const JSON_BYTES = 64 * 1024;

/** The server's HTTP side without its routes: errors, log, headers, limits. */
export async function createHttp(settings: HttpSettings): Promise<FastifyInstance> {
  const app = newFastify(settings.https, {
    bodyLimit: JSON_BYTES,
    requestTimeout: LONGEST_REQUEST,
    trustProxy: settings.trustProxy,
    genReqId: settings.newId,
    // A stream of events ends when its client goes; a stop does not wait for idle connections.
    forceCloseConnections: 'idle',
    logger: {
      level: settings.logLevel,
      stream: settings.log,
      // What is logged of a request is named here, one by one: no headers, no query, no body.
      serializers: {
        req: ({ method, url, id }: FastifyRequest) => ({ id, method, path: url.split('?', 1)[0] }),
        err: ({ name, message, stack }: Error) => ({ type: name, message, stack: stack ?? '' }),
      },
    },
  });

  z.config(z.locales.en());
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const failure = failureOf(error, request.id, request.routeOptions.bodyLimit ?? JSON_BYTES);
    if (failure.kind === 'internal') request.log.error({ err: error }, 'a request failed');
    // RFC 9110 15.5.2, RFC 6750 3: by what one would be let in. Why not, the body says.
    if (failure.kind === 'unauthenticated') reply.header('www-authenticate', 'Bearer');
    return reply.code(HTTP_STATUS[failure.kind]).send({ failure });
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ failure: { kind: 'not-found' } }));
  app.decorateRequest('owner', null);
  app.decorateRequest('ownerAddress', null);
  app.decorateRequest('author', null);
  app.decorateRequest('isAdmin', false);
  app.decorateRequest('ownerUntil', 0);

  await app.register(helmet, securityHeaders(settings));
  await app.register(rateLimit, {
    max: ({ owner }) => (owner === null ? REQUESTS_A_MINUTE_OF_AN_ADDRESS : REQUESTS_A_MINUTE),
    timeWindow: '1 minute',
    // The pane's files and what the operator's machines ask are never held back: a pane without its script is blank.
    allowList: ({ owner, routeOptions: { url = '' } }) => owner === null && !/^\/(api|oauth)\//.test(url),
    // After the identity is known: a whole company comes from one address.
    hook: 'preHandler',
    keyGenerator: ({ owner, ip }) => (owner === null ? ip : `${owner.tenantId}/${owner.objectId}`),
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal({ kind: 'too-many-requests', retryAfterSeconds: Math.ceil(ttl / 1000) }),
  });
  await app.register(multipart, {
    // The message is JSON, whether the browser calls its part a field or a file.
    isPartAFile: (name) => name !== 'message',
    limits: { fieldSize: settings.messageBytes, fileSize: settings.messageBytes, fields: 1, files: 499, parts: 500 },
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Postlane', version: '1' },
      servers: [{ url: settings.publicUrl }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: describeEndpoint,
  });
  return app;
}

/** The routes do not care which of the two servers they are in; fastify's types would have every one of them say it. */
const newFastify = (https: HttpSettings['https'], options: FastifyServerOptions): FastifyInstance =>
  https === null
    ? Fastify(options)
    : (Fastify({ ...options, https } as FastifyHttpsOptions<Server>) as unknown as FastifyInstance);

/** Names the owner of a request with a token that counts; throws a Refusal otherwise. */
export async function nameOwner(
  request: FastifyRequest,
  authenticate: (token: string) => Promise<Result<Asker, string | Error>>,
): Promise<void> {
  const [, token] = /^Bearer ([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (token === undefined) throw new Refusal({ kind: 'unauthenticated', reason: 'no bearer token' });
  const who = await authenticate(token);
  if (!who.ok) {
    if (typeof who.failure === 'string') throw new Refusal({ kind: 'unauthenticated', reason: who.failure });
    request.log.error({ err: who.failure }, 'the identity provider was not reached');
    throw new Refusal({ kind: 'issuer-away' });
  }
  request.owner = who.value.owner;
  request.ownerAddress = who.value.address;
  request.author = who.value.author;
  request.isAdmin = who.value.isAdmin;
  request.ownerUntil = who.value.until;
}

/** A body that is sent as its pieces come. */
export const streaming = (pieces: AsyncIterable<string>): Readable => Readable.from(pieces, { objectMode: false });

function failureOf(error: FastifyError, reference: string, limitBytes: number): RequestFailure {
  if (error instanceof Refusal) return error.failure;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = error.validation.map(({ instancePath, message }) => ({
      path: instancePath.slice(1).replaceAll('/', '.'),
      fault: message ?? 'invalid',
    }));
    return { kind: 'invalid-request', faults };
  }
  if (error.statusCode === 413) return { kind: 'over-size', limitBytes };
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return { kind: 'invalid-request', faults: [{ path: '', fault: error.code }] };
  return { kind: 'internal', reference };
}

function securityHeaders({ identityOrigin, frameAncestors, scriptSources }: HttpSettings) {
  const self = "'self'";
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [self],
        scriptSrc: [self, ...OFFICE_SCRIPTS, ...scriptSources],
        // Griffel writes its rules into style elements of its own.
        styleSrc: [self, "'unsafe-inline'"],
        imgSrc: [self, 'data:', 'blob:'],
        connectSrc: [self, identityOrigin],
        frameSrc: [self, identityOrigin],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: [self],
        frameAncestors: [self, ...OUTLOOK_ORIGINS, ...frameAncestors],
      },
    },
    // Outlook shows the pane in a frame of another origin, and msal opens a window it has to hear from.
    xFrameOptions: false,
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: false,
  } as const;
}
