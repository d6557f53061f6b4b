import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Frame, Page } from 'playwright-core';
import { office, openStage, readyPane, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const compose = async (more = ''): Promise<{ page: Page; pane: Frame }> => {
  const page = await stage.open(`?person=nora&mode=compose${more}`);
  return { page, pane: await readyPane(page) };
};

const picture = {
  name: 'dot.gif',
  mimeType: 'image/gif',
  buffer: Buffer.from('R0lGODlhAQABAAAAACwAAAAAAQABAAA=', 'base64'),
};
const hello = Buffer.from('Hello').toString('base64');

describe('a draft over the wire', () => {
  it('gives the add-in what the person typed', async () => {
    const { page, pane } = await compose();
    for (const [field, typed] of [
      ['To', 'Amelia Hart'],
      ['Cc', 'Anna <anna@firma.example>'],
      ['Bcc', 'quiet@firma.example'],
    ] as const) {
      await page.getByRole('combobox', { name: field, exact: true }).fill(typed);
      await page.getByRole('combobox', { name: field, exact: true }).press('Enter');
    }
    await page.getByRole('textbox', { name: 'Subject' }).fill('Grüße 🚚');
    await page.getByRole('textbox', { name: 'Message body' }).fill('First line');
    expect(await office(pane, 'item.subject.getAsync')).toEqual({ value: 'Grüße 🚚' });
    expect(await office(pane, 'item.body.getAsync', 'html')).toEqual({ value: 'First line' });
    expect(await office(pane, 'item.to.getAsync')).toMatchObject({
      value: [
        { displayName: 'Amelia Hart', emailAddress: 'amelia.hart@brightwater.example', recipientType: 'externalUser' },
      ],
    });
    expect(await office(pane, 'item.cc.getAsync')).toMatchObject({
      value: [{ displayName: 'Anna', emailAddress: 'anna@firma.example' }],
    });
    expect(await office(pane, 'item.bcc.getAsync')).toMatchObject({ value: [{ emailAddress: 'quiet@firma.example' }] });
    expect(await office(pane, 'item.from.getAsync')).toMatchObject({
      value: { emailAddress: 'nora.lindqvist@fjordlight.example' },
    });
    expect(await office(pane, 'item.body.getTypeAsync')).toEqual({ value: 'html' });
    expect(await office(pane, 'item.getComposeTypeAsync')).toMatchObject({ value: { composeType: 'newMail' } });
  });

  it('leaves out a name without an address, or gives it empty when told to', async () => {
    for (const [more, expected] of [
      ['', []],
      ['&unresolved=without-address', [{ displayName: 'Old Friend', emailAddress: '' }]],
    ] as const) {
      const { page, pane } = await compose(more);
      await page.getByRole('combobox', { name: 'To', exact: true }).fill('Old Friend');
      await page.getByRole('combobox', { name: 'To', exact: true }).press('Enter');
      const { value } = await office(pane, 'item.to.getAsync');
      expect(value).toHaveLength(expected.length);
      expect(value).toMatchObject(expected);
    }
  });

  it('shows the person what the add-in wrote', async () => {
    const { page, pane } = await compose();
    await office(pane, 'item.subject.setAsync', 'From the add-in');
    await office(pane, 'item.to.setAsync', [{ displayName: 'Anna', emailAddress: 'anna@firma.example' }]);
    await office(pane, 'item.to.addAsync', ['ben@firma.example']);
    await office(pane, 'item.body.setAsync', '<p>Hello <b>Anna</b></p>', { coercionType: 'html' });
    await page.getByRole('textbox', { name: 'Message body' }).getByText('Anna').waitFor();
    expect(await page.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('From the add-in');
    expect(await page.getByTestId('field-to').locator('.chip').allInnerTexts()).toEqual(['Anna', 'ben@firma.example']);
    expect(await office(pane, 'item.body.getAsync', 'text')).toEqual({ value: 'Hello Anna' });
  });

  it('lets no script of a body run in the window', async () => {
    const { page, pane } = await compose();
    await office(pane, 'item.body.setAsync', '<p>Hi</p><img src="x:" onerror="window.harmed = true">', {
      coercionType: 'html',
    });
    await page.getByRole('textbox', { name: 'Message body' }).getByText('Hi').waitFor();
    expect(await page.getByRole('textbox', { name: 'Message body' }).innerHTML()).toBe('<p>Hi</p><img src="x:">');
  });

  it('lists files, pictures and cloud files, with their content', async () => {
    const { page, pane } = await compose();
    await page
      .getByTestId('attach-file')
      .setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('Hello') });
    await page.getByText('note.txt').waitFor();
    await page.getByTestId('insert-picture').setInputFiles(picture);
    await page.getByRole('textbox', { name: 'Message body' }).getByRole('img', { name: 'dot.gif' }).waitFor();
    await page.getByRole('button', { name: 'Attach from the cloud' }).click();
    await page.getByText('Framework contract.docx').waitFor();

    const { value } = await office(pane, 'item.getAttachmentsAsync');
    const attachments = value as Office.AttachmentDetailsCompose[];
    expect(attachments).toMatchObject([
      { name: 'note.txt', size: 5, attachmentType: 'file', contentType: 'text/plain', isInline: false },
      { name: 'dot.gif', attachmentType: 'file', contentType: 'image/gif', isInline: true },
      { name: 'Framework contract.docx', attachmentType: 'cloud' },
    ]);
    const contents = [];
    for (const { id } of attachments) contents.push(await office(pane, 'item.getAttachmentContentAsync', id));
    expect(contents).toMatchObject([
      { value: { content: hello, format: 'base64' } },
      { value: { format: 'base64' } },
      { value: { format: 'url', content: expect.stringMatching(/^https:/) } },
    ]);
    const { contentId } = attachments[1] as unknown as { contentId: string };
    expect((await office(pane, 'item.body.getAsync', 'html')).value).toContain(`src="cid:${contentId}"`);
    expect(await office(pane, 'item.getAttachmentContentAsync', 'nobody')).toEqual({ code: 9003 });
  });

  it('lets the add-in attach and take off, and tells it so', async () => {
    const { page, pane } = await compose();
    const told = pane.evaluate(
      () =>
        new Promise((resolve) => {
          const item = Office.context.mailbox.item as Office.MessageCompose;
          const heard: string[] = [];
          item.addHandlerAsync(
            Office.EventType.AttachmentsChanged,
            (event: Office.AttachmentsChangedEventArgs) => {
              heard.push(event.attachmentStatus);
              if (heard.length === 2) resolve(heard);
            },
            () => Object.assign(window, { listening: true }),
          );
        }),
    );
    await pane.waitForFunction(() => 'listening' in window);
    const { value } = await office(pane, 'item.addFileAttachmentFromBase64Async', hello, 'added.txt');
    await page.getByText('added.txt').waitFor();
    await office(pane, 'item.removeAttachmentAsync', value);
    expect(await told).toEqual(['added', 'removed']);
    expect(await office(pane, 'item.removeAttachmentAsync', value)).toEqual({ code: 9008 });
  });

  it('tells the add-in which recipient fields change', async () => {
    const { page, pane } = await compose();
    const told = pane.evaluate(
      () =>
        new Promise((resolve) => {
          const item = Office.context.mailbox.item as Office.MessageCompose;
          item.addHandlerAsync(
            Office.EventType.RecipientsChanged,
            (event: Office.RecipientsChangedEventArgs) => resolve(event.changedRecipientFields),
            () => Object.assign(window, { listening: true }),
          );
        }),
    );
    await pane.waitForFunction(() => 'listening' in window);
    await page.getByRole('combobox', { name: 'Cc', exact: true }).fill('anna@firma.example;');
    await page.getByRole('combobox', { name: 'Cc', exact: true }).press('Enter');
    expect(await told).toEqual({ to: false, cc: true, bcc: false });
  });

  it('keeps the draft and what the add-in keeps with it over a reload', async () => {
    const { page, pane } = await compose();
    await page.getByRole('textbox', { name: 'Subject' }).fill('Still here');
    await page
      .getByTestId('attach-file')
      .setInputFiles({ name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('Hello') });
    await page.getByText('note.txt').waitFor();
    await office(pane, 'item.sessionData.setAsync', 'key', 'session');
    await pane.evaluate(
      () =>
        new Promise((resolve) => {
          const { mailbox, roamingSettings } = Office.context;
          mailbox.item?.loadCustomPropertiesAsync(({ value }) => {
            value.set('idempotencyKey', 'k-1');
            value.saveAsync(() => {
              roamingSettings.set('language', 'en');
              roamingSettings.saveAsync(resolve);
            });
          });
        }),
    );
    const { value: itemId } = await office(pane, 'item.saveAsync');
    await page.reload();
    const again = await readyPane(page);
    const kept = await again.evaluate(
      () =>
        new Promise((resolve) => {
          const { mailbox, roamingSettings } = Office.context;
          mailbox.item?.loadCustomPropertiesAsync(({ value }) =>
            resolve([value.get('idempotencyKey'), roamingSettings.get('language')]),
          );
        }),
    );
    expect(kept).toEqual(['k-1', 'en']);
    expect(await office(again, 'item.sessionData.getAsync', 'key')).toEqual({ value: 'session' });
    expect(await office(again, 'item.subject.getAsync')).toEqual({ value: 'Still here' });
    expect(await office(again, 'item.getItemIdAsync')).toEqual({ value: itemId });
    const { value } = await office(again, 'item.getAttachmentsAsync');
    const [{ id } = { id: '' }] = value as { id: string }[];
    expect(await office(again, 'item.getAttachmentContentAsync', id)).toMatchObject({ value: { content: hello } });
  });

  it('shows, replaces and removes notifications, five at most', async () => {
    const { page, pane } = await compose();
    const note = (message: string) => ({ type: 'informationalMessage', message, icon: 'icon16', persistent: false });
    await office(pane, 'item.notificationMessages.addAsync', 'state', note('Queued'));
    expect(await office(pane, 'item.notificationMessages.addAsync', 'state', note('Again'))).toEqual({ code: 9023 });
    await office(pane, 'item.notificationMessages.replaceAsync', 'state', note('Accepted'));
    expect(await page.getByTestId('notification-state').innerText()).toContain('Accepted');
    for (const key of ['a', 'b', 'c', 'd']) {
      await office(pane, 'item.notificationMessages.addAsync', key, { type: 'progressIndicator', message: key });
    }
    expect(await office(pane, 'item.notificationMessages.addAsync', 'e', note('Too many'))).toEqual({ code: 9025 });
    expect((await office(pane, 'item.notificationMessages.getAllAsync')).value).toHaveLength(5);
    await office(pane, 'item.notificationMessages.removeAsync', 'state');
    await page.getByTestId('notification-state').waitFor({ state: 'detached' });
    expect(await office(pane, 'item.notificationMessages.removeAsync', 'state')).toEqual({ code: 9024 });
  });

  it('keeps internet headers', async () => {
    const { pane } = await compose();
    await office(pane, 'item.internetHeaders.setAsync', { 'x-one': '1', 'x-two': '2' });
    await office(pane, 'item.internetHeaders.removeAsync', ['x-two']);
    expect(await office(pane, 'item.internetHeaders.getAsync', ['x-one', 'x-two'])).toEqual({
      value: { 'x-one': '1' },
    });
  });

  it('closes and discards the draft without sending it', async () => {
    const { page, pane } = await compose();
    await page.getByRole('textbox', { name: 'Subject' }).fill('Sent otherwise');
    void pane.evaluate(() =>
      (Office.context.mailbox.item as unknown as { closeAsync(o: object): void }).closeAsync({ discardItem: true }),
    );
    await page.getByRole('region', { name: 'Compose' }).waitFor({ state: 'detached' });
    expect(await page.getByText('Nothing is being written.').isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Sent' }).click();
    expect(await page.getByText('Nothing was sent').isVisible()).toBe(true);
  });

  it('answers in plain text when the message is plain text', async () => {
    const { page, pane } = await compose();
    await page.getByRole('button', { name: 'Plain text' }).click();
    await page.getByRole('textbox', { name: 'Message body' }).fill('One\nTwo');
    expect(await office(pane, 'item.body.getTypeAsync')).toEqual({ value: 'text' });
    expect(await office(pane, 'item.body.getAsync', 'text')).toEqual({ value: 'One\nTwo' });
  });

  it('refuses as unsupported what an older Outlook does not have', async () => {
    const { pane } = await compose('&set=1.5');
    expect(await office(pane, 'item.getAttachmentsAsync')).toEqual({ code: 5000 });
    expect(await office(pane, 'item.subject.getAsync')).toEqual({ value: '' });
  });
});
