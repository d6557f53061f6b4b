import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { HOUR, MINUTE } from '../../src/domain/instant.ts';
import { arrived, asPerson, composed, connectQuietly, heading, send } from './sending.ts';
import { openStage, type Scene, type Stage } from './stage.ts';

let stage: Stage;
/** How far the world's clock is ahead of this machine's. */
let ahead = 0;
let mara: string;
let nora: string;
beforeAll(async () => {
  stage = await openStage({ clock: () => Date.now() + ahead });
  nora = await connectQuietly(stage, 'nora');
  mara = await connectQuietly(stage, 'mara');
  await connectQuietly(stage, 'grace');
});
afterEach(() => stage?.tidy());
afterAll(() => stage?.close());

/** Time passes for the whole world at once; another rep's mail makes the courier look at the clock. */
async function pass(milliseconds: number): Promise<void> {
  ahead += milliseconds;
  await asPerson(stage, 'mara', 'POST', `/api/channels/${mara}/test-message`);
}

const says = ({ pane }: Scene, text: string | RegExp): Promise<void> => pane.getByText(text).first().waitFor();
const recipientsOf = (subject: string): string[] => arrived(stage, subject).map(({ recipient }) => recipient);
const guests = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `guest${String(at)}@lighthouse.example`);

it('a Bcc that is more than one message takes goes as several, each recipient once, though an answer is lost and the pane loaded again', async () => {
  const bcc = guests(204);
  const scene = await composed(stage, 'grace', 'Open house');
  const field = scene.page.getByLabel('Bcc', { exact: true });
  await field.fill(bcc.join(';'));
  await field.press('Enter');
  await says(scene, '205 recipients are more than the 100 your provider takes in one message.');

  let posted = 0;
  await scene.context.route('**/api/messages', async (route) => {
    posted += route.request().method() === 'POST' ? 1 : 0;
    if (posted !== 2) return route.continue();
    // The server has it, and the pane does not hear of it.
    await route.fetch();
    await route.abort();
  });
  await scene.pane.getByRole('button', { name: 'Send as 3 messages' }).dblclick();
  await says(scene, /^1 of 3 messages are queued/);
  await scene.page.getByRole('button', { name: 'Reload pane' }).click();
  await says(scene, /^2 of 3 messages are queued/);
  await scene.pane.getByRole('button', { name: 'Back' }).click();
  await says(scene, /^“Open house” was handed over for 13\d of 205 recipients\./);
  await scene.pane.getByRole('button', { name: 'Send this draft' }).click();
  await scene.pane.getByRole('button', { name: 'Send the other 1 message' }).click();
  await heading(scene, 'Sent');

  expect(recipientsOf('Open house').sort()).toEqual(['buyer@lighthouse.example', ...bcc].sort());
  const seen = arrived(stage, 'Open house').map(({ email }) => JSON.stringify([email.to, email.cc, email.bcc]));
  expect(new Set(seen).size).toBe(1);
  expect(seen[0]).not.toContain('guest');
});

it('a mail for later leaves at its time, and not before', async () => {
  const scene = await composed(stage, 'nora', 'For later');
  await scene.pane.getByRole('button', { name: 'Send later …' }).click();
  await scene.pane.getByRole('button', { name: /^In one hour/ }).click();
  await scene.pane.getByText(/^1 recipient, goes out /).waitFor();
  await scene.pane.getByRole('button', { name: /^Schedule for/ }).click();
  await says(scene, /^Goes out .* \(.+\)\.$/);
  await pass(MINUTE);
  expect(recipientsOf('For later')).toEqual([]);
  await pass(HOUR);
  await heading(scene, 'Sent');
  expect(recipientsOf('For later')).toEqual(['buyer@lighthouse.example']);
});

it('what the day’s limit keeps waiting is said before, and leaves at that time', async () => {
  // The test before has sent one.
  // One mail counts for a thousand at most.
  const at = Date.now() + ahead - 23 * HOUR;
  const sent = Array.from({ length: 13 }, () => ({ id: randomUUID(), at, recipients: 769 }));
  await asPerson(stage, 'nora', 'POST', `/api/channels/${nora}/usage`, { sent });
  const scene = await composed(stage, 'nora', 'Tomorrow’s', { to: guests(3) });
  await says(scene, /^3 recipients, .*, goes out .*; 9,998 of 10,000 used today$/);
  await says(scene, /^Your provider takes 10,000 recipients in 24 hours\. It waits until /);
  await send(scene);
  await heading(scene, 'Waiting for its turn');
  expect(recipientsOf('Tomorrow’s')).toEqual([]);
  await pass(HOUR + MINUTE);
  await heading(scene, 'Sent');
  expect(recipientsOf('Tomorrow’s')).toEqual(guests(3));
});
