import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { windowOf } from './journeys.ts';
import { asPerson } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
let ahead = 0;
beforeAll(async () => {
  // As in life, Outlook is of another site than the pane.
  stage = await openStage({ outlook: 'https://outlook.office.com/', clock: () => Date.now() + ahead });
});
afterEach(async () => {
  await stage?.reset();
  ahead = 0;
});
afterAll(() => stage?.close());

const nora = person('nora');
const HOURS = 3_600_000;
const button = (pane: FrameLocator, name: string) => pane.getByRole('button', { name, exact: true });
const heading = (pane: FrameLocator, name: string) => pane.getByRole('heading', { name, exact: true });
const password = (pane: FrameLocator) => pane.getByLabel('Password', { exact: true });
const closed = async (window: Page): Promise<void> => void (window.isClosed() || (await window.waitForEvent('close')));

/** Everything filled in, and not sent off yet. */
async function typed(setting: Record<string, string> = {}): Promise<Scene> {
  const scene = await stage.open({ person: 'nora', mode: 'read', ...setting });
  await button(scene.pane, 'Set up').click();
  await password(scene.pane).fill(nora.password);
  await button(scene.pane, 'Details').click();
  await scene.pane.getByLabel('Sender name').fill('Nora of Fjordlight');
  return scene;
}

async function stillTyped({ pane }: Scene): Promise<void> {
  expect(await password(pane).inputValue()).toBe(nora.password);
  await button(pane, 'Details').click();
  expect(await pane.getByLabel('Sender name').inputValue()).toBe('Nora of Fjordlight');
}

describe('a token that ends while the rep types', () => {
  it('is replaced without a word', async () => {
    const { pane } = await typed();
    ahead = 2 * HOURS;
    await button(pane, 'Connect').click();
    await heading(pane, 'Your channel is ready').waitFor();
  });

  it('and cannot be replaced is told; what was typed stays, and goes on after the sign-in', async () => {
    const scene = await typed();
    const { pane } = scene;
    ahead = 2 * HOURS;
    stage.sandbox.switches.turn('sign-in', 'other-company');
    await button(pane, 'Connect').click();
    await heading(pane, 'Your sign-in was not accepted').waitFor();
    await button(pane, 'For support').click();
    await pane.getByText('the tenant (tid) is not one of IDENTITY_TENANTS').waitFor();
    await stillTyped(scene);
    stage.sandbox.switches.turn('sign-in', 'silent');
    await button(pane, 'Sign in').click();
    await button(pane, 'Try again').click();
    await heading(pane, 'Your channel is ready').waitFor();
    const { channels } = JSON.parse(await asPerson(stage, 'nora', 'GET', '/api/channels')) as {
      channels: { sender: { name: string } }[];
    };
    expect(channels.map(({ sender }) => sender.name)).toEqual(['Nora of Fjordlight']);
  });
});

describe('where the browser lets no window of the page open', () => {
  it('the rep signs in in a dialog of Outlook’s, and the pane goes on', async () => {
    const scene = await stage.open({ person: 'nora', mode: 'read', auth: 'none' });
    await scene.context.addInitScript(lettingNoneOpen);
    await scene.page.reload();
    const { page, pane } = scene;
    await button(pane, 'Sign in').click();
    const dialog = await windowOf(page, button(pane, 'Allow').click());
    await dialog.getByRole('button', { name: nora.name }).click();
    await button(pane, 'Set up').click();
    await closed(dialog);
    await password(pane).fill(nora.password);
    await button(pane, 'Connect').click();
    await heading(pane, 'Your channel is ready').waitFor();
  });

  it('a dialog that is closed is no dead end', async () => {
    const scene = await stage.open({ person: 'nora', mode: 'read', auth: 'none' });
    await scene.context.addInitScript(lettingNoneOpen);
    await scene.page.reload();
    const { page, pane } = scene;
    await button(pane, 'Sign in').click();
    const dialog = await windowOf(page, button(pane, 'Allow').click());
    await dialog.getByRole('button', { name: nora.name }).waitFor();
    await dialog.close();
    await pane.getByText('The sign-in was not finished').waitFor();
    await button(pane, 'Sign in').click();
    const again = await windowOf(page, button(pane, 'Allow').click());
    await again.getByRole('button', { name: nora.name }).click();
    await button(pane, 'Set up').waitFor();
  });
});

/** Outlook’s dialogs open by a click on Allow; what the sign-in library opens by itself does not. */
const lettingNoneOpen = (): void => {
  const open = window.open.bind(window);
  window.open = (url, ...how) => (url === 'about:blank' ? null : open(url, ...how));
};
