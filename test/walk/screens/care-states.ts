import { DAY, HOUR, type Instant } from '../../../src/domain/instant.ts';
import { writeDraft } from '../journeys.ts';
import { queueQuietly, type ToQueue } from '../queueing.ts';
import { asPerson, connectQuietly } from '../sending.ts';
import { person, type Scene, type Stage } from '../stage.ts';
import { heading, press, says, type, type Chapter } from './state.ts';

const read = { mode: 'read' };
const connected = (stage: Stage) => connectQuietly(stage, 'nora');
const atHome = (scene: Scene) => heading(scene, 'Today’s use');

const MAIL: readonly ToQueue[] = [
  { subject: 'Two hundred lamps for the new pier', to: ['buyer@lighthouse.example'] },
  { subject: 'Price list for the harbour works', to: ['harbour@pier.example', 'amelia.hart@brightwater.example'] },
  { subject: 'Delivery on Thursday', to: ['buyer@lighthouse.example'] },
  { subject: 'A first offer for the lighthouse', to: ['amelia.hart@brightwater.example'] },
];

async function changing(stage: Stage): Promise<void> {
  const id = await connected(stage);
  await asPerson(stage, 'nora', 'POST', `/api/channels/${id}/hold`);
  await queueQuietly(stage, 'nora', id, MAIL.slice(0, 2));
}

/** So many days from today, by this machine's calendar. */
function inDays(days: number): string {
  const today = new Date();
  return new Date(Date.UTC(today.getFullYear(), today.getMonth(), today.getDate() + days)).toISOString().slice(0, 10);
}

/** Outlook at another moment, its pane loaded anew. */
async function at(scene: Scene, moment: Instant): Promise<void> {
  await scene.page.clock.install({ time: moment });
  await scene.page.getByRole('button', { name: 'Reload pane' }).click();
}

export const careful: Chapter = {
  title: 'The channel, cared for',
  states: [
    {
      name: 'home-changing',
      shows: 'The rep is changing the password: mail waits until the new one is there',
      person: 'nora',
      setting: read,
      before: changing,
      reach: atHome,
      isMain: true,
    },
    {
      name: 'repair-changing',
      shows: 'The new password, after it was changed',
      person: 'nora',
      setting: read,
      before: changing,
      reach: async (scene) => {
        await press(scene, 'Enter the new password');
        await heading(scene, 'Enter your new password');
      },
    },
    {
      name: 'send-changing',
      shows: 'A draft that would wait for the new password',
      person: 'nora',
      setting: { mode: 'compose' },
      before: changing,
      reach: async (scene) => {
        await writeDraft(scene.page, {
          to: ['harbour@pier.example'],
          subject: 'Lamps for the new pier',
          body: 'Hello',
        });
        await says(scene, /goes out once you have entered the new password$/);
      },
    },
    {
      name: 'home-expiring',
      shows: 'The password ends soon',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        const id = await connected(stage);
        await asPerson(stage, 'nora', 'PATCH', `/api/channels/${id}`, { expiry: { on: inDays(8) } });
      },
      reach: atHome,
    },
    {
      name: 'home-manage-expiry',
      shows: 'Saying when the password ends',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        const id = await connected(stage);
        await asPerson(stage, 'nora', 'PATCH', `/api/channels/${id}`, { expiry: { everyDays: 90 } });
      },
      reach: async (scene) => {
        await atHome(scene);
        await press(scene, 'Manage this channel');
      },
      isMain: true,
    },
    {
      name: 'home-passwords-end',
      shows: 'The provider turns passwords off before long',
      person: 'nora',
      setting: read,
      before: connected,
      reach: async (scene) => {
        await at(scene, Date.UTC(2026, 11, 10, 9, 30));
        await heading(scene, /^Microsoft 365 turns passwords off in/);
      },
    },
    {
      name: 'repair-too-soon',
      shows: 'A password that was refused is not tried again at once',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        const id = await connected(stage);
        stage.sandbox.switches.turn('smtp-auth-off-for-mailbox', true);
        await queueQuietly(stage, 'nora', id, MAIL.slice(0, 2));
      },
      reach: async (scene) => {
        await heading(scene, 'Sending is switched off for your mailbox');
        await press(scene, 'Check again');
        await heading(scene, 'It is too soon to try again');
      },
    },
  ],
};

/** How far the world's clock is ahead of this machine's. */
let ahead = 0;
const now = (): Instant => Date.now() + ahead;

const mara = person('mara');
const newPassword = { credential: { kind: 'password', password: mara.newPassword } };

/** Mail that is held for two days, and some more since. */
async function held(stage: Stage): Promise<string> {
  const id = await connectQuietly(stage, 'mara');
  stage.sandbox.switches.turn('password-changed', true);
  await queueQuietly(stage, 'mara', id, MAIL);
  const scene = await stage.open({ person: 'mara', mode: 'read' });
  await heading(scene, 'Your password is no longer accepted');
  await scene.context.close();
  ahead += 2 * DAY;
  await queueQuietly(stage, 'mara', id, [{ subject: 'The week’s delivery dates', to: ['buyer@lighthouse.example'] }]);
  return id;
}

/** The same, mended by the rep in another pane. */
async function repaired(stage: Stage): Promise<string> {
  const id = await held(stage);
  await asPerson(stage, 'mara', 'POST', `/api/channels/${id}/repair`, newPassword);
  return id;
}

export const oldMail: Chapter = {
  title: 'The channel, mended',
  clock: now,
  states: [
    {
      name: 'home-back',
      shows: 'A channel that has come back by itself',
      person: 'mara',
      setting: read,
      before: async (stage) => {
        const id = await connectQuietly(stage, 'mara');
        stage.sandbox.switches.turn('our-address-refused', true);
        await queueQuietly(stage, 'mara', id, MAIL.slice(0, 2));
      },
      reach: async (scene, stage) => {
        const title = 'The server does not take calls from Postlane';
        await heading(scene, title);
        stage.sandbox.switches.reset();
        ahead += HOUR;
        await at(scene, now());
        await heading(scene, title);
        // Another rep's mail makes the courier look at the clock.
        const nora = await connected(stage);
        await asPerson(stage, 'nora', 'POST', `/api/channels/${nora}/test-message`);
        await says(scene, /^Your channel has been working again since/);
        await atHome(scene);
      },
    },
    {
      name: 'home-old-mail',
      shows: 'Mail that had waited for more than a day asks whether it is still to go',
      person: 'mara',
      setting: read,
      before: repaired,
      reach: async (scene) => {
        await at(scene, now());
        await heading(scene, 'Mail that waited');
      },
      isMain: true,
    },
    {
      name: 'home-old-mail-dropped',
      shows: 'Before all of it is erased, there is a question',
      person: 'mara',
      setting: read,
      before: repaired,
      reach: async (scene) => {
        await at(scene, now());
        await press(scene, 'Don’t send any');
        await heading(scene, 'Don’t send any of the 4?');
      },
    },
    {
      name: 'repaired-old-mail',
      shows: 'After the repair: what goes out, and what asks',
      person: 'mara',
      setting: read,
      before: held,
      reach: async (scene) => {
        await at(scene, now());
        await press(scene, 'Repair');
        await type(scene, 'Password', mara.newPassword);
        await press(scene, 'Repair');
        await heading(scene, 'Your channel works again');
      },
    },
    {
      name: 'home-history',
      shows: 'What has kept mail back so far',
      person: 'mara',
      setting: read,
      before: async (stage) => {
        const id = await repaired(stage);
        await asPerson(stage, 'mara', 'POST', `/api/channels/${id}/held/release`);
        ahead += 2 * HOUR;
        await asPerson(stage, 'mara', 'POST', `/api/channels/${id}/hold`);
        ahead += HOUR / 4;
        await asPerson(stage, 'mara', 'POST', `/api/channels/${id}/repair`, newPassword);
        ahead += HOUR;
      },
      reach: async (scene) => {
        await at(scene, now());
        await atHome(scene);
        await press(scene, 'History');
        await says(scene, 'You paused to change your password');
      },
      isMain: true,
    },
  ],
};
