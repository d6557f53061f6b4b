import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { arrived, asPerson, attach, closeDraft, composed, connectQuietly, heading, send, someFile } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
/** How far the world's clock is ahead of this machine's. */
let ahead = 0;
let noras: string;
let mara: string;
beforeAll(async () => {
  stage = await openStage({ clock: () => Date.now() + ahead });
  noras = await connectQuietly(stage, 'nora');
  mara = await connectQuietly(stage, 'mara');
  await connectQuietly(stage, 'otto');
});
afterEach(() => stage?.tidy());
afterAll(() => stage?.close());

/** Time passes for the whole world at once; another rep's mail makes the courier look at the clock. */
async function pass(milliseconds: number): Promise<void> {
  ahead += milliseconds;
  await asPerson(stage, 'mara', 'POST', `/api/channels/${mara}/test-message`);
}

const says = ({ pane }: Scene, text: string | RegExp): Promise<void> => pane.getByText(text).first().waitFor();
const openServerWords = ({ pane }: Scene): Promise<void> =>
  pane.getByRole('button', { name: 'The server’s own words' }).first().click();
const recipientsOf = (subject: string): string[] => arrived(stage, subject).map(({ recipient }) => recipient);

describe('a recipient whom the server does not know', () => {
  const unknown = 'nobody@lighthouse.example';
  const words = `550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient ${unknown} not found by SMTP address lookup`;

  it('is named with the server’s words, and the others have the message', async () => {
    const to = ['buyer@lighthouse.example', unknown];
    const scene = await composed(stage, 'nora', 'One unknown', { to, bcc: ['chief@lighthouse.example'] });
    stage.sandbox.switches.turn('refused-recipient', unknown);
    await send(scene);
    await heading(scene, 'Sent');
    await says(scene, '1 recipient was refused. All others have it.');
    await says(scene, words);
    expect(recipientsOf('One unknown')).toEqual(['buyer@lighthouse.example', 'chief@lighthouse.example']);
  });

  it('alone means that the message is not sent, and the draft is still there to be mended', async () => {
    const scene = await composed(stage, 'nora', 'All unknown', { to: [unknown] });
    stage.sandbox.switches.turn('refused-recipient', unknown);
    await send(scene);
    await heading(scene, 'Not sent');
    await says(scene, 'A recipient’s address was refused');
    await openServerWords(scene);
    await says(scene, words);
    expect(await scene.pane.getByText('All others have it.').count()).toBe(0);
    await scene.page.getByRole('button', { name: `Remove ${unknown}` }).click();
    await scene.page.getByLabel('To', { exact: true }).fill('buyer@lighthouse.example');
    await scene.page.getByLabel('To', { exact: true }).press('Enter');
    await scene.pane.getByRole('button', { name: 'Change the draft and send again' }).click();
    await send(scene);
    await heading(scene, 'Sent');
    expect(recipientsOf('All unknown')).toEqual(['buyer@lighthouse.example']);
  });
});

it('a sender without the right is told when the server has the whole message, in its words', async () => {
  const scene = await composed(stage, 'nora', 'Denied');
  stage.sandbox.switches.turn('sender', 'refused-after-data');
  await send(scene);
  await heading(scene, 'Held until your channel is repaired');
  await says(scene, 'Your account may not send from this address');
  await openServerWords(scene);
  await says(scene, /554 5\.2\.252 SendAsDenied/);
  expect(recipientsOf('Denied')).toEqual([]);
  expect(await scene.page.getByLabel('Subject').inputValue()).toBe('Denied');
  stage.sandbox.switches.turn('sender', 'allowed');
  await asPerson(stage, 'nora', 'POST', `/api/channels/${noras}/repair`, {});
  await heading(scene, 'Sent');
});

describe('the message waits, the pane says until when, and it goes once', () => {
  const nextTry = /The next try is (about |tomorrow, )\d+:\d\d/;

  it.each([
    [
      'the day’s quota is used up',
      () => stage.sandbox.switches.turn('quota-exceeded', true),
      'Your mailbox has reached the provider’s limit for 24 hours',
      /We ask at \d+:\d\d.*, then hourly/,
      1.3 * HOUR,
    ],
    [
      'the server throttles',
      () => stage.sandbox.switches.turn('throttle', 'always'),
      /^Your provider is slowing you down/,
      /until \d+:\d\d/,
      2 * MINUTE,
    ],
    [
      'the server is down',
      () => stage.sandbox.switches.turn('reach', 'down'),
      /^(Your mail server can’t be reached just now|The server turned the call away)$/,
      /(tries again at|next try is) .*\d+:\d\d/,
      2 * MINUTE,
    ],
    [
      'the line goes dead before the message',
      () => stage.sandbox.switches.turn('drop', 'before-data'),
      'The connection broke off',
      nextTry,
      2 * MINUTE,
    ],
    [
      'the line goes dead in the message',
      () => stage.sandbox.switches.turn('drop', 'in-data'),
      'The connection broke off',
      nextTry,
      2 * MINUTE,
    ],
  ] as const)('when %s', async (subject, breaks, why, untilWhen, wait) => {
    // A connection that nora's mail of just now left open would get through to a server that takes no new ones.
    const scene = await composed(stage, subject === 'the server is down' ? 'otto' : 'nora', subject);
    // More than the network takes at once: a small message is out, final dot and all, before the line goes dead.
    if (subject.endsWith('in the message'))
      await attach(scene.page, 'attach-file', someFile('films.zip', 'application/zip', 6_000_000));
    breaks();
    await send(scene);
    await says(scene, why);
    await heading(scene, 'Waiting for its turn');
    await says(scene, untilWhen);
    expect(recipientsOf(subject)).toEqual([]);
    stage.sandbox.switches.reset();
    await pass(wait);
    await heading(scene, 'Sent');
    expect(recipientsOf(subject)).toEqual(['buyer@lighthouse.example']);
  });
});

describe('when the server does not confirm what it was given', () => {
  it('a late answer is enough', async () => {
    const scene = await composed(stage, 'nora', 'Late');
    stage.sandbox.switches.turn('drop', 'silent-after-data');
    await send(scene);
    await heading(scene, 'Being handed to the mail server …');
    stage.sandbox.switches.turn('drop', 'never');
    await heading(scene, 'Sent');
    expect(recipientsOf('Late')).toHaveLength(1);
  });

  async function uncertain(subject: string): Promise<Scene> {
    const scene = await composed(stage, 'nora', subject);
    stage.sandbox.switches.turn('drop', 'silent-after-data');
    await send(scene);
    await heading(scene, 'Being handed to the mail server …');
    stage.sandbox.switches.turn('drop', 'after-data');
    await heading(scene, 'Did it arrive?');
    stage.sandbox.switches.reset();
    await pass(5 * HOUR);
    expect(recipientsOf(subject)).toHaveLength(1);
    return scene;
  }

  it('the rep’s word that it arrived closes the matter', async () => {
    const scene = await uncertain('It did');
    await scene.pane.getByRole('button', { name: 'It arrived' }).click();
    await closeDraft(scene);
    await pass(5 * HOUR);
    expect(recipientsOf('It did')).toHaveLength(1);
  });

  it('the rep’s word sends it again, once, as the same message', async () => {
    const scene = await uncertain('It did not');
    await scene.pane.getByRole('button', { name: 'Send it again' }).click();
    await heading(scene, 'Sent');
    const copies = arrived(stage, 'It did not');
    expect(copies).toHaveLength(2);
    expect(new Set(copies.map(({ email }) => email.messageId)).size).toBe(1);
  });
});

it('no trouble on the way made anybody log in twice for one attempt', () => {
  const attempts = stage.log().split('"attempted"').length - 1;
  const logins = stage.sandbox
    .logins()
    .filter(({ host }) => [person('nora').mailHost, person('mara').mailHost].includes(host));
  // Two to prove the channels; an attempt at a server that is down logs in nowhere.
  expect(logins.length).toBeLessThanOrEqual(attempts + 2);
  expect(logins.every(({ outcome }) => outcome === 'accepted')).toBe(true);
});
