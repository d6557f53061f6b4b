import { person, type Scene } from '../stage.ts';
import { connectByPassword } from '../journeys.ts';
import { heading, press, says, type, type Chapter } from './state.ts';

const nora = person('nora');
const read = { mode: 'read' };

async function byHand(scene: Scene): Promise<void> {
  await press(scene, 'Send through another service');
  await press(scene, 'Enter a mail server by hand');
  await heading(scene, 'Connect a mail server');
}

export const connecting: Chapter = {
  title: 'Enter, prove, save',
  states: [
    {
      name: 'connect',
      shows: 'One password is all that is asked for',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await press(scene, 'Set up');
        await type(scene, 'Password', nora.password);
      },
      isMain: true,
    },
    {
      name: 'connect-details',
      shows: 'Everything that is filled in, open to be changed',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await press(scene, 'Set up');
        await press(scene, 'Details');
        await scene.pane.getByLabel('Sender name').waitFor();
      },
    },
    {
      name: 'connect-slips',
      shows: 'Slips, caught while typing',
      person: 'mara',
      setting: read,
      reach: async (scene) => {
        await byHand(scene);
        await type(scene, 'Server', 'https://smtp.rebstock-hosting.example/login');
        await type(scene, 'Port', '70000');
        await type(scene, 'User name', '');
        await type(scene, 'Sender address', 'mara@');
        await press(scene, 'Connect');
        await says(scene, 'Enter your password.');
      },
    },
    {
      name: 'connect-by-hand',
      shows: 'A mail server entered by hand',
      person: 'otto',
      setting: read,
      reach: byHand,
    },
    {
      name: 'connect-ask-it',
      shows: 'A message to the IT department has been prepared',
      person: 'otto',
      setting: read,
      reach: async (scene) => {
        await byHand(scene);
        await press(scene, 'Ask your IT department');
        await says(scene, 'A prepared message has opened in Outlook.');
      },
    },
    {
      name: 'connect-app-password',
      shows: 'Gmail: how to get an app password',
      person: 'grace',
      setting: read,
      reach: async (scene) => {
        await press(scene, 'Set up');
        await scene.pane.getByLabel('App password').waitFor();
      },
    },
    {
      name: 'proving',
      shows: 'The five steps as they happen',
      person: 'nora',
      setting: read,
      before: ({ sandbox }) => sandbox.switches.turn('slow', '20'),
      reach: async (scene) => {
        await press(scene, 'Set up');
        await type(scene, 'Password', nora.password);
        await press(scene, 'Connect');
        await scene.pane.getByText('Secure the connection (in progress)').waitFor();
      },
    },
    {
      name: 'connect-interrupted',
      shows: 'The pane was loaded again in the middle of the proof',
      person: 'nora',
      setting: read,
      before: ({ sandbox }) => sandbox.switches.turn('slow', '20'),
      reach: async (scene) => {
        await press(scene, 'Set up');
        await type(scene, 'Password', nora.password);
        await press(scene, 'Connect');
        await scene.pane.getByText('Secure the connection (in progress)').waitFor();
        await scene.page.getByRole('button', { name: 'Reload pane' }).click();
        await scene.pane.getByText(/^The last check was interrupted/).waitFor();
      },
    },
    {
      name: 'saved',
      shows: 'The channel is proven and saved',
      person: 'nora',
      setting: read,
      reach: ({ pane }) => connectByPassword(pane, nora.password),
    },
    {
      name: 'saved-test-message',
      shows: 'A test message to oneself was accepted',
      person: 'nora',
      setting: read,
      reach: async (scene) => {
        await connectByPassword(scene.pane, nora.password);
        await press(scene, 'Send yourself a test message');
        await says(scene, 'Accepted. Look into your inbox in a moment.');
      },
    },
    {
      name: 'saved-test-refused',
      shows: 'Exchange refuses the sender only once it has the whole test message: the channel needs help',
      person: 'nora',
      setting: read,
      before: ({ sandbox }) => sandbox.switches.turn('sender', 'refused-after-data'),
      reach: async (scene) => {
        await connectByPassword(scene.pane, nora.password);
        await press(scene, 'Send yourself a test message');
        await heading(scene, 'Your account may not send from this address');
      },
    },
  ],
};
