import { writeDraft } from '../journeys.ts';
import { attach, connectQuietly, send, someFile } from '../sending.ts';
import type { Scene, Stage } from '../stage.ts';
import { heading, press, says, stopTime, type Chapter } from './state.ts';

const compose = { mode: 'compose' };
const connected = (stage: Stage) => connectQuietly(stage, 'nora');
const catalogue = () => someFile('Catalogue 2027.pdf', 'application/pdf', 870_000);
const held = 'Held until your channel is repaired';

const write = ({ page }: Scene, to = ['amelia.hart@brightwater.example']) =>
  writeDraft(page, {
    to,
    subject: 'Your offer for two hundred lamps',
    body: 'Dear Amelia,\n\nhere are the final figures, and our catalogue.',
  });

/** Writes the draft, sends it, and waits for what the pane says of it. */
async function sendAndSee(scene: Scene, outcome: string, to?: string[]): Promise<void> {
  await write(scene, to);
  await send(scene);
  await heading(scene, outcome);
}

export const sending: Chapter = {
  title: 'Sending a draft',
  states: [
    {
      name: 'send-ready',
      shows: 'What will happen to the draft',
      person: 'nora',
      setting: compose,
      before: connected,
      reach: async (scene) => {
        await write(scene, ['Amelia Hart', 'Jonas Lindqvist', 'Priya Raman']);
        await attach(scene.page, 'attach-file', catalogue());
        await says(scene, '3 recipients, 1.2 MB, goes out now');
      },
      isMain: true,
    },
    {
      name: 'send-empty',
      shows: 'An empty draft: nobody to send it to yet',
      person: 'nora',
      setting: compose,
      before: connected,
      reach: (scene) => says(scene, 'Add at least one recipient.'),
    },
    {
      name: 'send-problems',
      shows: 'Why the draft can’t go like this',
      person: 'nora',
      setting: { ...compose, unresolved: 'without-address' },
      before: connected,
      reach: async (scene) => {
        await write(scene, ['Amelia from the fair', 'purchasing@brightwater']);
        await scene.page.getByRole('button', { name: 'Attach from the cloud' }).click();
        await attach(scene.page, 'attach-file', someFile('All lamps.zip', 'application/zip', 26_000_000));
        await scene.pane
          .getByText(/All lamps|With everything packed/)
          .first()
          .waitFor();
        await scene.pane.getByText(/is a link to the cloud/).waitFor();
      },
    },
    {
      name: 'send-warnings',
      shows: 'An old Outlook: what may be lost',
      person: 'nora',
      setting: { ...compose, set: '1.5' },
      before: connected,
      reach: async (scene) => {
        await writeDraft(scene.page, { to: ['amelia.hart@brightwater.example'], subject: '', body: 'Hello Amelia' });
        await press(scene, 'What Outlook keeps to itself');
        await says(scene, 'There is no subject.');
      },
    },
    {
      name: 'send-uploading',
      shows: 'While the message is handed over to Postlane’s server',
      person: 'nora',
      setting: compose,
      before: connected,
      reach: async (scene, { sandbox }) => {
        await write(scene);
        await attach(scene.page, 'attach-file', catalogue());
        await says(scene, '1 recipient, 1.2 MB, goes out now');
        sandbox.switches.turn('backend', 'silent');
        await send(scene);
        await heading(scene, 'Handing your message over …');
      },
    },
    {
      name: 'send-not-handed',
      shows: 'Postlane’s server went away before it had the message',
      person: 'nora',
      setting: compose,
      before: connected,
      reach: async (scene, { sandbox }) => {
        await write(scene);
        await says(scene, /1 recipient, .*goes out now/);
        sandbox.switches.turn('backend', 'away');
        await send(scene);
        await scene.pane.getByText(/^Your draft is untouched/).waitFor();
      },
    },
    {
      name: 'send-in-flight',
      shows: 'The mail server is getting it',
      person: 'nora',
      setting: compose,
      before: async (stage) => {
        await connected(stage);
        stage.sandbox.switches.turn('slow', '20');
      },
      reach: (scene) => sendAndSee(scene, 'Being handed to the mail server …'),
    },
    {
      name: 'send-throttled',
      shows: 'The server asked to come back later',
      person: 'nora',
      setting: compose,
      before: async (stage) => {
        await connected(stage);
        stage.sandbox.switches.turn('throttle', 'always');
      },
      reach: async (scene) => {
        await sendAndSee(scene, 'Waiting for its turn');
        await scene.pane.getByText(/^The next try is /).waitFor();
      },
    },
  ],
};

export const outcomes: Chapter = {
  title: 'What became of a draft',
  states: [
    {
      name: 'sent',
      shows: 'The server accepted it, and the draft closes',
      person: 'nora',
      setting: compose,
      before: connected,
      reach: async (scene) => {
        await scene.page.clock.install();
        await scene.page.reload();
        await sendAndSee(scene, 'Sent');
        // The draft would close before the fourth picture.
        await stopTime(scene.page);
      },
    },
    {
      name: 'sent-refused-recipients',
      shows: 'One recipient was refused, the others have it',
      person: 'nora',
      setting: compose,
      before: async (stage) => {
        await connected(stage);
        stage.sandbox.switches.turn('refused-recipient', 'nobody@nordhavn.example');
      },
      reach: (scene) => sendAndSee(scene, 'Sent', ['Amelia Hart', 'nobody@nordhavn.example', 'Priya Raman']),
    },
    {
      name: 'send-refused',
      shows: 'The server did not take it',
      person: 'nora',
      setting: compose,
      before: async (stage) => {
        await connected(stage);
        stage.sandbox.switches.turn('refused-recipient', 'nobody@nordhavn.example');
      },
      reach: (scene) => sendAndSee(scene, 'Not sent', ['nobody@nordhavn.example']),
    },
    {
      name: 'send-uncertain',
      shows: 'Handed over, but no confirmation came',
      person: 'nora',
      setting: compose,
      before: async (stage) => {
        await connected(stage);
        stage.sandbox.switches.turn('drop', 'after-data');
      },
      reach: (scene) => sendAndSee(scene, 'Did it arrive?'),
    },
    {
      name: 'send-held',
      shows: 'Held: the server turned the password down',
      person: 'nora',
      setting: compose,
      before: async (stage) => {
        await connected(stage);
        stage.sandbox.switches.turn('password-changed', true);
      },
      reach: (scene) => sendAndSee(scene, held),
    },
    {
      name: 'send-broken',
      shows: 'A draft while the channel needs a repair',
      person: 'nora',
      setting: compose,
      before: async (stage) => {
        await connected(stage);
        stage.sandbox.switches.turn('password-changed', true);
        const first = await stage.open({ person: 'nora', ...compose });
        await sendAndSee(first, held);
        await first.context.close();
      },
      reach: async (scene) => {
        await write(scene);
        await scene.pane.getByText(/goes out after the repair/).waitFor();
      },
    },
    {
      name: 'sent-left',
      shows: 'An Outlook that can’t close the draft',
      person: 'nora',
      setting: { ...compose, set: '1.11' },
      before: connected,
      reach: async (scene) => {
        await sendAndSee(scene, 'Please delete this draft yourself');
      },
    },
  ],
};
