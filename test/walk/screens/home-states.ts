import { composed, connectQuietly, send } from '../sending.ts';
import { person, type Scene, type Stage } from '../stage.ts';
import { heading, press, type, type Chapter } from './state.ts';

const nora = person('nora');
const read = { mode: 'read' };
const connected = (stage: Stage) => connectQuietly(stage, 'nora');

/** Sends a draft through the pane and waits for what the pane says of it. */
async function sent(stage: Stage, subject: string, to: string[], outcome: string): Promise<void> {
  const scene = await composed(stage, 'nora', subject, { to });
  await send(scene);
  await heading(scene, outcome);
  await scene.context.close();
}

/** A channel that has been used, and whose server has just turned down the password. */
async function broken(stage: Stage): Promise<void> {
  await connected(stage);
  await sent(stage, 'Two hundred lamps', ['buyer@lighthouse.example'], 'Sent');
  stage.sandbox.switches.turn('password-changed', true);
  const held = 'Held until your channel is repaired';
  await sent(stage, 'Lamps that wait', ['buyer@lighthouse.example', 'harbour@pier.example'], held);
}

const atHome = (scene: Scene) => heading(scene, 'Today’s use');

export const home: Chapter = {
  title: 'The channel',
  states: [
    {
      name: 'home-fresh',
      shows: 'A channel that nothing was sent through yet',
      person: 'nora',
      setting: read,
      before: connected,
      reach: atHome,
    },
    {
      name: 'home',
      shows: 'A channel in use: its health, its limits, the last messages',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        await connected(stage);
        await sent(stage, 'Two hundred lamps', ['buyer@lighthouse.example'], 'Sent');
        stage.sandbox.switches.turn('refused-recipient', 'nobody@nordhavn.example');
        await sent(stage, 'Price list for the harbour works', ['nobody@nordhavn.example'], 'Not sent');
        stage.sandbox.switches.reset();
        await sent(stage, 'Delivery on Thursday', ['buyer@lighthouse.example', 'harbour@pier.example'], 'Sent');
        stage.sandbox.switches.turn('throttle', 'always');
        const waits = 'Waiting for its turn';
        await sent(stage, 'A first offer for the new lighthouse', ['amelia.hart@brightwater.example'], waits);
      },
      reach: atHome,
      isMain: true,
    },
    {
      name: 'home-broken',
      shows: 'A channel that needs a repair',
      person: 'nora',
      setting: read,
      before: broken,
      reach: atHome,
    },
    {
      name: 'home-away',
      shows: 'Postlane’s server is away: the last known state, and its age',
      person: 'nora',
      setting: read,
      before: connected,
      reach: async (scene, { sandbox }) => {
        await atHome(scene);
        sandbox.switches.turn('backend', 'away');
        await scene.page.getByRole('button', { name: 'Reload pane' }).click();
        await scene.pane.getByText(/^Postlane cannot be reached\. This is how things stood/).waitFor();
      },
    },
    {
      name: 'home-manage',
      shows: 'What is needed now and then',
      person: 'nora',
      setting: read,
      before: connected,
      reach: async (scene) => {
        await atHome(scene);
        await press(scene, 'Manage this channel');
      },
    },
    {
      name: 'home-remove',
      shows: 'Removing a channel asks first',
      person: 'nora',
      setting: read,
      before: connected,
      reach: async (scene) => {
        await atHome(scene);
        await press(scene, 'Manage this channel');
        await press(scene, 'Remove');
        await heading(scene, 'Remove this channel?');
      },
    },
    {
      name: 'repair',
      shows: 'A new password for a broken channel',
      person: 'nora',
      setting: read,
      before: broken,
      reach: async (scene) => {
        await press(scene, 'Repair');
        await heading(scene, 'Repair your channel');
      },
    },
    {
      name: 'repaired',
      shows: 'The channel works again',
      person: 'nora',
      setting: read,
      before: broken,
      reach: async (scene) => {
        await press(scene, 'Repair');
        await type(scene, 'Password', nora.newPassword);
        await press(scene, 'Repair');
        await heading(scene, 'Your channel works again');
      },
    },
    // Last: its mailbox waits for minutes after that.
    {
      name: 'home-uncertain',
      shows: 'A message that no confirmation came for: only the rep can say whether it arrived',
      person: 'nora',
      setting: read,
      before: async (stage) => {
        await connected(stage);
        stage.sandbox.switches.turn('drop', 'after-data');
        await sent(stage, 'Final figures', ['amelia.hart@brightwater.example'], 'Did it arrive?');
      },
      reach: atHome,
    },
  ],
};
