import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import type { QueuedMessage } from '../../../src/contract/shapes.ts';
import { HOUR } from '../../../src/domain/instant.ts';
import {
  connectedChannel,
  connectRequest,
  draft,
  linesOf,
  queued,
  SENDER,
  shown,
  startWorld,
  untilState,
  type World,
} from '../world.ts';

describe('messages over HTTP', () => {
  let world: World;
  let url: string;
  let channelId: string;
  beforeAll(async () => {
    world = await startWorld({}, { messageBytes: 1_000_000 });
    ({ url } = await world.server.start());
    channelId = await connectedChannel(world);
  });
  afterAll(() => world.stop());

  const post = async (payload: object, key: string = randomUUID(), rep?: string) =>
    world.server.app.inject({
      method: 'POST',
      url: '/api/messages',
      headers: { ...(await world.as(rep)), 'idempotency-key': key },
      payload,
    });

  /** As a browser sends it, over a real connection. */
  const upload = async (
    changes: Partial<ReturnType<typeof draft>>,
    files: Buffer[],
    message: 'text' | 'blob' = 'text',
  ) => {
    const form = new FormData();
    const json = JSON.stringify({ channelId, draft: draft(changes) });
    form.append('message', message === 'text' ? json : new Blob([json], { type: 'application/json' }));
    for (const file of files) form.append('attachment', new Blob([Uint8Array.from(file)]), 'file');
    const id = randomUUID();
    const headers = { ...(await world.as()), 'idempotency-key': id };
    return { id, reply: await fetch(`${url}/api/messages`, { method: 'POST', headers, body: form }) };
  };
  const file = (name: string, size: number, contentId: string | null = null) => ({
    name,
    type: 'application/octet-stream',
    size,
    contentId,
  });

  it('are one message when the same key comes twice, or at the same time', async () => {
    const key = randomUUID();
    const replies = await Promise.all([1, 2, 3].map(() => post({ channelId, draft: draft() }, key)));
    const bodies = [...replies, await post({ channelId, draft: draft() }, key)].map(
      (reply) => reply.json() as QueuedMessage,
    );
    expect(replies.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202]);
    expect(new Set(bodies.map(({ messageId }) => messageId)).size).toBe(1);
    await untilState(world, url, key, 'accepted');
    expect(world.taken.filter(({ content }) => content.includes(bodies[0]?.messageId ?? '-'))).toHaveLength(1);
  });

  it('do not answer for another rep’s key', async () => {
    const key = await queued(world, channelId);
    const theirs = await connectedChannel(world, 'bo');
    expect((await post({ channelId: theirs, draft: draft() }, key, 'bo')).json()).toMatchObject({
      failure: { kind: 'conflict' },
    });
  });

  it('need a key', async () => {
    expect((await post({ channelId, draft: draft() }, 'again')).json()).toMatchObject({
      failure: { kind: 'invalid-request', faults: [{ path: 'Idempotency-Key' }] },
    });
  });

  it.each<[string, Partial<ReturnType<typeof draft>>, object]>([
    [
      'from somebody else',
      { from: { name: '', address: 'chef@firma.example' } },
      { kind: 'sender-not-allowed', address: 'chef@firma.example' },
    ],
    ['to nobody', { to: [] }, { kind: 'invalid-request' }],
    [
      'too large',
      { body: { type: 'text', content: 'x'.repeat(999_000) } },
      { kind: 'over-size', limitBytes: 1_000_000 },
    ],
    ['with attachments said and not sent', { attachments: [file('a', 1)] }, { kind: 'invalid-request' }],
    ['with a header in the subject', { subject: 'Hi\r\nBcc: eve@x.example' }, { kind: 'invalid-request' }],
  ])('are refused when %s', async (_name, changes, failure) => {
    expect((await post({ channelId, draft: draft(changes) })).json()).toMatchObject({ failure });
  });

  it.each(['text', 'blob'] as const)('carry their attachments to the byte (the message as a %s)', async (kind) => {
    const image = randomBytes(70_000);
    const sheet = randomBytes(300_000);
    const body = { type: 'html' as const, content: '<p>Grüße <img src="cid:logo@firma"></p>' };
    const attachments = [file('Angebot für Łódź.xlsx', sheet.length), file('logo.png', image.length, 'logo@firma')];
    // The file comes before the image that the message begins with.
    const { id, reply } = await upload({ subject: `Größe ${kind}`, body, attachments }, [sheet, image], kind);
    expect(reply.status).toBe(202);
    const message = await untilState(world, url, id, 'accepted');
    const taken = world.taken.find(({ content }) => content.includes(message.messageId));
    const mail = await PostalMime.parse(taken?.content ?? '');
    expect(mail.subject).toBe(`Größe ${kind}`);
    const found = mail.attachments.map(
      ({ filename, content }) => [filename, Buffer.from(content as ArrayBuffer)] as const,
    );
    expect(found.find(([name]) => name === 'Angebot für Łódź.xlsx')?.[1].equals(sheet)).toBe(true);
    expect(found.find(([name]) => name === 'logo.png')?.[1].equals(image)).toBe(true);
  });

  it('are stopped while they come in when they grow too large, and leave nothing behind', async () => {
    const big = randomBytes(900_000);
    const { id, reply } = await upload({ attachments: [file('big.bin', 10)] }, [big]);
    expect(reply.status).toBe(413);
    expect(await reply.json()).toEqual({ failure: { kind: 'over-size', limitBytes: 1_000_000 } });
    expect((await world.server.app.inject({ url: `/api/messages/${id}`, headers: await world.as() })).statusCode).toBe(
      404,
    );
  });

  it('are stopped too when they do not say how much they are, and before they have been needed', async () => {
    const form = new FormData();
    // The one that is needed first never comes.
    const attachments = ['a', 'b', 'c', 'd'].map((name) => file(name, 10));
    const message = { channelId, draft: draft({ attachments: [...attachments, file('logo.png', 10, 'logo@firma')] }) };
    form.append('message', JSON.stringify(message));
    for (let part = 0; part < 4; part += 1) form.append('attachment', new Blob([randomBytes(300_000)]), 'file');
    const { body, headers: type } = new Response(form);
    const headers = {
      ...(await world.as()),
      'idempotency-key': randomUUID(),
      'content-type': type.get('content-type') ?? '',
    };
    const chunked = { method: 'POST', headers, body, duplex: 'half' } as RequestInit;
    const reply = await fetch(`${url}/api/messages`, chunked);
    expect(reply.status).toBe(413);
    expect(await reply.json()).toEqual({ failure: { kind: 'over-size', limitBytes: 1_000_000 } });
  });

  it('are refused when an attachment is missing', async () => {
    const { reply } = await upload({ attachments: [file('a.bin', 10), file('b.bin', 10)] }, [randomBytes(10)]);
    expect(await reply.json()).toMatchObject({ failure: { faults: [{ fault: 'number 2 is missing' }] } });
  });

  it('come from the name that the channel was given', async () => {
    const id = await queued(world, channelId, { from: { name: 'As Outlook says', address: SENDER.address } });
    const { messageId } = await untilState(world, url, id, 'accepted');
    const taken = world.taken.find(({ content }) => content.includes(messageId));
    expect((await PostalMime.parse(taken?.content ?? '')).from).toEqual(SENDER);
  });

  it('have an id in ASCII, wherever they come from', async () => {
    const sender = { name: 'Ada', address: 'ada@müller.example' };
    const last = (await linesOf(world, '/api/channels', connectRequest({ sender }))).at(-1);
    const theirs = last !== undefined && 'channel' in last ? last.channel.id : '';
    const reply = await world.server.app.inject({
      method: 'POST',
      url: '/api/messages',
      headers: {
        ...(await world.as(undefined, { preferred_username: sender.address })),
        'idempotency-key': randomUUID(),
      },
      payload: { channelId: theirs, draft: draft({ from: sender }) },
    });
    expect((reply.json() as QueuedMessage).messageId).toMatch(/^<[\w-]+@xn--mller-kva\.example>$/);
  });

  it('are listed to their owner, what waits before what is over, and of that the newest first', async () => {
    const list = async (rep?: string) =>
      (await world.server.app.inject({ url: '/api/messages', headers: await world.as(rep) })).json() as {
        messages: { id: string; state: string }[];
      };
    const over = await queued(world, channelId, { subject: 'Das Neueste' });
    await untilState(world, url, over, 'accepted');
    const later = await post({ channelId, draft: draft(), sendAt: Date.now() + HOUR });
    const { id: waiting } = later.json() as QueuedMessage;
    const { messages } = await list();
    expect(messages.find(({ state }) => state === 'queued')).toMatchObject({ id: waiting });
    const accepted = messages.filter(({ state }) => state === 'accepted');
    expect(accepted[0]).toMatchObject({ id: over });
    expect(messages.slice(-accepted.length)).toEqual(accepted);
    expect(await list('eve')).toEqual({ messages: [] });
  });

  it('that are settled cannot be dropped or sent again', async () => {
    const id = await queued(world, channelId);
    await untilState(world, url, id, 'accepted');
    const headers = await world.as();
    for (const verb of ['drop', 'release']) {
      const reply = await world.server.app.inject({ method: 'POST', url: `/api/messages/${id}/${verb}`, headers });
      expect(reply.statusCode).toBe(409);
    }
    expect((await shown(world, id)).state).toBe('accepted');
  });
});
