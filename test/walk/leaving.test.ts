import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { arrived, asPerson, composed, connectQuietly, heading, send } from './sending.ts';
import { queueQuietly } from './queueing.ts';
import { openStage, person, type Scene, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());
beforeEach(() => stage.reset());

const nora = person('nora');
const elin = person('elin');
const button = ({ pane }: Scene, name: string) => pane.getByRole('button', { name, exact: true });
const click = (scene: Scene, name: string) => button(scene, name).click();
const says = ({ pane }: Scene, text: string | RegExp) => pane.getByText(text).first().waitFor();

/** Nora, as her company's administrator, with Elin's channel open on the board. */
async function overElin(): Promise<Scene> {
  stage.sandbox.switches.turn('administrator', true);
  const scene = await stage.open({ person: 'nora', mode: 'read' });
  await click(scene, 'Your company’s channels');
  await click(scene, 'Look after all channels');
  await click(scene, `Pause or remove ${elin.address}`);
  stage.sandbox.switches.turn('administrator', false);
  return scene;
}

it('an administrator pauses a channel, its rep sees it at once, and what waited goes once when it is let go', async () => {
  await connectQuietly(stage, 'elin');
  const admin = await overElin();
  await says(admin, /^1 channel · None needs help · 1 is on a password that ends on /);
  const rep = await composed(stage, 'elin', 'Lamps while IT looks');
  await click(admin, 'Pause');
  await click(admin, 'Pause it');
  await says(admin, `${elin.address} is paused.`);
  await says(rep, 'Your IT paused this channel. The message waits until they let mail go again.');
  await send(rep);
  await heading(rep, 'Your IT paused this channel');

  const home = await stage.open({ person: 'elin', mode: 'read' });
  await says(home, 'Paused by IT');
  await says(home, '1 message waits meanwhile.');
  await click(home, 'Manage this channel');
  await says(home, 'You can remove it once your IT has let it go again.');
  expect(arrived(stage, 'Lamps while IT looks')).toEqual([]);

  await click(admin, 'Let mail go again');
  await heading(rep, 'Sent');
  expect(arrived(stage, 'Lamps while IT looks')).toHaveLength(1);
});

it('a person leaves, and a colleague decides about the mail that waits: each message goes once, or not at all', async () => {
  const channelId = await connectQuietly(stage, 'elin');
  // As IT does where somebody takes over another's mailbox.
  stage.sandbox.switches.turn('sender', 'allowed-as-others');
  await connectQuietly(stage, 'nora', elin.address);
  const rep = await stage.open({ person: 'elin', mode: 'read' });
  await says(rep, 'Working');
  stage.sandbox.switches.turn('administrator', true);
  await asPerson(stage, 'nora', 'POST', `/api/organisation/channels/${channelId}/pause`);
  const to = ['buyer@lighthouse.example'];
  await queueQuietly(stage, 'elin', channelId, [
    { subject: 'An offer that is still good', to },
    { subject: 'An offer of last week', to },
  ]);

  const admin = await stage.open({ person: 'nora', mode: 'read' });
  await click(admin, 'Your company’s channels');
  await click(admin, 'Look after all channels');
  // Both write from the same address, and under the same name: whose each channel is says the directory.
  await click(admin, `${elin.name} leaves the company`);
  await heading(admin, 'Elin Strand leaves');
  await says(admin, '2 messages wait.');
  expect(await admin.pane.getByText('An offer').count()).toBe(0);
  await admin.pane.getByLabel('A colleague decides about each message').check();
  await click(admin, 'Remove this person');
  await click(admin, 'Remove everything');
  await says(admin, `2 messages wait for ${nora.name} (${nora.address}) to decide.`);
  await heading(rep, 'Send through Microsoft 365');

  await click(admin, 'To all channels');
  await heading(admin, 'All channels');
  await click(admin, 'Back');
  await click(admin, 'Back');
  await says(admin, /^2 messages wait for your word/);
  const choose = (subject: string, what: string): Promise<void> =>
    admin.pane
      .getByRole('region', { name: 'Mail that waited' })
      .getByRole('group', { name: subject })
      .getByRole('button', { name: what, exact: true })
      .click();
  await choose('An offer of last week', 'Don’t send it');
  await choose('An offer of last week', 'Erase it');
  await choose('An offer that is still good', 'Send it');
  await stage.sandbox.whenReceived(1);
  const [taken, ...more] = arrived(stage, 'An offer that is still good');
  expect([taken?.email.from?.address, more]).toEqual([elin.address, []]);
  expect(arrived(stage, 'An offer of last week')).toEqual([]);
});

it('a rep takes everything along, deletes it, and begins anew', async () => {
  await connectQuietly(stage, 'nora');
  const scene = await stage.open({ person: 'nora', mode: 'read' });
  await click(scene, 'Manage this channel');
  await click(scene, 'Export my data');
  const saved = scene.page.waitForEvent('download');
  await scene.pane.getByRole('link', { name: 'Save the file' }).click();
  expect((await saved).suggestedFilename()).toBe('postlane.json');
  await click(scene, 'Delete everything of mine');
  await click(scene, 'Delete everything');
  await heading(scene, 'Your data');
  await says(scene, 'Everything of yours is deleted');
  await click(scene, 'Begin anew');
  await heading(scene, 'Send through Microsoft 365');
  expect(await asPerson(stage, 'nora', 'GET', '/api/channels')).toBe('{"channels":[]}');
});
