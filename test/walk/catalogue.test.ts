import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { FrameLocator } from 'playwright-core';
import { AMAZON_SES, MAILJET, POSTMARK, SENDGRID, SPARKPOST_EU } from '../../src/sandbox/mail/sending-services.ts';
import type { Dialect } from '../../src/sandbox/mail/dialect.ts';
import { writeDraft } from './journeys.ts';
import { arrived, closeDraft, send } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const nora = person('nora');
const mara = person('mara');
const click = (pane: FrameLocator, name: string) => pane.getByRole('button', { name, exact: true }).click();
const fill = (pane: FrameLocator, field: string, value: string) => pane.getByLabel(field, { exact: true }).fill(value);
const heading = (pane: FrameLocator, name: string) => pane.getByRole('heading', { name, exact: true }).waitFor();

function accountAt({ accounts: [account] = [] }: Dialect) {
  if (!account) throw new Error('Nobody has an account there.');
  return account;
}

/** A new draft, with the pane where a service is chosen. */
async function choosing(id: string): Promise<Scene> {
  const scene = await stage.open({ person: id, mode: 'compose' });
  await click(scene.pane, 'Send through another service');
  await heading(scene.pane, 'Choose a service');
  return scene;
}

/** From the filled form to a mail that arrived, by the login that was said. */
async function connectAndSend(scene: Scene, host: Dialect['id'], username: string): Promise<void> {
  const { page, pane } = scene;
  const subject = `By ${host}`;
  await click(pane, 'Connect');
  await heading(pane, 'Your channel is ready');
  await writeDraft(page, { to: ['buyer@lighthouse.example'], subject, body: 'Here is our offer.' });
  await click(pane, 'Done');
  await send(scene);
  await closeDraft(scene);
  expect(arrived(stage, subject)).toMatchObject([{ host, login: username.toLowerCase() }]);
  // One to prove it, one to send.
  const login = { host, username, outcome: 'accepted' };
  expect(stage.sandbox.logins()).toMatchObject([login, login]);
}

it('a service whose user name is the same for all asks for its key alone', async () => {
  const scene = await choosing('nora');
  const { username, password } = accountAt(SENDGRID);
  await fill(scene.pane, 'Search', 'sendgrid');
  await click(scene.pane, 'SendGrid');
  await fill(scene.pane, 'API key', password);
  await connectAndSend(scene, 'sendgrid', username);
});

it('a service that wants its token twice asks for it once', async () => {
  const scene = await choosing('nora');
  const { username, password } = accountAt(POSTMARK);
  await click(scene.pane, 'Postmark');
  await fill(scene.pane, 'Server API token', password);
  await connectAndSend(scene, 'postmark', username);
  expect(stage.log()).not.toContain(password);
});

it('a key of one region is refused in the other, which is one choice away', async () => {
  const scene = await choosing('nora');
  const { username, password } = accountAt(SPARKPOST_EU);
  const { pane } = scene;
  await click(pane, 'SparkPost');
  await fill(pane, 'API key', password);
  await click(pane, 'Connect');
  await heading(pane, 'The API key was not accepted');
  expect(stage.sandbox.logins()).toMatchObject([{ host: 'sparkpost', username, outcome: 'bad-password' }]);
  await pane.getByLabel('Region').selectOption('European Union');
  await click(pane, 'Try again');
  await heading(pane, 'Your channel is ready');
  expect(stage.sandbox.logins()).toMatchObject([{}, { host: 'sparkpost-eu', username, outcome: 'accepted' }]);
});

it('a service with any number of regions is found by the one that is typed', async () => {
  const scene = await choosing('nora');
  const { username, password } = accountAt(AMAZON_SES);
  await fill(scene.pane, 'Search', 'amazon');
  await scene.pane.getByLabel('Search', { exact: true }).press('Enter');
  await fill(scene.pane, 'Region', 'eu-west-1');
  await fill(scene.pane, 'SMTP user name', username);
  await fill(scene.pane, 'SMTP password', password);
  await connectAndSend(scene, 'amazon-ses', username);
});

it('a service that gives a name and a secret asks for both, by its own names for them', async () => {
  const scene = await choosing('nora');
  const { username, password } = accountAt(MAILJET);
  await click(scene.pane, 'Mailjet');
  await fill(scene.pane, 'API key', username);
  await fill(scene.pane, 'Secret key', password);
  await connectAndSend(scene, 'mailjet', username);
});

it('a service refuses a sender of another domain only once it has the mail, and the test message shows it', async () => {
  const { pane } = await choosing('mara');
  await click(pane, 'SendGrid');
  await fill(pane, 'API key', accountAt(SENDGRID).password);
  await click(pane, 'Connect');
  await heading(pane, 'Your channel is ready');
  await click(pane, 'Send yourself a test message');
  await pane.getByText('The server refused it.').waitFor();
});

it('a server that no row knows is entered by hand, with what was searched for', async () => {
  const scene = await choosing('mara');
  const { pane } = scene;
  await fill(pane, 'Search', 'smtp.rebstock-hosting.example');
  await pane.getByText(/^No service of this name is known here/).waitFor();
  await click(pane, 'Enter a mail server by hand');
  expect(await pane.getByLabel('Server', { exact: true }).inputValue()).toBe('smtp.rebstock-hosting.example');
  await fill(pane, 'Password', mara.password);
  await connectAndSend(scene, 'rebstock', mara.address);
});

it('a mailbox of one’s own at a listed service is connected by its address and password', async () => {
  const scene = await choosing('nora');
  await click(scene.pane, 'Microsoft 365');
  expect(await scene.pane.getByLabel('Email address you sign in with').inputValue()).toBe(nora.address);
  await fill(scene.pane, 'Password', nora.password);
  await connectAndSend(scene, 'exchange-online', nora.address);
});
