import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createHttpBackend } from '../../../src/addin/backend/http.ts';
import type { Upload } from '../../../src/addin/backend/backend.ts';
import type { How } from '../../../src/addin/identity/identity.ts';
import type { MessageRequest } from '../../../src/contract/shapes.ts';
import { failed, success } from '../../../src/domain/result.ts';
import { json, startServer } from './test-server.ts';

const ID = '4f0f6f8a-7a4c-4d0e-9a63-0c6f1f5f3f10';
const KEY = '0d7f9f60-4b0f-4d59-8f0f-35ad0e7a2a11';
const queued = { id: KEY, messageId: '<1@contoso.example>', state: 'queued' as const, expectedAt: null };
const request = (attachments: MessageRequest['draft']['attachments']): MessageRequest => ({
  channelId: ID,
  draft: {
    from: { name: 'Rosa Rep', address: 'rosa@contoso.example' },
    to: [{ name: '', address: 'elodie@fabrikam.example' }],
    cc: [],
    bcc: [],
    subject: 'Offer',
    body: { type: 'text', content: 'Here it is.' },
    attachments,
    importance: 'normal',
    inReplyTo: null,
    references: [],
  },
});

let server: Awaited<ReturnType<typeof startServer>>;
beforeEach(async () => {
  server = await startServer();
  server.answer = ({ reply }) => json(reply, 202, queued);
});
afterEach(() => server.stop());

const start = () =>
  createHttpBackend({ origin: server.origin, identity: { token: (how: How) => Promise.resolve(success(how)) } });

describe('queueing a message', () => {
  it('without attachments is one JSON body with its key', async () => {
    expect(await start().queue(KEY, request([]), [], () => {})).toEqual(success(queued));
    const [arrival] = server.arrivals;
    expect(arrival).toMatchObject({ method: 'POST', path: '/api/messages', token: 'silent' });
    expect(arrival?.headers).toMatchObject({ 'content-type': 'application/json', 'idempotency-key': KEY });
    expect(JSON.parse(arrival?.body ?? '')).toEqual(request([]));
  });

  it('with attachments is the message first, then each file in its order, and tells how far it is', async () => {
    const taken: string[] = [];
    const uploadOf = (name: string, bytes: number[]): Upload => ({
      name,
      type: 'application/pdf',
      bytes: () => {
        taken.push(name);
        return Promise.resolve(success(new Uint8Array(bytes)));
      },
    });
    const facts = ['a.pdf', 'b.pdf'].map((name) => ({ name, type: 'application/pdf', size: 2, contentId: null }));
    const progress: number[] = [];
    const uploads = [uploadOf('a.pdf', [0, 255]), uploadOf('b.pdf', [7, 8])];
    expect(await start().queue(KEY, request(facts), uploads, (sent) => progress.push(sent))).toEqual(success(queued));
    const [arrival] = server.arrivals;
    const boundary = /boundary=(.+)$/.exec(arrival?.headers['content-type'] ?? '')?.[1] ?? '';
    const parts = (arrival?.body ?? '').split(`--${boundary}`).slice(1, -1);
    expect(parts.map((part) => /name="(\w+)"/.exec(part)?.[1])).toEqual(['message', 'attachment', 'attachment']);
    expect(JSON.parse(parts[0]?.split('\r\n\r\n')[1] ?? '')).toEqual(request(facts));
    expect(parts[1]).toContain('filename="a.pdf"');
    expect(parts[1]).toContain('\r\n\r\n\u0000\u00ff\r\n');
    expect(taken).toEqual(['a.pdf', 'b.pdf']);
    // jsdom tells once, and of no size; a browser's own figures are the walk's to see.
    expect(progress).toHaveLength(1);
  });

  it('sends nothing when an attachment cannot be had', async () => {
    const away = failed({ kind: 'backend-away' as const });
    const upload: Upload = { name: 'a.pdf', type: 'application/pdf', bytes: () => Promise.resolve(away) };
    expect(await start().queue(KEY, request([]), [upload], () => {})).toEqual(away);
    expect(server.arrivals).toEqual([]);
  });

  it('keeps its key when the token has to be renewed', async () => {
    server.answer = ({ reply, token }) =>
      token === 'renewed'
        ? json(reply, 202, queued)
        : json(reply, 401, { failure: { kind: 'unauthenticated', reason: 'expired' } });
    expect(await start().queue(KEY, request([]), [], () => {})).toEqual(success(queued));
    expect(server.arrivals.map(({ headers }) => headers['idempotency-key'])).toEqual([KEY, KEY]);
  });

  it('gives the server’s refusal', async () => {
    server.answer = ({ reply }) => json(reply, 413, { failure: { kind: 'over-size', limitBytes: 100 } });
    expect(await start().queue(KEY, request([]), [], () => {})).toEqual(failed({ kind: 'over-size', limitBytes: 100 }));
  });

  it('says that the server is away when the line breaks, and does not try again by itself', async () => {
    // jsdom prints what a browser only notes.
    jest.spyOn(console, 'error').mockImplementationOnce(() => {});
    server.answer = ({ reply }) => void reply.destroy();
    expect(await start().queue(KEY, request([]), [], () => {})).toEqual(failed({ kind: 'backend-away' }));
    expect(server.arrivals).toHaveLength(1);
  });
});
