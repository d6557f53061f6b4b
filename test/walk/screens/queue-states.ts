import { offers, queueQuietly, type ToQueue } from '../queueing.ts';
import { connectQuietly } from '../sending.ts';
import type { Scene, Stage } from '../stage.ts';
import { heading, press, type Chapter } from './state.ts';

const read = { mode: 'read' };

async function queued(stage: Stage, mail: readonly ToQueue[]): Promise<void> {
  await queueQuietly(stage, 'nora', await connectQuietly(stage, 'nora'), mail);
}

const openRow = ({ pane }: Scene, name: RegExp) => pane.getByRole('button', { name }).click();

/** Eight in the morning, so many days from now. */
const morning = (days: number): number => new Date().setHours(24 * days + 8, 0, 0, 0);

export const waitingMail: Chapter = {
  title: 'Mail that waits',
  states: [
    {
      name: 'home-scheduled',
      shows: 'Mail with a time of its own',
      person: 'nora',
      setting: read,
      before: (stage) =>
        queued(stage, [
          { subject: 'The week’s delivery dates', to: ['buyer@lighthouse.example'], sendAt: morning(1) },
          {
            subject: 'Lamps for the new pier',
            to: ['harbour@pier.example', 'amelia.hart@brightwater.example'],
            sendAt: morning(3),
          },
        ]),
      reach: async (scene) => {
        await heading(scene, 'Scheduled');
        await openRow(scene, /Lamps for the new pier/);
      },
      isMain: true,
    },
    {
      name: 'home-another-time',
      shows: 'Choosing another time for a scheduled mail',
      person: 'nora',
      setting: read,
      before: (stage) =>
        queued(stage, [{ subject: 'Lamps for the new pier', to: ['harbour@pier.example'], sendAt: morning(3) }]),
      reach: async (scene) => {
        await openRow(scene, /Lamps for the new pier/);
        await press(scene, 'Another time …');
        await scene.pane.getByText(/^1 recipient, goes out/).waitFor();
      },
    },
    {
      name: 'home-retrying',
      shows: 'Mail that is tried again: when, why, and until when; other mail has its turn meanwhile',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        const channelId = await connectQuietly(stage, 'nora');
        stage.sandbox.switches.turn('drop', 'before-data');
        await queueQuietly(stage, 'nora', channelId, [
          { subject: 'A first offer for the lighthouse', to: ['amelia.hart@brightwater.example'] },
          { subject: 'Lamps for the new pier', to: ['harbour@pier.example'] },
        ]);
        const scene = await stage.open({ person: 'nora', ...read });
        await scene.pane.getByText('2 messages wait for another try.').waitFor();
        await scene.context.close();
        stage.sandbox.switches.turn('drop', 'never');
        stage.sandbox.switches.turn('slow', '20');
        await queueQuietly(stage, 'nora', channelId, offers(3));
      },
      reach: async (scene) => {
        await scene.pane.getByText(/^3 of 3 still to go/).waitFor();
        await openRow(scene, /A first offer/);
        await scene.pane.getByText(/tries again by itself, until/).waitFor();
      },
    },
    {
      name: 'home-partly',
      shows: 'A message that not everyone got, with the server’s words',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        stage.sandbox.switches.turn('refused-recipient', 'nobody@nordhavn.example');
        const to = ['amelia.hart@brightwater.example', 'nobody@nordhavn.example', 'buyer@lighthouse.example'];
        await queued(stage, [{ subject: 'Price list for the harbour works', to }]);
      },
      reach: (scene) => openRow(scene, /Accepted for 2 of 3/),
    },
    {
      name: 'home-polling',
      shows: 'Events do not come through: the pane asks by itself',
      person: 'nora',
      setting: read,
      before: (stage) => queued(stage, offers(1)),
      reach: async ({ context, page, pane }) => {
        await context.route('**/api/events', (route) => route.abort());
        await page.getByRole('button', { name: 'Reload pane' }).click();
        await pane.getByText(/^Live updates are interrupted/).waitFor();
      },
    },
    // Last, since it leaves the other states of the chapter no room in their minute.
    {
      name: 'home-queue',
      shows: 'A queue on its way, within what the provider takes a minute',
      person: 'nora',
      setting: read,
      before: (stage) => queued(stage, offers(42)),
      reach: async ({ pane }) => {
        await pane.getByText(/of 42 still to go, (about|done)/).waitFor();
      },
      isMain: true,
    },
  ],
};

/** A chapter of its own, since the mailbox stays slowed down for a while. */
export const slowedMail: Chapter = {
  title: 'Mail that waits for the provider',
  states: [
    {
      name: 'home-slowed',
      shows: 'The provider slows the mailbox down, and says so',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        stage.sandbox.switches.turn('throttle', 'always');
        await queued(stage, offers(12));
      },
      reach: async ({ pane }) => {
        await pane.getByText(/^Your provider is slowing you down until/).waitFor();
        await pane.getByText(/of \d+ still to go/).waitFor();
      },
      isMain: true,
    },
  ],
};
