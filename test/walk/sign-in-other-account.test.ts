import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Message } from '../../src/contract/shapes.ts';
import { connectBySignIn, signInWindow } from './journeys.ts';
import { queueQuietly } from './queueing.ts';
import { arrived, asPerson, connectQuietly, heading } from './sending.ts';
import { channelsOf } from './sign-in-channels.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ signIns: ['microsoft'], graph: false });
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const nora = person('nora');
const otto = person('otto');

async function signsInAs(who: typeof nora, scene: Scene, by: string): Promise<void> {
  const window = await signInWindow(scene, by);
  await window.getByRole('button', { name: who.name }).click();
}

/** Nobody has sent with anybody's account yet. */
async function isToldAndAsked(scene: Scene): Promise<void> {
  await heading(scene, 'You signed in as somebody else');
  await scene.pane.getByText(`You signed in as ${otto.address}. This mailbox is ${nora.address}.`).waitFor();
  await scene.pane.getByRole('button', { name: 'Sign in again', exact: true }).waitFor();
  await scene.pane.getByRole('button', { name: `Send with ${otto.address}`, exact: true }).waitFor();
  expect(stage.sandbox.logins().filter(({ username }) => username === otto.address)).toEqual([]);
}

it('somebody else who signs in to connect is taken by the rep’s word, and sends for the mailbox from then on', async () => {
  stage.sandbox.switches.turn('sender', 'allowed-as-others');
  const scene = await stage.open({ person: 'nora', mode: 'read' });
  await scene.pane.getByRole('button', { name: 'Set up' }).click();
  await signsInAs(otto, scene, 'Sign in with Microsoft');
  await isToldAndAsked(scene);
  expect(await channelsOf(stage, 'nora')).toEqual([]);
  await scene.pane.getByRole('button', { name: `Send with ${otto.address}`, exact: true }).click();
  // A message to the rep's own address has shown by then that it may be so.
  await heading(scene, 'Your channel is ready');
  expect(arrived(stage, 'Your delivery channel works')).toMatchObject([{ mailFrom: nora.address }]);
  await scene.pane.getByRole('button', { name: 'Done', exact: true }).click();
  await scene.pane.getByText(`sends with ${otto.address}`).waitFor();
  const [channel] = await channelsOf(stage, 'nora');
  await queueQuietly(stage, 'nora', channel?.id ?? '', [{ subject: 'Beacons', to: ['buyer@lighthouse.example'] }]);
  await stage.sandbox.whenReceived(2);
  expect(arrived(stage, 'Beacons')[0]).toMatchObject({ mailFrom: nora.address });
});

it('somebody else who may not send for the mailbox is told before anything is ready, and mail waits instead of being refused', async () => {
  const scene = await stage.open({ person: 'nora', mode: 'read' });
  await scene.pane.getByRole('button', { name: 'Set up' }).click();
  await signsInAs(otto, scene, 'Sign in with Microsoft');
  await isToldAndAsked(scene);
  await scene.pane.getByRole('button', { name: `Send with ${otto.address}`, exact: true }).click();
  await heading(scene, 'Your account may not send from this address');
  await scene.pane.getByText(`${otto.address} may not send as ${nora.address}:`).waitFor();
  await scene.pane.getByRole('button', { name: 'Done', exact: true }).click();
  await heading(scene, 'Your channel');
  const [channel] = await channelsOf(stage, 'nora');
  await queueQuietly(stage, 'nora', channel?.id ?? '', [{ subject: 'Fenders', to: ['buyer@lighthouse.example'] }]);
  expect(await channelsOf(stage, 'nora')).toMatchObject([{ health: { state: 'broken' }, held: 2 }]);
  expect(stage.sandbox.received()).toEqual([]);

  stage.sandbox.switches.turn('sender', 'allowed-as-others');
  await scene.pane.getByRole('button', { name: 'Check again', exact: true }).click();
  await heading(scene, 'Your channel works again');
  await stage.sandbox.whenReceived(2);
  expect(arrived(stage, 'Fenders')).toMatchObject([{ mailFrom: nora.address }]);
});

describe('somebody else who signs in where a channel is mended', () => {
  /** A channel by a sign-in that was taken back, with a mail that waits. */
  async function revoked(): Promise<{ scene: Scene; channelId: string }> {
    const scene = await stage.open({ person: 'nora', mode: 'read' });
    await connectBySignIn(scene, 'Microsoft', nora.name);
    await scene.pane.getByRole('button', { name: 'Done', exact: true }).click();
    const [channel] = await channelsOf(stage, 'nora');
    const channelId = channel?.id ?? '';
    stage.sandbox.switches.turn('grant', 'revoked');
    await queueQuietly(stage, 'nora', channelId, [{ subject: 'Lamps', to: ['buyer@lighthouse.example'] }]);
    await scene.pane.getByText('1 message waits until it works again.').waitFor();
    return { scene, channelId };
  }

  it('is told, and the mail waits until the mailbox’s own account signs in', async () => {
    const { scene, channelId } = await revoked();
    await signsInAs(otto, scene, 'Sign in again');
    await isToldAndAsked(scene);
    expect(await channelsOf(stage, 'nora')).toMatchObject([
      { id: channelId, username: nora.address, health: { state: 'broken' }, held: 1 },
    ]);
    await signsInAs(nora, scene, 'Sign in again');
    await heading(scene, 'Your channel works again');
    await stage.sandbox.whenReceived(1);
    expect(arrived(stage, 'Lamps')).toHaveLength(1);
    expect((await channelsOf(stage, 'nora'))[0]).toMatchObject({ username: nora.address });
  });

  it('and may not send for the mailbox is told before anything is ready, and what waited has not met the server', async () => {
    const { scene } = await revoked();
    await signsInAs(otto, scene, 'Sign in again');
    await isToldAndAsked(scene);
    await scene.pane.getByRole('button', { name: `Send with ${otto.address}`, exact: true }).click();
    await heading(scene, 'Your account may not send from this address');
    await scene.pane.getByText('2 messages wait until it works again.').waitFor();
    expect(await channelsOf(stage, 'nora')).toMatchObject([{ health: { state: 'broken' }, held: 2 }]);
    expect(stage.sandbox.received()).toEqual([]);
    const { messages } = JSON.parse(await asPerson(stage, 'nora', 'GET', '/api/messages')) as { messages: Message[] };
    const refused = messages.filter(({ because }) => because?.kind === 'send-as-denied');
    expect(refused.map(({ subject }) => subject)).toEqual(['Your delivery channel works']);
  });

  it('is taken by the rep’s word: what waited goes from the mailbox’s address, by that account', async () => {
    const { scene, channelId } = await revoked();
    stage.sandbox.switches.turn('sender', 'allowed-as-others');
    await signsInAs(otto, scene, 'Sign in again');
    await isToldAndAsked(scene);
    await scene.pane.getByRole('button', { name: `Send with ${otto.address}`, exact: true }).click();
    await heading(scene, 'Your channel works again');
    await scene.pane.getByText('1 waiting message goes out now.').waitFor();
    await stage.sandbox.whenReceived(2);
    // A message to the rep's own address went first, and showed that it may be so.
    expect(stage.sandbox.received().map(({ email }) => email.subject)).toEqual([
      'Your delivery channel works',
      'Lamps',
    ]);
    expect(arrived(stage, 'Lamps')[0]).toMatchObject({ mailFrom: nora.address });
    expect(stage.sandbox.logins().at(-1)).toMatchObject({ username: otto.address, outcome: 'accepted' });
    expect(await channelsOf(stage, 'nora')).toMatchObject([
      { id: channelId, username: otto.address, sender: { address: nora.address }, health: { state: 'working' } },
    ]);
  });
});

it('somebody else who signs in to take a password’s place is told, and the password stays until it is said who is meant', async () => {
  const id = await connectQuietly(stage, 'nora');
  stage.sandbox.switches.turn('sender', 'allowed-as-others');
  const scene = await stage.open({ person: 'nora', mode: 'read' });
  await scene.pane.getByRole('button', { name: 'Manage this channel' }).click();
  await signsInAs(otto, scene, 'Sign in with Microsoft instead');
  await isToldAndAsked(scene);
  expect(await channelsOf(stage, 'nora')).toMatchObject([{ id, credential: 'password', username: nora.address }]);
  await scene.pane.getByRole('button', { name: `Send with ${otto.address}`, exact: true }).click();
  await heading(scene, 'Your channel sends by your sign-in now');
  expect(arrived(stage, 'Your delivery channel works')).toMatchObject([{ mailFrom: nora.address }]);
  expect(await channelsOf(stage, 'nora')).toMatchObject([
    { id, credential: 'sign-in', username: otto.address, sender: { address: nora.address } },
  ]);
  await queueQuietly(stage, 'nora', id, [{ subject: 'Buoys', to: ['buyer@lighthouse.example'] }]);
  await stage.sandbox.whenReceived(2);
  expect(arrived(stage, 'Buoys')[0]).toMatchObject({ mailFrom: nora.address });
});
