import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FrameLocator } from 'playwright-core';
import { MINUTE } from '../../src/domain/instant.ts';
import { connectBySignIn, signInWindow, writeDraft } from './journeys.ts';
import { arrived, asPerson, attach, compose, composed, connectQuietly, send, someFile } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
/** How far the world's clock is ahead of this machine's. */
let ahead = 0;
beforeAll(async () => {
  stage = await openStage({ clock: () => Date.now() + ahead, signIns: ['microsoft'] });
});
afterAll(() => stage?.close());
beforeEach(async () => {
  // What one walk paused is over in the next.
  ahead += 5 * MINUTE;
  await stage.reset();
});

const nora = person('nora');
const heading = (pane: FrameLocator, name: string) => pane.getByRole('heading', { name, exact: true });
const button = (pane: FrameLocator, name: string) => pane.getByRole('button', { name, exact: true });
const turn: Stage['sandbox']['switches']['turn'] = (id, value) => {
  stage.sandbox.switches.turn(id, value);
};
const channels = async (id: string): Promise<object[]> =>
  (JSON.parse(await asPerson(stage, id, 'GET', '/api/channels')) as { channels: object[] }).channels;

async function moveToGraph(scene: Scene): Promise<void> {
  const window = await signInWindow(scene, 'Send by Microsoft Graph instead');
  await window.getByRole('button', { name: nora.name }).click();
  await heading(scene.pane, 'Your channel sends by Microsoft Graph now').waitFor();
}

/** A rep whose SMTP AUTH is off, and whose channel goes by Graph. */
async function byGraph(): Promise<void> {
  await connectQuietly(stage, 'nora');
  turn('tenant-sign-in', 'smtp-auth-off');
  const scene = await composed(stage, 'nora', 'The one that finds out');
  await send(scene);
  await scene.pane.getByText('Held until your channel is repaired').waitFor();
  await scene.context.close();
  await moveToGraph(await stage.open({ person: 'nora', mode: 'read' }));
  await stage.sandbox.whenReceived(1);
}

describe('a rep whose company switches SMTP AUTH off', () => {
  it('is told, signs in for Graph, and the mail that waited goes, with what follows', async () => {
    const scene = await compose(stage, 'nora');
    await connectBySignIn(scene, 'Microsoft', nora.name);
    await button(scene.pane, 'Done').click();
    const [before] = await channels('nora');
    turn('tenant-sign-in', 'smtp-auth-off');
    await writeDraft(scene.page, {
      to: ['buyer@lighthouse.example'],
      bcc: ['boss@fjordlight.example'],
      subject: 'Lamps that wait',
      body: 'Here is our offer.',
    });
    await send(scene);
    await scene.pane.getByText('Held until your channel is repaired').waitFor();
    await button(scene.pane, 'Repair').first().click();
    await heading(scene.pane, 'Sending is switched off for your company').waitFor();
    await scene.pane.getByText(/There is a second way out of your mailbox, Microsoft Graph/).waitFor();
    await moveToGraph(scene);
    await stage.sandbox.whenReceived(2);
    const copies = arrived(stage, 'Lamps that wait');
    expect(copies.map(({ recipient }) => recipient).sort()).toEqual([
      'boss@fjordlight.example',
      'buyer@lighthouse.example',
    ]);
    expect(copies.map(({ raw }) => raw.toString()).join()).not.toMatch(/boss@fjordlight/);

    const home = await stage.open({ person: 'nora', mode: 'read' });
    await home.pane.getByText('sends by Microsoft Graph').waitFor();
    const [after] = await channels('nora');
    expect(after).toMatchObject({
      ...{ id: (before as { id: string }).id, transport: 'graph', credential: 'sign-in' },
      ...{ health: { state: 'working' }, limits: { messagesPerMinute: 30, messageBytes: 2_900_000 } },
    });
    await send(await composed(stage, 'nora', 'Lamps that follow'));
    await stage.sandbox.whenReceived(3);
    expect(stage.sandbox.logins().at(-1)).toMatchObject({ mechanism: 'Bearer', outcome: 'accepted' });
  });

  it('is told before it is sent that a message is too large for Graph', async () => {
    await byGraph();
    const scene = await compose(stage, 'nora');
    await writeDraft(scene.page, { to: ['buyer@lighthouse.example'], subject: 'Catalogue', body: 'All our lamps.' });
    await attach(scene.page, 'attach-file', someFile('catalogue.pdf', 'application/pdf', 2_500_000));
    await scene.pane
      .getByText(/2\.9 MB/)
      .first()
      .waitFor();
    expect(arrived(stage, 'Catalogue')).toEqual([]);
  });
});

describe('a channel that sends by Graph', () => {
  it('waits when Graph asks for it, and then sends once', async () => {
    await byGraph();
    turn('graph', 'throttled');
    const scene = await composed(stage, 'nora', 'Lamps with patience');
    await send(scene);
    const home = await stage.open({ person: 'nora', mode: 'read' });
    await home.pane
      .getByText(/^Your provider is slowing you down until/)
      .first()
      .waitFor();
    expect(arrived(stage, 'Lamps with patience')).toEqual([]);
    turn('graph', 'fine');
    ahead += 2 * MINUTE;
    // Another rep's mail makes the courier look at the clock.
    const mara = await connectQuietly(stage, 'mara');
    await asPerson(stage, 'mara', 'POST', `/api/channels/${mara}/test-message`);
    await stage.sandbox.whenReceived(3);
    expect(arrived(stage, 'Lamps with patience')).toHaveLength(1);
  });

  it('does not send again by itself what Graph took without an answer', async () => {
    await byGraph();
    turn('graph', 'answer-lost');
    const scene = await composed(stage, 'nora', 'Lamps of unknown fate');
    await send(scene);
    await scene.pane.getByText('Did it arrive?', { exact: true }).first().waitFor();
    expect(arrived(stage, 'Lamps of unknown fate')).toHaveLength(1);
  });

  it('holds its mail once the company takes its consent back, and goes on when its rep agrees anew', async () => {
    await byGraph();
    turn('grant', 'withdrawn');
    const scene = await composed(stage, 'nora', 'Lamps without leave');
    await send(scene);
    await scene.pane.getByText('Held until your channel is repaired').waitFor();
    const home = await stage.open({ person: 'nora', mode: 'read' });
    await heading(home.pane, 'Postlane may not send for this account').waitFor();
    await button(home.pane, 'Ask your IT department').waitFor();
    expect(await channels('nora')).toMatchObject([{ health: { because: { kind: 'consent-missing' } }, held: 1 }]);
    const window = await signInWindow(home, 'Sign in again');
    await window.getByRole('button', { name: nora.name }).click();
    await heading(home.pane, 'Your channel works again').waitFor();
    await stage.sandbox.whenReceived(2);
    expect(arrived(stage, 'Lamps without leave')).toHaveLength(1);
    expect(await channels('nora')).toMatchObject([{ transport: 'graph', health: { state: 'working' }, held: 0 }]);
  });

  it('breaks when Graph refuses the sign-in, and is mended by signing in for Graph again', async () => {
    await byGraph();
    turn('graph', 'refused');
    const scene = await composed(stage, 'nora', 'Lamps behind a door');
    await send(scene);
    await scene.pane.getByText('Held until your channel is repaired').waitFor();
    turn('graph', 'fine');
    await button(scene.pane, 'Repair').first().click();
    const window = await signInWindow(scene, 'Sign in again');
    await window.getByRole('button', { name: nora.name }).click();
    await heading(scene.pane, 'Your channel works again').waitFor();
    await stage.sandbox.whenReceived(2);
    expect(await channels('nora')).toMatchObject([{ transport: 'graph', health: { state: 'working' } }]);
  });
});

it('an Outlook.com mailbox sends by Graph from the start', async () => {
  const scene = await compose(stage, 'liam');
  await connectBySignIn(scene, 'Microsoft', person('liam').name);
  await button(scene.pane, 'Done').click();
  expect(await channels('liam')).toMatchObject([{ providerId: 'outlook-com', transport: 'graph' }]);
  await writeDraft(scene.page, { to: ['buyer@lighthouse.example'], subject: 'Boards', body: 'Here is our offer.' });
  await send(scene);
  await stage.sandbox.whenReceived(1);
});
