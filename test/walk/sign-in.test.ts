import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { signInByWindow, windowOf } from './journeys.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  // As in life, Outlook is of another site than the pane: browsers then keep the pane's storage and broadcasts apart.
  stage = await openStage({ outlook: 'https://outlook.office.com/' });
});
afterEach(() => stage?.tidy());
afterAll(() => stage?.close());

const open = (setting: Record<string, string>): Promise<Scene> =>
  stage.open({ person: 'nora', mode: 'read', ...setting });

const closed = async (window: Page): Promise<void> => void (window.isClosed() || (await window.waitForEvent('close')));

/** Lets our window hear broadcasts a second late: msal-browser looks for closed windows twice as often. */
const hearLate = (): void => {
  if (!location.hash.startsWith('#req=')) return;
  Object.defineProperty(BroadcastChannel.prototype, 'onmessage', {
    set(this: BroadcastChannel, listen: (event: MessageEvent) => void) {
      this.addEventListener('message', (event) => void setTimeout(() => listen(event), 1_000));
    },
  });
};

const signIn = (pane: FrameLocator) => pane.getByRole('button', { name: 'Sign in' });
const setUp = (pane: FrameLocator) => pane.getByRole('button', { name: 'Set up' });

describe('without nested sign-in', () => {
  it.each<Record<string, string>>([{ auth: 'none' }, { auth: 'hangs' }, { auth: 'none', storage: 'denied' }])(
    'the rep signs in with a window, and the pane goes on (%j)',
    async (setting) => {
      const scene = await open(setting);
      const windows = await signInByWindow(scene, person('nora').name);
      await setUp(scene.pane).waitFor();
      await Promise.all(windows.map(closed));
    },
  );

  it('the pane goes on however late our window hears whom the rep chose', async () => {
    const scene = await open({ auth: 'none' });
    await scene.context.addInitScript(hearLate);
    const windows = await signInByWindow(scene, person('nora').name);
    await setUp(scene.pane).waitFor();
    await Promise.all(windows.map(closed));
  });

  it('a window closed by the rep is no dead end', async () => {
    const { page, pane } = await open({ auth: 'none' });
    const lost = await windowOf(page, signIn(pane).click());
    await lost.close();
    const again = await windowOf(page, signIn(pane).click());
    const provider = await windowOf(page, again.getByRole('button', { name: 'Sign in' }).click());
    await Promise.all([again.waitForEvent('close'), provider.close()]);
    await pane.getByText('The sign-in was not finished').waitFor();
    await signIn(pane).waitFor();
  });
});

describe('the sign-in page', () => {
  it('leads to our identity provider and nowhere else', async () => {
    const { page } = await open({ auth: 'none' });
    const request = JSON.stringify({ id: 'x', method: 'GET', url: 'https://elsewhere.example/' });
    const ours = await windowOf(
      page,
      page.evaluate(
        (address) => void window.open(address),
        `${new URL('sign-in.html', stage.sandbox.paneUrl).href}#req=${encodeURIComponent(request)}`,
      ),
    );
    await ours.getByRole('button', { name: 'Sign in' }).click();
    await ours.getByText('The sign-in did not work.').waitFor();
    expect(page.context().pages()).toHaveLength(2);
  });
});
