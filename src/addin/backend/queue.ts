import { endpoints } from '../../contract/endpoints.ts';
import type { MessageRequest, QueuedMessage } from '../../contract/shapes.ts';
import { failed } from '../../domain/result.ts';
import { failureOf, parsed } from './answer.ts';
import type { FromBackend, Upload } from './backend.ts';
import type { WithToken } from './http.ts';
import { upload } from './upload.ts';

/** Posts one message; with attachments as multipart, in the order the contract names. The same `id` twice is one message. */
export async function queue(
  { origin, withToken }: { origin: string; withToken: WithToken },
  id: string,
  request: MessageRequest,
  uploads: readonly Upload[],
  onProgress: (sentBytes: number) => void,
): FromBackend<QueuedMessage> {
  const { path, reply } = endpoints.queueMessage;
  const json = JSON.stringify(request);
  const body = uploads.length === 0 ? json : new FormData();
  if (typeof body !== 'string') {
    body.append('message', new Blob([json], { type: 'application/json' }));
    for (const { name, type, bytes } of uploads) {
      // The browser takes each blob out of this page's memory before the next one is asked for.
      const read = await bytes();
      if (!read.ok) return read;
      body.append('attachment', new Blob([read.value], { type }), name);
    }
  }
  const headers = { 'idempotency-key': id, ...(typeof body === 'string' && { 'content-type': 'application/json' }) };
  const answer = await withToken((token) =>
    upload(origin + path, { ...headers, authorization: `Bearer ${token}` }, body, onProgress),
  );
  if (!answer.ok) return answer;
  const { status, text } = answer.value;
  return status < 300 ? parsed(reply, status, text) : failed(failureOf(status, text));
}
