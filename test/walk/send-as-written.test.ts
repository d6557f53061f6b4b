import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Address } from 'postal-mime';
import { writeDraft } from './journeys.ts';
import { arrived, attach, closeDraft, compose, connectQuietly, heading, send, someFile } from './sending.ts';
import { openStage, person, type Stage } from './stage.ts';

const nora = person('nora');
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await connectQuietly(stage, 'nora');
});
afterEach(() => stage?.tidy());
afterAll(() => stage?.close());

const bytesOf = (content: string | ArrayBuffer | Uint8Array): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as Uint8Array);
const people = (addresses: Address[] | undefined) => (addresses ?? []).map(({ name, address }) => ({ name, address }));

describe('a draft', () => {
  it('says who gets it, how big it is and that it goes now, and arrives for everyone as it was written', async () => {
    const subject = 'Größeres Angebot № 7 – 提案 🚚';
    const catalogue = someFile('Прайс-лист 2026 €.pdf', 'application/pdf', 870_000);
    const picture = { name: 'Leuchtturm-Öllampe.png', mimeType: 'image/png', buffer: PIXEL };
    const logins = stage.sandbox.logins().length;
    const scene = await compose(stage, 'nora');
    const { page, pane } = scene;
    await writeDraft(page, {
      to: ['Łukasz Żółty'],
      cc: ['Zoë Größe <zoe@hafen.example>'],
      bcc: ['董事 <board@secret.example>'],
      subject,
      body: 'Sehr geehrter Herr Żółty, eine Lampe kostet 12 €. 你好',
    });
    await attach(page, 'attach-file', catalogue);
    await attach(page, 'insert-picture', picture);
    await page.getByRole('button', { name: 'High importance' }).click();
    await pane.getByText('3 recipients, 1.2 MB, goes out now').waitFor();
    // What Outlook does not tell an add-in, the pane tells the rep.
    await pane.getByRole('button', { name: 'What Outlook keeps to itself' }).click();
    await pane.getByText('Outlook does not tell us the importance.').waitFor();

    await send(scene);
    await heading(scene, 'Sent');
    expect(stage.sandbox.logins()).toHaveLength(logins + 1);
    const copies = arrived(stage, subject);
    expect(copies.map(({ recipient }) => recipient)).toEqual([
      'lukasz.zolty@wisla.example',
      'zoe@hafen.example',
      'board@secret.example',
    ]);
    for (const { email, raw, mailFrom } of copies) {
      expect(mailFrom).toBe(nora.address);
      expect(email.from).toMatchObject({ name: nora.name, address: nora.address });
      expect(people(email.to)).toEqual([{ name: 'Łukasz Żółty', address: 'lukasz.zolty@wisla.example' }]);
      expect(people(email.cc)).toEqual([{ name: 'Zoë Größe', address: 'zoe@hafen.example' }]);
      expect(email.bcc ?? []).toEqual([]);
      expect(email.text).toContain('Sehr geehrter Herr Żółty, eine Lampe kostet 12 €. 你好');
      expect(email.html).toContain('Sehr geehrter Herr Żółty, eine Lampe kostet 12 €. 你好');

      const inline = email.attachments.find(({ filename }) => filename === picture.name);
      const file = email.attachments.find(({ filename }) => filename === catalogue.name);
      expect(email.attachments).toHaveLength(2);
      expect(file).toMatchObject({ mimeType: 'application/pdf', disposition: 'attachment' });
      expect(bytesOf(file?.content ?? '').equals(catalogue.buffer)).toBe(true);
      expect(inline).toMatchObject({ mimeType: 'image/png', disposition: 'inline' });
      expect(bytesOf(inline?.content ?? '').equals(PIXEL)).toBe(true);
      expect(email.html).toContain(`src="cid:${inline?.contentId?.replace(/^<|>$/g, '') ?? 'none'}"`);

      expect(email.messageId).toMatch(/^<[^<>@\s]+@fjordlight\.example>$/);
      expect(Math.abs(Date.parse(email.date ?? '') - Date.now())).toBeLessThan(10 * 60_000);
      const source = raw.toString('latin1');
      expect(source).not.toMatch(/[^\r\n\t\x20-\x7e]/);
      expect(source).not.toMatch(/(^|[^\r])\n/);
      expect(Math.max(...source.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(998);
      expect(source).not.toMatch(/^(bcc|x-mailer|user-agent)\s*:|board@secret|postlane|nodemailer/im);
    }
    await closeDraft(scene);
  });

  it('in plain text arrives in plain text, line for line', async () => {
    const subject = 'Plain';
    const body = 'Hello,\n\n. a line that begins with a dot\n..and two\nFrom here on: 5 € each';
    const scene = await compose(stage, 'nora');
    await scene.page.getByRole('button', { name: 'Plain text' }).click();
    await writeDraft(scene.page, { to: ['buyer@lighthouse.example'], subject, body });
    await send(scene);
    await heading(scene, 'Sent');
    const [copy] = arrived(stage, subject);
    expect(copy?.email.html).toBeUndefined();
    expect(copy?.email.text?.replaceAll('\r\n', '\n').trimEnd()).toBe(body);
    expect(copy?.email.attachments).toEqual([]);
  });
});

describe('an answer', () => {
  const MAIL = '<nora-offer@brightwater.example>';

  it.each([
    ['1.15', MAIL, 'the draft closes'],
    ['1.11', undefined, 'the rep is told to delete the draft'],
    ['1.5', undefined, 'the rep is told to delete the draft'],
  ] as const)('from an Outlook of set %s carries In-Reply-To %s, and %s', async (set, inReplyTo, afterwards) => {
    const scene = await stage.open({ person: 'nora', item: 'nora-offer', set });
    const { page, pane } = scene;
    await page.getByRole('button', { name: 'Reply', exact: true }).click();
    await page.getByLabel('Subject').fill(`Re: Your offer, set ${set}`);
    await page.getByTestId('open-postlane').click();
    await pane.getByRole('button', { name: 'What Outlook keeps to itself' }).click();
    await pane.getByText('Outlook does not tell us the importance.').waitFor();
    const unknown = pane.getByText('Outlook does not tell us which message you answer.');
    expect(await unknown.count()).toBe(inReplyTo === undefined ? 1 : 0);
    await send(scene);
    if (afterwards === 'the draft closes') await page.getByText('Nothing is being written.').waitFor();
    else await heading(scene, 'Please delete this draft yourself');
    const [copy, ...others] = arrived(stage, `Re: Your offer, set ${set}`);
    expect(others).toEqual([]);
    expect(copy?.recipient).toBe('amelia.hart@brightwater.example');
    expect(copy?.email.inReplyTo).toBe(inReplyTo);
    expect(copy?.email.references).toBe(inReplyTo);
    expect(copy?.email.html).toContain('We would like to go ahead');
  });
});
