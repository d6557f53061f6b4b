import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { FrameLocator } from 'playwright-core';
import type { Dialect } from '../../src/sandbox/mail/dialect.ts';
import { ICLOUD, OVH_EXCHANGE, WEBDE, ZOHO } from '../../src/sandbox/mail/mailbox-services.ts';
import {
  AMAZON_SES,
  MAILGUN,
  MAILJET,
  POSTMARK,
  SENDGRID,
  SPARKPOST_EU,
} from '../../src/sandbox/mail/sending-services.ts';
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

/** What is asked for by a service that is known, and what its owner types. */
interface Form {
  asks: string;
  at: Dialect;
  who: 'nora' | 'mara';
  /** What is searched for, until it is the first. */
  search: string;
  /** What stands in a field before anything is typed. */
  stands?: Record<string, string>;
  /** By which label the login's two parts are typed; a part that nobody types is left out. */
  name?: string;
  secret: string;
  /** The customer's part of the server's name. */
  part?: Record<string, string>;
  region?: string;
}

const ADDRESS = 'Email address you sign in with';
const FORMS: readonly Form[] = [
  {
    ...{ asks: 'a key alone, where the user name is the same for all', at: SENDGRID, who: 'nora' },
    ...{ search: 'sendgrid', secret: 'API key' },
  },
  {
    ...{ asks: 'a token once that is wanted twice', at: POSTMARK, who: 'nora' },
    ...{ search: 'postmark', secret: 'Server API token' },
  },
  {
    ...{ asks: 'any of many regions', at: AMAZON_SES, who: 'nora' },
    ...{ search: 'amazon', part: { Region: 'eu-west-1' }, name: 'SMTP user name', secret: 'SMTP password' },
  },
  {
    ...{ asks: 'a name and a secret, by its own names for them', at: MAILJET, who: 'nora' },
    ...{ search: 'mailjet', name: 'API key', secret: 'Secret key' },
  },
  {
    ...{ asks: 'the password of the sending domain’s postmaster, whose name stands there', at: MAILGUN, who: 'nora' },
    ...{ search: 'mailgun', stands: { 'SMTP user': 'postmaster@fjordlight.example' }, secret: 'SMTP password' },
  },
  {
    ...{ asks: 'what stands before the @ there', at: WEBDE, who: 'mara' },
    ...{ search: 'web.de', stands: { 'User name': '' }, name: 'User name', secret: 'Password' },
  },
  {
    ...{ asks: 'an address of its own and an app password', at: ICLOUD, who: 'mara' },
    ...{ search: 'icloud', stands: { [ADDRESS]: '' }, name: ADDRESS, secret: 'App password' },
  },
  {
    ...{ asks: 'the number of one’s server, and the mailbox’s password', at: OVH_EXCHANGE, who: 'mara' },
    ...{ search: 'ovhcloud exchange', part: { 'Server number': '5' }, stands: { [ADDRESS]: mara.address } },
    secret: 'Password',
  },
  {
    ...{ asks: 'a password of either kind, in the data centre where the mailbox is', at: ZOHO, who: 'mara' },
    ...{ search: 'zoho mail, company', region: 'European Union', stands: { [ADDRESS]: mara.address } },
    secret: 'Password',
  },
];

it.each(FORMS)('a service asks for what is its customer’s: $asks', async (form) => {
  const { at, who, search, stands = {}, name, secret, part = {}, region } = form;
  const { username, password } = accountAt(at);
  const { pane } = await choosing(who);
  await fill(pane, 'Search', search);
  await pane.getByLabel('Search', { exact: true }).press('Enter');
  await pane.getByLabel(secret, { exact: true }).waitFor();
  for (const [field, value] of Object.entries(stands))
    expect([field, await pane.getByLabel(field, { exact: true }).inputValue()]).toEqual([field, value]);
  if (region !== undefined) await pane.getByLabel('Region').selectOption(region);
  const typed = { ...part, ...(name !== undefined && { [name]: username }), [secret]: password };
  for (const [field, value] of Object.entries(typed)) await fill(pane, field, value);
  await click(pane, 'Connect');
  await heading(pane, 'Your channel is ready');
  await click(pane, 'Send yourself a test message');
  await pane.getByText('Accepted. Look into your inbox in a moment.').waitFor();
  expect(arrived(stage, 'Your delivery channel works')).toMatchObject([
    { host: at.id, login: username.toLowerCase(), recipient: person(who).address },
  ]);
  // One to prove it, one to send.
  const login = { host: at.id, username, outcome: 'accepted' };
  expect(stage.sandbox.logins()).toMatchObject([login, login]);
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
