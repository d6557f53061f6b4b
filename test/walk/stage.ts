import { Writable } from 'node:stream';
import { chromium, type Browser, type BrowserContext, type FrameLocator, type Page } from 'playwright-core';
import { buildPages } from '../../src/sandbox/build.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/main.ts';
import { PEOPLE, type Person } from '../../src/sandbox/people.ts';
import { requireChromium } from '../setup/chromium.ts';

/** Chromium as it needs to be on a machine without a display or a network. */
export const BROWSER_ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The sandbox and a browser in front of it: nothing between them and the product is ours to fake. */
export interface Stage {
  sandbox: Sandbox;
  /** Opens Outlook in a clean browser, with a setting such as `{ person: 'nora', mode: 'compose' }`. */
  open(setting: Record<string, string>, viewport?: { width: number; height: number }): Promise<Scene>;
  /** Everything the product wrote to its log so far. */
  log(): string;
  close(): Promise<void>;
}

/** One browser window with Outlook in it. */
export interface Scene {
  page: Page;
  /** The task pane's frame. */
  pane: FrameLocator;
  context: BrowserContext;
}

export const person = (id: string): Person => {
  const found = PEOPLE.find((one) => one.id === id);
  if (!found) throw new Error(`Nobody in the sandbox is called ${id}.`);
  return found;
};

export async function openStage(): Promise<Stage> {
  await buildPages(() => undefined);
  const lines: string[] = [];
  const sandbox = await startSandbox({
    folder: null,
    ports: { page: 0, pane: 0, identity: 0 },
    log: new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    }),
  });
  const browser: Browser = await chromium.launch({ executablePath: requireChromium(), args: BROWSER_ARGUMENTS });
  return {
    sandbox,
    log: () => lines.join(''),
    async open(setting, viewport = { width: 1280, height: 800 }) {
      const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport });
      const page = await context.newPage();
      await page.goto(`${sandbox.pageUrl}?${new URLSearchParams(setting).toString()}`);
      return { page, context, pane: page.frameLocator('iframe[title="Postlane"]') };
    },
    async close() {
      await browser.close();
      await sandbox.stop();
    },
  };
}
