import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { envelopeOf, type Draft } from '../../../src/domain/message.ts';
import { serverAt, type SubmissionPort } from '../../../src/domain/submission-server.ts';
import { compose } from '../../../src/server/smtp/compose.ts';
import { openSession } from '../../../src/server/smtp/session.ts';
import { verify } from '../../../src/server/smtp/verify.ts';
import { HOST, startOutside, type Outside } from './outside.ts';

const credential = { kind: 'password', username: 'lena@firma.example', password: 'Sonnenblume-7' } as const;

let outside: Outside;
let server: SMTPServer;
let received: { from: string | false; to: string[]; bytes: Buffer }[] = [];
beforeAll(async () => {
  outside = await startOutside();
});
afterEach(async () => {
  received = [];
  await new Promise<void>((resolve) => server.close(() => resolve()));
});
afterAll(() => outside.stop());

async function start(options: SMTPServerOptions): Promise<number> {
  server = new SMTPServer({
    ...(await outside.certificate()),
    onAuth: ({ username, password }, _, answer) =>
      username === credential.username && password === credential.password
        ? answer(null, { user: username })
        : answer(new Error('Invalid login')),
    onData: (stream, { envelope: { mailFrom, rcptTo } }, answer) => {
      void stream.toArray().then((chunks) => {
        received.push({
          from: mailFrom && mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          bytes: Buffer.concat(chunks as Buffer[]),
        });
        answer();
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  const listening = server.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return (listening.address() as AddressInfo).port;
}

const DRAFT: Draft = {
  from: { name: 'Lena', address: 'lena@firma.example' },
  to: [{ name: 'Karl', address: 'karl@example.com' }],
  cc: [],
  bcc: [{ name: '', address: 'boss@firma.example' }],
  subject: 'Größe',
  body: { type: 'html', content: `<p>${'.\r\n..\r\n. Grüße '.repeat(200)}</p>` },
  attachments: [{ name: 'a.bin', type: 'application/octet-stream', size: 300_000, contentId: null }],
  importance: 'normal',
  inReplyTo: null,
  references: [],
};

describe.each([
  [587, 'STARTTLS', {}],
  [465, 'TLS', { secure: true }],
] as const)('a real server on port %i, %s', (port: SubmissionPort, _, options) => {
  test('gets messages as they were composed, one after another, for everyone on the envelope', async () => {
    const egress = outside.egressTo(await start(options));
    const message = Buffer.concat(
      (await compose(DRAFT, { messageId: '<1@firma.example>', date: new Date(0) }, () =>
        Readable.from([Buffer.alloc(300_000, '.\r\n')]),
      ).toArray()) as Buffer[],
    );
    const session = await openSession(serverAt(HOST, port), credential, { egress });
    if (!session.ok) throw new Error(JSON.stringify(session.failure));
    const messages = [1, 2, 3].map(() => ({
      envelope: envelopeOf(DRAFT),
      content: () => Readable.from([message]),
      bytes: message.length,
    }));
    for (const [index, each] of messages.entries()) {
      const attempt = await session.value.send(each, messages[index + 1] ?? null);
      expect(attempt).toMatchObject({ ended: 'accepted', reply: { code: 250 }, refused: [] });
    }
    await session.value.quit();
    expect(received).toEqual(
      messages.map(() => ({
        from: 'lena@firma.example',
        to: ['karl@example.com', 'boss@firma.example'],
        bytes: message,
      })),
    );
  });

  test('proves a channel, and knows a wrong password', async () => {
    const egress = outside.egressTo(await start(options));
    const candidate = {
      providerId: 'custom',
      server: serverAt(HOST, port),
      username: credential.username,
      sender: DRAFT.from,
    } as const;
    const last = async (password: string) => {
      const steps = verify(candidate, { ...credential, password }, { egress, clock: Date.now });
      for (;;) {
        const next = await steps.next();
        if (next.done) return next.value;
      }
    };
    expect(await last(credential.password)).toMatchObject({ ok: true, value: { mechanism: 'PLAIN' } });
    expect(await last('wrong')).toMatchObject({ ok: false, failure: { kind: 'password-rejected', stage: 'auth' } });
    expect(received).toEqual([]);
  });
});
