import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { HOUR } from '../../src/domain/instant.ts';
import { queueQuietly } from './queueing.ts';
import { arrived, asPerson, composed, connectQuietly, heading, send } from './sending.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
/** How far the world's clock is ahead of this machine's. */
let ahead = 0;
let nora: string;
let mara: string;
beforeAll(async () => {
  stage = await openStage({ clock: () => Date.now() + ahead });
});
beforeEach(async () => {
  await stage.reset();
  nora = await connectQuietly(stage, 'nora');
  mara = await connectQuietly(stage, 'mara');
});
afterAll(() => stage?.close());

/** Time passes for the whole world at once; another rep's mail makes the courier look at the clock. */
async function pass(milliseconds: number): Promise<void> {
  ahead += milliseconds;
  await asPerson(stage, 'mara', 'POST', `/api/channels/${mara}/test-message`);
}

const says = ({ pane }: Scene, text: string | RegExp): Promise<void> => pane.getByText(text).first().waitFor();
const press = ({ pane }: Scene, name: string): Promise<void> =>
  pane.getByRole('button', { name, exact: true }).first().click();
async function arrives(subject: string): Promise<void> {
  for (let count = 1; arrived(stage, subject).length === 0; count += 1) await stage.sandbox.whenReceived(count);
}
/** Nora's, oldest first; Mara has a server of her own. */
const logins = (): string[] =>
  stage.sandbox.logins().flatMap(({ username, outcome }) => (username === person('nora').address ? [outcome] : []));

it('a rep who says beforehand that the password is about to change has no mail stuck and no login refused', async () => {
  const before = logins().length;
  const scene = await composed(stage, 'nora', 'While it changes');
  await press(scene, 'Back');
  await press(scene, 'Manage this channel');
  await press(scene, 'I am changing my password');
  await scene.pane.getByRole('heading', { name: 'Paused while you change your password' }).waitFor();
  await press(scene, 'Send this draft');
  await says(scene, /goes out once you have entered the new password$/);
  stage.sandbox.switches.turn('password-changed', true);
  await send(scene);
  await heading(scene, 'Paused while you change your password');

  await press(scene, 'Enter the new password');
  await scene.pane.getByLabel('Password', { exact: true }).fill(person('nora').newPassword);
  await press(scene, 'Check and go on');
  await heading(scene, 'Your new password works');
  await says(scene, '1 waiting message goes out now.');
  await arrives('While it changes');
  expect(arrived(stage, 'While it changes')).toHaveLength(1);
  expect(logins().slice(before)).toEqual(['accepted', 'accepted']);
});

it('a channel that IT mends comes back by itself, tells the rep, and asks about mail that has become old', async () => {
  stage.sandbox.switches.turn('smtp-auth-off-for-mailbox', true);
  await queueQuietly(stage, 'nora', nora, [{ subject: 'Of yesterday', to: ['buyer@lighthouse.example'] }]);
  const scene = await stage.open({ person: 'nora', mode: 'read' });
  await scene.pane.getByRole('heading', { name: 'Sending is switched off for your mailbox' }).waitFor();
  await says(scene, /^Postlane checks by itself, next /);
  const refused = logins().length;
  await press(scene, 'Check again');
  await heading(scene, 'It is too soon to try again');
  expect(logins()).toHaveLength(refused);
  await press(scene, 'Back');

  ahead += 25 * HOUR;
  await queueQuietly(stage, 'nora', nora, [{ subject: 'Of today', to: ['buyer@lighthouse.example'] }]);
  stage.sandbox.switches.turn('smtp-auth-off-for-mailbox', false);
  await pass(0);
  await says(scene, /^Your channel has been working again since .* 1 waiting message is going out\.$/);
  await says(scene, /^1 message had waited for more than a day/);
  await arrives('Of today');
  expect(arrived(stage, 'Of yesterday')).toHaveLength(0);

  await press(scene, 'Send it');
  await scene.pane.getByRole('region', { name: 'Mail that waited' }).waitFor({ state: 'detached' });
  await arrives('Of yesterday');
  await press(scene, 'History');
  await says(scene, /Postlane’s own check found it working again\.$/);
});
