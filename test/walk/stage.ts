import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import type { Channel } from '../../src/contract/shapes.ts';
import { HOUR } from '../../src/domain/instant.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/main.ts';
import { PEOPLE, type Person } from '../../src/sandbox/people.ts';
import { requireChromium } from '../setup/chromium.ts';
import { createSomewhere, layDatabase } from '../setup/database.ts';

/** Chromium as it needs to be on a machine without a display or a network. */
const BROWSER_ARGUMENTS = [
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
  /** Closes every window and turns every switch back; channels and mail stay. */
  tidy(): Promise<void>;
  /**
   * Tidies, and forgets every channel and all mail: the next test begins as the first did. Where a login was refused, it
   * begins an hour later by the sandbox's clock: the product has such a password rest for as long.
   */
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

export interface StageOptions {
  /** Where everything is kept, the database too, for one who looks at what is left; else in a folder that goes with the stage. */
  folder?: string;
  /** A database that other servers share; else one of the stage's own. */
  databaseUrl?: string;
  /** The whole world's clock, for one who walks through waiting. */
  clock?: SandboxOptions['clock'];
  /** Where the operator lets reps sign in to send; nowhere, for most walks are about passwords. */
  signIns?: SandboxOptions['signIns'];
  /** Whether who signs in at Microsoft may send by Graph. */
  graph?: SandboxOptions['graph'];
  /** Whether the operator has a relay for reps who have nothing else; none, for most walks are about own channels. */
  relay?: boolean;
  /** An address for Outlook on another site than the pane's, such as https://outlook.office.com/; else both are on localhost. */
  outlook?: string;
}

/** Starts the sandbox and a browser; the windows move nothing that need not move. Closes what it had opened when something fails on the way. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  // Where there is none, nothing has been started yet.
  const executablePath = requireChromium();
  const closes: (() => unknown)[] = [];
  const close = async (): Promise<void> => {
    for (const end of closes.splice(0).reverse()) await end();
  };
  try {
    return { ...(await raise(executablePath, options, (end) => closes.push(end))), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function raise(
  executablePath: string,
  { folder, databaseUrl, clock = Date.now, signIns = [], graph, relay = false, outlook }: StageOptions,
  atClose: (end: () => unknown) => void,
): Promise<Omit<Stage, 'close'>> {
  const lines: string[] = [];
  let rested = 0;
  const home = folder ?? mkdtempSync(join(tmpdir(), 'postlane-stage-'));
  if (folder === undefined) atClose(() => rmSync(home, { recursive: true }));
  const own = folder === undefined && databaseUrl === undefined ? await createSomewhere(join(home, 'database')) : null;
  if (own !== null) atClose(own.drop);
  if (folder !== undefined && databaseUrl === undefined) layDatabase(join(home, 'database'));
  const sandbox = await startSandbox({
    folder: home,
    databaseUrl: databaseUrl ?? (own && 'url' in own.at ? own.at.url : undefined),
    clock: () => clock() + rested,
    signIns,
    graph,
    relay,
    ports: { page: 0, pane: 0, identity: 0, services: { microsoft: 0, google: 0 } },
    log: new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    }),
  });
  atClose(sandbox.stop);
  const elsewhere = outlook
    ? [`--host-resolver-rules=MAP ${new URL(outlook).host}:443 ${new URL(sandbox.pageUrl).host}`]
    : [];
  const browser: Browser = await chromium.launch({
    executablePath,
    args: [...BROWSER_ARGUMENTS, ...elsewhere],
  });
  atClose(() => browser.close());
  const web = await request.newContext({ ignoreHTTPSErrors: true });
  atClose(() => web.dispose());
  const tidy = async (): Promise<void> => {
    await Promise.all(browser.contexts().map((context) => context.close()));
    sandbox.switches.reset();
  };
  return {
    sandbox,
    log: () => lines.join(''),
    async open(setting, viewport = { width: 1280, height: 800 }) {
      const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport, reducedMotion: 'reduce' });
      // Frees a walk that hangs, with a word on what it waited for; on a busy machine much may take long.
      context.setDefaultTimeout(150_000);
      const page = await context.newPage();
      await page.goto(`${outlook ?? sandbox.pageUrl}?${new URLSearchParams(setting).toString()}`);
      return { page, context, pane: page.frameLocator('iframe[title="Postlane"]') };
    },
    tidy,
    async reset() {
      await tidy();
      // What an administrator has paused its rep cannot remove.
      sandbox.switches.turn('administrator', true);
      await Promise.all(PEOPLE.map(({ id }) => forgetChannels(web, sandbox, id)));
      // Not before: what a mended channel lets go may meet the password that was just turned back.
      if (sandbox.logins().some(({ outcome }) => outcome !== 'accepted')) rested += HOUR;
      await web.post(`${sandbox.pageUrl}sandbox/reset`, { data: {} });
    },
  };
}

/** Removes what the person has connected, by the product's own API. */
async function forgetChannels(web: APIRequestContext, sandbox: Sandbox, id: string): Promise<void> {
  const answer = await web.post(`${sandbox.pageUrl}sandbox/naa-token`, { data: { person: id, scope: '' } });
  const { token } = (await answer.json()) as { token: { access_token: string } };
  const headers = { authorization: `Bearer ${token.access_token}` };
  const url = new URL('/api/channels', sandbox.paneUrl).href;
  const { channels } = (await (await web.get(url, { headers })).json()) as { channels: Channel[] };
  for (const channel of channels) {
    if (channel.stoppedSince !== null)
      await web.post(new URL(`/api/organisation/channels/${channel.id}/resume`, url).href, { headers });
    await web.delete(`${url}/${channel.id}`, { headers });
  }
}
