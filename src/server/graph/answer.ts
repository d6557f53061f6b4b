import type { IncomingMessage } from 'node:http';
import type { GraphAnswer } from '../../domain/graph-answer.ts';

/** An error is some hundred bytes; whoever says more says nothing more, and must not keep us reading. */
const MOST_BYTES = 64 * 1024;
const MOST_CHARACTERS = 1_000;

/** What Graph said, as far as it can be read within a time (milliseconds): its status is there in any case. */
export async function readAnswer(response: IncomingMessage, token: string, milliseconds: number): Promise<GraphAnswer> {
  const { statusCode, statusMessage, headers } = response;
  const error = errorIn(await textOf(response, milliseconds));
  const words = (text: unknown): string | null => {
    if (typeof text !== 'string') return null;
    // Whoever repeats what we said must not get it into the books.
    const line = text
      .replaceAll(token, '…')
      .replace(/\p{Cc}+/gu, ' ')
      .trim();
    return line === '' ? null : line.slice(0, MOST_CHARACTERS);
  };
  return {
    status: statusCode ?? 0,
    code: words(error['code']),
    message: words(error['message']) ?? words(statusMessage),
    retryAfter: words(headers['retry-after']),
    throttleScope: words(headers['x-ms-throttle-scope']),
    requestId: words(headers['request-id']),
  };
}

async function textOf(response: IncomingMessage, milliseconds: number): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  const timer = setTimeout(() => response.destroy(), milliseconds);
  try {
    for await (const piece of response as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > MOST_BYTES) break;
      pieces.push(piece);
    }
  } catch {
    // What came before it broke off may say enough.
  } finally {
    clearTimeout(timer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** The `error` of an OData error; empty when there is none. */
function errorIn(text: string): Record<string, unknown> {
  try {
    const { error } = Object(JSON.parse(text)) as { error?: unknown };
    return Object(error) as Record<string, unknown>;
  } catch {
    return {};
  }
}
