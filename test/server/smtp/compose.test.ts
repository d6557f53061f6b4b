import { describe, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import PostalMime, { type Email } from 'postal-mime';
import type { AttachmentFacts, Draft } from '../../../src/domain/message.ts';
import { compose } from '../../../src/server/smtp/compose.ts';

const DRAFT: Draft = {
  from: { name: 'Lena Brandt', address: 'lena@firma.example' },
  to: [{ name: 'Kunde, Karl', address: 'karl@example.com' }],
  cc: [],
  bcc: [],
  subject: 'Offer',
  body: { type: 'html', content: '<p>Dear Karl,</p><p>our <b>offer</b>.</p>' },
  attachments: [],
  importance: 'normal',
  inReplyTo: null,
  references: [],
};
const IDENTITY = { messageId: '<4711@firma.example>', date: new Date('2026-11-20T09:30:00Z') };

async function composed(change: Partial<Draft>, contents: (Buffer | string)[] = []): Promise<string> {
  const message = compose({ ...DRAFT, ...change }, IDENTITY, (index) =>
    Readable.from([Buffer.from(contents[index] ?? '')]),
  );
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('latin1');
}

const read = (message: string): Promise<Email> => PostalMime.parse(Buffer.from(message, 'latin1'));
const headerOf = (message: string): string => message.slice(0, message.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
const file = (name: string, change: Partial<AttachmentFacts> = {}): AttachmentFacts => ({
  name,
  type: 'application/pdf',
  size: 3,
  contentId: null,
  ...change,
});

describe('the header', () => {
  test('has what a message needs and nothing about us', async () => {
    expect(
      headerOf(await composed({ body: { type: 'text', content: 'Hi' } }))
        .split('\r\n')
        .sort(),
    ).toEqual([
      'Content-Transfer-Encoding: 7bit',
      'Content-Type: text/plain; charset=utf-8',
      'Date: Fri, 20 Nov 2026 09:30:00 +0000',
      'From: Lena Brandt <lena@firma.example>',
      'MIME-Version: 1.0',
      'Message-ID: <4711@firma.example>',
      'Subject: Offer',
      'To: "Kunde, Karl" <karl@example.com>',
    ]);
  });

  test('drops what a thread is known by when that is beyond ASCII', async () => {
    const message = await composed({ inReplyTo: '<grüße@x>', references: ['<a@x>', '<größe@x>'] });
    expect(message).not.toMatch(/^In-Reply-To/im);
    expect(message).toMatch(/^References: <a@x>\r$/m);
    expect(headerOf(message)).toMatch(/^\p{ASCII}*$/u);
  });

  test('never names who gets a blind copy', async () => {
    const bcc = [{ name: 'Secret Boss', address: 'boss@firma.example' }];
    const message = await composed({ bcc, to: [], cc: [] });
    expect(message).not.toMatch(/bcc|boss/i);
    expect(headerOf(message)).toContain('To: "undisclosed-recipients":;');
  });

  test('keeps a reply in its conversation', async () => {
    const header = headerOf(
      await composed({ inReplyTo: '<b@example.com>', references: ['<a@example.com>', '<b@example.com>'] }),
    );
    expect(header).toContain('In-Reply-To: <b@example.com>');
    expect(header).toContain('References: <a@example.com> <b@example.com>');
  });

  test.each([
    ['high', 'Importance: high', 'X-Priority: 1'],
    ['low', 'Importance: low', 'X-Priority: 5'],
  ] as const)('says that a message is of %s importance', async (importance, ...lines) => {
    const header = headerOf(await composed({ importance })).split('\r\n');
    expect(header).toEqual(expect.arrayContaining(lines));
  });

  test('carries every language', async () => {
    const subject = 'Größe 日本語 🌻 – offer';
    const to = [{ name: 'Jürgen “Jü” Müller', address: 'juergen@müller.example' }];
    const message = await composed({ subject, to });
    expect(headerOf(message)).toMatch(/^[\x20-\x7e\r\n]*$/);
    const mail = await read(message);
    expect(mail.subject).toBe(subject);
    expect(mail.to?.[0]).toMatchObject({ name: 'Jürgen “Jü” Müller' });
    expect(headerOf(message)).toContain('<juergen@xn--mller-kva.example>');
  });

  test('cannot be added to by a subject, a name, a file name or an address', async () => {
    const evil = 'x\r\nBcc: victim@example.com\r\n\r\nbody\n.\r\nX-Evil: 1\u2028\0';
    const message = await composed(
      {
        subject: evil,
        from: { name: evil, address: 'lena@firma.example' },
        to: [{ name: evil, address: 'karl@example.com' }],
        cc: [{ name: '', address: `karl@example.com${evil}` }],
        inReplyTo: `<a@b>${evil.replace(/\P{ASCII}/gu, '')}`,
        attachments: [file(evil)],
      },
      ['pdf'],
    );
    const { headers } = await read(message);
    expect(headers.map(({ key }) => key).sort()).toEqual(
      ['cc', 'content-type', 'date', 'from', 'in-reply-to', 'message-id', 'mime-version', 'subject', 'to'].sort(),
    );
    expect(message).not.toMatch(/^(Bcc|X-Evil):/im);
  });
});

describe('the body', () => {
  test('of HTML is an alternative to its text', async () => {
    const message = await composed({});
    expect(headerOf(message)).toContain('Content-Type: multipart/alternative;');
    const mail = await read(message);
    expect(mail.html?.trim()).toBe(DRAFT.body.content);
    expect(mail.text?.trim()).toBe('Dear Karl,\n\nour offer.');
  });

  test('shows its pictures, and carries its files beside', async () => {
    const picture = Buffer.from([0x89, 0x50, 0x0d, 0x0a, 0x2e, 0x0d, 0x0a, 0xff]);
    const message = await composed(
      {
        body: { type: 'html', content: '<p><img src="cid:logo@x"></p>' },
        attachments: [
          file('offer.pdf'),
          file('logo.png', { type: 'image/png', contentId: 'logo@x' }),
          file('Preisübersicht 🌻.xlsx'),
        ],
      },
      ['one', picture, 'three'],
    );
    expect(message.indexOf('multipart/mixed')).toBeLessThan(message.indexOf('multipart/alternative'));
    expect(message.indexOf('multipart/alternative')).toBeLessThan(message.indexOf('multipart/related'));
    const { attachments } = await read(message);
    expect(
      attachments.map(({ filename, disposition, contentId, related }) => ({
        filename,
        disposition,
        contentId,
        related: Boolean(related),
      })),
    ).toEqual([
      { filename: 'logo.png', disposition: 'inline', contentId: '<logo@x>', related: true },
      { filename: 'offer.pdf', disposition: 'attachment', contentId: undefined, related: false },
      { filename: 'Preisübersicht 🌻.xlsx', disposition: 'attachment', contentId: undefined, related: false },
    ]);
    expect(attachments.map(({ content }) => Buffer.from(content as ArrayBuffer))).toEqual([
      picture,
      Buffer.from('one'),
      Buffer.from('three'),
    ]);
  });

  test('may be empty, with files all the same', async () => {
    const message = await composed({ body: { type: 'text', content: '' }, attachments: [file('a.pdf')] }, ['pdf']);
    expect(headerOf(message)).toContain('multipart/mixed');
    expect((await read(message)).attachments).toHaveLength(1);
  });

  test.each(['message/rfc822', 'multipart/mixed'])('carries a file that says it is %s as a file', async (type) => {
    const letter = 'Subject: inner\n\ngrüße\n'.repeat(3);
    const { attachments } = await read(await composed({ attachments: [file('mail.eml', { type })] }, [letter]));
    expect(attachments).toHaveLength(1);
    expect(Buffer.from(attachments[0]?.content as ArrayBuffer).toString()).toBe(letter);
  });

  test('comes out as it was written, 7-bit, in CRLF, in lines of 998 at most', async () => {
    // Letters of every kind and their opposite: all of Unicode, control characters and line ends often.
    const letter = fc.oneof(
      fc.constantFrom('\r', '\n', '.', ' ', '\0', 'ä'),
      fc
        .oneof(fc.integer({ min: 0, max: 0xd7_ff }), fc.integer({ min: 0xe0_00, max: 0x10_ff_ff }))
        .map((point) => String.fromCodePoint(point)),
    );
    const text = fc.oneof(
      fc.array(letter, { maxLength: 300 }).map((letters) => letters.join('')),
      fc.constant('x'.repeat(5_000)),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.uint8Array({ maxLength: 200 }), async (content, bytes) => {
        const message = await composed(
          { subject: content.slice(0, 900), body: { type: 'text', content }, attachments: [file('f')] },
          [Buffer.from(bytes)],
        );
        expect(message).toMatch(/^[^\0\x80-\xff]*$/);
        expect(message).not.toMatch(/(^|[^\r])\n|\r(?!\n)/);
        expect(Math.max(...message.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
        const mail = await read(message);
        expect(Buffer.from(mail.attachments[0]?.content as ArrayBuffer)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 40 },
    );
  });

  test('in ASCII and in other letters is read as it was written', async () => {
    for (const content of [
      'From here\r\n.\r\nto there',
      'Grüße\r\naus München',
      '日本語\r\nです',
      `long ${'word '.repeat(400)}end`,
    ]) {
      expect(
        (await read(await composed({ body: { type: 'text', content } }))).text?.trimEnd().replace(/\r\n/g, '\n'),
      ).toBe(content.replace(/\r\n/g, '\n'));
    }
  });

  test('never has a line too long for the wire, whatever the subject and the references', async () => {
    const references = Array.from({ length: 100 }, (_, index) => `<${'r'.repeat(880)}${index}@x>`);
    const message = await composed({ subject: 's'.repeat(998), references, inReplyTo: `<${'i'.repeat(990)}@x>` });
    expect(Math.max(...message.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
  });
});

describe('attachments', () => {
  test('are asked for one after another, as the message is read', async () => {
    const big = 400_000;
    const opened: number[] = [];
    const finished: number[] = [];
    const message = compose(
      { ...DRAFT, attachments: [file('a', { size: big }), file('b', { size: big })] },
      IDENTITY,
      (index) => {
        expect(finished).toHaveLength(index);
        opened.push(index);
        return Readable.from(
          (async function* () {
            for (let sent = 0; sent < big; sent += 10_000) yield Buffer.alloc(10_000);
            finished.push(index);
          })(),
        );
      },
    );
    await new Promise((resolve) => message.once('readable', resolve));
    expect(opened).toEqual([]);
    let bytes = 0;
    for await (const chunk of message) {
      bytes += (chunk as Buffer).length;
      if (bytes < big / 2) expect(opened.length).toBeLessThan(2);
    }
    expect(finished).toEqual([0, 1]);
    expect(bytes).toBeGreaterThan(big * 2.6);
  });

  test('that fail, fail the message', async () => {
    const message = compose({ ...DRAFT, attachments: [file('a')] }, IDENTITY, () =>
      Readable.from(
        (async function* () {
          yield Buffer.from('half');
          throw new Error('the upload broke off');
        })(),
      ),
    );
    await expect(message.resume().toArray()).rejects.toThrow('the upload broke off');
  });

  test('are let go when nobody wants the message any more', async () => {
    const source = Readable.from(
      (async function* () {
        for (;;) yield Buffer.alloc(1_000);
      })(),
    );
    const closed = new Promise((resolve) => source.once('close', resolve));
    const message = compose({ ...DRAFT, attachments: [file('a')] }, IDENTITY, () => source);
    let bytes = 0;
    for await (const chunk of message) {
      bytes += (chunk as Buffer).length;
      if (bytes > 50_000) break;
    }
    await closed;
  });
});
