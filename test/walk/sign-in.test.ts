import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type FrameLocator, type Page } from 'playwright-core';
import { buildPages } from '../../src/sandbox/build.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/main.ts';
import { requireChromium } from '../setup/chromium.ts';
import { BROWSER_ARGUMENTS, person } from './stage.ts';

// As in life, Outlook is of another site than the pane: browsers then keep the pane's storage and broadcasts apart.
const OUTLOOK = 'https://outlook.office.com/';

let sandbox: Sandbox;
let browser: Browser;
beforeAll(async () => {
  await buildPages(() => undefined);
  sandbox = await startSandbox({ folder: null, ports: { page: 0, pane: 0, identity: 0 } });
  const resolve = `--host-resolver-rules=MAP outlook.office.com:443 localhost:${new URL(sandbox.pageUrl).port}`;
  browser = await chromium.launch({ executablePath: requireChromium(), args: [...BROWSER_ARGUMENTS, resolve] });
});
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
afterAll(async () => {
  await browser.close();
  await sandbox.stop();
});

async function open(setting: string): Promise<{ page: Page; pane: FrameLocator }> {
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(`${OUTLOOK}?person=nora&mode=read&${setting}`);
  return { page, pane: page.frameLocator('iframe[title="Postlane"]') };
}

/** The window that a click opens. */
async function windowOf(page: Page, click: Promise<void>): Promise<Page> {
  const [opened] = await Promise.all([page.context().waitForEvent('page'), click]);
  return opened;
}

const closed = async (window: Page): Promise<void> => void (window.isClosed() || (await window.waitForEvent('close')));

/** Lets a window hear broadcasts a second late: msal-browser looks for closed windows twice as often. */
const hearLate = (window: Page): Promise<void> =>
  window.evaluate(() => {
    Object.defineProperty(BroadcastChannel.prototype, 'onmessage', {
      set(this: BroadcastChannel, listen: (event: MessageEvent) => void) {
        this.addEventListener('message', (event) => void setTimeout(() => listen(event), 1_000));
      },
    });
  });

const signIn = (pane: FrameLocator) => pane.getByRole('button', { name: 'Sign in' });
const setUp = (pane: FrameLocator) => pane.getByRole('button', { name: 'Set up' });

describe('without nested sign-in', () => {
  it.each(['auth=none', 'auth=hangs', 'auth=none&storage=denied'])(
    'the rep signs in with a window, and the pane goes on (%s)',
    async (setting) => {
      const { page, pane } = await open(setting);
      const ours = await windowOf(page, signIn(pane).click());
      const provider = await windowOf(page, ours.getByRole('button', { name: 'Sign in' }).click());
      await provider.getByRole('button', { name: person('nora').name }).click();
      await setUp(pane).waitFor();
      await Promise.all([ours, provider].map(closed));
    },
  );

  it('the pane goes on however late our window hears whom the rep chose', async () => {
    const { page, pane } = await open('auth=none');
    const ours = await windowOf(page, signIn(pane).click());
    await ours.getByRole('button', { name: 'Sign in' }).waitFor();
    await hearLate(ours);
    const provider = await windowOf(page, ours.getByRole('button', { name: 'Sign in' }).click());
    await provider.getByRole('button', { name: person('nora').name }).click();
    await setUp(pane).waitFor();
    await Promise.all([ours, provider].map(closed));
  });

  it('a window closed by the rep is no dead end', async () => {
    const { page, pane } = await open('auth=none');
    const lost = await windowOf(page, signIn(pane).click());
    await lost.close();
    const again = await windowOf(page, signIn(pane).click());
    const provider = await windowOf(page, again.getByRole('button', { name: 'Sign in' }).click());
    await Promise.all([again.waitForEvent('close'), provider.close()]);
    await signIn(pane).waitFor();
  });
});

describe('the sign-in page', () => {
  it('leads to our identity provider and nowhere else', async () => {
    const { page } = await open('auth=none');
    const request = JSON.stringify({ id: 'x', method: 'GET', url: 'https://elsewhere.example/' });
    const ours = await windowOf(
      page,
      page.evaluate(
        (address) => void window.open(address),
        `${new URL('sign-in.html', sandbox.paneUrl).href}#req=${encodeURIComponent(request)}`,
      ),
    );
    await ours.getByRole('button', { name: 'Sign in' }).click();
    await ours.getByText('The sign-in did not work.').waitFor();
    expect(page.context().pages()).toHaveLength(2);
  });
});
