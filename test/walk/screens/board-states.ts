import { queueQuietly } from '../queueing.ts';
import { asPerson, connectQuietly } from '../sending.ts';
import { person, type Scene, type Stage } from '../stage.ts';
import { heading, press, says, type Chapter } from './state.ts';

const read = { mode: 'read' };
const elin = person('elin');
const manageElin = (scene: Scene): Promise<void> =>
  scene.pane
    .getByRole('listitem')
    .filter({ hasText: new RegExp(`^${elin.name}`) })
    .getByRole('button', { name: `Pause or remove ${elin.address}` })
    .click();

/** Nora and Elin have a channel each, and Nora's company has made her its administrator. */
async function twoChannels(stage: Stage): Promise<string> {
  await connectQuietly(stage, 'nora');
  await connectQuietly(stage, 'nora', elin.address);
  const id = await connectQuietly(stage, 'elin');
  stage.sandbox.switches.turn('administrator', true);
  return id;
}

/** Elin's is paused, and two messages wait in it. */
async function paused(stage: Stage): Promise<void> {
  const id = await twoChannels(stage);
  await asPerson(stage, 'nora', 'POST', `/api/organisation/channels/${id}/pause`);
  const to = ['buyer@lighthouse.example'];
  await queueQuietly(stage, 'elin', id, [
    { subject: 'Lamps for the pier', to },
    { subject: 'Lamps for the quay', to: [...to, 'harbour@pier.example'] },
  ]);
}

async function toBoard(scene: Scene): Promise<void> {
  await press(scene, 'Your company’s channels');
  await press(scene, 'Look after all channels');
  await says(scene, 'Works');
}

async function toLeaving(scene: Scene): Promise<void> {
  await toBoard(scene);
  await press(scene, `${elin.name} leaves the company`);
  await says(scene, '2 messages wait.');
}

export const board: Chapter = {
  title: 'The board of a company, and who leaves',
  states: [
    {
      name: 'board',
      shows: 'Every channel of the company, for its administrator',
      person: 'nora',
      setting: read,
      before: paused,
      reach: toBoard,
      isMain: true,
    },
    {
      name: 'board-pause',
      shows: 'What an administrator may do to a channel, and the question before',
      person: 'nora',
      setting: read,
      before: twoChannels,
      reach: async (scene) => {
        await toBoard(scene);
        await manageElin(scene);
        await press(scene, 'Pause');
        await heading(scene, 'Pause this channel?');
      },
    },
    {
      name: 'leaving',
      shows: 'A person leaves: what there is, and what becomes of the mail that waits',
      person: 'nora',
      setting: read,
      before: paused,
      reach: async (scene) => {
        await toLeaving(scene);
        await scene.pane.getByLabel('A colleague decides about each message').check();
      },
      isMain: true,
    },
    {
      name: 'leaving-done',
      shows: 'The same, once it is done',
      person: 'nora',
      setting: read,
      before: paused,
      reach: async (scene) => {
        await toLeaving(scene);
        await press(scene, 'Remove this person');
        await press(scene, 'Remove everything');
        await heading(scene, 'Elin Strand is removed');
      },
    },
    {
      name: 'leaving-sure',
      shows: 'The question before a person is removed, with what becomes of the mail',
      person: 'nora',
      setting: read,
      before: paused,
      reach: async (scene) => {
        await toLeaving(scene);
        await press(scene, 'Remove this person');
        await heading(scene, `Remove everything of ${elin.name}?`);
      },
    },
    {
      name: 'home-left-to',
      shows: 'A rep to whom a colleague’s mail was left, in another channel',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        await paused(stage);
        const { objectId } = person('nora');
        const query = `mail=hand-over&to=${objectId}`;
        await asPerson(stage, 'nora', 'DELETE', `/api/organisation/people/${elin.objectId}?${query}`);
      },
      reach: (scene) => says(scene, /^2 messages that a colleague left to you/),
    },
    {
      name: 'home-stopped',
      shows: 'A rep whose channel IT paused',
      person: 'elin',
      setting: read,
      before: paused,
      reach: (scene) => heading(scene, 'Your IT paused this channel'),
      isMain: true,
    },
    {
      name: 'own-data',
      shows: 'What a rep may take along, and delete',
      person: 'nora',
      setting: read,
      before: (stage) => connectQuietly(stage, 'nora'),
      reach: async (scene) => {
        await press(scene, 'Manage this channel');
        await press(scene, 'Export my data');
        await scene.pane.getByRole('link', { name: 'Save the file' }).waitFor();
      },
    },
    {
      name: 'own-erased',
      shows: 'Everything of a rep’s is deleted',
      person: 'nora',
      setting: read,
      before: (stage) => connectQuietly(stage, 'nora'),
      reach: async (scene) => {
        await press(scene, 'Manage this channel');
        await press(scene, 'Delete everything of mine');
        await press(scene, 'Delete everything');
        await heading(scene, 'Everything of yours is deleted');
      },
    },
  ],
};
