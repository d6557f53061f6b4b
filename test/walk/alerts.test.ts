import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { breakChannel, channelOf, mendChannel, until } from './broken.ts';
import { writeDraft } from './journeys.ts';
import { anotherDraft, choose, draftWithoutPane, question, send, sent, withPatience } from './outlooks-own.ts';
import { offers, queueQuietly } from './queueing.ts';
import { arrived, composed, connectQuietly, heading, send as sendByPane } from './sending.ts';
import { openStage, person, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

describe('Outlook’s own Send, after the password was changed', () => {
  it('asks with the number of messages that wait, as the server knows it, sends anyway, and asks no second time', async () => {
    const id = await connectQuietly(stage, 'nora');
    const scene = await draftWithoutPane(stage, 'While it broke');
    const { page } = scene;
    await withPatience(scene);
    await breakChannel(stage, id, 3);
    await send(page);
    await question(page).getByText('Your delivery channel is broken: 3 messages wait.').waitFor();
    await choose(page, 'Send Anyway');
    await sent(page);

    await anotherDraft(page, 'The next one');
    await send(page);
    await sent(page);
    await page.getByRole('button', { name: /^Sent/ }).click();
    expect(await page.getByText('The next one').first().isVisible()).toBe(true);
    expect(await page.getByText('While it broke').first().isVisible()).toBe(true);
  });

  it('leads to the repair, and sends without a word once it is mended', async () => {
    const id = await connectQuietly(stage, 'nora');
    const scene = await draftWithoutPane(stage, 'First the repair');
    const { page, pane } = scene;
    await withPatience(scene);
    await breakChannel(stage, id, 1);
    await send(page);
    await choose(page, 'Open Postlane');
    await heading(scene, 'Repair your channel');
    await pane.getByLabel('Password', { exact: true }).fill(person('nora').newPassword);
    await pane.getByRole('button', { name: 'Repair', exact: true }).click();
    await heading(scene, 'Your channel works again');
    await send(page);
    await sent(page);
    await stage.sandbox.whenReceived(1);
  });

  it('asks again when the channel breaks anew', async () => {
    const id = await connectQuietly(stage, 'nora');
    const scene = await draftWithoutPane(stage, 'The first time');
    const { page } = scene;
    await withPatience(scene);
    await breakChannel(stage, id, 1);
    await send(page);
    await choose(page, 'Send Anyway');
    await sent(page);

    await mendChannel(stage, id);
    await anotherDraft(page, 'While it works');
    await send(page);
    await sent(page);

    stage.sandbox.switches.turn('password-changed', false);
    await queueQuietly(stage, 'nora', id, offers(2));
    await until(async () => (await channelOf(stage, id)).held === 2);
    await anotherDraft(page, 'The second time');
    await send(page);
    await question(page).getByText('2 messages wait').waitFor();
  });

  it('says nothing to a mail from a mailbox without a channel', async () => {
    const { page } = await stage.open({ person: 'otto', mode: 'compose' });
    await writeDraft(page, { to: ['buyer@lighthouse.example'], subject: 'From Otto', body: 'Hello.' });
    await send(page);
    await sent(page);
  });
});

describe('Outlook’s own Send of a draft that Postlane has already', () => {
  it('asks while it is held, without recommending itself, and sends it once the rep has stopped it', async () => {
    await connectQuietly(stage, 'nora');
    const scene = await composed(stage, 'nora', 'Held already');
    const { page, pane } = scene;
    await withPatience(scene);
    stage.sandbox.switches.turn('password-changed', true);
    await sendByPane(scene);
    await heading(scene, 'Held until your channel is repaired');
    await send(page);
    await question(page).getByText('Outlook’s own Send would send it a second time.').waitFor();
    expect(await question(page).getByText('You can still send').count()).toBe(0);
    await choose(page, 'Open Postlane');
    await heading(scene, 'Held until your channel is repaired');

    await pane.getByRole('button', { name: 'Don’t send it' }).click();
    await pane.getByRole('button', { name: 'Erase it' }).click();
    await heading(scene, 'Set aside');
    await send(page);
    await question(page).getByText('You can still send this message').waitFor();
    await choose(page, 'Send Anyway');
    await sent(page);
  });

  it('asks each time once it is sent', async () => {
    await connectQuietly(stage, 'nora');
    const scene = await composed(stage, 'nora', 'Sent already');
    const { page, pane } = scene;
    await withPatience(scene);
    await sendByPane(scene);
    await heading(scene, 'Sent');
    await pane.getByRole('button', { name: 'Keep it open' }).click();
    for (const answer of ['Don’t Send', 'Send Anyway']) {
      await send(page);
      await question(page).getByText('Postlane has already sent this message.').waitFor();
      expect(arrived(stage, 'Sent already')).toHaveLength(1);
      await choose(page, answer);
    }
    await sent(page);
  });
});

describe('without Postlane’s server', () => {
  it.each(['away', 'silent'] as const)('mail goes as always: %s', async (mood) => {
    await connectQuietly(stage, 'nora');
    const { page } = await draftWithoutPane(stage, `Server ${mood}`);
    stage.sandbox.switches.turn('backend', mood);
    await send(page);
    await sent(page);
  });

  it.each(['away', 'silent'] as const)('what was known of the broken channel is asked about: %s', async (mood) => {
    const id = await connectQuietly(stage, 'nora');
    await breakChannel(stage, id, 2);
    const { page } = await draftWithoutPane(stage, `Broken, server ${mood}`);
    stage.sandbox.switches.turn('backend', mood);
    await send(page);
    await question(page).getByText('Your delivery channel is broken: 2 messages wait.').waitFor();
    await choose(page, 'Send Anyway');
    await sent(page);
  });
});
