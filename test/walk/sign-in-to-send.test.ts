import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FrameLocator, Page } from 'playwright-core';
import { SIGN_IN_SERVICES } from '../../src/domain/credential.ts';
import { DAY } from '../../src/domain/instant.ts';
import { connectBySignIn, signInWindow, writeDraft } from './journeys.ts';
import { asPerson, closeDraft, compose, connectQuietly } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
let ahead = 0;
beforeAll(async () => {
  stage = await openStage({ signIns: SIGN_IN_SERVICES, clock: () => Date.now() + ahead });
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const nora = person('nora');
const otto = person('otto');
const heading = (pane: FrameLocator, name: string) => pane.getByRole('heading', { name, exact: true });
const button = (pane: FrameLocator, name: string) => pane.getByRole('button', { name, exact: true });
const choose = (window: Page, name: string) => window.getByRole('button', { name }).click();
const closed = async (window: Page): Promise<void> => void (window.isClosed() || (await window.waitForEvent('close')));

async function setUp(): Promise<Scene> {
  const scene = await stage.open({ person: 'nora', mode: 'read' });
  await button(scene.pane, 'Set up').click();
  return scene;
}

async function sendOffer({ page, pane }: Scene, subject: string): Promise<void> {
  await writeDraft(page, { to: ['buyer@lighthouse.example'], subject, body: 'Here is our offer.' });
  await button(pane, 'Send').click();
}

describe('a rep who signs in instead of typing a password', () => {
  it.each([
    ['nora', 'Microsoft'],
    ['grace', 'Google'],
    ['liam', 'Microsoft'],
  ] as const)('connects %s’s mailbox at %s and sends through it', async (id, service) => {
    const scene = await compose(stage, id);
    await connectBySignIn(scene, service, person(id).name);
    await button(scene.pane, 'Done').click();
    await scene.pane.locator('h1:focus', { hasText: 'Send through your channel' }).waitFor();
    await sendOffer(scene, 'Offer');
    const [offer] = await stage.sandbox.whenReceived(1);
    expect(offer).toMatchObject({ mailFrom: person(id).address, email: { subject: 'Offer' } });
    expect(stage.sandbox.logins().every(({ outcome }) => outcome === 'accepted')).toBe(true);
  });

  it('has the window closed behind it, and the five steps pass', async () => {
    const scene = await setUp();
    const window = await signInWindow(scene, 'Sign in with Microsoft');
    await heading(scene.pane, 'Waiting for your sign-in').waitFor();
    await choose(window, nora.name);
    await heading(scene.pane, 'Your channel is ready').waitFor();
    await closed(window);
    expect(stage.sandbox.logins()).toHaveLength(1);
  });

  it('may take the password all the same', async () => {
    const { pane } = await setUp();
    await button(pane, 'Use a password instead').click();
    await pane.getByLabel('Password', { exact: true }).fill(nora.password);
    await button(pane, 'Connect').click();
    await heading(pane, 'Your channel is ready').waitFor();
  });
});

describe('a sign-in that comes to nothing', () => {
  it('was declined, and can be begun again', async () => {
    const scene = await setUp();
    await choose(await signInWindow(scene, 'Sign in with Microsoft'), 'Cancel: Postlane may not');
    await heading(scene.pane, 'Postlane may not send for this account').waitFor();
    await choose(await signInWindow(scene, 'Sign in with Microsoft'), nora.name);
    await heading(scene.pane, 'Your channel is ready').waitFor();
  });

  it('was closed, or not let open', async () => {
    const scene = await setUp();
    const window = await signInWindow(scene, 'Sign in with Microsoft');
    await window.close();
    await heading(scene.pane, 'The sign-in was not finished').waitFor();
    await button(scene.pane, 'Sign in with Microsoft').click();
    await button(scene.pane, 'Ignore').click();
    await heading(scene.pane, 'The sign-in was not finished').waitFor();
    await button(scene.pane, 'Sign in with Microsoft').waitFor();
  });

  it('is called off by the rep, and its window goes', async () => {
    const scene = await setUp();
    const window = await signInWindow(scene, 'Sign in with Microsoft');
    await button(scene.pane, 'Cancel').click();
    await closed(window);
    await heading(scene.pane, 'Connect Microsoft 365').waitFor();
  });

  it('was blocked by the browser', async () => {
    const scene = await stage.open({ person: 'nora', mode: 'read' });
    await scene.context.addInitScript(() => {
      window.open = () => null;
    });
    await scene.page.reload();
    await button(scene.pane, 'Set up').click();
    await button(scene.pane, 'Sign in with Microsoft').click();
    await button(scene.pane, 'Allow').click();
    await heading(scene.pane, 'The sign-in window was blocked').waitFor();
  });

  it('was somebody else’s, and is made again as the mailbox’s own', async () => {
    const scene = await setUp();
    await choose(await signInWindow(scene, 'Sign in with Microsoft'), otto.name);
    await heading(scene.pane, 'You signed in as somebody else').waitFor();
    await scene.pane.getByText(`You signed in as ${otto.address}. This mailbox is ${nora.address}.`).waitFor();
    await button(scene.pane, `Send with ${otto.address}`).waitFor();
    expect(stage.sandbox.logins()).toEqual([]);
    await choose(await signInWindow(scene, 'Sign in again'), nora.name);
    await heading(scene.pane, 'Your channel is ready').waitFor();
  });
});

describe('a channel that sends by a sign-in', () => {
  it('holds its mail when the sign-in is taken back, and lets it go after the next one', async () => {
    const scene = await compose(stage, 'nora');
    await connectBySignIn(scene, 'Microsoft', nora.name);
    await button(scene.pane, 'Done').click();
    stage.sandbox.switches.turn('grant', 'revoked');
    await sendOffer(scene, 'Lamps that wait');
    await scene.pane.getByText('Held until your channel is repaired').waitFor();
    await scene.pane.getByText('Your sign-in for sending was taken back').first().waitFor();
    stage.sandbox.switches.turn('grant', 'valid');
    await button(scene.pane, 'Repair').first().click();
    expect(await scene.pane.getByLabel('Password', { exact: true }).count()).toBe(0);
    await choose(await signInWindow(scene, 'Sign in again'), nora.name);
    await heading(scene.pane, 'Your channel works again').waitFor();
    const [message] = await stage.sandbox.whenReceived(1);
    expect(message).toMatchObject({ email: { subject: 'Lamps that wait' } });
  });

  it('ends after a week at Google while Postlane is in testing there, and is mended by the next sign-in', async () => {
    const grace = person('grace');
    stage.sandbox.switches.turn('google-in-testing', true);
    const scene = await compose(stage, 'grace');
    await connectBySignIn(scene, 'Google', grace.name);
    await button(scene.pane, 'Done').click();
    ahead += 8 * DAY;
    await sendOffer(scene, 'Linen, a week later');
    await scene.pane.getByText('Held until your channel is repaired').waitFor();
    await scene.pane.getByText('Your sign-in with Google has ended').first().waitFor();
    await button(scene.pane, 'Repair').first().click();
    await choose(await signInWindow(scene, 'Sign in again'), grace.name);
    await heading(scene.pane, 'Your channel works again').waitFor();
    const [message] = await stage.sandbox.whenReceived(1);
    expect(message).toMatchObject({ email: { subject: 'Linen, a week later' } });
  });

  it('was one with a password, moved over in place, and outlives that password', async () => {
    const id = await connectQuietly(stage, 'nora');
    const first = await compose(stage, 'nora');
    await sendOffer(first, 'By password');
    await stage.sandbox.whenReceived(1);
    await closeDraft(first);
    const scene = await stage.open({ person: 'nora', mode: 'read' });
    await button(scene.pane, 'Manage this channel').click();
    await choose(await signInWindow(scene, 'Sign in with Microsoft instead'), nora.name);
    await heading(scene.pane, 'Your channel sends by your sign-in now').waitFor();
    stage.sandbox.switches.turn('password-changed', true);
    await sendOffer(await compose(stage, 'nora'), 'By sign-in');
    await stage.sandbox.whenReceived(2);
    const { channels } = JSON.parse(await asPerson(stage, 'nora', 'GET', '/api/channels')) as { channels: object[] };
    expect(channels).toMatchObject([{ id, credential: 'sign-in', health: { state: 'working' } }]);
  });
});
