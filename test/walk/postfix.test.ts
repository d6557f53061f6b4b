import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import PostalMime from 'postal-mime';
import type { Message } from '../../src/contract/shapes.ts';
import type { Draft } from '../../src/domain/message.ts';
import { until } from '../server/world.ts';
import { whyNoPostfix } from '../setup/postfix.ts';
import { channelAt, connected, LENA, openPostfixStage, type PostfixStage } from './postfix-stage.ts';

const why = whyNoPostfix();
if (why !== null) process.stdout.write(`Not walked against Postfix: ${why}\n`);

(why === null ? describe : describe.skip)('against Postfix with Dovecot, which nobody here wrote, a rep', () => {
  let stage: PostfixStage;
  beforeAll(async () => {
    stage = await openPostfixStage();
  });
  afterAll(() => stage?.stop());

  /** Queues a draft with its file, and waits by the rep's own events until an attempt has ended. */
  async function sent(channelId: string, changes: Partial<Draft>, file: Buffer): Promise<Message> {
    const draft: Draft = {
      from: { name: LENA.name, address: LENA.address },
      to: [{ name: LENA.name, address: LENA.address }],
      cc: [],
      bcc: [],
      subject: 'Größe 日本語',
      body: { type: 'html', content: '<p>.</p>\r\n.\r\n<p>Grüße aus Lübeck</p>' },
      attachments: [{ name: 'Maße 2026.pdf', type: 'application/pdf', size: file.length, contentId: null }],
      importance: 'high',
      inReplyTo: null,
      references: [],
      ...changes,
    };
    const form = new FormData();
    form.append('message', JSON.stringify({ channelId, draft }));
    form.append('attachment', new Blob([new Uint8Array(file)]), 'file');
    const id = randomUUID();
    const headers = { ...(await stage.as()), 'idempotency-key': id };
    const queued = await fetch(`${stage.url}/api/messages`, { method: 'POST', headers, body: form });
    expect([queued.status, await queued.json()]).toMatchObject([202, { id }]);
    return until(stage, stage.url, id, ({ state, attempts }) => state !== 'in-flight' && attempts > 0);
  }

  it.each([587, 465] as const)(
    'proves a channel on port %i and sends a message that arrives as it was written',
    async (port) => {
      const before = (await stage.postfix.received(0)).length;
      const file = randomBytes(300_000);
      const message = await sent(
        await channelAt(stage, port),
        { bcc: [{ name: '', address: 'somebody@elsewhere.example' }] },
        file,
      );
      expect(message).toMatchObject({
        state: 'accepted',
        reply: { code: 250 },
        recipients: [{ outcome: 'accepted' }, { outcome: 'accepted' }],
      });
      const source = (await stage.postfix.received(before + 1)).at(-1) ?? '';
      const mail = await PostalMime.parse(source);
      expect(mail).toMatchObject({
        subject: 'Größe 日本語',
        messageId: message.messageId,
        from: { name: 'Lena Größe', address: LENA.address },
        to: [{ name: 'Lena Größe', address: LENA.address }],
        attachments: [{ filename: 'Maße 2026.pdf', mimeType: 'application/pdf' }],
      });
      expect(mail.html?.trim()).toBe('<p>.</p>\n.\n<p>Grüße aus Lübeck</p>');
      expect(mail.text).toContain('Grüße aus Lübeck');
      expect(Buffer.from(mail.attachments[0]?.content as ArrayBuffer).equals(file)).toBe(true);
      expect(mail.headers.find(({ key }) => key === 'importance')?.value).toBe('high');
      expect(source).not.toContain('somebody@elsewhere');
    },
  );

  it('hears whom the server does not know, in its words', async () => {
    const to = [{ name: '', address: 'nobody@firma.example' }];
    expect(await sent(await channelAt(stage, 587), { to }, randomBytes(10))).toMatchObject({
      state: 'refused',
      because: { kind: 'recipient-refused' },
      recipients: [{ address: 'nobody@firma.example', outcome: 'refused', reply: { code: 550, enhanced: '5.1.1' } }],
    });
  });

  // Last, because Dovecot makes everybody from this address wait after it.
  it('hears that a password is wrong, and nothing of it is written down', async () => {
    expect((await connected(stage, 465, 'Sonnen:blume 8')).at(-1)).toMatchObject({
      failure: { kind: 'password-rejected', stage: 'auth', reply: { code: 535 } },
    });
    expect(stage.log()).toContain('attempted');
    expect(stage.log()).not.toContain('Sonnen');
  });
});
