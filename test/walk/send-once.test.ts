import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Message } from '../../src/contract/shapes.ts';
import {
  arrived,
  asPerson,
  closeDraft,
  closeDraftBy,
  composed,
  connectQuietly,
  heading,
  send,
  sendButton,
} from './sending.ts';
import { openStage, type Scene, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
  await connectQuietly(stage, 'nora');
});
afterEach(() => stage?.tidy());
afterAll(() => stage?.close());

/** What the product itself has recorded under a subject. */
async function recorded(subject: string): Promise<Message[]> {
  const { messages } = JSON.parse(await asPerson(stage, 'nora', 'GET', '/api/messages')) as { messages: Message[] };
  return messages.filter((message) => message.subject === subject);
}

/** One message was queued, and one copy arrived. */
async function expectSentOnce(subject: string): Promise<void> {
  expect(await recorded(subject)).toHaveLength(1);
  expect(arrived(stage, subject)).toHaveLength(1);
}

const reloadings = {
  pane: ({ page }: Scene) => page.getByRole('button', { name: 'Reload pane' }).click(),
  page: async ({ page }: Scene) => void (await page.reload()),
};

describe('one message goes out', () => {
  it('when Send is clicked twice', async () => {
    const scene = await composed(stage, 'nora', 'Twice');
    await sendButton(scene).dblclick();
    await closeDraft(scene);
    await expectSentOnce('Twice');
  });

  it.each(['pane', 'page'] as const)('when the %s is loaded again while the message is handed over', async (what) => {
    const subject = `Before: ${what}`;
    const scene = await composed(stage, 'nora', subject);
    stage.sandbox.switches.turn('backend', 'silent');
    await send(scene);
    await heading(scene, 'Handing your message over …');
    stage.sandbox.switches.turn('backend', 'answers');
    await reloadings[what](scene);
    // Whether the server had heard before the reload or not, the pane knows, and offers what is left to do.
    await closeDraftBy(scene, scene.pane.getByRole('button', { name: /^(Send|Close the draft)$/ }));
    await expectSentOnce(subject);
  });

  it.each(['pane', 'page'] as const)('when the %s is loaded again while the mail server thinks', async (what) => {
    const subject = `While: ${what}`;
    const scene = await composed(stage, 'nora', subject);
    stage.sandbox.switches.turn('drop', 'silent-after-data');
    await send(scene);
    await heading(scene, 'Being handed to the mail server …');
    await reloadings[what](scene);
    await heading(scene, 'Being handed to the mail server …');
    stage.sandbox.switches.turn('drop', 'never');
    await heading(scene, 'Sent');
    // A pane that only found the message does not close the draft by itself.
    await closeDraft(scene);
    await expectSentOnce(subject);
  });

  it('when the answer of Postlane’s server is lost and the rep tries again', async () => {
    const scene = await composed(stage, 'nora', 'Lost answer');
    stage.sandbox.switches.turn('backend', 'answer-lost');
    await send(scene);
    await scene.pane.getByText('Your draft is untouched, and trying again can’t send it twice.').waitFor();
    stage.sandbox.switches.turn('backend', 'answers');
    await scene.pane.getByRole('button', { name: 'Try again' }).click();
    await closeDraft(scene);
    await expectSentOnce('Lost answer');
  });

  it('when Postlane’s server is away at first: the draft stays until then', async () => {
    const scene = await composed(stage, 'nora', 'Away');
    stage.sandbox.switches.turn('backend', 'away');
    await send(scene);
    await scene.pane.getByText('Your draft is untouched, and trying again can’t send it twice.').waitFor();
    expect(await scene.page.getByLabel('Subject').inputValue()).toBe('Away');
    stage.sandbox.switches.turn('backend', 'answers');
    expect(await recorded('Away')).toEqual([]);
    await scene.pane.getByRole('button', { name: 'Try again' }).click();
    await closeDraft(scene);
    await expectSentOnce('Away');
  });

  it('where Outlook cannot close the draft, which the rep is told to delete, now and after every reload', async () => {
    const scene = await composed(stage, 'nora', 'Left open', {}, { set: '1.11' });
    await send(scene);
    await heading(scene, 'Please delete this draft yourself');
    await scene.pane.getByText('Don’t press Outlook’s own Send, or everyone gets the message a second time.').waitFor();
    expect(await scene.page.getByLabel('Subject').inputValue()).toBe('Left open');
    await reloadings.page(scene);
    await heading(scene, 'Sent');
    await scene.pane.getByRole('button', { name: 'Close the draft' }).click();
    await heading(scene, 'Please delete this draft yourself');
    expect(await sendButton(scene).count()).toBe(0);
    expect(await recorded('Left open')).toHaveLength(1);
    expect(arrived(stage, 'Left open')).toHaveLength(1);
  });
});
