import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { connectByPassword } from './journeys.ts';
import { openStage, person, type Stage } from './stage.ts';

let stage: Stage;
let passed = 0;
beforeAll(async () => {
  // What was found is remembered for ten minutes: each test begins later than that.
  stage = await openStage({ clock: () => Date.now() + passed });
});
afterAll(() => stage?.close());
beforeEach(async () => {
  passed += 3_600_000;
  await stage.reset();
});

const details = 'What your company’s DNS says';

it('a rep whose company’s DNS names the provider reads that recipients can see whose mail it is', async () => {
  const { pane } = await stage.open({ person: 'nora', mode: 'read' });
  await connectByPassword(pane, person('nora').password);
  await pane.getByRole('button', { name: 'Done' }).click();
  await pane.getByText('Recipients can see that your mail really comes from fjordlight.example.').waitFor();
  await pane.getByRole('button', { name: details }).click();
  await pane.getByText('SPF lets Microsoft 365 send for you.').waitFor();
  await pane.getByText('DKIM has a key for the signatures of Microsoft 365.').waitFor();
  await pane.getByText('DMARC asks recipients to refuse mail that proves neither.').waitFor();
  expect(await pane.getByRole('button', { name: 'Copy for your IT department' }).count()).toBe(0);
});

it('a rep whose mail would be refused is warned, connects all the same, and finds what IT should add', async () => {
  stage.sandbox.switches.turn('mail-records', 'gone');
  const { pane } = await stage.open({ person: 'nora', mode: 'read' });
  await pane.getByRole('button', { name: 'Set up' }).click();
  await pane.getByText(/^fjordlight.example asks recipients to refuse mail/).waitFor();
  await pane.getByLabel('Password', { exact: true }).fill(person('nora').password);
  await pane.getByRole('button', { name: 'Connect', exact: true }).click();
  await pane.getByRole('heading', { name: 'Your channel is ready' }).waitFor();
  await pane.getByRole('button', { name: 'Done' }).click();
  await pane.getByText(/its DNS asks them not to trust such mail/).waitFor();
  await pane.getByRole('button', { name: details }).click();
  expect(await pane.getByLabel('Record at fjordlight.example', { exact: true }).inputValue()).toBe(
    'fjordlight.example TXT "v=spf1 include:spf.protection.outlook.com ~all"',
  );
});

it('a rep with a server of the company’s own reads what shows and what does not', async () => {
  const { pane } = await stage.open({ person: 'otto', mode: 'read' });
  await connectByPassword(pane, person('otto').password);
  await pane.getByRole('button', { name: 'Done' }).click();
  await pane.getByRole('button', { name: details }).click();
  await pane.getByText('SPF is set up. Whether it means mail.hanse-kontor.example does not show from here.').waitFor();
  await pane.getByText(/^DMARC is not set up/).waitFor();
});

it('a Gmail user, whose domain is Google’s, is told nothing', async () => {
  const { page, pane } = await stage.open({ person: 'grace', mode: 'read' });
  await connectByPassword(pane, person('grace').password);
  const answered = page.waitForResponse('**/api/reputations');
  await pane.getByRole('button', { name: 'Done' }).click();
  expect(await (await answered).json()).toEqual({ reputation: null });
  expect(await pane.getByRole('heading', { name: 'Reputation' }).count()).toBe(0);
});
