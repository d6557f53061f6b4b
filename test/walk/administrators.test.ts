import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FrameLocator } from 'playwright-core';
import { SIGN_IN_SERVICES } from '../../src/domain/credential.ts';
import { signInWindow, windowOf } from './journeys.ts';
import { connectQuietly } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ signIns: SIGN_IN_SERVICES });
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const nora = person('nora');
const heading = (pane: FrameLocator, name: string) => pane.getByRole('heading', { name, exact: true });
const button = (pane: FrameLocator, name: string) => pane.getByRole('button', { name, exact: true });

/** Nora, as an administrator of her company, on the company’s screen. */
async function inCompany(): Promise<Scene> {
  stage.sandbox.switches.turn('administrator', true);
  const scene = await stage.open({ person: 'nora', mode: 'read' });
  await scene.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await button(scene.pane, 'Your company’s channels').click();
  await heading(scene.pane, 'Your company').waitFor();
  return scene;
}

/** Read by Outlook’s own page: the browser lets no frame in it do so. */
const copied = ({ page }: Scene): Promise<string> => page.evaluate(() => navigator.clipboard.readText());

describe('an administrator', () => {
  it('sees who still uses a password, and takes the list to a spreadsheet', async () => {
    await connectQuietly(stage, 'nora');
    await connectQuietly(stage, 'otto');
    const scene = await inCompany();
    await heading(scene.pane, '1 of 1 channel still uses a password').waitFor();
    await scene.pane.getByText(nora.address).waitFor();
    // Otto's company is another one, and his server is his company's own.
    expect(await scene.pane.getByText(person('otto').address).count()).toBe(0);
    await button(scene.pane, 'Copy all for a spreadsheet').click();
    await scene.pane.getByText('Copied.').waitFor();
    const [head, row] = (await copied(scene)).split('\r\n').map((line) => line.split('\t'));
    expect(head).toHaveLength(8);
    expect(row?.slice(0, 5)).toEqual([nora.name, nora.address, nora.address, nora.address, 'Microsoft 365']);
  });

  it('agrees for everybody at Microsoft, from the pane, and lands on a page of ours', async () => {
    stage.sandbox.switches.turn('admin-consent', true);
    const scene = await inCompany();
    await button(scene.pane, 'Copy the link').click();
    await scene.pane.getByText('Copied.').waitFor();
    const open = scene.pane.getByRole('link', { name: 'Open Microsoft’s page' });
    expect(await copied(scene)).toBe(await open.getAttribute('href'));
    const page = await windowOf(scene.page, open.click());
    await page.getByRole('button', { name: nora.name }).click();
    await page.getByRole('heading', { name: 'Postlane may send for your people' }).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('is nobody by default, and hears of it nowhere', async () => {
    const { pane } = await stage.open({ person: 'nora', mode: 'read' });
    await button(pane, 'Set up').waitFor();
    expect(await button(pane, 'Your company’s channels').count()).toBe(0);
  });
});

describe('a rep whose company lets only administrators agree', () => {
  it('is told so, asks IT with the link, and signs in once IT has agreed', async () => {
    stage.sandbox.switches.turn('admin-consent', true);
    const scene = await stage.open({ person: 'nora', mode: 'read' });
    await button(scene.pane, 'Set up').click();
    const refused = await signInWindow(scene, 'Sign in with Microsoft');
    await refused.getByRole('button', { name: nora.name }).click();
    await heading(scene.pane, 'An administrator has to allow Postlane first').waitFor();

    await button(scene.pane, 'Ask your IT department').click();
    await scene.pane.getByText('A prepared message has opened in Outlook.').waitFor();
    const letter = scene.page.getByRole('region', { name: 'New message' });
    expect(await letter.getByLabel('Subject').inputValue()).toBe(
      'Sending mail: An administrator has to allow Postlane first',
    );
    const body = letter.getByLabel('Message body');
    const text = (await body.textContent()) ?? '';
    for (const part of ['AADSTS90094', 'It permits: Sending mail as oneself', 'It does not permit: Reading mail'])
      expect(text).toContain(part);
    const link = await body.getByRole('link').getAttribute('href');

    const administrator = await scene.context.newPage();
    await administrator.goto(link ?? '');
    await administrator.getByRole('button', { name: 'Cancel: Postlane may not' }).click();
    await administrator.getByRole('heading', { name: 'Nothing was allowed' }).waitFor();
    await administrator.goto(link ?? '');
    await administrator.getByRole('button', { name: nora.name }).click();
    await administrator.getByRole('heading', { name: 'Postlane may send for your people' }).waitFor();
    await administrator.close();

    const window = await signInWindow(scene, 'Sign in with Microsoft');
    await window.getByRole('button', { name: nora.name }).click();
    await heading(scene.pane, 'Your channel is ready').waitFor();
  });
});
