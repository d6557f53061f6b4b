import { Writable } from 'node:stream';
import {
  chromium,
  request,
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  type FrameLocator,
  type Page,
} from 'playwright-core';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/main.ts';
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
  /** Puts the world right again, closes every window and forgets every channel: the next test begins as the first did. */
  reset(): Promise<void>;
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

/** With a clock of its own where waiting is walked through, and a folder where one wants to look at what is left. */
export async function openStage(options: Partial<Pick<SandboxOptions, 'folder' | 'clock'>> = {}): Promise<Stage> {
  const lines: string[] = [];
  const sandbox = await startSandbox({
    folder: null,
    ...options,
    ports: { page: 0, pane: 0, identity: 0 },
    log: new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    }),
  });
  const browser: Browser = await chromium.launch({ executablePath: requireChromium(), args: BROWSER_ARGUMENTS });
  const web = await request.newContext({ ignoreHTTPSErrors: true });
  return {
    sandbox,
    log: () => lines.join(''),
    async open(setting, viewport = { width: 1280, height: 800 }) {
      const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport });
      // Frees a walk that hangs, with a word on what it waited for; on a busy machine much may take long.
      context.setDefaultTimeout(150_000);
      const page = await context.newPage();
      await page.goto(`${sandbox.pageUrl}?${new URLSearchParams(setting).toString()}`);
      return { page, context, pane: page.frameLocator('iframe[title="Postlane"]') };
    },
    async reset() {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await web.post(`${sandbox.pageUrl}sandbox/reset`, { data: {} });
      for (const { id } of PEOPLE) await forgetChannels(web, sandbox, id);
    },
    async close() {
      await web.dispose();
      await browser.close();
      await sandbox.stop();
    },
  };
}

/** Removes what the person has connected, by the product's own API. */
async function forgetChannels(web: APIRequestContext, sandbox: Sandbox, id: string): Promise<void> {
  const answer = await web.post(`${sandbox.pageUrl}sandbox/naa-token`, { data: { person: id, scope: '' } });
  const { token } = (await answer.json()) as { token: { access_token: string } };
  const headers = { authorization: `Bearer ${token.access_token}` };
  const url = new URL('/api/channels', sandbox.paneUrl).href;
  const { channels } = (await (await web.get(url, { headers })).json()) as { channels: { id: string }[] };
  for (const channel of channels) await web.delete(`${url}/${channel.id}`, { headers });
}
