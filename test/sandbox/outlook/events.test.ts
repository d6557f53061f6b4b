import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { office, openStage, readyPane, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => {
  stage.says = () => ({ allowEvent: true });
});

const no = {
  allowEvent: false,
  errorMessage: 'The channel is broken: 12 messages wait.',
  cancelLabel: 'Open it',
  commandId: 'ComposeOpenPane',
  contextData: '{"channelId":"c-1"}',
};

/** A draft with a recipient, in the window alone. */
async function written(subject: string, more = ''): Promise<Page> {
  const page = await stage.open(`?person=nora&mode=compose&pane=no${more}`);
  await page.getByRole('combobox', { name: 'To', exact: true }).fill('anna@firma.example');
  await page.getByRole('combobox', { name: 'To', exact: true }).press('Enter');
  await page.getByRole('textbox', { name: 'Subject' }).fill(subject);
  return page;
}

const send = (page: Page) => page.getByRole('button', { name: 'Send', exact: true }).click();
const question = (page: Page) => page.getByRole('dialog', { name: 'Postlane' });
const choose = (page: Page, name: string) => question(page).getByRole('button', { name, exact: true }).click();
const gone = (page: Page) => page.getByText('Nothing is being written.').waitFor();
const isWritten = (page: Page) => page.getByRole('textbox', { name: 'Subject' }).isVisible();

const runs = (name: string, subject: string) =>
  stage.launches.filter((one) => one.name === name && one.subject === subject).length;

describe('Outlook’s own Send', () => {
  it('runs the add-in beside the draft, by the real office.js, and sends with its word', async () => {
    const page = await written('Allowed');
    await send(page);
    await gone(page);
    expect(stage.launches.at(-1)).toEqual({ name: 'onMessageSend', subject: 'Allowed', type: 'OnMessageSend' });
    expect(await page.locator('.launch-events iframe').count()).toBe(0);
  });

  it('shows the add-in’s words and leaves it to the person: send anyway', async () => {
    stage.says = () => no;
    const page = await written('Sent anyway');
    await send(page);
    await question(page).getByText('The channel is broken: 12 messages wait.').waitFor();
    expect(await question(page).getByRole('button').allInnerTexts()).toEqual(['Open it', 'Send Anyway', 'Don’t Send']);
    await choose(page, 'Send Anyway');
    await gone(page);
  });

  it('keeps the draft when the person does not send', async () => {
    stage.says = () => no;
    const page = await written('Kept');
    await send(page);
    await choose(page, 'Don’t Send');
    await question(page).waitFor({ state: 'detached' });
    expect(await isWritten(page)).toBe(true);
  });

  it('opens the pane with what the add-in handed over, and keeps the draft', async () => {
    stage.says = () => no;
    const page = await written('Opened');
    await send(page);
    await choose(page, 'Open it');
    const pane = await readyPane(page);
    expect(await office(pane, 'item.getInitializationContextAsync')).toEqual({ value: '{"channelId":"c-1"}' });
    expect(await isWritten(page)).toBe(true);
    await page.getByTestId('open-postlane').click();
    await page.getByTestId('open-postlane').click();
    expect(await office(await readyPane(page), 'item.getInitializationContextAsync')).toEqual({ value: '' });
  });

  it('has no button of the add-in’s for a command that the manifest does not know', async () => {
    stage.says = () => ({ ...no, commandId: 'NoSuchButton' });
    const page = await written('Lost');
    await send(page);
    await choose(page, 'Open it');
    await question(page).waitFor({ state: 'detached' });
    expect(await page.getByTitle('Postlane', { exact: true }).count()).toBe(0);
  });

  it('asks without the add-in’s button below 1.14', async () => {
    stage.says = () => ({ allowEvent: false, errorMessage: no.errorMessage });
    const page = await written('Older', '&set=1.13');
    await send(page);
    await question(page).waitFor();
    expect(await question(page).getByRole('button').allInnerTexts()).toEqual(['Send Anyway', 'Don’t Send']);
    await choose(page, 'Send Anyway');
    await gone(page);
  });

  it('says after five seconds that the add-in takes long, and lets the person go on', async () => {
    stage.says = (name) => (name === 'onMessageSend' ? null : {});
    const page = await written('Slow');
    await send(page);
    await question(page).getByText('Postlane is taking longer than expected').waitFor();
    await choose(page, 'Don’t Send');
    expect(await isWritten(page)).toBe(true);
    await send(page);
    await choose(page, 'Send Anyway');
    await gone(page);
  });

  it.each([
    ['in which add-ins do not run by themselves', '&events=off'],
    ['of Mailbox 1.11', '&set=1.11'],
    ['of Mailbox 1.5', '&set=1.5'],
  ])('asks nobody in an Outlook %s', async (outlook, more) => {
    stage.says = () => no;
    const page = await written(outlook, more);
    await send(page);
    await gone(page);
    expect(runs('onMessageSend', outlook)).toBe(0);
  });

  it('sends when the add-in cannot be had', async () => {
    stage.says = () => no;
    const page = await written('Without');
    await page.route('**/launch-event.html*', (route) => route.abort());
    await send(page);
    await gone(page);
  });
});

describe('a new draft', () => {
  const begun = () => stage.launches.filter(({ name }) => name === 'onNewMessageCompose').length;
  const ran = (page: Page) => page.waitForFunction(() => document.querySelector('.launch-events iframe') === null);

  it('runs the add-in once, and a draft that is opened again does not', async () => {
    const before = begun();
    const page = await written('New');
    await ran(page);
    const folders = page.getByRole('navigation', { name: 'Folders' });
    await folders.getByRole('button', { name: /^Inbox/ }).click();
    await folders.getByRole('button', { name: /^Drafts/ }).click();
    await page.getByRole('region', { name: 'Mail list' }).getByRole('button', { name: /New/ }).click();
    await page.getByRole('textbox', { name: 'Subject' }).waitFor();
    await ran(page);
    expect(begun()).toBe(before + 1);
  });

  it.each([
    ['&set=1.5', 0],
    ['&set=1.11', 1],
  ])('runs it from Mailbox 1.10 on: %s', async (more, times) => {
    const before = begun();
    const page = await written('New', more);
    await ran(page);
    expect(begun()).toBe(before + times);
  });
});

const insight = {
  type: 'insightMessage',
  message: 'Your channel is broken.',
  icon: 'Icon16',
  actions: [
    {
      actionType: 'showTaskPane',
      actionText: 'Repair',
      commandId: 'ComposeOpenPane',
      contextData: '{"channelId":"c-2"}',
    },
  ],
};

describe('a bar with a button', () => {
  it('opens the pane anew with what it hands over', async () => {
    const page = await stage.open('?person=nora&mode=compose');
    const pane = await readyPane(page);
    expect(await office(pane, 'item.notificationMessages.replaceAsync', 'k', insight)).toEqual({});
    const left = page.waitForEvent('framedetached');
    await page.getByTestId('notification-k').getByRole('button', { name: 'Repair' }).click();
    await left;
    expect(await office(await readyPane(page), 'item.getInitializationContextAsync')).toEqual({
      value: '{"channelId":"c-2"}',
    });
  });

  it('is not to be had in read, as on the web', async () => {
    const pane = await readyPane(await stage.open('?person=nora&mode=read'));
    expect(await office(pane, 'item.notificationMessages.replaceAsync', 'k', insight)).toEqual({ code: 5000 });
  });

  it('goes when the person turns to another mail, and so does every bar that is not to stay', async () => {
    const page = await stage.open('?person=nora&mode=read&pinned=yes');
    const pane = await readyPane(page);
    const bar = (persistent: boolean) => ({ type: 'informationalMessage', message: 'Hello', icon: 'i', persistent });
    await office(pane, 'item.notificationMessages.replaceAsync', 'goes', bar(false));
    await office(pane, 'item.notificationMessages.replaceAsync', 'stays', bar(true));
    await page.getByTestId('notification-goes').waitFor();
    const first = page.getByRole('button', { name: /Amelia Hart/ }).first();
    await page.getByRole('button', { name: /Jonas Lindqvist/ }).click();
    await first.click();
    await page.getByTestId('notification-stays').waitFor();
    expect(await page.getByTestId('notification-goes').count()).toBe(0);
  });
});
