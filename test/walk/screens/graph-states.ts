import { signInWindow, writeDraft } from '../journeys.ts';
import { attach, connectQuietly, someFile } from '../sending.ts';
import { person, type Scene, type Stage } from '../stage.ts';
import { queueTwo } from './sign-in-states.ts';
import { heading, press, type Chapter } from './state.ts';

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
  // Among the lines on whose channel it is.
  await scene.pane.getByText('sends by Microsoft Graph').first().waitFor();
}

/** A channel that sends by Graph since a moment before the pane opens, with nothing that waits. */
async function sendsByGraph(stage: Stage): Promise<void> {
  await switchedOff(stage);
  const scene = await stage.open({ person: 'nora', ...read });
  await moved(scene);
  await scene.context.close();
  await stage.sandbox.whenReceived(3);
}

/** The same, where Graph does otherwise while two mails are sent. */
const meets =
  (how: 'forbids' | 'throttled') =>
  async (stage: Stage): Promise<void> => {
    await sendsByGraph(stage);
    stage.sandbox.switches.turn('graph', how);
    await queueTwo(stage);
  };

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
    {
      name: 'graph-too-large',
      shows: 'A message that is too large for Graph, before it is sent',
      person: 'nora',
      setting: { mode: 'compose' },
      before: sendsByGraph,
      reach: async (scene) => {
        await writeDraft(scene.page, {
          to: ['buyer@lighthouse.example'],
          subject: 'Catalogue',
          body: 'All our lamps.',
        });
        await attach(scene.page, 'attach-file', someFile('catalogue.pdf', 'application/pdf', 2_500_000));
        await scene.pane
          .getByText(/2\.9 MB/)
          .first()
          .waitFor();
      },
    },
    {
      name: 'graph-forbidden',
      shows: 'Graph takes the sign-in, and no message',
      person: 'nora',
      setting: read,
      before: meets('forbids'),
      reach: (scene) => heading(scene, 'Your account may not send just now'),
    },
    // Last, since the mailbox stays slowed down for a while.
    {
      name: 'graph-slowed',
      shows: 'Graph asks to wait',
      person: 'nora',
      setting: read,
      before: meets('throttled'),
      reach: async ({ pane }) => {
        await pane.getByText(/^Your provider is slowing you down until/).waitFor();
      },
    },
  ],
};
