import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FrameLocator } from 'playwright-core';
import { connectByPassword, signInByWindow } from './journeys.ts';
import { openStage, person, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const nora = person('nora');
const signIn = (pane: FrameLocator) => pane.getByRole('button', { name: 'Sign in' });

describe('an Outlook that does not sign the rep in by itself', () => {
  it('connects after a sign-in with a window where Outlook has no bridge', async () => {
    const scene = await stage.open({ person: 'nora', mode: 'read', auth: 'none' });
    await signInByWindow(scene, nora.name);
    await connectByPassword(scene.pane, nora.password);
    expect(stage.sandbox.logins()).toHaveLength(1);
  });

  it('connects after a sign-in with a window where the administrator turned Outlook’s own off', async () => {
    stage.sandbox.switches.turn('sign-in', 'disabled');
    const scene = await stage.open({ person: 'nora', mode: 'read' });
    await signInByWindow(scene, nora.name);
    await connectByPassword(scene.pane, nora.password);
  });

  it('connects after Outlook has asked, and asks again after a no', async () => {
    const { page, pane } = await stage.open({ person: 'nora', mode: 'read', auth: 'asks' });
    const question = page.getByRole('dialog', { name: 'Postlane would like to sign you in' });
    await signIn(pane).click();
    await question.getByRole('button', { name: 'Cancel' }).click();
    // The button moves when the pane has heard it.
    await pane.getByRole('heading', { name: 'The sign-in was not finished' }).waitFor();
    await signIn(pane).click();
    await question.getByRole('button', { name: 'Continue' }).click();
    await connectByPassword(pane, nora.password);
  });

  it('looks up the rep’s server as soon as Outlook may say who it is', async () => {
    const { page, pane } = await stage.open({ person: 'otto', mode: 'read', auth: 'asks' });
    await signIn(pane).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    await pane.getByRole('heading', { name: 'Send through mail.hanse-kontor.example' }).waitFor();
  });

  it('says so when the rep’s company is not served', async () => {
    stage.sandbox.switches.turn('sign-in', 'other-company');
    const { pane } = await stage.open({ person: 'nora', mode: 'read' });
    await pane.getByRole('heading', { name: 'Your sign-in was not accepted' }).waitFor();
    expect(stage.sandbox.logins()).toEqual([]);
  });
});

describe('an older or odd Outlook', () => {
  it.each([
    ['that tells no account type', { set: '1.5' }, 'Recommended: your company’s mail arrives at Microsoft 365.'],
    ['of the public build', { set: '1.11' }, 'Recommended: your mailbox lives in Microsoft 365.'],
    ['without storage for framed pages', { storage: 'denied' }, 'Recommended: your mailbox lives in Microsoft 365.'],
    ['that starts and then answers nothing', { host: 'mute' }, 'Recommended: your mailbox lives in Microsoft 365.'],
  ])('%s connects', async (_name, setting, reason) => {
    const { pane } = await stage.open({ person: 'nora', mode: 'read', ...setting });
    await pane.getByText(reason).waitFor();
    await connectByPassword(pane, nora.password);
    await pane.getByRole('button', { name: 'Done' }).click();
    await pane.getByRole('heading', { name: 'Your channel', exact: true }).waitFor();
    expect(stage.sandbox.logins()).toMatchObject([{ outcome: 'accepted' }]);
  });

  it('that never answers gets a page that says so, with a way to try again', async () => {
    const { pane } = await stage.open({ person: 'nora', mode: 'read', host: 'silent' });
    await pane.getByRole('heading', { name: 'Outlook does not answer' }).waitFor();
    await pane.getByRole('button', { name: 'Load the pane again' }).waitFor();
  });
});

it('a plain browser tab gets a friendly page', async () => {
  const { page } = await stage.open({ person: 'nora' });
  await page.goto(stage.sandbox.paneUrl);
  await page.getByRole('heading', { name: 'Postlane lives in Outlook' }).waitFor();
  await page.getByText('Open Outlook, choose or write a message, and select Postlane in the ribbon.').waitFor();
});

describe('a pinned pane', () => {
  it('keeps what is being entered while the rep reads other mail', async () => {
    const { page, pane } = await stage.open({ person: 'nora', mode: 'read', pinned: 'yes' });
    await pane.getByRole('button', { name: 'Set up' }).click();
    const password = pane.getByLabel('Password', { exact: true });
    await password.fill(nora.password);
    await page.locator('button.row').nth(1).click();
    await page.locator('button.row[aria-current="true"]').waitFor();
    expect(await password.inputValue()).toBe(nora.password);
    await pane.getByRole('button', { name: 'Connect', exact: true }).click();
    await pane.getByRole('heading', { name: 'Your channel is ready' }).waitFor();
  });
});
