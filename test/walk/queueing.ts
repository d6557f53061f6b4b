import { randomUUID } from 'node:crypto';
import { request } from 'playwright-core';
import type { MessageRequest } from '../../src/contract/shapes.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { person, type Stage } from './stage.ts';

export interface ToQueue {
  subject: string;
  to: readonly string[];
  sendAt?: Instant;
}

/** Queues mail by the product's own API, one after the other, as fast as it is taken: at the sandbox's server or another of its. */
export async function queueQuietly(
  { sandbox }: Stage,
  id: string,
  channelId: string,
  mail: readonly ToQueue[],
  origin = sandbox.paneUrl,
): Promise<void> {
  const { name, address } = person(id);
  // As patient as the stage's pages: on a busy machine one answer may take longer than Playwright's own 30 seconds.
  const web = await request.newContext({ ignoreHTTPSErrors: true, timeout: 150_000 });
  try {
    const signedIn = await web.post(`${sandbox.pageUrl}sandbox/naa-token`, { data: { person: id, scope: '' } });
    const { token } = (await signedIn.json()) as { token: { access_token: string } };
    const url = new URL('/api/messages', origin).href;
    for (const { subject, to, sendAt } of mail) {
      const data: MessageRequest = {
        channelId,
        sendAt,
        draft: {
          from: { name, address },
          to: to.map((recipient) => ({ name: '', address: recipient })),
          cc: [],
          bcc: [],
          subject,
          body: { type: 'text', content: 'Here is our offer.' },
          attachments: [],
          importance: 'normal',
          inReplyTo: null,
          references: [],
        },
      };
      const headers = { authorization: `Bearer ${token.access_token}`, 'idempotency-key': randomUUID() };
      const answer = await web.post(url, { headers, data });
      if (answer.status() !== 202) throw new Error(`Not queued: ${await answer.text()}`);
    }
  } finally {
    await web.dispose();
  }
}

/** Offers to as many customers, with numbers to tell them apart. */
export const offers = (count: number): ToQueue[] =>
  Array.from({ length: count }, (_, at) => ({
    subject: `Offer ${String(at + 1)} for the harbour works`,
    to: ['buyer@lighthouse.example'],
  }));
