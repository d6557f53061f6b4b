import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request, type Locator, type Page } from 'playwright-core';
import type { ConnectLine } from '../../src/contract/shapes.ts';
import type { Candidate } from '../../src/domain/candidate.ts';
import type { Delivered } from '../../src/sandbox/mail/mailboxes.ts';
import { writeDraft, type Written } from './journeys.ts';
import { person, type Scene, type Stage } from './stage.ts';

/** Calls the product's own API as a person of the sandbox; the body of its reply. */
export async function asPerson(
  { sandbox }: Stage,
  id: string,
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  data?: object,
): Promise<string> {
  const web = await request.newContext({ ignoreHTTPSErrors: true });
  try {
    const signedIn = await web.post(`${sandbox.pageUrl}sandbox/naa-token`, { data: { person: id, scope: '' } });
    const { token } = (await signedIn.json()) as { token: { access_token: string } };
    const headers = { authorization: `Bearer ${token.access_token}` };
    const answer = await web.fetch(new URL(path, sandbox.paneUrl).href, { method, headers, data });
    return await answer.text();
  } finally {
    await web.dispose();
  }
}

/** Connects what is recommended, for walks that begin where a channel is there already. Gives back the channel's id. */
export async function connectQuietly(stage: Stage, id: string, senderAddress = person(id).address): Promise<string> {
  const { address: emailAddress, accountType, name, password } = person(id);
  const found = await asPerson(stage, id, 'POST', '/api/recommendations', { emailAddress, accountType });
  const [best] = (JSON.parse(found) as { recommendations: [Pick<Candidate, 'providerId' | 'server' | 'username'>] })
    .recommendations;
  const lines = await asPerson(stage, id, 'POST', '/api/channels', {
    providerId: best.providerId,
    server: best.server,
    username: best.username,
    sender: { name, address: senderAddress },
    credential: { kind: 'password', password },
  });
  const last = JSON.parse(lines.trim().split('\n').at(-1) ?? '{}') as ConnectLine;
  if (!('channel' in last)) throw new Error(`Not connected: ${lines}`);
  return last.channel.id;
}

/** A new draft of a person's with the pane beside it. */
export const compose = (stage: Stage, id: string, setting: Record<string, string> = {}): Promise<Scene> =>
  stage.open({ person: id, mode: 'compose', ...setting });

/** A draft to one customer, written, and the pane ready to send it; the subject tells it from those of other walks. */
export async function composed(
  stage: Stage,
  id: string,
  subject: string,
  changes: Partial<Written> = {},
  setting: Record<string, string> = {},
): Promise<Scene> {
  const scene = await compose(stage, id, setting);
  await writeDraft(scene.page, { to: ['buyer@lighthouse.example'], body: 'Here is our offer.', ...changes, subject });
  await sendButton(scene).waitFor();
  return scene;
}

/** The pane's, not Outlook's own. */
export const sendButton = ({ pane }: Scene): Locator => pane.getByRole('button', { name: 'Send', exact: true });
export const send = (scene: Scene): Promise<void> => sendButton(scene).click();

export const heading = ({ pane }: Scene, name: string): Promise<void> =>
  pane.getByRole('heading', { name, exact: true }).waitFor();

/** Closes the draft at once, where a pane left alone would let the rep read for a few seconds first. */
export const closeDraft = (scene: Scene): Promise<void> =>
  closeDraftBy(scene, scene.pane.getByRole('button', { name: 'Close the draft' }));

/** Clicks what closes the draft, and the pane with it: the browser's word that it has clicked may go along, so none is awaited. */
export async function closeDraftBy({ page }: Scene, button: Locator): Promise<void> {
  await button.waitFor();
  void button.click().catch(() => undefined);
  await page.getByText('Nothing is being written.').waitFor();
}

/** Attaches a file, or puts a picture into the text. */
export async function attach(
  page: Page,
  how: 'attach-file' | 'insert-picture',
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  // By way of the disk: Playwright brings bytes into a browser slowly.
  const folder = mkdtempSync(join(tmpdir(), 'postlane-attach-'));
  const path = join(folder, file.name);
  writeFileSync(path, file.buffer);
  await page.getByTestId(how).setInputFiles(path);
  if (how === 'attach-file') await page.getByRole('button', { name: file.name }).first().waitFor();
  else await page.getByLabel('Message body').getByRole('img', { name: file.name }).waitFor();
  rmSync(folder, { recursive: true });
}

/** A file nobody can compress or guess. */
export const someFile = (name: string, mimeType: string, bytes: number) => ({
  ...{ name, mimeType },
  buffer: randomBytes(bytes),
});

/** What arrived under a subject, oldest first. */
export const arrived = ({ sandbox }: Stage, subject: string): Delivered[] =>
  sandbox.received().filter(({ email }) => email.subject === subject);
