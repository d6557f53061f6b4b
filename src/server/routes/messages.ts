import * as z from 'zod/mini';
import { identifier } from '../../contract/mail.ts';
import { success, type Result } from '../../domain/result.ts';
import { Refusal } from '../http.ts';
import type { ManageMessages } from '../use-cases/manage-messages.ts';
import type { QueueMessage } from '../use-cases/queue-message.ts';
import { serve, type Door } from './endpoint.ts';
import { readUpload } from './upload.ts';

export interface MessageUseCases {
  queueMessage: QueueMessage;
  manageMessages: ManageMessages;
}

const queueHeaders = z.object({ 'idempotency-key': identifier });

export function messageRoutes(door: Door, use: MessageUseCases, messageBytes: number): void {
  serve(
    door,
    'queueMessage',
    async ({ owner, request }) => {
      const key = identifier.safeParse(request.headers['idempotency-key']);
      if (!key.success) {
        const faults = [{ path: 'Idempotency-Key', fault: 'must be a UUID, made for this message' }];
        throw new Refusal({ kind: 'invalid-request', faults });
      }
      // An upload weighs less than the message does on the wire. Not every client says how much it is.
      if (Number(request.headers['content-length']) > messageBytes)
        throw new Refusal({ kind: 'over-size', limitBytes: messageBytes });
      try {
        const upload = await readUpload(request, messageBytes);
        return await use.queueMessage(
          owner,
          key.data,
          { ...upload.request, ownAddress: request.ownerAddress },
          upload.attachment,
        );
      } finally {
        // What was not read is let run out, so that the client gets to read our answer.
        request.raw.unpipe();
        request.raw.resume();
      }
    },
    { readsBody: { headers: queueHeaders }, bodyBytes: messageBytes },
  );
  serve(door, 'listMessages', async ({ owner, query: { limit } }) =>
    success({ messages: await use.manageMessages.list(owner, limit) }),
  );
  serve(door, 'showMessage', async ({ owner, params: { id } }) => record(await use.manageMessages.show(owner, id)));
  serve(door, 'releaseMessage', async ({ owner, request, params: { id } }) =>
    record(await use.manageMessages.release(owner, id, request.ownerAddress)),
  );
  serve(door, 'rescheduleMessage', async ({ owner, params: { id }, body: { sendAt } }) =>
    record(await use.manageMessages.reschedule(owner, id, sendAt)),
  );
  serve(door, 'dropMessage', async ({ owner, params: { id } }) => record(await use.manageMessages.drop(owner, id)));
}

const record = <T, F>(found: Result<T, F>): Result<{ message: T }, F> =>
  found.ok ? success({ message: found.value }) : found;
