import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { breakChannel, mendChannel } from './broken.ts';
import { bar, draftWithoutPane, send, sent } from './outlooks-own.ts';
import { connectQuietly, heading } from './sending.ts';
import { openStage, person, type Stage } from './stage.ts';

let stage: Stage;
// A sandbox for each group: its server lets nobody log in more than ten times a minute.
const begin = async (): Promise<void> => {
  stage = await openStage();
};
const end = (): Promise<void> => stage?.close();
beforeEach(() => stage.reset());

describe('an Outlook that runs no add-ins on send', () => {
  beforeAll(begin);
  afterAll(end);

  it.each([
    ['of Mailbox 1.11', { set: '1.11' }],
    ['of Mailbox 1.5', { set: '1.5' }],
    ['where nobody deployed it', { events: 'off' }],
  ])('sends as always, and tells in the pane and on the draft: %s', async (_, setting) => {
    const id = await connectQuietly(stage, 'nora');
    await breakChannel(stage, id, 1);
    const { page } = await draftWithoutPane(stage, 'No questions', setting);
    await bar(page)
      .getByText(/1 message waits/)
      .waitFor();
    await send(page);
    await sent(page);
  });
});

describe('a bar on the message', () => {
  beforeAll(begin);
  afterAll(end);

  it('is on a new draft before any pane is open, leads to the repair, and is gone when mended', async () => {
    const id = await connectQuietly(stage, 'nora');
    const scene = await draftWithoutPane(stage, 'The first');
    const { page, pane } = scene;
    await breakChannel(stage, id, 2);
    await page.getByRole('button', { name: /^Inbox/ }).click();
    await page.getByRole('button', { name: 'New mail' }).click();
    await bar(page)
      .getByText('Your mail server no longer takes your password, and 2 messages wait in Postlane')
      .waitFor();
    await bar(page).getByRole('button', { name: 'Enter the new password' }).click();
    await heading(scene, 'Repair your channel');
    await pane.getByLabel('Password', { exact: true }).fill(person('nora').newPassword);
    await pane.getByRole('button', { name: 'Repair', exact: true }).click();
    await heading(scene, 'Your channel works again');
    await bar(page).waitFor({ state: 'detached' });
  });

  it('comes to what is open when the channel breaks, follows to the next mail, and goes from it when mended', async () => {
    const id = await connectQuietly(stage, 'nora');
    const { page, pane } = await stage.open({ person: 'nora', mode: 'read', pinned: 'yes' });
    await pane.getByRole('heading', { level: 1 }).waitFor();
    await breakChannel(stage, id, 1);
    await bar(page)
      .getByText(/1 message waits/)
      .waitFor();
    // Outlook on the web has no buttons of add-ins' in read: what there is takes the bar away.
    expect(await bar(page).getByRole('button').count()).toBe(1);
    await page.getByRole('button', { name: /Jonas Lindqvist/ }).click();
    await page.getByRole('article', { name: /^Tender documents/ }).waitFor();
    await bar(page).waitFor();
    await mendChannel(stage, id);
    await bar(page).waitFor({ state: 'detached' });
  });
});
