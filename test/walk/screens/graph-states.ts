import { signInWindow } from '../journeys.ts';
import { connectQuietly } from '../sending.ts';
import { person, type Scene, type Stage } from '../stage.ts';
import { queueTwo } from './sign-in-states.ts';
import { heading, press, says, type Chapter } from './state.ts';

const nora = person('nora');
const read = { mode: 'read' };

/** A channel whose company switches SMTP AUTH off while two mails are sent. */
async function switchedOff(stage: Stage): Promise<void> {
  await connectQuietly(stage, 'nora');
  stage.sandbox.switches.turn('tenant-sign-in', 'smtp-auth-off');
  await queueTwo(stage);
}

const offered = (scene: Scene): Promise<void> => heading(scene, 'Sending is switched off for your company');

async function moved(scene: Scene): Promise<void> {
  await offered(scene);
  const window = await signInWindow(scene, 'Send by Microsoft Graph instead');
  await window.getByRole('button', { name: nora.name }).click();
  await heading(scene, 'Your channel sends by Microsoft Graph now');
}

async function atHome(scene: Scene): Promise<void> {
  await moved(scene);
  await press(scene, 'Done');
  await says(scene, 'sends by Microsoft Graph');
}

export const byGraph: Chapter = {
  title: 'Microsoft Graph, where the mail server is closed to programs',
  signIns: ['microsoft'],
  states: [
    {
      name: 'graph-offered',
      shows: 'SMTP AUTH was switched off, and there is a second way out',
      person: 'nora',
      setting: read,
      before: switchedOff,
      reach: offered,
      isMain: true,
    },
    {
      name: 'graph-consent',
      shows: 'What signing in for it means, after the window was left once',
      person: 'nora',
      setting: read,
      before: switchedOff,
      reach: async (scene) => {
        await offered(scene);
        await signInWindow(scene, 'Send by Microsoft Graph instead');
        await press(scene, 'Cancel');
        await heading(scene, 'Send by Microsoft Graph');
      },
    },
    {
      name: 'graph-moved',
      shows: 'The channel was moved over, and what waited goes',
      person: 'nora',
      setting: read,
      before: switchedOff,
      reach: moved,
    },
    {
      name: 'graph-home',
      shows: 'A channel that sends by Graph',
      person: 'nora',
      setting: read,
      before: switchedOff,
      reach: atHome,
      isMain: true,
    },
  ],
};
