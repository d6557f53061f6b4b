import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Frame, FrameLocator, Page } from 'playwright-core';
import { connectByPassword } from './journeys.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const nora = person('nora');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const heading = (pane: FrameLocator, name: string) => pane.getByRole('heading', { name, exact: true }).waitFor();
const click = (pane: FrameLocator, name: string) => pane.getByRole('button', { name, exact: true }).click();
const searched = (pane: FrameLocator) =>
  pane.getByText('Looking for your mail server …').waitFor({ state: 'detached' });

function frameOf(page: Page): Frame {
  const frame = page.frames().find((one) => one.url().includes('taskpane.html'));
  if (!frame) throw new Error('The pane is not open.');
  return frame;
}

/** Outlook with a pane of this size, which is what is left of the window beside Outlook's own parts. */
async function openNarrow(setting: Record<string, string>): Promise<Scene> {
  const scene = await stage.open({ width: '320', ...setting });
  await scene.pane.getByRole('heading', { level: 1 }).waitFor();
  const { width, height } = await frameOf(scene.page).evaluate(() => ({
    width: window.innerWidth,
    height: window.innerHeight,
  }));
  expect(width).toBe(320);
  await scene.page.setViewportSize({ width: 1280, height: 800 + 450 - height });
  return scene;
}

const overflow = (page: Page) =>
  frameOf(page).evaluate(() => {
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement;
    return {
      height: window.innerHeight,
      down: Math.max(0, scrollHeight - clientHeight),
      across: Math.max(0, scrollWidth - clientWidth),
    };
  });

it.each([
  ['nora', 'Send through Microsoft 365'],
  ['otto', 'Send through mail.hanse-kontor.example'],
  ['grace', 'Send through Gmail'],
  ['liam', 'Outlook.com takes no passwords from other programs'],
  ['mara', 'Send through smtp.rebstock-hosting.example'],
])('the first screen of %s needs no scrolling at 320 by 450 pixels', async (id, title) => {
  const { page, pane } = await openNarrow({ person: id, mode: 'read' });
  await heading(pane, title);
  await searched(pane);
  expect(await overflow(page)).toEqual({ height: 450, down: 0, across: 0 });
});

/** Looks at the screen as it stands: no fault that axe calls serious, and nothing sticks out to the side. */
async function inspect(page: Page, screen: string): Promise<void> {
  const frame = frameOf(page);
  await frame.evaluate(axe);
  // A colour on its way to another is neither.
  await frame.evaluate(() => {
    const underWay = document.getAnimations().filter((one) => one instanceof CSSTransition);
    return Promise.allSettled(underWay.map(({ finished }) => finished));
  });
  const { violations } = await frame.evaluate(
    async () =>
      (await (window as unknown as { axe: { run(how: object): Promise<AxeResults> } }).axe.run({
        resultTypes: ['violations'],
      })) as Pick<AxeResults, 'violations'>,
  );
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${screen}: ${id} at ${nodes.map(({ html }) => html).join(' ')}`);
  expect(serious).toEqual([]);
  expect({ screen, across: (await overflow(page)).across }).toEqual({ screen, across: 0 });
}

it.each(['light', 'dark', 'contrast'])('axe finds nothing serious on any screen, %s and narrow', async (theme) => {
  const { page, pane } = await openNarrow({ person: 'nora', mode: 'compose', theme });
  // Before there is something to recommend, nothing may be said of a search either; and what comes in moves the buttons.
  await heading(pane, 'Send through Microsoft 365');
  await searched(pane);
  await inspect(page, 'start');

  await click(pane, 'Send through another service');
  await heading(pane, 'Choose a service');
  await inspect(page, 'choose');
  await click(pane, 'Amazon SES');
  await click(pane, 'Connect');
  await pane.getByText('Enter the SMTP password.').waitFor();
  await inspect(page, 'a chosen service, with slips');
  await click(pane, 'Back');
  await click(pane, 'Enter a mail server by hand');
  await pane.getByLabel('Server', { exact: true }).fill('https://mail.example.com');
  await click(pane, 'Connect');
  await inspect(page, 'by hand, with slips');
  await click(pane, 'Back');
  await click(pane, 'Back');

  await click(pane, 'Set up');
  await pane.getByLabel('Password', { exact: true }).fill('Lighthouse-24');
  await click(pane, 'Connect');
  await heading(pane, 'The password was not accepted');
  await click(pane, 'The server’s own words');
  await inspect(page, 'refused');
  await click(pane, 'Back');

  stage.sandbox.switches.turn('slow', '5');
  await click(pane, 'Set up');
  await pane.getByLabel('Password', { exact: true }).fill(nora.password);
  await click(pane, 'Connect');
  await heading(pane, 'Checking your channel');
  await inspect(page, 'proving');
  await click(pane, 'Cancel');
  await click(pane, 'Back');
  stage.sandbox.switches.reset();

  await connectByPassword(pane, nora.password);
  await inspect(page, 'saved');
  await click(pane, 'Done');
  await pane.getByRole('heading', { name: 'Send through your channel' }).waitFor();
  await inspect(page, 'send');
  await click(pane, 'Back');
  await heading(pane, 'Last messages');
  await click(pane, 'Manage this channel');
  await click(pane, 'Remove');
  await inspect(page, 'home, asked before removal');
  await click(pane, 'Enter a new password');
  await heading(pane, 'Enter a new password');
  await inspect(page, 'repair');
});

it('axe finds nothing serious on the page outside Outlook', async () => {
  const { page } = await stage.open({ person: 'nora' });
  await page.goto(stage.sandbox.paneUrl);
  await page.getByRole('heading', { name: 'Postlane lives in Outlook' }).waitFor();
  await inspect(page, 'outside');
});
