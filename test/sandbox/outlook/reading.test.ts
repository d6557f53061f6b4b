import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { office, openStage, readyPane, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

describe('a mail that is read', () => {
  it('is given to the add-in with its people, its attachments and its body', async () => {
    const pane = await readyPane(await stage.open('?person=nora&mode=read'));
    const mail = await pane.evaluate(() => {
      const { subject, from, to, attachments, itemType, conversationId } = Office.context.mailbox
        .item as Office.MessageRead;
      return {
        subject,
        from: from.emailAddress,
        to: to.map((one) => one.emailAddress),
        names: attachments.map((one) => one.name),
        itemType,
        conversationId,
      };
    });
    expect(mail).toMatchObject({
      subject: 'Re: Your offer for Brightwater',
      from: 'amelia.hart@brightwater.example',
      to: ['nora.lindqvist@fjordlight.example'],
      names: ['quarter.svg'],
      itemType: 'message',
    });
    expect((await office(pane, 'item.body.getAsync', 'html')).value).toContain('<b>the larger option</b>');
  });

  it('stays with a pinned pane, which hears of every other mail that is chosen', async () => {
    const page = await stage.open('?person=nora&mode=read&pinned=yes');
    const pane = await readyPane(page);
    const told = pane.evaluate(
      () =>
        new Promise((resolve) =>
          Office.context.mailbox.addHandlerAsync(
            Office.EventType.ItemChanged,
            () => resolve((Office.context.mailbox.item as Office.MessageRead).subject),
            () => Object.assign(window, { listening: true }),
          ),
        ),
    );
    await pane.waitForFunction(() => 'listening' in window);
    await page.getByRole('button', { name: /Jonas Lindqvist/ }).click();
    expect(await told).toBe('Tender documents, closing Friday 12:00');
    expect((await office(pane, 'item.body.getAsync', 'text')).value).toContain('closes on Friday at noon');
  });

  it('tells a pinned pane when no mail is chosen', async () => {
    const page = await stage.open('?person=nora&mode=read&pinned=yes');
    const pane = await readyPane(page);
    const told = pane.evaluate(
      () =>
        new Promise((resolve) =>
          Office.context.mailbox.addHandlerAsync(
            Office.EventType.ItemChanged,
            () => resolve(String(Office.context.mailbox.item)),
            () => Object.assign(window, { listening: true }),
          ),
        ),
    );
    await pane.waitForFunction(() => 'listening' in window);
    await page.getByRole('button', { name: /^Sent/ }).click();
    expect(['null', 'undefined']).toContain(await told);
  });

  it('closes a pane that is not pinned when another mail is chosen', async () => {
    const page = await stage.open('?person=nora&mode=read');
    await readyPane(page);
    await page.getByRole('button', { name: /Jonas Lindqvist/ }).click();
    await page.getByTitle('Postlane', { exact: true }).waitFor({ state: 'detached' });
    expect(await page.getByTestId('open-postlane').getAttribute('aria-pressed')).toBe('false');
  });

  it('opens a message the add-in prepared in a window of its own, beside the pane', async () => {
    const page = await stage.open('?person=nora&mode=read');
    const pane = await readyPane(page);
    await pane.evaluate(() =>
      Office.context.mailbox.displayNewMessageForm({
        toRecipients: ['it@fjordlight.example'],
        subject: 'Please turn on SMTP AUTH',
        htmlBody: '<p>Dear colleagues</p>',
      }),
    );
    const form = page.getByRole('region', { name: 'New message' });
    await form.getByText('Dear colleagues').waitFor();
    expect(await form.getByRole('textbox', { name: 'Subject' }).inputValue()).toBe('Please turn on SMTP AUTH');
    expect(await form.getByText('it@fjordlight.example').isVisible()).toBe(true);
    expect(await page.getByTitle('Postlane', { exact: true }).isVisible()).toBe(true);
  });

  it('is answered in its thread', async () => {
    const page = await stage.open('?person=nora&mode=read');
    await page.getByRole('button', { name: 'Reply', exact: true }).click();
    await page.getByTestId('open-postlane').click();
    const pane = await readyPane(page);
    const threaded = await pane.evaluate(
      () => (Office.context.mailbox.item as unknown as { inReplyTo: string }).inReplyTo,
    );
    expect(threaded).toBe('<nora-offer@brightwater.example>');
    expect(await office(pane, 'item.to.getAsync')).toMatchObject({
      value: [{ emailAddress: 'amelia.hart@brightwater.example' }],
    });
    expect(await office(pane, 'item.subject.getAsync')).toEqual({ value: 'Re: Your offer for Brightwater' });
    expect(await office(pane, 'item.getComposeTypeAsync')).toMatchObject({ value: { composeType: 'reply' } });
  });
});

describe('the window around it', () => {
  it('tells the add-in that its theme changed', async () => {
    const page = await stage.open('?person=nora&mode=read');
    const pane = await readyPane(page);
    const told = pane.evaluate(
      () =>
        new Promise((resolve) =>
          Office.context.mailbox.addHandlerAsync(
            Office.EventType.OfficeThemeChanged,
            (event: Office.OfficeThemeChangedEventArgs) => resolve(event.officeTheme.bodyBackgroundColor),
            () => Object.assign(window, { listening: true }),
          ),
        ),
    );
    await pane.waitForFunction(() => 'listening' in window);
    await page.getByRole('button', { name: 'This Outlook' }).click();
    await page.getByLabel('Theme').selectOption('dark');
    expect(await told).toBe('#292929');
  });

  it('stops answering when it is told to turn mute, and answers again afterwards', async () => {
    const page = await stage.open('?person=nora&mode=read');
    const pane = await readyPane(page);
    await page.getByRole('button', { name: 'This Outlook' }).click();
    await page.getByLabel('Answers add-ins').selectOption('mute');
    const heard = page.evaluate(
      () =>
        new Promise<void>((resolve) =>
          window.addEventListener('message', ({ data }) => String(data).includes('"ExecuteMethod"') && resolve()),
        ),
    );
    const first = office(pane, 'item.body.getAsync', 'text').then(() => 'the first');
    await heard;
    await page.getByLabel('Answers add-ins').selectOption('answers');
    const second = office(pane, 'item.body.getAsync', 'text').then(() => 'the second');
    expect(await Promise.race([first, second])).toBe('the second');
  });

  it('opens an inline dialog, carries its messages both ways, and tells when the person closes it', async () => {
    const page = await stage.open('?person=nora&mode=read');
    const pane = await readyPane(page);
    await pane.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const heard: unknown[] = [];
          Object.assign(window, { heard });
          Office.context.ui.displayDialogAsync(
            `${location.origin}/dialog.html`,
            { displayInIframe: true, width: 40, height: 50 },
            ({ value: dialog }) => {
              dialog.addEventHandler(Office.EventType.DialogMessageReceived, (event) =>
                heard.push('message' in event ? event.message : event),
              );
              dialog.addEventHandler(Office.EventType.DialogEventReceived, (event) =>
                heard.push('error' in event ? event.error : event),
              );
              Object.assign(window, { dialog });
              resolve();
            },
          );
        }),
    );
    const inside = await (await page.getByTitle('Postlane dialog').elementHandle())?.contentFrame();
    if (!inside) throw new Error('There is no dialog.');
    await inside.waitForFunction(() => 'ready' in window);
    await inside.evaluate(async () => {
      await (window as unknown as { ready: Promise<unknown> }).ready;
      await new Promise<void>((resolve) =>
        Office.context.ui.addHandlerAsync(
          Office.EventType.DialogParentMessageReceived,
          ({ message }: { message: string }) => Object.assign(window, { fromParent: message }),
          () => resolve(),
        ),
      );
      Office.context.ui.messageParent('signed in');
    });
    await pane.waitForFunction(() => (window as unknown as { heard: unknown[] }).heard.includes('signed in'));
    await pane.evaluate(() => (window as unknown as { dialog: Office.Dialog }).dialog.messageChild('thank you'));
    await inside.waitForFunction(() => (window as unknown as { fromParent?: string }).fromParent === 'thank you');
    await page.getByRole('button', { name: 'Close dialog' }).click();
    await pane.waitForFunction(() => (window as unknown as { heard: unknown[] }).heard.includes(12006));
    await page.getByTitle('Postlane dialog').waitFor({ state: 'detached' });
  });

  it('lets a dialog open in a window of its own, once the person allows it', async () => {
    const page = await stage.open('?person=nora&mode=read');
    const pane = await readyPane(page);
    const opened = page.waitForEvent('popup');
    void pane.evaluate(() => {
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      Office.context.ui.displayDialogAsync(
        `${location.origin}/dialog.html`,
        { width: 40, height: 50 },
        ({ value: dialog }) =>
          dialog.addEventHandler(Office.EventType.DialogMessageReceived, (event) =>
            heard.push('message' in event ? event.message : event),
          ),
      );
    });
    await pane.getByRole('button', { name: 'Allow' }).click();
    const popup = await opened;
    await popup.waitForFunction(() => 'ready' in window);
    await popup.evaluate(async () => {
      await (window as unknown as { ready: Promise<unknown> }).ready;
      Office.context.ui.messageParent('from a window');
    });
    await pane.waitForFunction(() => (window as unknown as { heard: unknown[] }).heard.includes('from a window'));
  });

  it('closes the pane when the add-in asks for it', async () => {
    const page = await stage.open('?person=nora&mode=read');
    const pane = await readyPane(page);
    void pane.evaluate(() => Office.context.ui.closeContainer());
    await page.getByTitle('Postlane', { exact: true }).waitFor({ state: 'detached' });
  });
});
