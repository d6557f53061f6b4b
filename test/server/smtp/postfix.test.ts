import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';
import PostalMime from 'postal-mime';
import { envelopeOf, type Draft } from '../../../src/domain/message.ts';
import { serverAt } from '../../../src/domain/submission-server.ts';
import { compose } from '../../../src/server/smtp/compose.ts';
import { openSession } from '../../../src/server/smtp/session.ts';
import { verify } from '../../../src/server/smtp/verify.ts';
import { findFreePort } from '../../setup/free-port.ts';
import { startPostfix, whyNoPostfix, type PrivatePostfix } from '../../setup/postfix.ts';
import { HOST, startOutside, type Outside } from './outside.ts';

const why = whyNoPostfix();
if (why !== null) process.stdout.write(`Not tried against Postfix: ${why}\n`);

const LENA = 'lena@firma.example';
const credential = { kind: 'password', username: LENA, password: 'Sonnen:blume 7' } as const;
const draft = (change: Partial<Draft>): Draft => ({
  from: { name: 'Lena', address: LENA },
  to: [{ name: 'Lena Größe', address: LENA }],
  cc: [],
  bcc: [],
  subject: 'Größe 日本語',
  body: { type: 'html', content: '<p>.</p>\r\n.\r\n<p>Grüße</p>' },
  attachments: [{ name: 'zahlen.bin', type: 'application/octet-stream', size: 100_000, contentId: null }],
  importance: 'high',
  inReplyTo: null,
  references: [],
  ...change,
});

(why === null ? describe : describe.skip)('Postfix with Dovecot behind its login', () => {
  let outside: Outside;
  let postfix: PrivatePostfix;
  let ports: { 587: number; 465: number };
  beforeAll(async () => {
    outside = await startOutside();
    ports = { 587: await findFreePort(), 465: await findFreePort() };
    const { key, cert } = await outside.certificate();
    const user = { address: LENA, password: credential.password };
    postfix = await startPostfix({
      submissionPort: ports[587],
      tlsPort: ports[465],
      hostName: HOST,
      key,
      certificate: cert,
      user,
    });
  }, 60_000);
  afterAll(async () => {
    await postfix?.stop();
    await outside?.stop();
  }, 60_000);

  const last = async (port: 587 | 465, password: string, sender = LENA) => {
    const candidate = {
      providerId: 'custom',
      server: serverAt(HOST, port),
      username: LENA,
      sender: { name: '', address: sender },
    } as const;
    const steps = verify(
      candidate,
      { ...credential, password },
      { egress: outside.egressTo(ports[port]), clock: Date.now },
    );
    for (;;) {
      const next = await steps.next();
      if (next.done) return next.value;
    }
  };

  test.each([587, 465] as const)('proves a channel on port %i', async (port) => {
    expect(await last(port, credential.password)).toMatchObject({ ok: true, value: { mechanism: 'PLAIN' } });
  });

  test('tells a sender that is not one’s own', async () => {
    expect(await last(465, credential.password, 'boss@firma.example')).toMatchObject({
      ok: false,
      failure: { kind: 'send-as-denied' },
    });
  });

  test('delivers what was composed, one message after another, and names who was refused', async () => {
    const bytes = Buffer.alloc(100_000, '.\r\n');
    const one = draft({ bcc: [{ name: '', address: 'nobody@firma.example' }] });
    const message = compose(one, { messageId: '<1@firma.example>', date: new Date(0) }, () => Readable.from([bytes]));
    const content = Buffer.concat((await message.toArray()) as Buffer[]);
    for (const port of [587, 465] as const) {
      const needs = { egress: outside.egressTo(ports[port]) };
      const session = await openSession(serverAt(HOST, port), credential, needs);
      if (!session.ok) throw new Error(JSON.stringify(session.failure));
      const messages = [1, 2, 3].map(() => ({
        envelope: envelopeOf(one),
        content: () => Readable.from([content]),
        bytes: content.length,
      }));
      for (const [index, each] of messages.entries()) {
        expect(await session.value.send(each, messages[index + 1] ?? null)).toMatchObject({
          ended: 'accepted',
          reply: { code: 250 },
          refused: [{ recipient: 'nobody@firma.example', failure: { kind: 'recipient-refused' } }],
        });
      }
      await session.value.quit();
    }
    for (const arrived of await postfix.received(6)) {
      const mail = await PostalMime.parse(arrived);
      expect(mail).toMatchObject({ subject: 'Größe 日本語', messageId: '<1@firma.example>' });
      expect(mail.html?.trim()).toBe('<p>.</p>\n.\n<p>Grüße</p>');
      expect(Buffer.from(mail.attachments[0]?.content as ArrayBuffer)).toEqual(bytes);
      expect(arrived).not.toMatch(/nobody@firma/);
    }
  });

  // Last, because Dovecot makes everybody from this address wait after it.
  test('tells a wrong password', async () => {
    expect(await last(587, 'wrong')).toMatchObject({
      ok: false,
      failure: { kind: 'password-rejected', stage: 'auth' },
    });
  });
});
