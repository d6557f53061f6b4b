import { buffer } from 'node:stream/consumers';
import type { Multipart } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import type * as z from 'zod/mini';
import { messageRequest } from '../../contract/messages.ts';
import type { MessageRequest } from '../../contract/shapes.ts';
import { Refusal } from '../http.ts';

/** A message request as it comes in: the draft, and each attachment's bytes when they are asked for. */
export interface Upload {
  request: MessageRequest;
  attachment(index: number): AsyncIterable<Uint8Array>;
}

/**
 * Reads a message request, JSON or multipart; the attachments are left on the wire. Throws a Refusal when it is not as the
 * contract says, and as soon as its parts together are over so many bytes.
 */
export async function readUpload(request: FastifyRequest, limitBytes: number): Promise<Upload> {
  if (!request.isMultipart()) {
    const read = parse(request.body);
    if (read.draft.attachments.length > 0) throw fault('draft.attachments', 'attachments come as multipart/form-data');
    return { request: read, attachment: missing };
  }
  const parts = request.parts();
  const first = await parts.next();
  if (first.done || first.value.type !== 'field' || first.value.fieldname !== 'message')
    throw fault('message', 'must be the first part');
  return { request: parse(json(first.value.value)), attachment: inOrder(parts, limitBytes) };
}

/**
 * The attachments as they are asked for. Those that come earlier than they are needed wait in memory: images in the body
 * are needed first, so a client that sends them first keeps this empty.
 */
function inOrder(parts: AsyncIterator<Multipart>, limitBytes: number): Upload['attachment'] {
  const early = new Map<number, Buffer>();
  let nextIndex = 0;
  let bytes = 0;
  async function* counted(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of file) {
      bytes += piece.length;
      if (bytes > limitBytes) throw new Refusal({ kind: 'over-size', limitBytes });
      yield piece;
    }
  }
  return async function* (index) {
    const waiting = early.get(index);
    if (waiting !== undefined) {
      early.delete(index);
      yield waiting;
      return;
    }
    for (;;) {
      const part = await parts.next();
      if (part.done || part.value.type !== 'file') throw fault('attachment', `number ${index + 1} is missing`);
      const { file } = part.value;
      const here = nextIndex++;
      if (here === index) {
        yield* counted(file);
        return;
      }
      early.set(here, await buffer(counted(file)));
    }
  };
}

function parse(body: unknown): MessageRequest {
  const read = messageRequest.safeParse(body);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }: z.core.$ZodIssue) => ({
    path: path.join('.'),
    fault: message,
  }));
  throw new Refusal({ kind: 'invalid-request', faults });
}

/** A part that says it is JSON has been read by the multipart plugin already. */
function json(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw fault('message', 'must be JSON');
  }
}

const missing = (): never => {
  throw fault('attachment', 'is missing');
};

const fault = (path: string, sentence: string): Refusal =>
  new Refusal({ kind: 'invalid-request', faults: [{ path, fault: sentence }] });
