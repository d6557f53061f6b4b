import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { chromium, type Browser, type Frame, type Page } from 'playwright-core';
import { BUILT } from '../../../src/sandbox/build.ts';
import { CertificateAuthority } from '../../../src/sandbox/certificates.ts';
import { assembleOfficeJs } from '../../../src/sandbox/office/assemble.ts';
import { PEOPLE } from '../../../src/sandbox/people.ts';
import { Switchboard } from '../../../src/sandbox/switches.ts';
import { requireChromium } from '../../setup/chromium.ts';

// A whole browser is driven: this only frees a worker that hangs, it is no statement about speed.
jest.setTimeout(180_000);

const browserArguments = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];

const msal = createRequire(import.meta.url)
  .resolve('@azure/msal-browser/package.json')
  .replace('package.json', 'lib/msal-browser.min.js');

/** An add-in's page with office.js, msal-browser and two buttons in it: the tests call the libraries by hand. */
const pane = `<!doctype html><html lang="en"><title>Pane</title><script src="/office/office.js"></script>
<script src="/msal-browser.js"></script><script>window.ready = Office.onReady();</script>
<button>One</button><button>Two</button></html>`;

/** The page in which Outlook runs the same add-in by itself: each function tells us of the draft, and completes with our word. */
const launchPage = `<!doctype html><html lang="en"><title>Launch</title><script src="/office/office.js"></script><script>
Office.onReady();
for (const name of ['onMessageSend', 'onNewMessageCompose']) Office.actions.associate(name, (event) => {
  Office.context.mailbox.item.subject.getAsync(async ({ value: subject }) => {
    const response = await fetch('/launched', { method: 'POST', body: JSON.stringify({ name, subject, type: event.type }) });
    const said = await response.json();
    if (said !== null) event.completed(said);
  });
});
</script></html>`;

/** What a manifest with both events says; its addresses are another server's, as they are in a manifest that was built. */
const addIn = {
  paneButtons: ['ReadOpenPane', 'ComposeOpenPane'],
  launch: {
    page: 'https://localhost:3000/launch-event.html',
    functions: { OnMessageSend: 'onMessageSend', OnNewMessageCompose: 'onNewMessageCompose' },
    sendMode: 'PromptUser',
  },
};

const json = (value: unknown) => ({ type: 'application/json', body: JSON.stringify(value) });

interface Reply {
  readonly type: string;
  readonly body: string;
}

/** Outlook's page, a pane of ours on another port, and a browser to open them with. */
export interface Stage {
  /** Opens Outlook in a clean browser context at a query such as `?person=nora&mode=compose`. */
  open(query: string): Promise<Page>;
  /** What the page has asked of the identity provider, oldest first. */
  readonly tokensAsked: readonly { person: string; scope: string; clientId: string }[];
  /** What the add-in was run for by itself, oldest first. */
  readonly launches: readonly { name: string; subject: string; type: string }[];
  /** What the add-in completes with when it is run by itself; null: it never does. */
  says: (name: string) => object | null;
  /** The world's switches, as the page turns them. */
  readonly switches: Switchboard;
  /** Lets a message arrive at a recipient: its source. */
  arrive(to: string, subject: string, source: string): void;
  close(): Promise<void>;
}

/** The pane's frame, once its document is there. */
export async function paneFrame(page: Page): Promise<Frame> {
  const element = await page.getByTitle('Postlane', { exact: true }).elementHandle();
  const frame = await element?.contentFrame();
  if (!frame) throw new Error('There is no pane.');
  await frame.waitForFunction(() => 'ready' in window);
  return frame;
}

/** The pane's frame, once office.js is ready in it. */
export async function readyPane(page: Page): Promise<Frame> {
  const frame = await paneFrame(page);
  await frame.evaluate(() => (window as unknown as { ready: Promise<unknown> }).ready);
  return frame;
}

/**
 * Calls an asynchronous Office method in the pane by its path (`item.subject.getAsync`, from `Office.context.mailbox`)
 * and gives back its AsyncResult: the value, or the error's code.
 */
export const office = (
  frame: Frame,
  path: string,
  ...given: readonly unknown[]
): Promise<{ value?: unknown; code?: number }> =>
  frame.evaluate(
    ({ path, given }) =>
      new Promise((resolve) => {
        const steps = path.split('.');
        const name = steps.pop() ?? '';
        type Step = Record<string, unknown>;
        const owner = steps.reduce((at, step) => at[step] as Step, Office.context.mailbox as unknown as Step);
        const method = owner[name] as (...all: unknown[]) => void;
        method.call(owner, ...given, (result: Office.AsyncResult<unknown>) =>
          resolve(
            result.status === Office.AsyncResultStatus.Failed ? { code: result.error.code } : { value: result.value },
          ),
        );
      }),
    { path, given },
  );

async function read(request: IncomingMessage): Promise<Readonly<Record<string, unknown>>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Readonly<Record<string, unknown>>;
}

const port = (server: Server) => (server.address() as AddressInfo).port;

/** Starts the page's two servers and a browser. */
export async function openStage(): Promise<Stage> {
  // First: where there is none, nothing else has been started.
  const browser: Browser = await chromium.launch({ executablePath: requireChromium(), args: browserArguments });
  const authority = await CertificateAuthority.open(null, new Date());
  const certificate = await authority.issue(['localhost']);
  const officeFiles = assembleOfficeJs();
  const switches = new Switchboard();
  const arrived: { id: string; receivedAt: string; to: readonly string[]; subject: string; source: string }[] = [];
  const launches: { name: string; subject: string; type: string }[] = [];
  const tokensAsked: { person: string; scope: string; clientId: string }[] = [];

  const serve = async (
    reply: (path: string, request: IncomingMessage) => Promise<Reply | undefined>,
  ): Promise<Server> => {
    const answer = async (request: IncomingMessage, response: ServerResponse) => {
      const found = await reply(new URL(request.url ?? '/', 'https://localhost').pathname, request);
      response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain' });
      response.end(found?.body);
    };
    const server = createServer(certificate, (request, response) => void answer(request, response)).listen(0);
    await once(server, 'listening');
    return server;
  };

  const paneServer = await serve(async (path, request) => {
    if (path === '/launched') {
      const launch = (await read(request)) as unknown as (typeof launches)[number];
      launches.push(launch);
      return json(stage.says(launch.name));
    }
    if (path === '/launch-event.html') return { type: 'text/html', body: launchPage };
    if (path.endsWith('.html')) return { type: 'text/html', body: pane };
    if (path === '/msal-browser.js') return { type: 'text/javascript', body: readFileSync(msal, 'utf8') };
    return officeFiles.get(path);
  });

  const pageServer = await serve(async (path, request) => {
    switch (path) {
      case '/':
        return { type: 'text/html', body: readFileSync(join(BUILT.outlook, 'index.html'), 'utf8') };
      case '/sandbox/config':
        return json({ paneUrl: `https://localhost:${String(port(paneServer))}/taskpane.html`, addIn, people: PEOPLE });
      case '/sandbox/received':
        return json({ messages: arrived.map((one) => ({ ...one, from: '', attachments: [] })) });
      case '/sandbox/switches':
        return json({ switches: switches.list() });
      case '/sandbox/naa-token': {
        const asked = (await read(request)) as unknown as (typeof tokensAsked)[number];
        tokensAsked.push(asked);
        return json(tokenFor(asked.person, asked.scope, asked.clientId));
      }
      default: {
        const [, area, id = ''] = /^\/sandbox\/(switches|received)\/([^/]+)/.exec(path) ?? [];
        if (area === 'switches') return json({ fault: switches.turnUnchecked(id, (await read(request)).value) });
        if (area === 'received') return { type: 'message/rfc822', body: arrived[Number(id)]?.source ?? '' };
        const type = path.endsWith('.css') ? 'text/css' : 'text/javascript';
        return /^\/outlook\.\w+\.(js|css)$/.test(path)
          ? { type, body: readFileSync(join(BUILT.outlook, path), 'utf8') }
          : undefined;
      }
    }
  });

  const stage: Stage = {
    tokensAsked,
    launches,
    says: () => ({ allowEvent: true }),
    switches,
    arrive(to, subject, source) {
      arrived.push({ id: String(arrived.length), receivedAt: new Date().toISOString(), to: [to], subject, source });
    },
    async open(query) {
      const viewport = { width: 1440, height: 900 };
      const context = await browser.newContext({ ignoreHTTPSErrors: true, viewport, reducedMotion: 'reduce' });
      // As long as jest waits, nearly: a busy machine is no fault of the page.
      context.setDefaultTimeout(150_000);
      const page = await context.newPage();
      await page.goto(`https://localhost:${String(port(pageServer))}/${query}`);
      await page.getByRole('navigation', { name: 'Folders' }).waitFor();
      return page;
    },
    async close() {
      await browser.close();
      for (const server of [pageServer, paneServer]) server.close().closeAllConnections();
    },
  };
  return stage;
}

/** An answer of the identity provider as Entra would give it; msal-browser reads the id token without checking it. */
function tokenFor(personId: string, scope: string, clientId: string) {
  const person = PEOPLE.find(({ id }) => id === personId);
  if (!person) return { error: { status: 'ACCOUNT_UNAVAILABLE' } };
  const { name, address, objectId, tenantId } = person;
  const now = Math.floor(Date.now() / 1000);
  const issuer = `https://login.microsoftonline.com/${tenantId}/v2.0`;
  const claims = { aud: clientId, iss: issuer, iat: now, nbf: now, exp: now + 3600, oid: objectId, tid: tenantId };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const idToken = `${part({ alg: 'none' })}.${part({ ...claims, sub: objectId, name, preferred_username: address })}.`;
  const environment = 'login.microsoftonline.com';
  return {
    token: { access_token: `token-of-${personId}`, id_token: idToken, expires_in: 3600, scope, properties: null },
    account: {
      ...{ environment, username: address, name, tenantId, localAccountId: objectId },
      homeAccountId: `${objectId}.${tenantId}`,
    },
  };
}
